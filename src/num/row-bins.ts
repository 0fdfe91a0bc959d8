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

/** Even bins, wide bins on each side, and places of atoms and of missing numbers: the counts of one row. */
export const evenBins = 1024;
export const wideBins = 32;
const mostAtoms = 7;
const atomsAt = evenBins + 2 * wideBins;
const missingAt = atomsAt + mostAtoms;
export const binsPerRow = missingAt + 1;

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

/** Numbers outside their pilot, each with the row and batch it belongs to. */
export class OutsideList {
  private slots = new Uint32Array(1024);
  private values = new Float64Array(1024);
  private length = 0;

  push(slot: number, value: number): void {
    if (this.length === this.slots.length) {
      const [slots, values] = [new Uint32Array(2 * this.length), new Float64Array(2 * this.length)];
      slots.set(this.slots);
      values.set(this.values);
      [this.slots, this.values] = [slots, values];
    }
    this.slots[this.length] = slot;
    this.values[this.length++] = value;
  }

  /** What has been listed since the last time, as plain data. */
  take(): { readonly slots: Uint32Array<ArrayBuffer>; readonly values: Float64Array<ArrayBuffer> } {
    const taken = { slots: this.slots.slice(0, this.length), values: this.values.slice(0, this.length) };
    this.length = 0;
    return taken;
  }
}

/** What counting a run of numbers of one row needs. */
export interface CountTarget {
  readonly bins: RowBins;
  /** Counts of all rows; this one's start at `slot` × `binsPerRow`. */
  readonly counts: Uint32Array;
  /** Sums less the shift, and their squares, at 2 × `slot`. */
  readonly sums: Float64Array;
  readonly outside: OutsideList;
  readonly slot: number;
}

/** Counts `length` numbers from `at` on, `step` apart, and adds them to the sums in their order. */
export function countRow(
  target: CountTarget,
  values: Float64Array,
  span: { readonly at: number; readonly length: number; readonly step: number },
): void {
  const { bins, counts, sums, slot } = target;
  const { shift, low, atoms } = bins;
  const { at, length, step } = span;
  const from = slot * binsPerRow;
  const even = from + wideBins;
  const scale = evenBins / (bins.high - low);
  const hasAtoms = atoms.length > 0;
  let sum = sums[2 * slot]!;
  let squares = sums[2 * slot + 1]!;
  for (let i = 0, index = at; i < length; i++, index += step) {
    const value = values[index]!;
    if (value === value) {
      const gap = value - shift;
      sum += gap;
      squares += gap * gap;
    }
    if (hasAtoms) {
      const atom = atoms.indexOf(value);
      if (atom >= 0) {
        counts[from + atomsAt + atom]!++;
        continue;
      }
    }
    const place = (value - low) * scale;
    if (place >= 0 && place < evenBins) counts[even + (place | 0)]!++;
    else countFar(target, value);
  }
  sums[2 * slot] = sum;
  sums[2 * slot + 1] = squares;
}

function countFar({ bins, counts, outside, slot }: CountTarget, value: number): void {
  const { low, high, least, most } = bins;
  const from = slot * binsPerRow;
  if (value !== value) counts[from + missingAt]!++;
  else if (value >= least && value < low) counts[from + wideIndex(value - least, low - least)]!++;
  else if (value >= high && value <= most)
    counts[from + wideBins + evenBins + wideIndex(value - high, most - high)]!++;
  else outside.push(slot, value);
}

/** Rounding can carry the last number one bin too far. */
function wideIndex(offset: number, width: number): number {
  return width > 0 ? Math.min(wideBins - 1, Math.floor((offset / width) * wideBins)) : 0;
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
  const waiting = bins.atoms.map((value, i) => ({ value, count: counts[atomsAt + i]! }));
  const put = (low: number, high: number, count: number): void => {
    let [from, rest] = [low, count];
    while (waiting.length > 0 && waiting[0]!.value < high) {
      const { value, count: ofAtom } = waiting.shift()!;
      const share = high > from ? Math.max(0, (value - from) / (high - from)) : 0;
      const below = Math.round(rest * share);
      cells.push(
        { low: from, high: Math.max(from, value), count: below },
        { low: value, high: value, count: ofAtom },
      );
      [from, rest] = [Math.max(from, value), rest - below];
    }
    cells.push({ low: from, high, count: rest });
  };
  const span = (from: number, to: number, first: number, number: number): void => {
    const width = (to - from) / number;
    for (let i = 0; i < number; i++) {
      put(from + i * width, i === number - 1 ? to : from + (i + 1) * width, counts[first + i]!);
    }
  };
  if (bins.low === bins.low) {
    span(bins.least, bins.low, 0, wideBins);
    span(bins.low, bins.high, wideBins, evenBins);
    span(bins.high, bins.most, wideBins + evenBins, wideBins);
  }
  for (const { value, count } of waiting) cells.push({ low: value, high: value, count });
  return { cells: cells.filter((cell) => cell.count > 0), missing: counts[missingAt]! };
}
