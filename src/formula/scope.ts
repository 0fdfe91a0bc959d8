import type { Issue, Place } from '../base/issue.ts';
import type { Decl, Timing, Typed, When } from './types.ts';

/** What a formula can see while it is checked, and where its issues go. */
export interface Scope {
  readonly decls: ReadonlyMap<string, Decl>;
  /** Timing of the once formulas checked so far: `once` or `after`. */
  readonly whenByName: ReadonlyMap<string, When>;
  readonly periodsPerYear: number;
  readonly issues: Issue[];
  /** Whether `age` has a meaning here: in the profile of a `vintage_sum`. */
  readonly hasAge: boolean;
}

/** Leaves an error and returns `undefined`, the result of a faulty expression. */
export function report(scope: Scope, issue: Omit<Issue, 'severity'> & { readonly at: Place }): undefined {
  scope.issues.push({ severity: 'error', ...issue });
  return undefined;
}

/** Dimensions in order of first appearance. */
export function unionDims(parts: readonly { readonly dims: readonly string[] }[]): readonly string[] {
  return [...new Set(parts.flatMap((part) => part.dims))];
}

/** `[site, chip]`, or `no dimension`. */
export function describeDims(dims: readonly string[]): string {
  return dims.length === 0 ? 'no dimension' : `[${dims.join(', ')}]`;
}

/** The timing of an expression from that of its parts; mixing periods with totals over all periods is an issue. */
export function combineWhen(scope: Scope, parts: readonly Typed[], at: Place): Timing | undefined {
  const found = new Set(parts.map((part) => part.when));
  if (found.has('after') && (found.has('period') || found.has('age'))) {
    return report(scope, {
      code: 'looks-ahead',
      message: 'A value of single periods is mixed with one that is known only after the last period',
      at,
      found: 'a reading such as `total(…)` or `final(…)` beside a value that changes by period',
      expected: 'only values known in the same period',
      fix: 'take `total`, `final`, `peak` … of the other value too',
    });
  }
  if (found.has('age') && found.has('period')) return reportNotOnce(scope, at, 'A profile by `age`');
  if (found.has('after')) return 'after';
  if (found.has('period')) return 'period';
  return found.has('age') ? 'age' : 'once';
}

/** The issue of an argument that must have one value for the whole horizon. */
export function reportNotOnce(scope: Scope, at: Place, subject: string): undefined {
  return report(scope, {
    code: 'not-once',
    message: `${subject} must have one value for the whole horizon`,
    at,
    found: 'a value that changes over time',
    expected: 'numbers, `once` inputs and `once` formulas',
  });
}
