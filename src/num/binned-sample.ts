import { quantileRanks, type Interval } from './interval.ts';
import { cellsOf, evenBins, type CountCell, type RowBins } from './row-bins.ts';

/** What is known of a row of numbers that was counted instead of kept. */
export interface BinnedSample {
  readonly bins: RowBins;
  readonly counts: ArrayLike<number>;
  /** Numbers outside the pilot, in any order. */
  readonly outside: Float64Array;
  /** Sum of the numbers less `bins.shift`, and of their squares. */
  readonly sum: number;
  readonly squares: number;
  /** Sum of the numbers below the even bins less `bins.shift`. */
  readonly tail: number;
}

/**
 * Reads a counted row: quantiles lie within one bin of the exact ones, count, missing and mean are exact but for rounding.
 *
 * Inside a bin numbers are taken to be spread evenly, so the error of a smooth distribution is far below a bin's width.
 */
export class BinnedReader {
  readonly count: number;
  readonly missing: number;
  readonly mean: number;
  readonly sd: number;
  /** Width of the even bins: how far a quantile between them can be off; 0 where every number is exact. */
  readonly resolution: number;
  private readonly sample: BinnedSample;
  private readonly cells: readonly CountCell[];
  /** Numbers before each cell, and all of them at the end. */
  private readonly starts: Float64Array;

  constructor(sample: BinnedSample) {
    const { bins, sum, squares } = sample;
    this.sample = sample;
    const { cells, missing } = cellsOf(bins, sample.counts);
    const sorted = Float64Array.from(sample.outside).sort();
    const point = (value: number): CountCell => ({ low: value, high: value, count: 1 });
    const isBelow = (value: number): boolean => value < bins.least;
    const all = [
      ...Array.from(sorted.filter(isBelow), point),
      ...cells,
      ...Array.from(
        sorted.filter((value) => !isBelow(value)),
        point,
      ),
    ];
    // An infinite number that comes often stands apart from the order of the bins; without bins, what is kept lies among the atoms.
    const isOrdered = bins.low === bins.low && bins.atoms.every((value) => Number.isFinite(value));
    this.cells = isOrdered ? all : all.sort((a, b) => (a.low < b.low ? -1 : a.low > b.low ? 1 : 0));
    this.starts = new Float64Array(this.cells.length + 1);
    this.cells.forEach((cell, i) => (this.starts[i + 1] = this.starts[i]! + cell.count));
    this.count = this.starts.at(-1)!;
    this.missing = missing;
    this.mean = this.count === 0 ? NaN : bins.shift + sum / this.count;
    // Cancellation can leave a variance of 0 a little below it.
    const spread = Math.max(0, squares - (sum * sum) / this.count) / (this.count - 1);
    this.sd = this.count === 1 ? 0 : Math.sqrt(spread);
    const isExact = cells.every((cell) => cell.low === cell.high);
    this.resolution = isExact ? 0 : (bins.high - bins.low) / evenBins;
  }

  /** The number of a rank from 0 on, ascending. */
  rank(rank: number): number {
    let [low, high] = [0, this.cells.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle]! <= rank) low = middle;
      else high = middle - 1;
    }
    const cell = this.cells[low];
    if (!cell) return NaN;
    if (cell.low === cell.high) return cell.low;
    return cell.low + ((cell.high - cell.low) * (rank - this.starts[low]! + 0.5)) / cell.count;
  }

  /** The quantile (type 7) at probability `p`; NaN when nothing was counted. */
  quantile(p: number): number {
    if (this.count === 0) return NaN;
    const place = (this.count - 1) * p;
    const first = Math.floor(place);
    const [low, high] = [this.rank(first), this.rank(Math.min(first + 1, this.count - 1))];
    return low === high ? low : low + (high - low) * (place - first);
  }

  /** Where the true quantile lies with probability `level` or more, from independent draws, by order statistics. */
  quantileInterval(p: number, level: number, ranksOf: typeof quantileRanks = quantileRanks): Interval {
    if (this.count === 0) return { low: NaN, high: NaN };
    const { low, high } = ranksOf(this.count, p, level);
    return {
      low: low < 0 ? -Infinity : this.rank(low),
      high: high >= this.count ? Infinity : this.rank(high),
    };
  }

  /**
   * The mean of the lowest share `p` (Acerbi and Tasche 2002), known to the width of a bin: what lies below the even bins was summed
   * exactly, and the cell at its edge counts in part.
   */
  shortfall(p: number): number {
    const { low: edge, shift } = this.sample.bins;
    const share = this.count * p;
    const isWhole = (i: number): boolean => this.cells[i]!.low < edge && this.starts[i + 1]! <= share;
    let [sum, first] = [0, 0];
    while (first < this.cells.length && isWhole(first)) first++;
    const isTail = first > 0 && !(this.cells[first] && this.cells[first]!.low < edge);
    if (isTail) sum = this.sample.tail + shift * this.starts[first]!;
    for (let i = isTail ? first : 0; i < this.cells.length && this.starts[i]! < share; i++) {
      const { low, high, count } = this.cells[i]!;
      const taken = Math.min(count, share - this.starts[i]!);
      // The lower part of a cell that is cut has its centre lower.
      sum += taken * (low === high ? low : low + ((high - low) * taken) / (2 * count));
    }
    return this.count === 0 ? NaN : sum / share;
  }
}
