import type { Issue, Place } from '../base/issue.ts';
import type { FormulaModule } from './types.ts';

export type TokenKind = 'number' | 'name' | 'string' | 'sign' | 'end';

/** One word, number, sign or sentence of a formula text. */
export interface Token {
  readonly kind: TokenKind;
  /** As written, but a sentence without its quotes and a glyph such as × as its plain sign. */
  readonly text: string;
  readonly from: number;
  readonly to: number;
  readonly at: Place;
  readonly isFirstOnLine: boolean;
}

const plainSigns: ReadonlyMap<string, string> = new Map([
  ['×', '*'],
  ['÷', '/'],
  ['−', '-'],
  ['≤', '<='],
  ['≥', '>='],
]);

const shapes: readonly (readonly [TokenKind | 'space' | 'line', RegExp])[] = [
  ['line', /\n/y],
  ['space', /(?:[^\S\n]|#[^\n]*)+/y],
  ['number', /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?%?/y],
  ['name', /[A-Za-z_]\w*(?:\.\w+)*/y],
  ['string', /"[^"\n]*"/y],
  ['sign', /<=|>=|->|[^]/uy],
];

/** Cuts a formula text into tokens, the last of kind `end`; a sentence without its closing quote is an issue. */
export function tokenise(module: FormulaModule, issues: Issue[]): Token[] {
  const { text } = module;
  const start = module.at ?? { file: module.name, line: 1, column: 1 };
  const tokens: Token[] = [];
  let line = 0;
  let lineFrom = 0;
  let isFirstOnLine = true;
  let from = 0;
  const placeOf = (offset: number): Place => ({
    ...start,
    line: start.line + line,
    column: start.column + offset - lineFrom,
  });
  while (from < text.length) {
    const [kind, to] = matchAt(text, from);
    if (kind === 'line') {
      line++;
      lineFrom = to;
      isFirstOnLine = true;
    } else if (kind !== 'space') {
      const at = placeOf(from);
      const raw = text.slice(from, to);
      if (raw === '"') issues.push(openSentence(at));
      const plain = kind === 'string' ? raw.slice(1, -1) : (plainSigns.get(raw) ?? raw);
      tokens.push({ kind, text: plain, from, to, at, isFirstOnLine });
      isFirstOnLine = false;
    }
    from = to;
  }
  tokens.push({ kind: 'end', text: '', from, to: from, at: placeOf(from), isFirstOnLine: true });
  return tokens;
}

function matchAt(text: string, from: number): readonly [TokenKind | 'space' | 'line', number] {
  for (const [kind, shape] of shapes) {
    shape.lastIndex = from;
    if (shape.test(text)) return [kind, shape.lastIndex];
  }
  throw new Error('The last shape matches every character');
}

function openSentence(at: Place): Issue {
  return {
    code: 'formula-syntax',
    severity: 'error',
    message: 'A sentence must close on the line on which it opens',
    at,
    fix: 'close it with a second " on the same line',
  };
}
