import type { Issue } from '../base/issue.ts';
import type { Expr, FormulaModule } from './types.ts';
import type { Token, TokenKind } from './tokenise.ts';
import { keywords } from './words.ts';

/** Where parsing stands in one formula text. */
export interface Reader {
  readonly module: FormulaModule;
  readonly tokens: readonly Token[];
  readonly issues: Issue[];
  /** Levels of operators and calls below each expression, so that hostile text cannot exhaust the stack. */
  readonly depths: WeakMap<Expr, number>;
  position: number;
  nesting: number;
}

/** The token at the position, or a later one; the last token stands for everything beyond it. */
export function peekToken(reader: Reader, ahead = 0): Token {
  const last = reader.tokens.length - 1;
  return reader.tokens[Math.min(reader.position + ahead, last)]!;
}

/** Returns the token at the position and steps over it; the end is never passed. */
export function takeToken(reader: Reader): Token {
  const token = peekToken(reader);
  if (token.kind !== 'end') reader.position++;
  return token;
}

export function isNext(reader: Reader, kind: TokenKind, text: string, ahead = 0): boolean {
  const token = peekToken(reader, ahead);
  return token.kind === kind && token.text === text;
}

/** Steps over the token when it is the one named. */
export function takeIf(reader: Reader, kind: TokenKind, text: string): boolean {
  const isFound = isNext(reader, kind, text);
  if (isFound) reader.position++;
  return isFound;
}

/** Steps over a token of the kind, or leaves an issue and returns `undefined`. */
export function expectKind(reader: Reader, kind: TokenKind, expected: string): Token | undefined {
  if (peekToken(reader).kind === kind) return takeToken(reader);
  return reportSyntax(reader, expected);
}

/** Steps over the sign, or leaves an issue and returns false. */
export function expectSign(reader: Reader, sign: string, expected: string): boolean {
  if (takeIf(reader, 'sign', sign)) return true;
  reportSyntax(reader, expected);
  return false;
}

/** Leaves an issue at the next token: what stands there, and what should. */
export function reportSyntax(reader: Reader, expected: string, fix?: string): undefined {
  const token = peekToken(reader);
  reader.issues.push({
    code: 'formula-syntax',
    severity: 'error',
    message: `The formula text cannot be read ${token.kind === 'end' ? 'to its end' : 'from here'}`,
    at: token.at,
    found: describeToken(token),
    expected,
    ...(fix === undefined ? {} : { fix }),
  });
  return undefined;
}

export function describeToken(token: Token): string {
  if (token.kind === 'end') return 'the end of the text';
  const text = token.kind === 'string' ? `"${token.text}"` : `\`${token.text}\``;
  return text.length <= 60 ? text : `${text.slice(0, 57)}…`;
}

/** Whether a declaration starts here: a keyword, or `name :`, or `name[…] :`. */
export function isDeclarationStart(reader: Reader): boolean {
  const token = peekToken(reader);
  if (token.kind !== 'name') return false;
  if ((keywords as readonly string[]).includes(token.text)) return true;
  if (isNext(reader, 'sign', ':', 1)) return true;
  if (!isNext(reader, 'sign', '[', 1)) return false;
  let ahead = 2;
  while (peekToken(reader, ahead).kind === 'name' || isNext(reader, 'sign', ',', ahead)) ahead++;
  return isNext(reader, 'sign', ']', ahead) && isNext(reader, 'sign', ':', ahead + 1);
}

/** After a fault: steps to the next line that starts a declaration. */
export function skipToDeclaration(reader: Reader): void {
  while (peekToken(reader).kind !== 'end') {
    if (peekToken(reader).isFirstOnLine && isDeclarationStart(reader)) return;
    reader.position++;
  }
}
