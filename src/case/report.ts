import type { Issue, Place, Severity } from '../base/issue.ts';
import type { CaseCode } from './codes.ts';

/** What a fault says beside its code, place and message. */
export interface FaultDetails {
  readonly found?: string | undefined;
  readonly expected?: string | undefined;
  readonly fix?: string | undefined;
  readonly severity?: Severity;
}

/** Notes one fault of a case; only codes of the register are accepted. */
export type Report = (code: CaseCode, at: Place, message: string, details?: FaultDetails) => void;

/** A report and the faults that it has gathered. */
export interface FaultList {
  readonly report: Report;
  readonly issues: readonly Issue[];
}

/** Beyond this many faults one cause is behind most of them. */
const mostFaults = 500;
const longestExcerpt = 80;

/** An empty list of faults, with the function that adds to it. */
export function makeFaultList(): FaultList {
  const issues: Issue[] = [];
  const report: Report = (code, at, message, details = {}) => {
    if (issues.length > mostFaults) return;
    if (issues.length === mostFaults) {
      const text = `More than ${mostFaults} faults were found; mend these first.`;
      issues.push({ code: 'too-many-faults' satisfies CaseCode, severity: 'error', message: text, at });
      return;
    }
    issues.push(makeIssue(code, at, { message, details }));
  };
  return { report, issues };
}

function makeIssue(
  code: CaseCode,
  at: Place,
  said: { readonly message: string; readonly details: FaultDetails },
): Issue {
  const { found, expected, fix, severity = 'error' } = said.details;
  return {
    code,
    severity,
    message: said.message,
    at,
    ...(found === undefined ? {} : { found: excerpt(found) }),
    ...(expected === undefined ? {} : { expected }),
    ...(fix === undefined ? {} : { fix }),
  };
}

/** A text short enough for a message, on one line. */
export function excerpt(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  if (line === '') return '(nothing)';
  return line.length > longestExcerpt ? `${line.slice(0, longestExcerpt)}…` : line;
}
