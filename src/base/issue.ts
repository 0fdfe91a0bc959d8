/** Where in a user's text something stands; line and column count from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Dotted path inside the document, such as `chips.trainium2.power`. */
  readonly path?: string;
}

export type Severity = 'error' | 'warning' | 'note';

/** A fault as data: what was found, what was expected and how to mend it. User mistakes never throw. */
export interface Issue {
  /** Stable kebab-case code, such as `unknown-key`. Every code has a smallest trigger under test. */
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly at?: Place;
  readonly found?: string;
  readonly expected?: string;
  readonly fix?: string;
}

/** A value, or the faults that prevented it; warnings may come with a value. */
export interface Outcome<T> {
  readonly value?: T;
  readonly issues: readonly Issue[];
}

export function ok<T>(value: T, issues: readonly Issue[] = []): Outcome<T> {
  return { value, issues };
}

export function fail<T>(...issues: readonly Issue[]): Outcome<T> {
  return { issues };
}

export function hasErrors(issues: readonly Issue[]): boolean {
  return issues.some((issue) => issue.severity === 'error');
}

/** Orders issues by file, line, column, then code, so that a reader mends from top to bottom. */
export function sortIssues(issues: readonly Issue[]): Issue[] {
  return [...issues].sort((a, b) => {
    const file = compare(a.at?.file ?? '', b.at?.file ?? '');
    return (
      file ||
      (a.at?.line ?? 0) - (b.at?.line ?? 0) ||
      (a.at?.column ?? 0) - (b.at?.column ?? 0) ||
      compare(a.code, b.code) ||
      compare(a.message, b.message)
    );
  });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Renders one issue as `file:line:column severity code: message`, then found, expected and fix. */
export function renderIssue(issue: Issue): string {
  const place = issue.at ? `${issue.at.file}:${issue.at.line}:${issue.at.column} ` : '';
  const lines = [`${place}${issue.severity} ${issue.code}: ${issue.message}`];
  if (issue.found !== undefined) lines.push(`    found     ${issue.found}`);
  if (issue.expected !== undefined) lines.push(`    expected  ${issue.expected}`);
  if (issue.fix !== undefined) lines.push(`    fix       ${issue.fix}`);
  return lines.join('\n');
}
