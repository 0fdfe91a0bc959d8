import type { RunResult } from 'buildout';
import {
  completeYears,
  costOfCapital,
  findMetric,
  headlineYear,
  metricWords,
  roicNames,
} from 'buildout/view';
import type { AppState } from '../../state/app-state.ts';

/** An answer that the page on risk can look into. */
export interface AnswerChoice {
  /** Metric id, or `programme` for what the case adds to its counterfactual. */
  readonly id: string;
  readonly words: string;
  readonly isYearly: boolean;
}

/** What is looked into: an answer, its year, and the figure it is to meet. */
export interface Asked {
  readonly choice: AnswerChoice;
  readonly metric: string;
  readonly isProgramme: boolean;
  readonly period: string | undefined;
  /** As the engine reads it, such as `10 %/year`; `undefined` where nothing is asked for. */
  readonly target: string | undefined;
  /** As it was written, or the usual target of this answer. */
  readonly written: string;
  readonly words: string;
}

export const viewNames = { metric: 'risk.metric', year: 'risk.year', target: 'risk.target' } as const;

const others = ['revenue', 'ebit', 'fcf', 'capex', 'it-mw', 'npv', 'irr', 'fcf.trough'];

/** The answers of a run that can be looked into. */
export function answerChoices(result: RunResult): readonly AnswerChoice[] {
  const choices = [...roicNames.map(({ id }) => id), ...others].flatMap((id): AnswerChoice[] => {
    const metric = findMetric(result, id);
    if (!metric) return [];
    return [{ id, words: metricWords(id, metric.definition), isYearly: metric.kind !== 'once' }];
  });
  return result.programme
    ? [...choices, { id: 'programme', words: 'NPV that the programme adds', isYearly: false }]
    : choices;
}

/** Reads what is looked into from the state; what is missing or unknown is as usual: ROIC D2 of the headline year, against its cost. */
export function readAsked(result: RunResult, view: AppState['view']): Asked | undefined {
  const choices = answerChoices(result);
  const wanted = view[viewNames.metric] ?? 'roic.d2';
  const choice = choices.find(({ id }) => id === wanted) ?? choices[0];
  if (!choice) return undefined;
  const years = completeYears(result).map(({ label }) => label);
  const year = years.find((label) => label === view[viewNames.year]) ?? headlineYear(result);
  const period = choice.isYearly ? year : undefined;
  const written = view[viewNames.target] ?? usualTarget(result, choice.id);
  const isProgramme = choice.id === 'programme';
  return {
    choice,
    metric: isProgramme ? 'npv' : choice.id,
    isProgramme,
    period,
    written,
    target: written.trim() === '' ? undefined : withPeriod(written.trim(), isRate(result, choice.id)),
    words: period === undefined ? choice.words : `${choice.words}, ${period}`,
  };
}

/** Returns are asked to earn their cost of capital, worth is asked not to be negative; nothing else has a usual figure. */
function usualTarget(result: RunResult, id: string): string {
  const cost = costOfCapital(result);
  if (isRate(result, id)) return cost === undefined ? '' : `${Number(cost.toFixed(2))}%`;
  return id === 'npv' || id === 'programme' ? '0' : '';
}

function isRate(result: RunResult, id: string): boolean {
  const metric = findMetric(result, id);
  return (
    metric !== undefined &&
    /^%\/(year|period)$/.test(metric.kind === 'once' ? metric.unit : metric.years.unit)
  );
}

/** Returns are a year’s: `10%` means `10 %/year`. */
function withPeriod(text: string, isRateOfReturn: boolean): string {
  return isRateOfReturn && /^-?[\d.]+\s*%?$/.test(text) ? `${text.replace(/\s*%$/, '')} %/year` : text;
}

/** The part of a question to the desk that names the answer. */
export function answerOf({ metric, period }: Asked) {
  return { metric, ...(period === undefined ? {} : { period }) };
}
