import {
  batchEstimate,
  BinnedReader,
  errorOfMean,
  expectedShortfall,
  meanOf,
  quantileIntervals,
  quantileRanks,
  selectQuantiles,
  splitBatches,
  summarise,
  wilsonInterval,
  type Interval,
  type Summary,
} from '../num/index.ts';
import { sobolReplicates, type CountedRows, type DrawMode } from '../simulate/index.ts';

/** Confidence level of every interval of a run. */
export const precisionLevel = 0.95;

const pairBatches = 16;

/** Batches that are independent of each other, by the draws of a run, and paths in one turn. */
export function batchesOf(draws: DrawMode): { readonly count: number; readonly unit: number } {
  if (draws === 'random') return { count: 1, unit: 1 };
  return draws === 'sobol' ? { count: sobolReplicates, unit: 1 } : { count: pairBatches, unit: 2 };
}

/** Makes a canonical number one in a metric's unit: a product with a number above 0. */
export type ToUnit = (value: number) => number;

/** What chance in the paths leaves open of one number. */
export interface SpreadErrors {
  readonly meanError: number;
  /** Expected shortfall: the mean of the lowest tenth. */
  readonly lowestTenth: number;
  /** Of P10, P50 and P90. */
  readonly quantiles: readonly Interval[];
}

/** How often something happens: rows of 1 and 0. */
export interface EventShare extends Interval {
  readonly events: number;
  /** Paths on which it can be said. */
  readonly count: number;
  readonly share: number;
}

/** One number over all paths of a run, whether each was kept or only counted. */
export interface Spread {
  summary(): Summary;
  quantiles(probabilities: readonly number[]): ArrayLike<number>;
  errors(toUnit: ToUnit): SpreadErrors;
  /** Of one quantile at a level of confidence, in the unit. */
  interval(p: number, level: number, toUnit: ToUnit): Interval;
  /** How often the number is 1, where it is 1 or 0. */
  share(): EventShare;
  /** How far a quantile can be off because numbers were counted in bins; 0 where it is exact. */
  readonly resolution: number;
}

export const errorProbabilities = [0.1, 0.5, 0.9];

/** Of numbers that were kept, one per path, or one for all paths. */
export function keptSpread(values: Float64Array, draws: DrawMode, paths: number): Spread {
  const batches = (numbers: Float64Array): Float64Array[] => {
    const { count, unit } = batchesOf(draws);
    return splitBatches(numbers, count, unit);
  };
  const intervals = (numbers: Float64Array, wanted: readonly number[], level: number): Interval[] => {
    if (draws === 'random') return quantileIntervals(numbers, wanted, level, knownRanks);
    return batchIntervals(
      selectQuantiles(numbers, wanted),
      batches(numbers).map((batch) => selectQuantiles(batch, wanted)),
      level,
    );
  };
  return {
    resolution: 0,
    summary: () => summarise(values),
    quantiles: (probabilities) => selectQuantiles(values, probabilities),
    interval: (p, level, toUnit) => {
      const numbers = values.map(toUnit);
      return isOne(numbers) ? same(numbers[0]!) : intervals(numbers, [p], level)[0]!;
    },
    errors: (toUnit) => {
      const numbers = values.map(toUnit);
      const first = numbers[0]!;
      if (isOne(numbers)) {
        return { meanError: 0, lowestTenth: first, quantiles: errorProbabilities.map(() => same(first)) };
      }
      return {
        meanError:
          draws === 'random'
            ? errorOfMean(numbers)
            : errorOfMean(batches(numbers).map((batch) => meanOf(batch))),
        lowestTenth: expectedShortfall(numbers, 0.1),
        quantiles: intervals(numbers, errorProbabilities, precisionLevel),
      };
    },
    share: () => {
      const each = values.length === 1 ? paths : 1;
      const tell = (numbers: Float64Array) => ({
        events: each * numbers.reduce((sum, one) => sum + (one > 0 ? 1 : 0), 0),
        count: each * numbers.reduce((sum, one) => sum + (one === one ? 1 : 0), 0),
      });
      const parts = draws === 'random' || each > 1 ? [] : batches(values).map(tell);
      return eventShare(tell(values), parts);
    },
  };
}

/** Of numbers that were counted; a row of a layout. */
export function countedSpread(rows: CountedRows, row: number, draws: DrawMode): Spread {
  const reader = new BinnedReader(rows.read(row));
  const count = rows.batchesOf(row);
  const batches = (): BinnedReader[] =>
    Array.from({ length: count }, (_, batch) => new BinnedReader(rows.read(row, batch)));
  const intervals = (wanted: readonly number[], level: number): Interval[] => {
    if (draws === 'random') return wanted.map((p) => reader.quantileInterval(p, level, knownRanks));
    const whole = wanted.map((p) => reader.quantile(p));
    return batchIntervals(
      whole,
      batches().map((batch) => wanted.map((p) => batch.quantile(p))),
      level,
    );
  };
  const converted = ({ low, high }: Interval, toUnit: ToUnit) => ({ low: toUnit(low), high: toUnit(high) });
  return {
    resolution: reader.resolution,
    summary: () => summaryOf(reader),
    quantiles: (probabilities) => probabilities.map((p) => reader.quantile(p)),
    interval: (p, level, toUnit) => converted(intervals([p], level)[0]!, toUnit),
    errors: (toUnit) => ({
      meanError: toUnit(
        draws === 'random'
          ? reader.count < 2
            ? NaN
            : reader.sd / Math.sqrt(reader.count)
          : errorOfMean(batches().map((batch) => batch.mean)),
      ),
      lowestTenth: toUnit(reader.shortfall(0.1)),
      quantiles: intervals(errorProbabilities, precisionLevel).map((each) => converted(each, toUnit)),
    }),
    share: () => {
      // Rows of events are summed without a shift, so their sum is the number of events, exactly.
      const tell = (read: BinnedReader) => ({
        events: Math.round(read.mean * read.count) || 0,
        count: read.count,
      });
      return eventShare(tell(reader), draws === 'random' ? [] : batches().map(tell));
    },
  };
}

/** Numbers of a counted row, as `summarise` gives them. */
function summaryOf(reader: BinnedReader): Summary {
  const { count, missing, mean, sd } = reader;
  const at = (p: number) => reader.quantile(p);
  const [p5, p10, p25, p50] = [at(0.05), at(0.1), at(0.25), at(0.5)];
  return { count, missing, mean, sd, p5, p10, p25, p50, p75: at(0.75), p90: at(0.9), p95: at(0.95) };
}

interface Tally {
  readonly events: number;
  readonly count: number;
}

/**
 * How often something happens, with its 95% interval: Wilson's for independent paths; from the spread over independent batches
 * where paths depend on each other. Where it happens on none of the paths or on all of them batches have no spread, and Wilson's is given
 * there too: evenly spread paths are not worse than independent ones.
 */
function eventShare(whole: Tally, batches: readonly Tally[]): EventShare {
  const { events, count } = whole;
  const share = count === 0 ? NaN : events / count;
  const wilson = wilsonInterval(events, count, precisionLevel);
  if (batches.length === 0 || events === 0 || events === count) return { events, count, share, ...wilson };
  const shares = batches.map((batch) => batch.events / batch.count);
  const { low, high } = batchEstimate(share, shares, precisionLevel);
  return { events, count, share, low: Math.max(0, low), high: Math.min(1, high) };
}

function batchIntervals(
  whole: ArrayLike<number>,
  parts: readonly ArrayLike<number>[],
  level: number,
): Interval[] {
  return Array.from({ length: whole.length }, (_, i) => {
    const ofBatches = parts.map((part) => part[i]!);
    const { low, high } = batchEstimate(whole[i]!, ofBatches, level);
    return { low, high };
  });
}

function isOne(values: Float64Array): boolean {
  return values.every((value) => value === values[0]);
}

function same(value: number): Interval {
  return { low: value, high: value };
}

let lastRanks: { readonly count: number; readonly known: Map<string, ReturnType<typeof quantileRanks>> } = {
  count: 0,
  known: new Map(),
};

/** Ranks that are worked out once per count of numbers, which hardly changes from row to row. */
const knownRanks: typeof quantileRanks = (count, p, level) => {
  if (lastRanks.count !== count) lastRanks = { count, known: new Map() };
  const key = `${p} ${level}`;
  const ranks = lastRanks.known.get(key) ?? quantileRanks(count, p, level);
  lastRanks.known.set(key, ranks);
  return ranks;
};
