import type { Issue } from '../base/issue.ts';
import { bindInput, centralDraws, type Case } from '../case/index.ts';
import { periodLabels } from '../time/index.ts';
import type { StudyCode } from './codes.ts';

/**
 * Faults of chips taken out early more often than there are: the shares of one vintage at all its ages, on the central path.
 *
 * An error, `out-of-range`, at the last share written for the make, for the first vintage of which too much is taken out.
 */
export function checkRetirements(study: Case): Issue[] {
  const makes = study.maps['retirement.chip'];
  const given = study.inputs.get('retirement.share');
  if (!makes || !given || makes.length === 0) return [];
  const { periods } = study.calendar;
  const share = bindInput(study, 'retirement.share', centralDraws(study));
  const age = bindInput(study, 'retirement.age', centralDraws(study));
  const labels = periodLabels(study.calendar);
  const shareAt = (r: number, t: number) => share.values[share.byTime ? r * periods + t : r]!;
  return [...new Set(makes)].flatMap((chip) => {
    const own = [...makes.keys()].filter((r) => makes[r] === chip);
    for (let from = 0; from < periods; from++) {
      let sum = 0;
      for (const r of own) {
        const at = from + Math.max(Math.floor(age.values[r]! + 0.5), 1);
        if (at < periods) sum += shareAt(r, at);
      }
      // A handful of shares written in percent add up to 1 within a few roundings; a plan writes six digits.
      if (sum > 1 + 1e-6) {
        const last = given[own.at(-1)!]!;
        return [tooMany(last, { sum, chip: study.labels['chip']![chip]!, period: labels[from]! })];
      }
    }
    return [];
  });
}

function tooMany(
  last: { readonly path: string; readonly at: NonNullable<Issue['at']> },
  about: { readonly chip: string; readonly sum: number; readonly period: string },
): Issue {
  return {
    code: 'out-of-range' satisfies StudyCode,
    severity: 'error',
    message: `More of ${about.chip} is taken out early than was installed.`,
    at: last.at,
    found: `${Number((about.sum * 100).toPrecision(6))}% of the chips installed in ${about.period}, over all ages`,
    expected: 'at most 100% of each vintage',
    fix: `lower ${last.path} or a share of the same make at another age`,
  };
}
