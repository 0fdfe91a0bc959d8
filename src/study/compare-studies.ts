import { attributeChange, diffCases, type Attribution, type CaseDifference } from '../analyse/index.ts';
import { fail, ok, type Outcome } from '../base/issue.ts';
import { evaluateCentral, readTarget, type Model, type Target } from '../simulate/index.ts';
import { completeYears } from '../time/index.ts';
import { findTarget } from './find-target.ts';
import type { Study } from './open-study.ts';
import { nodeOf } from './plan-rows.ts';

/** One answer in both cases, on the central path. */
export interface ComparisonRow {
  readonly metric: string;
  readonly period: string;
  readonly definition: string;
  readonly unit: string;
  readonly before: number;
  readonly after: number;
}

/** What differs between two cases, what moved, and how much each difference explains. */
export interface Comparison {
  readonly differences: readonly CaseDifference[];
  readonly rows: readonly ComparisonRow[];
  /** One entry per difference; `effects` runs along `rows` and adds up to `after − before` of each. */
  readonly attribution: readonly Attribution[];
  readonly method: string;
}

const headline: readonly (readonly [name: string, yearOffset: number | undefined])[] = [
  ['capex', 0],
  ['revenue', 0],
  ['revenue', 2],
  ['ebit', 2],
  ['it_mw', 1],
  ['utilisation', 2],
  ['shortfall', 1],
  ['roic.d2', 0],
  ['roic.d2', 2],
  ['roic.d2', 4],
  ['fcf', 0],
  ['fcf', 2],
  ['fcf.trough', undefined],
  ['npv', undefined],
  ['irr', undefined],
];

/**
 * Compares two cases on the central path (drivers at their medians), so that no sampling noise enters the attribution.
 *
 * Fault: `calendars-differ` when the two do not share start, length and frequency.
 */
export function compareStudies(a: Study, b: Study): Outcome<Comparison> {
  if (JSON.stringify(a.study.calendar) !== JSON.stringify(b.study.calendar)) {
    return fail({
      code: 'calendars-differ',
      severity: 'error',
      message: 'Two cases can be compared only on one calendar',
      found: JSON.stringify(b.study.calendar),
      expected: JSON.stringify(a.study.calendar),
      fix: 'give both cases the same start, frequency and periods',
    });
  }
  const answers = answerList(a);
  const differences = diffCases(a.study, b.study);
  const answer = (model: Model) => readAnswers(model, answers);
  const [before, after] = [answer(a), answer(b)];
  return ok({
    differences,
    rows: answers.map((each, i) => ({
      metric: each.metric,
      period: each.period,
      definition: nodeOf(a, each.metric)!.decl.sentence,
      unit: each.unitText,
      before: before[i]!,
      after: after[i]!,
    })),
    attribution: differences.length === 0 ? [] : attributeChange({ a, b, differences, answer }),
    method:
      'central path (drivers at their medians); structure first, then each value in the order of the model and in reverse, mean of the two',
  });
}

/** The headline answers that the case has. */
function answerList(study: Study): Target[] {
  const years = completeYears(study.study.calendar);
  return headline.flatMap(([metric, offset]) => {
    const year = offset === undefined ? undefined : years[offset];
    if (offset !== undefined && !year) return [];
    const target = findTarget(study, metric, year?.label).value;
    return target ? [target] : [];
  });
}

function readAnswers(model: Model, answers: readonly Target[]): number[] {
  const evaluation = evaluateCentral(model, [...new Set(answers.map(({ name }) => name))]);
  return answers.map((answer) => readTarget(evaluation.get(answer.name), answer, { model, paths: 1 })[0]!);
}
