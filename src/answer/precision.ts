import type { NodeDecl } from '../formula/index.ts';
import { evenBins } from '../num/index.ts';
import { programmeMeasures, sobolReplicates, type DrawMode } from '../simulate/index.ts';
import { completeYears, periodsPerYear } from '../time/index.ts';
import { convert } from '../units/index.ts';
import { metricKind } from './fold-metric.ts';
import { metricId } from './metric-names.ts';
import type { RowSource } from './row-source.ts';
import type { MetricPrecision, Precision } from './run-result.ts';
import { batchesOf, precisionLevel, type SpreadErrors } from './spread.ts';

export interface PrecisionContext {
  readonly rows: RowSource;
  /** The formula of a kept name, or `undefined` for one that is not reported or has labels. */
  readonly declOf: (name: string) => NodeDecl | undefined;
}

/** The Monte Carlo error of every metric without labels, by fiscal year or for the horizon. */
export function makePrecision({ rows, declOf }: PrecisionContext): Precision {
  const metrics: Record<string, MetricPrecision> = {};
  for (const name of rows.names) {
    const decl = declOf(name);
    if (decl) metrics[metricId(name)] = precisionOf(decl, rows);
  }
  const { draws, paths } = rows;
  const programme = programmePrecision(rows);
  return {
    draws,
    paths,
    level: precisionLevel,
    method: methodOf(rows),
    metrics,
    ...(programme ? { programme } : {}),
  };
}

/** The same of what a programme answers once per path. */
function programmePrecision(rows: RowSource): Record<string, MetricPrecision> | undefined {
  if (!rows.programme(0)) return undefined;
  const entries = programmeMeasures.map((id, i): [string, MetricPrecision] => {
    const spread = rows.programme(i)!;
    const errors = errorLists([spread.errors((value) => value)]);
    const resolution = rows.isCounted ? { resolution: [spread.resolution] } : {};
    return [id, { periods: ['horizon'], ...errors, ...resolution }];
  });
  return Object.fromEntries(entries);
}

function methodOf({ draws, isCounted }: RowSource): string {
  if (!isCounted) return methods[draws];
  return `${methods[draws]}; numbers counted in ${evenBins} even bins between two quantiles of the first paths, so that quantiles are known to a bin's width (resolution)`;
}

const methods: Readonly<Record<DrawMode, string>> = {
  random: 'independent paths: standard error of the mean sd/√n, quantile intervals by order statistics',
  antithetic: `antithetic pairs in ${batchesOf('antithetic').count} independent batches, Student intervals`,
  sobol: `scrambled Sobol points in ${sobolReplicates} independent replicates, Student intervals`,
};

function precisionOf(decl: NodeDecl, rows: RowSource): MetricPrecision {
  const { calendar, isCounted } = rows;
  const perYear = periodsPerYear(calendar);
  const toUnit = (value: number) => convert(value, decl.unit, perYear);
  const isFlow = metricKind(decl.unit, decl.isOnce || !rows.isByTime(decl.name)) === 'flow';
  const spans = decl.isOnce ? [{ label: 'horizon', from: 0, to: 1 }] : completeYears(calendar);
  const spreads = spans.map(({ from, to }) => {
    if (decl.isOnce) return rows.at(decl.name, 0, 0);
    return rows.over(decl.name, 0, isFlow ? { from, to } : { from: to - 1, to });
  });
  return {
    periods: spans.map(({ label }) => label),
    ...errorLists(spreads.map((spread) => spread.errors(toUnit))),
    ...(isCounted ? { resolution: spreads.map((spread) => toUnit(spread.resolution)) } : {}),
  };
}

type Ends = readonly [low: number, high: number];

function errorLists(errors: readonly SpreadErrors[]) {
  const ends = (which: number): Ends[] =>
    errors.map(({ quantiles }) => [quantiles[which]!.low, quantiles[which]!.high]);
  return {
    meanError: errors.map((each) => each.meanError),
    lowestTenth: errors.map((each) => each.lowestTenth),
    p10: ends(0),
    p50: ends(1),
    p90: ends(2),
  };
}
