import type { Issue, Outcome } from '../base/issue.ts';
import { fail, hasErrors, ok, sortIssues } from '../base/issue.ts';
import { checkDecls } from './check-decls.ts';
import type { ModuleDecl } from './parse-decl.ts';
import { parseDecl } from './parse-decl.ts';
import type { Reader } from './reader.ts';
import { isDeclarationStart, peekToken, reportSyntax, skipToDeclaration } from './reader.ts';
import { tokenise } from './tokenise.ts';
import type { Decl, FormulaModule, Program } from './types.ts';

const MAX_CHARACTERS = 200_000;
const MAX_ISSUES = 100;

/**
 * Parses formula texts into the declarations of one program; what formulas read is checked by `buildGraph`.
 *
 * Issues: `formula-syntax`, `formula-limit`, `unknown-unit`, `unknown-dimension`, `duplicate-name`, `reserved-name`,
 * `choice-option`, each with its place; all of them are collected.
 *
 * @example parseProgram([{ name: 'cost', text: 'power_cost : $ "Cost" = 3 * cost  input cost : $ "Cost of one"' }])
 */
export function parseProgram(modules: readonly FormulaModule[]): Outcome<Program> {
  const issues: Issue[] = [];
  const decls: Decl[] = [];
  const titles: { name: string; sentence: string }[] = [];
  for (const module of modules) {
    const parsed = parseModuleText(module, issues);
    titles.push({ name: parsed.title?.name ?? module.name, sentence: parsed.title?.sentence ?? '' });
    decls.push(...parsed.decls);
  }
  issues.push(...checkDecls(decls));
  const sorted = sortIssues(issues).slice(0, MAX_ISSUES);
  return hasErrors(sorted) ? fail(...sorted) : ok({ modules: titles, decls }, sorted);
}

interface ParsedModule {
  readonly title: ModuleDecl | undefined;
  readonly decls: readonly Decl[];
}

function parseModuleText(module: FormulaModule, issues: Issue[]): ParsedModule {
  const decls: Decl[] = [];
  let title: ModuleDecl | undefined;
  if (module.text.length > MAX_CHARACTERS) {
    issues.push(tooLong(module));
    return { title, decls };
  }
  const tokens = tokenise(module, issues);
  const reader: Reader = { module, tokens, issues, depths: new WeakMap(), position: 0, nesting: 0 };
  while (peekToken(reader).kind !== 'end' && issues.length < MAX_ISSUES) {
    const before = reader.position;
    const decl = parseDecl(reader, title?.name ?? module.name);
    if (decl === undefined) recover(reader, before);
    else if (decl.kind !== 'module') decls.push(decl);
    else if (title === undefined && decls.length === 0) title = decl;
    else reportTitle(decl, issues);
    const isAtEnd = peekToken(reader).kind === 'end';
    if (decl !== undefined && !isAtEnd && !isDeclarationStart(reader)) {
      reportSyntax(reader, 'an operator, or the next declaration');
      recover(reader, reader.position);
    }
  }
  return { title, decls };
}

/** Steps to the next declaration, past the one that failed. */
function recover(reader: Reader, from: number): void {
  reader.nesting = 0;
  if (reader.position === from) reader.position++;
  skipToDeclaration(reader);
}

function reportTitle(decl: ModuleDecl, issues: Issue[]): void {
  issues.push({
    code: 'formula-syntax',
    severity: 'error',
    message: 'A text has one `module` line, and it comes first',
    at: decl.at,
    found: `module ${decl.name}`,
  });
}

function tooLong(module: FormulaModule): Issue {
  return {
    code: 'formula-limit',
    severity: 'error',
    message: 'The formula text is too long',
    at: module.at ?? { file: module.name, line: 1, column: 1 },
    found: `${module.text.length} characters`,
    expected: `at most ${MAX_CHARACTERS} characters`,
    fix: 'split it into several modules',
  };
}
