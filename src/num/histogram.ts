import { highWord, withHighWord } from './bits.ts';

/**
 * Counts of values by bin, for runs too large to keep: one bin for each upper half of a double's bits, so a bin is never wider
 * than 2^-20 (a millionth) of its value.
 *
 * Counts are whole numbers, so that adding and merging give the same in any order and for any split over workers.
 */
export interface Histogram {
  /** Count by bin number; bin numbers rise with the values. */
  readonly bins: Map<number, number>;
  /** Values that are numbers, and values that are NaN. */
  count: number;
  missing: number;
}

export function makeHistogram(): Histogram {
  return { bins: new Map(), count: 0, missing: 0 };
}

/** Counts values into a histogram, in place. */
export function countValues(histogram: Histogram, values: ArrayLike<number>): void {
  const { bins } = histogram;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value !== value) {
      histogram.missing++;
      continue;
    }
    histogram.count++;
    const bin = binOf(value);
    bins.set(bin, (bins.get(bin) ?? 0) + 1);
  }
}

/** Adds the counts of another histogram, in place. */
export function mergeHistogram(into: Histogram, other: Histogram): void {
  into.count += other.count;
  into.missing += other.missing;
  for (const [bin, count] of other.bins) into.bins.set(bin, (into.bins.get(bin) ?? 0) + count);
}

/**
 * Bounds between which the quantile (type 7) at probability `p` of all counted values lies for certain; NaN when empty.
 *
 * The bounds are at most two bins' ends, 2^-20 of the value apart where neighbours share a bin. A second pass over the draws that
 * keeps only values between them gives the exact one.
 */
export function quantileBounds(
  histogram: Histogram,
  p: number,
): { readonly low: number; readonly high: number } {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`a probability lies from 0 to 1, found ${p}`);
  if (histogram.count === 0) return { low: NaN, high: NaN };
  const place = (histogram.count - 1) * p;
  const first = Math.floor(place);
  const second = place > first ? first + 1 : first;
  let low: number | undefined;
  let seen = 0;
  for (const bin of [...histogram.bins.keys()].sort((a, b) => a - b)) {
    seen += histogram.bins.get(bin)!;
    if (low === undefined && seen > first) low = lowEnd(bin);
    if (seen > second) return { low: low!, high: highEnd(bin) };
  }
  throw new Error('a histogram counts as many values as its bins hold');
}

/** The upper word of a double, turned so that it rises with the value; −0 counts as 0. */
function binOf(value: number): number {
  const high = highWord(value === 0 ? 0 : value);
  return high >= 0 ? high : -(high & 0x7fffffff) - 1;
}

function lowEnd(bin: number): number {
  return bin >= 0 ? withHighWord(0, bin) : -farEnd(-(bin + 1));
}

function highEnd(bin: number): number {
  return bin >= 0 ? farEnd(bin) : -withHighWord(0, -(bin + 1));
}

/** Where the doubles with this upper word end, themselves not included; the word of Infinity holds no other number. */
function farEnd(high: number): number {
  return high === 0x7ff00000 ? Infinity : withHighWord(0, high + 1);
}
