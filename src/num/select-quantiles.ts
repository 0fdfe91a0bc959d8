/**
 * The quantiles (type 7) of a sample at several probabilities, bit for bit those of the sorted sample, without sorting it.
 *
 * NaN values are left out; all quantiles are NaN when none is left. One pass counts values by bin, a second gathers the bins
 * that hold a wanted rank, and only these are sorted. A bin's number never falls as the value rises, whatever the rounding, so
 * the ranks are exact. Throws a RangeError on a probability outside [0, 1].
 *
 * @example selectQuantiles([3, 1, NaN, 4, 2], [0, 0.25, 0.5]) // [1, 1.75, 2.5]
 */
export function selectQuantiles(
  values: ArrayLike<number>,
  probabilities: readonly number[],
): Float64Array<ArrayBuffer> {
  for (const p of probabilities) {
    if (!(p >= 0 && p <= 1)) throw new RangeError(`a probability lies from 0 to 1, found ${p}`);
  }
  const numbers = withoutNaN(values);
  const n = numbers.length;
  if (n === 0) return new Float64Array(probabilities.length).fill(NaN);
  const places = probabilities.map((p) => (n - 1) * p);
  const ranks = places.flatMap((place) => {
    const low = Math.floor(place);
    return [low, Math.min(low + 1, n - 1)];
  });
  const found = selectRanks(numbers, ranks);
  return Float64Array.from(places, (place, i) => {
    const low = found[2 * i]!;
    const high = found[2 * i + 1]!;
    return low === high ? low : low + (high - low) * (place - Math.floor(place));
  });
}

/** The values of the given ranks (0 is the least), which lie inside the sample; −0 comes before 0. No value may be NaN. */
export function selectRanks(numbers: Float64Array, ranks: readonly number[]): Float64Array<ArrayBuffer> {
  const bins = fewForSorting < numbers.length ? makeBins(numbers) : undefined;
  if (!bins) {
    const sorted = Float64Array.from(numbers).sort();
    return Float64Array.from(ranks, (rank) => sorted[rank]!);
  }
  // Where each bin starts among all ranks, and which bins hold a wanted one.
  const starts = new Uint32Array(bins.count + 1);
  for (let i = 0; i < bins.of.length; i++) starts[bins.of[i]! + 1]!++;
  for (let bin = 0; bin < bins.count; bin++) starts[bin + 1]! += starts[bin]!;
  const wanted = new Int32Array(bins.count).fill(-1);
  const sizes: number[] = [];
  const binOfRank = ranks.map((rank) => {
    const bin = lastNotAbove(starts, rank);
    if (wanted[bin] === -1) wanted[bin] = sizes.push(starts[bin + 1]! - starts[bin]!) - 1;
    return bin;
  });
  const gathered = sizes.map((size) => new Float64Array(size));
  const filled = new Uint32Array(sizes.length);
  for (let i = 0; i < numbers.length; i++) {
    const slot = wanted[bins.of[i]!]!;
    if (slot >= 0) gathered[slot]![filled[slot]!++] = numbers[i]!;
  }
  for (const part of gathered) part.sort();
  return Float64Array.from(ranks, (rank, i) => {
    const bin = binOfRank[i]!;
    return gathered[wanted[bin]!]![rank - starts[bin]!]!;
  });
}

/** Below this many values sorting is as fast. */
const fewForSorting = 64;

interface Bins {
  readonly count: number;
  /** The bin of each value. */
  readonly of: Uint32Array;
}

/** Even bins from the least to the greatest value, or `undefined` where their width is 0, not finite, or below any scale. */
function makeBins(numbers: Float64Array): Bins | undefined {
  let least = Infinity;
  let most = -Infinity;
  for (let i = 0; i < numbers.length; i++) {
    const value = numbers[i]!;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  const count = Math.min(numbers.length >> 1, 65_536);
  const scale = (count - 1) / (most - least);
  if (!(scale > 0 && scale < Infinity && most - least < Infinity)) return undefined;
  const of = new Uint32Array(numbers.length);
  // Rounding can carry the greatest value a little above the last bin's number, never into the next.
  for (let i = 0; i < numbers.length; i++) of[i] = (numbers[i]! - least) * scale;
  return { count: count + 1, of };
}

/** The last bin that starts at or before a rank and is not empty. */
function lastNotAbove(starts: Uint32Array, rank: number): number {
  let low = 0;
  let high = starts.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= rank) low = middle;
    else high = middle - 1;
  }
  return low;
}

function withoutNaN(values: ArrayLike<number>): Float64Array {
  const kept = new Float64Array(values.length);
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value === value) kept[count++] = value;
  }
  return kept.subarray(0, count);
}
