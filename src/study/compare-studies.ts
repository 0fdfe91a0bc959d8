import { attributeChange, diffCases, type Attribution, type CaseDifference } from '../analyse/index.ts';
import { metricId, metricOf } from '../answer/index.ts';
import { fail, ok, type Outcome } from '../base/issue.ts';
import { evaluateCentral, type Model } from '../simulate/index.ts';
import { fiscalYears, periodsPerYear } from '../time/index.ts';
import { convert, unitLabel, type Unit } from '../units/index.ts';
import type { Study } from './open-study.ts';

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
      metric: metricId(each.name),
      period: each.period,
      definition: each.definition,
      unit: each.unitText,
      before: before[i]!,
      after: after[i]!,
    })),
    attribution: differences.length === 0 ? [] : attributeChange({ a, b, differences, answer }),
    method:
      'central path (drivers at their medians); structure first, then each value in the order of the model and in reverse, mean of the two',
  });
}

interface Answer {
  readonly name: string;
  readonly period: string;
  readonly from: number;
  readonly to: number;
  readonly isFlow: boolean;
  readonly unit: Unit;
  readonly unitText: string;
  readonly definition: string;
}

function answerList(study: Study): Answer[] {
  const { calendar } = study.study;
  const years = fiscalYears(calendar).filter((year) => year.complete);
  return headline.flatMap(([name, offset]) => {
    const node = study.graph.nodes.find((each) => each.decl.name === name);
    const year = offset === undefined ? undefined : years[offset];
    if (!node || (offset !== undefined && !year)) return [];
    const { unit, sentence } = node.decl;
    return [
      {
        name,
        period: year?.label ?? 'horizon',
        from: year?.from ?? 0,
        to: year?.to ?? 1,
        isFlow: unit.perPeriods < 0,
        unit,
        unitText: unitLabel(unit, 'year'),
        definition: sentence,
      },
    ];
  });
}

function readAnswers(model: Model, answers: readonly Answer[]): number[] {
  const evaluation = evaluateCentral(model, [...new Set(answers.map(({ name }) => metricOf(name).name))]);
  const perYear = periodsPerYear(model.study.calendar);
  return answers.map((answer) => {
    const { values, byTime } = evaluation.get(answer.name);
    const at = (period: number) => values[byTime ? period : 0]!;
    let value = at(answer.to - 1);
    if (answer.isFlow) {
      value = 0;
      for (let period = answer.from; period < answer.to; period++) value += at(period);
    }
    return convert(value, answer.unit, perYear);
  });
}
