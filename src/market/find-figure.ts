import type { Issue, Outcome } from '../base/issue.ts';
import { fail, ok } from '../base/issue.ts';
import { nearestName } from '../base/nearest.ts';
import type { Figure, MarketData } from './records.ts';

/** Names one reported figure: `period` is a calendar quarter such as `2025Q4`, or a fiscal year's label such as `FY25`. */
export interface FigureQuery {
  readonly provider: string;
  readonly segment: string;
  readonly metric: string;
  readonly period: string;
}

/** A sum over quarters with the figures it was added up from, in the order asked for. */
export interface QuarterSum {
  readonly value: number;
  readonly unit: string;
  readonly parts: readonly Figure[];
}

/**
 * Finds one reported figure of `provider_quarterly.csv`, in the unit of its row.
 *
 * Issues: `market-figure-missing` (naming what there is instead), `market-figure-ambiguous` when rows disagree on the key.
 *
 * @example findFigure(data, { provider: 'Amazon', segment: 'AWS', metric: 'revenue', period: '2025Q4' }).value?.value // 35.579
 */
export function findFigure(data: MarketData, query: FigureQuery): Outcome<Figure> {
  const found = data.figures.filter((figure) => isAbout(figure, query) && hasPeriod(figure, query.period));
  if (found.length === 1) return ok(found[0]!);
  return fail(found.length === 0 ? missingFigure(data, query) : ambiguousFigure(query, found.length));
}

/**
 * Sums a flow over quarters; all of them must be there and in one unit.
 *
 * Issues: those of `findFigure` for each quarter, `market-units-differ`.
 *
 * @example sumQuarters(data, { provider: 'Amazon', segment: 'AWS', metric: 'revenue' }, quartersOf(2025)).value?.value // 128.725
 */
export function sumQuarters(
  data: MarketData,
  query: Omit<FigureQuery, 'period'>,
  quarters: readonly string[],
): Outcome<QuarterSum> {
  const outcomes = quarters.map((period) => findFigure(data, { ...query, period }));
  const issues = outcomes.flatMap((outcome) => outcome.issues);
  const parts = outcomes.flatMap((outcome) => (outcome.value === undefined ? [] : [outcome.value]));
  if (parts.length < quarters.length) return { issues };
  const units = [...new Set(parts.map((part) => part.unit))];
  if (units.length > 1) {
    return fail({
      code: 'market-units-differ',
      severity: 'error',
      message: `Quarters of ${describe(query)} cannot be added`,
      found: units.join(' and '),
      expected: 'one unit',
      fix: 'Ask for quarters that are reported in one unit',
    });
  }
  return ok({ value: parts.reduce((sum, part) => sum + part.value, 0), unit: units[0] ?? '', parts }, issues);
}

/** The four quarters of a calendar year: `2025` gives `2025Q1` to `2025Q4`. */
export function quartersOf(year: number): readonly string[] {
  return [1, 2, 3, 4].map((quarter) => `${year}Q${quarter}`);
}

function isAbout(figure: Figure, query: Omit<FigureQuery, 'period'>): boolean {
  return (
    figure.provider === query.provider && figure.segment === query.segment && figure.metric === query.metric
  );
}

function hasPeriod(figure: Figure, period: string): boolean {
  return figure.period === period || (figure.period === 'FY' && figure.fiscalLabel === period);
}

function missingFigure(data: MarketData, query: FigureQuery): Issue {
  const near = data.figures.filter((figure) => isAbout(figure, query));
  const periods = near.map((figure) => (figure.period === 'FY' ? figure.fiscalLabel : figure.period));
  const known = new Set(data.figures.map(describe));
  const likely = nearestName(describe(query), known);
  return {
    code: 'market-figure-missing',
    severity: 'error',
    message: `There is no figure for ${describe(query)}, ${query.period}`,
    found: near.length === 0 ? 'no such provider, segment and metric' : `periods ${periods.join(', ')}`,
    expected: query.period,
    fix:
      near.length === 0 && likely !== undefined
        ? `Did you mean ${likely}?`
        : 'Ask for a period that is there',
  };
}

function ambiguousFigure(query: FigureQuery, count: number): Issue {
  return {
    code: 'market-figure-ambiguous',
    severity: 'error',
    message: `There are ${count} figures for ${describe(query)}, ${query.period}`,
    expected: 'one row per provider, segment, metric and period',
    fix: 'Remove or rename the rows that do not belong',
  };
}

function describe(query: Omit<FigureQuery, 'period'>): string {
  return `${query.provider} / ${query.segment} / ${query.metric}`;
}
