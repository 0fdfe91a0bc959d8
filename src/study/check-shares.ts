import type { Issue } from '../base/issue.ts';
import { bindInput, centralDraws, type Case } from '../case/index.ts';
import { periodLabels } from '../time/index.ts';
import type { StudyCode } from './codes.ts';

/** Inputs whose elements share one whole, and what the whole is. */
const shares: readonly { readonly input: string; readonly whole: string }[] = [
  { input: 'chip.fill', whole: 'planned new power' },
];

/**
 * Warns where shares of one whole add up to more than it, in any period of the central path.
 *
 * A warning, `out-of-range`, at the last share written, in the first period that is too full: a plan may order more chips
 * than it has power for, against slips, but seldom means to.
 */
export function checkShares(study: Case): Issue[] {
  return shares.flatMap(({ input, whole }) => {
    const given = (study.inputs.get(input) ?? []).filter((each) => !each.isDefault);
    const last = given.at(-1);
    if (!last) return [];
    const { values, byTime } = bindInput(study, input, centralDraws(study));
    const periods = byTime ? study.calendar.periods : 1;
    for (let period = 0; period < periods; period++) {
      let sum = 0;
      for (let at = period; at < values.length; at += periods) sum += values[at]!;
      // A handful of shares written in percent add up to 1 within a few roundings.
      if (sum > 1 + 1e-9)
        return [tooMuch(last, { whole, sum, period: periodLabels(study.calendar)[period]! })];
    }
    return [];
  });
}

function tooMuch(
  last: { readonly path: string; readonly at: NonNullable<Issue['at']> },
  about: { readonly whole: string; readonly sum: number; readonly period: string },
): Issue {
  return {
    code: 'out-of-range' satisfies StudyCode,
    severity: 'warning',
    message: `The shares of ${about.whole} add up to more than all of it.`,
    at: last.at,
    found: `${Number((about.sum * 100).toPrecision(6))}% in ${about.period}`,
    expected: 'at most 100% in every period',
    fix: `lower ${last.path} or a share beside it; chips beyond the power wait for it`,
  };
}
