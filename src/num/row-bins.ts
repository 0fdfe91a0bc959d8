import { selectRanks } from './select-quantiles.ts';

/**
 * Where the counts of a row of numbers go, fixed from its first ones (the pilot): even bins between two quantiles of the
 * pilot, a few wide ones from there to its least and greatest number, and places of their own for numbers that come often.
 *
 * What lies outside the pilot is kept as it is, so nothing is lost and no bin ever moves.
 */
export interface RowBins {
  /** Numbers are summed less this, so that sums of squares keep their digits. */
  readonly shift: number;
  /** Even bins lie from `low` to `high`; NaN where the pilot holds one number only. */
  readonly low: number;
  readonly high: number;
  readonly least: number;
  readonly most: number;
  /** Numbers that come often, ascending. */
  readonly atoms: readonly number[];
}

/** Even bins, and wide bins on each side of them. */
export const evenBins = 1024;
export const wideBins = 32;
const mostAtoms = 7;
/** Places among the counts of a row: the bins in ascending order, atoms, what lies above an atom in its bin, missing numbers. */
const atomsAt = evenBins + 2 * wideBins;
const aboveAt = atomsAt + mostAtoms;
const missingAt = aboveAt + mostAtoms;
export const binsPerRow = missingAt + 1;
/** The code of a number outside the pilot, which is in no count. */
export const outsideCode = 0xffff;

/** Share of the pilot on each side of the even bins. */
const outerShare = 0.005;
const probes = 33;

/**
 * Fixes the bins of a row from its pilot; NaN is left out. A number that holds about a sixteenth of the pilot or more gets a
 * place of its own, so that quantiles on it are exact. `shift` is the pilot's mean unless given.
 */
export function fitRowBins(pilot: Float64Array, shift?: number): RowBins {
  const numbers = pilot.filter((value) => value === value);
  const count = numbers.length;
  if (count === 0) return { shift: 0, low: NaN, high: NaN, least: NaN, most: NaN, atoms: [] };
  const ranks = Array.from({ length: probes }, (_, i) =>
    Math.round((count - 1) * (outerShare + ((1 - 2 * outerShare) * i) / (probes - 1))),
  );
  const found = selectRanks(numbers, ranks);
  const seen = found.filter((value, i) => i > 0 && value === found[i - 1]);
  const atoms = [...new Set(seen)].slice(0, mostAtoms);
  const [q, r] = [found[0]!, found[probes - 1]!];
  const [least, most] = finiteRange(numbers);
  const [low, high] =
    q < r && isBinnable(q, r) ? [q, r] : isBinnable(least, most) ? [least, most] : [NaN, NaN];
  return { shift: shift ?? meanShift(numbers), low, high, least, most, atoms };
}

/** An infinite number lies in no bin; it is kept like those outside the pilot. */
function finiteRange(numbers: Float64Array): [least: number, most: number] {
  let [least, most] = [Infinity, -Infinity];
  for (let i = 0; i < numbers.length; i++) {
    const value = numbers[i]!;
    if (value < least && value > -Infinity) least = value;
    if (value > most && value < Infinity) most = value;
  }
  return least <= most ? [least, most] : [NaN, NaN];
}

function isBinnable(low: number, high: number): boolean {
  const scale = evenBins / (high - low);
  return high - low < Infinity && scale > 0 && scale < Infinity;
}

/** Any number near the mean will do. */
function meanShift(numbers: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < numbers.length; i++) sum += numbers[i]!;
  const mean = sum / numbers.length;
  return Number.isFinite(mean) ? mean : 0;
}

/** A run of numbers in an array. */
export interface NumberSpan {
  readonly at: number;
  readonly length: number;
}

/**
 * Writes the place of each number among the counts of its row to `codes` from `to` on; `outsideCode` where it lies outside
 * the pilot.
 */
export function codeNumbers(
  bins: RowBins,
  values: Float64Array,
  { at, length }: NumberSpan,
  target: { readonly codes: Uint16Array; readonly to: number },
): void {
  const { codes, to } = target;
  const { low } = bins;
  const scale = evenBins / (bins.high - low);
  for (let i = 0; i < length; i++) {
    const value = values[at + i]!;
    const place = (value - low) * scale;
    codes[to + i] = place >= 0 && place < evenBins ? wideBins + place : codeFar(bins, value);
  }
  if (bins.atoms.length > 0) codeAtoms(bins, values, { at, length }, target);
}

function codeFar({ low, high, least, most }: RowBins, value: number): number {
  if (value !== value) return missingAt;
  // Rounding can carry a number just below the end of the even bins past the last of them.
  if (value >= low && value < high) return wideBins + evenBins - 1;
  if (value >= least && value < low) return wideIndex(value - least, low - least);
  if (value >= high && value <= most) return wideBins + evenBins + wideIndex(value - high, most - high);
  return outsideCode;
}

/** Rounding can carry the last number one bin too far. */
function wideIndex(offset: number, width: number): number {
  return width > 0 ? Math.min(wideBins - 1, Math.floor((offset / width) * wideBins)) : 0;
}

/** Numbers that come often have places of their own, and so has what lies above one in the same bin. */
function codeAtoms(
  bins: RowBins,
  values: Float64Array,
  { at, length }: NumberSpan,
  { codes, to }: { readonly codes: Uint16Array; readonly to: number },
): void {
  const { atoms } = bins;
  const homes = atoms.map((atom) => codeBin(bins, atom));
  for (let i = 0; i < length; i++) {
    const value = values[at + i]!;
    for (let j = atoms.length - 1; j >= 0; j--) {
      if (value < atoms[j]!) continue;
      if (value === atoms[j]) codes[to + i] = atomsAt + j;
      else if (codes[to + i] === homes[j] && homes[j] !== outsideCode) codes[to + i] = aboveAt + j;
      break;
    }
  }
}

/** The bin of one number, atoms left aside. */
function codeBin(bins: RowBins, value: number): number {
  const place = (value - bins.low) * (evenBins / (bins.high - bins.low));
  return place >= 0 && place < evenBins ? wideBins + Math.floor(place) : codeFar(bins, value);
}

/** Sums of a row that are added up as it is counted, at three places from 3 × `slot`. */
export const sumsPerRow = 3;

/**
 * Adds numbers, in their order, to a row's sums less the shift: of all numbers, of their squares, and of those below the even
 * bins, which are few and far, so that the mean of the lowest numbers does not hang on wide bins.
 */
export function sumNumbers(
  sums: Float64Array,
  slot: number,
  bins: RowBins,
  span: NumberSpan & { readonly values: Float64Array },
): void {
  const { shift, low } = bins;
  const { values, at, length } = span;
  const place = sumsPerRow * slot;
  let [sum, squares, tail] = [sums[place]!, sums[place + 1]!, sums[place + 2]!];
  for (let i = at; i < at + length; i++) {
    const value = values[i]!;
    if (value !== value) continue;
    const gap = value - shift;
    sum += gap;
    squares += gap * gap;
    if (value < low) tail += gap;
  }
  sums[place] = sum;
  sums[place + 1] = squares;
  sums[place + 2] = tail;
}

/** Counts that follow each other in value: numbers between `low` and `high`. */
export interface CountCell {
  readonly low: number;
  readonly high: number;
  readonly count: number;
}

/** The counts of a row as cells in ascending order, atoms between the parts of the bin they lie in, and the missing. */
export function cellsOf(
  bins: RowBins,
  counts: ArrayLike<number>,
): { readonly cells: CountCell[]; readonly missing: number } {
  const cells: CountCell[] = [];
  const put = (low: number, high: number, count: number): void => {
    if (count > 0) cells.push({ low, high, count });
  };
  let atom = 0;
  const putAtom = (): number => {
    const value = bins.atoms[atom]!;
    put(value, value, counts[atomsAt + atom]!);
    atom++;
    return value;
  };
  const span = (from: number, to: number, first: number, number: number): void => {
    const width = (to - from) / number;
    for (let i = 0; i < number; i++) {
      let low = from + i * width;
      const high = i === number - 1 ? to : from + (i + 1) * width;
      let count = counts[first + i]!;
      while (atom < bins.atoms.length && codeBin(bins, bins.atoms[atom]!) === first + i) {
        // Rounding can carry an atom just below the edge of its bin into it.
        const value = bins.atoms[atom]!;
        put(Math.min(low, value), value, count);
        count = counts[aboveAt + atom]!;
        low = Math.max(low, putAtom());
      }
      put(low, Math.max(low, high), count);
    }
  };
  // An infinite number that comes often lies below every bin.
  while (atom < bins.atoms.length && !(bins.atoms[atom]! >= bins.least)) putAtom();
  if (bins.low === bins.low) {
    span(bins.least, bins.low, 0, wideBins);
    span(bins.low, bins.high, wideBins, evenBins);
    span(bins.high, bins.most, wideBins + evenBins, wideBins);
  }
  while (atom < bins.atoms.length) putAtom();
  return { cells, missing: counts[missingAt]! };
}
