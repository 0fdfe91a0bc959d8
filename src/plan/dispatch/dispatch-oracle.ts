import type { MasterCut, RecourseAt, RecourseOracle } from '../../stochastic/index.ts';
import type { Sizes } from '../frame.ts';
import type { DispatchBlock, PeriodDispatch } from './dispatch-data.ts';
import { PackingSolver } from './packing-lp.ts';

/** Where the first stage's decisions stand that dispatch lives on; −1 where there is none. */
export interface DispatchColumns {
  readonly sellable: (chip: number, period: number) => number;
  readonly accept: (contract: number) => number;
}

export interface DispatchShape extends Pick<Sizes, 'periods' | 'chips' | 'segments' | 'contracts'> {
  /** Columns of the first stage. */
  readonly columnCount: number;
}

/**
 * What serving is worth at a fleet and accepted contracts: one cut per period, summed over all scenarios, with a slope per chip
 * and contract. The cost is the value with its sign turned, in $m.
 */
export class DispatchOracle implements RecourseOracle {
  readonly clusterCount: number;
  readonly #blocks: readonly DispatchBlock[];
  readonly #shape: DispatchShape;
  readonly #columns: DispatchColumns;
  readonly #solver: PackingSolver;
  readonly #limits: Float64Array;
  readonly #rows: number;

  constructor(blocks: readonly DispatchBlock[], shape: DispatchShape, columns: DispatchColumns) {
    this.#blocks = blocks;
    this.#shape = shape;
    this.#columns = columns;
    this.#rows = shape.chips + shape.segments + shape.contracts;
    this.clusterCount = shape.periods;
    this.#solver = new PackingSolver(this.#rows);
    this.#limits = new Float64Array(this.#rows);
  }

  /** Simplex pivots so far. */
  get pivots(): number {
    return this.#solver.pivots;
  }

  evaluate(x: Float64Array): RecourseAt {
    const values = new Float64Array(this.#shape.periods);
    const cuts = Array.from(values, (_, t): MasterCut => {
      const cut = this.#period(x, t);
      values[t] = -cut.value;
      return { cluster: t, constant: -cut.constant, slope: cut.slope.map((each) => -each) };
    });
    return { cuts, values };
  }

  /** Calls back with the busy MW by column of each scenario's dispatch at a point. */
  forEachDispatch(
    x: Float64Array,
    block: DispatchBlock,
    tell: (t: number, s: number, period: PeriodDispatch, levels: Float64Array) => void,
  ): void {
    for (const [t, period] of block.periods.entries())
      for (const s of block.probabilities.keys()) {
        this.#solve(x, t, period, s);
        const levels = new Float64Array(period.columns);
        this.#solver.addLevels(levels, 0);
        tell(t, s, period, levels);
      }
  }

  #solve(x: Float64Array, t: number, period: PeriodDispatch, s: number): void {
    const { chips, segments, contracts } = this.#shape;
    const at = s * this.#rows;
    for (let i = 0; i < this.#rows; i++) this.#limits[i] = period.limits[at + i]!;
    for (let k = 0; k < chips; k++) this.#limits[k]! += this.#levelOf(x, this.#columns.sellable(k, t));
    for (let c = 0; c < contracts; c++)
      this.#limits[chips + segments + c]! *= this.#levelOf(x, this.#columns.accept(c));
    this.#solver.solve(period, s, this.#limits, period.bases);
  }

  /** An interior point may stand a rounding below 0. */
  #levelOf(x: Float64Array, column: number): number {
    return column < 0 ? 0 : Math.max(x[column]!, 0);
  }

  #period(x: Float64Array, t: number): { value: number; constant: number; slope: Float64Array } {
    const { chips, segments, contracts, columnCount } = this.#shape;
    const slope = new Float64Array(columnCount);
    let [value, constant] = [0, 0];
    for (const block of this.#blocks) {
      const period = block.periods[t]!;
      for (const [s, probability] of block.probabilities.entries()) {
        this.#solve(x, t, period, s);
        const { duals } = this.#solver;
        value += probability * this.#solver.value;
        const at = s * this.#rows;
        for (let i = 0; i < chips + segments; i++)
          constant += probability * duals[i]! * period.limits[at + i]!;
        for (let k = 0; k < chips; k++) {
          const column = this.#columns.sellable(k, t);
          if (column >= 0) slope[column]! += probability * duals[k]!;
        }
        for (let c = 0; c < contracts; c++) {
          const row = chips + segments + c;
          slope[this.#columns.accept(c)]! += probability * duals[row]! * period.limits[at + row]!;
        }
      }
    }
    return { value, constant, slope };
  }
}
