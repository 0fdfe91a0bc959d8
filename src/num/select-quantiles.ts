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
  const whole = values instanceof Float64Array && values.length > 0 && readQuantiles(values, probabilities);
  if (whole) return whole;
  const numbers = withoutNaN(values);
  if (numbers.length === 0) return new Float64Array(probabilities.length).fill(NaN);
  return readQuantiles(numbers, probabilities)!;
}

/** The values of the given ranks (0 is the least), which lie inside the sample; −0 comes before 0. No value may be NaN. */
export function selectRanks(numbers: Float64Array, ranks: readonly number[]): Float64Array<ArrayBuffer> {
  const found = selectAt(numbers, ranks, 0);
  if (!found) throw new RangeError('ranks are asked of numbers, found NaN');
  return found;
}

/** `undefined` where a value is NaN. */
function readQuantiles(
  numbers: Float64Array,
  probabilities: readonly number[],
): Float64Array<ArrayBuffer> | undefined {
  const last = numbers.length - 1;
  const ranks = probabilities.flatMap((p) => {
    const low = Math.floor(last * p);
    return [low, Math.min(low + 1, last)];
  });
  const found = selectAt(numbers, ranks, 0);
  return (
    found &&
    Float64Array.from(probabilities, (p, i) => {
      const low = found[2 * i]!;
      const high = found[2 * i + 1]!;
      return low === high ? low : low + (high - low) * (last * p - ranks[2 * i]!);
    })
  );
}

/** Up to so many values are sorted at once. */
const fewForSorting = 64;
/** Bins at most, so that their counts stay in a processor's nearest memory. */
const mostBins = 2048;
/** A bin with more values than this is divided into bins again, at most `deepest` times. */
const fewForBinning = 192;
const deepest = 4;
/** So many values tell where most of them lie. */
const sampleSize = 64;

/** Memory of one depth. It is kept between calls to save time; nothing that one call leaves in it is read by the next. */
interface Scratch {
  /** The bin of each value. */
  bins: Uint16Array;
  /** Values of bins that hold a wanted rank, bin after bin. */
  gathered: Float64Array;
  /** How many values lie below each bin. */
  readonly starts: Uint32Array;
  /** Where the next value of a bin goes among the gathered ones, plus 1; 0 where the bin is not wanted. */
  readonly next: Uint32Array;
}

const scratches: Scratch[] = [];

function takeScratch(depth: number, size: number): Scratch {
  const scratch = (scratches[depth] ??= {
    bins: new Uint16Array(0),
    gathered: new Float64Array(0),
    starts: new Uint32Array(mostBins + 1),
    next: new Uint32Array(mostBins),
  });
  if (scratch.bins.length < size) {
    scratch.bins = new Uint16Array(size);
    scratch.gathered = new Float64Array(size);
  }
  return scratch;
}

/** The values of the ranks, or `undefined` where a value is NaN. */
function selectAt(
  numbers: Float64Array,
  ranks: readonly number[],
  depth: number,
): Float64Array<ArrayBuffer> | undefined {
  const n = numbers.length;
  if (n <= fewForSorting || depth === deepest) return readSorted(numbers, ranks);
  const atom = depth > 0 ? readAtom(numbers, ranks) : undefined;
  if (atom) return atom;
  const { least, width } = likelyRange(numbers);
  // Even bins over the range; the first and last also hold what lies below and above it.
  const count = Math.min(n >> 1, mostBins);
  const scale = count / width;
  // The width is 0, not finite, or below any scale.
  if (!(scale > 0 && scale < Infinity)) return readAtom(numbers, ranks) ?? readSorted(numbers, ranks);
  const scratch = takeScratch(depth, n);
  if (!countBins(numbers, scratch, { least, scale, count })) return undefined;
  const { starts, next, gathered } = scratch;
  const parts: Part[] = [];
  let size = 0;
  ranks.forEach((rank, place) => {
    const bin = lastNotAbove(starts, count - 1, rank);
    let part = parts.find((each) => each.bin === bin);
    if (!part) {
      const [from, below] = [size, starts[bin]!];
      size += starts[bin + 1]! - below;
      part = { bin, from, to: size, places: [], inside: [] };
      parts.push(part);
      next[bin] = from + 1;
    }
    part.places.push(place);
    part.inside.push(rank - starts[bin]!);
  });
  gatherWanted(numbers, scratch);
  const found = new Float64Array(ranks.length);
  for (const { bin, from, to, places, inside } of parts) {
    next[bin] = 0;
    const values = gathered.subarray(from, to);
    const isLarge = to - from > fewForBinning;
    const deeper = isLarge ? selectAt(values, inside, depth + 1)! : undefined;
    if (!deeper) sortFew(values);
    places.forEach((place, i) => (found[place] = deeper ? deeper[i]! : values[inside[i]!]!));
  }
  return found;
}

/** One bin among those gathered. */
interface Part {
  readonly bin: number;
  readonly from: number;
  readonly to: number;
  /** Which of the wanted ranks lie in it, and where. */
  readonly places: number[];
  readonly inside: number[];
}

/** Counts values by bin and adds the counts up; false where a value is NaN. */
function countBins(
  numbers: Float64Array,
  { bins, starts }: Scratch,
  { least, scale, count }: { readonly least: number; readonly scale: number; readonly count: number },
): boolean {
  starts.fill(0, 0, count + 1);
  const last = count - 1;
  for (let i = 0; i < numbers.length; i++) {
    const place = (numbers[i]! - least) * scale;
    let bin = last;
    if (place < last) bin = place > 0 ? place | 0 : 0;
    else if (place !== place) return false;
    bins[i] = bin;
    starts[bin + 1]!++;
  }
  for (let bin = 1; bin <= count; bin++) starts[bin]! += starts[bin - 1]!;
  return true;
}

function gatherWanted(numbers: Float64Array, { bins, next, gathered }: Scratch): void {
  for (let i = 0; i < numbers.length; i++) {
    const bin = bins[i]!;
    const to = next[bin]!;
    if (to !== 0) {
      gathered[to - 1] = numbers[i]!;
      next[bin] = to + 1;
    }
  }
}

/** The range of some values: quicker than that of all, and hardly stretched by far outliers. */
function likelyRange(numbers: Float64Array): { readonly least: number; readonly width: number } {
  const step = Math.ceil(numbers.length / sampleSize);
  let least = Infinity;
  let most = -Infinity;
  for (let i = 0; i < numbers.length; i += step) {
    const value = numbers[i]!;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  // A little room below, so that many values that equal the least one do not stand on a bin's border.
  const width = (most - least) * 1.015625;
  return { least: most - width, width };
}

/** The values of the ranks where they are all the middle value of the list, as where many are 0; else `undefined`. */
function readAtom(numbers: Float64Array, ranks: readonly number[]): Float64Array<ArrayBuffer> | undefined {
  const atom = numbers[numbers.length >> 1]!;
  let below = 0;
  let above = 0;
  let negatives = 0;
  for (let i = 0; i < numbers.length; i++) {
    const value = numbers[i]!;
    if (value < atom) below++;
    else if (value > atom) above++;
    else if (value !== value) return undefined;
  }
  const end = numbers.length - above;
  if (ranks.some((rank) => rank < below || rank >= end)) return undefined;
  if (atom !== 0) return new Float64Array(ranks.length).fill(atom);
  for (let i = 0; i < numbers.length; i++) if (numbers[i] === 0 && 1 / numbers[i]! < 0) negatives++;
  return Float64Array.from(ranks, (rank) => (rank < below + negatives ? -0 : 0));
}

function readSorted(numbers: Float64Array, ranks: readonly number[]): Float64Array<ArrayBuffer> | undefined {
  // NaN comes last.
  const sorted = Float64Array.from(numbers).sort();
  const greatest = sorted.at(-1)!;
  return greatest === greatest ? Float64Array.from(ranks, (rank) => sorted[rank]!) : undefined;
}

/** Sorts values, −0 before 0; a few of them by insertion, which needs no call. */
function sortFew(values: Float64Array): void {
  if (values.length > fewForSorting / 2) {
    values.sort();
    return;
  }
  for (let i = 1; i < values.length; i++) {
    const value = values[i]!;
    let at = i;
    while (at > 0 && isAfter(values[at - 1]!, value)) {
      values[at] = values[at - 1]!;
      at--;
    }
    values[at] = value;
  }
}

function isAfter(a: number, b: number): boolean {
  return a > b || (a === b && a === 0 && 1 / a > 1 / b);
}

/** The last bin up to `last` that starts at or before a rank, so that it is not empty. */
function lastNotAbove(starts: Uint32Array, last: number, rank: number): number {
  let low = 0;
  let high = last;
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
