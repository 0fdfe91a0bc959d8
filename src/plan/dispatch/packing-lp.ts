/** Work of the solver below this is rounding, in MW and in $m per MW. */
const noise = 1e-9;

/** Smallest pivot taken. */
const leastPivot = 1e-7;

/** Pivots after which a solve goes on by the rule that cannot cycle, and after which it is given up. */
const patience = 200;
const mostPivots = 1000;

/**
 * One dispatch problem, laid out flat: maximise margin · x where Σ x of a chip ≤ its capacity and Σ coefficient × x of a buyer
 * ≤ its demand. Each column has an entry of 1 in the row of its chip and one in the row of its buyer.
 */
export interface PackingProblem {
  readonly columns: number;
  /** By column: row of its chip, row of its buyer. */
  readonly chipRows: Int16Array;
  readonly buyerRows: Int16Array;
  /** By column, of many programmes one behind the other. */
  readonly margins: Float64Array;
  readonly coefficients: Float64Array;
}

/**
 * Solves thousands of small packing programmes that differ in their limits, each from the basis it was last solved to: where
 * only limits moved, that basis stays dual feasible and few pivots of the dual simplex mend it. Dense, with buffers of its own.
 *
 * What it gives is checked, not trusted: multipliers are made dual feasible before they are read, so that any basis gives a
 * valid bound, and `value` is that of a point within the limits.
 */
export class PackingSolver {
  readonly #rows: number;
  readonly #inverse: Float64Array;
  readonly #basis: Int16Array;
  readonly #levels: Float64Array;
  readonly #multipliers: Float64Array;
  readonly #direction: Float64Array;
  #problem!: PackingProblem;
  /** Where the programme's own margins and coefficients begin. */
  #at = 0;
  /** By row: value of one more of its limit, made dual feasible. */
  readonly duals: Float64Array;
  /** margin · x at the point found. */
  value = 0;
  pivots = 0;

  constructor(rows: number) {
    this.#rows = rows;
    this.#inverse = new Float64Array(rows * rows);
    this.#basis = new Int16Array(rows);
    this.#levels = new Float64Array(rows);
    this.#multipliers = new Float64Array(rows);
    this.#direction = new Float64Array(rows);
    this.duals = new Float64Array(rows);
  }

  /**
   * Solves the programme of some number, from its basis in `bases` (a column's number, or −1 − row for the row's slack; all 0
   * where there is none yet), and stores the new one there.
   */
  solve(problem: PackingProblem, number: number, limits: Float64Array, bases: Int16Array): void {
    this.#problem = problem;
    this.#at = number * problem.columns;
    const from = number * this.#rows;
    const isKnown = this.#restore(bases, from);
    if (!isKnown || !this.#mend(limits)) {
      this.#reset();
      this.#climb(limits);
    }
    for (let i = 0; i < this.#rows; i++) bases[from + i] = this.#basis[i]!;
    this.#read();
  }

  /** Level of each column at the last point, added into `into`. */
  addLevels(into: Float64Array, at: number): void {
    for (let i = 0; i < this.#rows; i++)
      if (this.#basis[i]! >= 0) into[at + this.#basis[i]!] = Math.max(this.#levels[i]!, 0);
  }

  #reset(): void {
    const rows = this.#rows;
    this.#inverse.fill(0);
    for (let i = 0; i < rows; i++) {
      this.#inverse[i * rows + i] = 1;
      this.#basis[i] = -1 - i;
    }
  }

  /** Brings the columns of a stored basis in one by one; gives whether there is one and it can be inverted. */
  #restore(bases: Int16Array, from: number): boolean {
    const rows = this.#rows;
    let isStored = false;
    for (let i = 0; i < rows && !isStored; i++) isStored = bases[from + i] !== 0;
    if (!isStored) return false;
    this.#reset();
    const mayLeave = this.#multipliers.fill(1);
    for (let i = 0; i < rows; i++) if (bases[from + i]! < 0) mayLeave[-1 - bases[from + i]!] = 0;
    for (let i = 0; i < rows; i++) {
      const column = bases[from + i]!;
      if (column < 0) continue;
      this.#aim(column);
      let best = -1;
      for (let r = 0; r < rows; r++) {
        if (mayLeave[r] === 0) continue;
        if (best < 0 || Math.abs(this.#direction[r]!) > Math.abs(this.#direction[best]!)) best = r;
      }
      if (best < 0 || Math.abs(this.#direction[best]!) < leastPivot) return false;
      mayLeave[best] = 0;
      this.#pivot(best, column);
    }
    return true;
  }

  /** Dual simplex; gives whether it came to an end. */
  #mend(limits: Float64Array): boolean {
    const rows = this.#rows;
    this.#setLevels(limits);
    for (let step = 0; step < patience; step++) {
      let leaving = -1;
      let least = -noise;
      for (let i = 0; i < rows; i++) if (this.#levels[i]! < least) [leaving, least] = [i, this.#levels[i]!];
      this.#setMultipliers();
      if (leaving < 0) {
        this.#setLevels(limits);
        return this.#isDualFeasible();
      }
      const entering = this.#cheapest(leaving);
      if (entering === undefined) return false;
      this.#aim(entering);
      this.#move(leaving);
      this.#pivot(leaving, entering);
      this.pivots++;
    }
    return false;
  }

  /** The column that keeps the duals feasible when the row's column leaves. */
  #cheapest(leaving: number): number | undefined {
    const { columns, chipRows, buyerRows, margins, coefficients } = this.#problem;
    const at = this.#at;
    const rows = this.#rows;
    const row = leaving * rows;
    let best: number | undefined;
    let least = Infinity;
    for (let j = 0; j < columns; j++) {
      const [chip, buyer, coefficient] = [chipRows[j]!, buyerRows[j]!, coefficients[at + j]!];
      const alpha = this.#inverse[row + chip]! + this.#inverse[row + buyer]! * coefficient;
      if (alpha > -leastPivot || !(margins[at + j]! > 0)) continue;
      const cost = this.#multipliers[chip]! + this.#multipliers[buyer]! * coefficient - margins[at + j]!;
      const ratio = Math.max(cost, 0) / -alpha;
      if (ratio < least && !this.#isBasic(j)) [best, least] = [j, ratio];
    }
    for (let i = 0; i < rows; i++) {
      const alpha = this.#inverse[row + i]!;
      if (alpha > -leastPivot) continue;
      const ratio = Math.max(this.#multipliers[i]!, 0) / -alpha;
      if (ratio < least && !this.#isBasic(-1 - i)) [best, least] = [-1 - i, ratio];
    }
    return best;
  }

  /** Primal simplex from the point at which nothing is served. */
  #climb(limits: Float64Array): void {
    const rows = this.#rows;
    this.#setLevels(limits);
    for (let step = 0; step < mostPivots; step++) {
      this.#setMultipliers();
      const entering = this.#dearest(step > patience);
      if (entering === undefined) return;
      this.#aim(entering);
      let leaving = -1;
      let least = Infinity;
      for (let i = 0; i < rows; i++) {
        if (this.#direction[i]! < leastPivot) continue;
        const ratio = Math.max(this.#levels[i]!, 0) / this.#direction[i]!;
        const isTie = ratio === least && this.#basis[i]! < this.#basis[leaving]!;
        if (ratio < least || isTie) [leaving, least] = [i, ratio];
      }
      if (leaving < 0) return;
      this.#pivot(leaving, entering);
      this.#setLevels(limits);
      this.pivots++;
    }
  }

  /** The column worth most beyond its multipliers, or the first that is worth more. */
  #dearest(isFirst: boolean): number | undefined {
    const { columns, chipRows, buyerRows, margins, coefficients } = this.#problem;
    const at = this.#at;
    let best: number | undefined;
    let most = noise;
    for (let j = 0; j < columns; j++) {
      const worth =
        margins[at + j]! -
        this.#multipliers[chipRows[j]!]! -
        this.#multipliers[buyerRows[j]!]! * coefficients[at + j]!;
      if (worth > most) [best, most] = [j, worth];
      if (best !== undefined && isFirst) return best;
    }
    for (let i = 0; i < this.#rows; i++)
      if (-this.#multipliers[i]! > most) [best, most] = [-1 - i, -this.#multipliers[i]!];
    return best;
  }

  #isBasic(column: number): boolean {
    for (let i = 0; i < this.#rows; i++) if (this.#basis[i] === column) return true;
    return false;
  }

  #isDualFeasible(): boolean {
    return this.#dearest(true) === undefined;
  }

  /** Sets the direction in which basic columns move when a column comes in. */
  #aim(column: number): void {
    const rows = this.#rows;
    const { chipRows, buyerRows, coefficients } = this.#problem;
    const at = this.#at;
    for (let i = 0; i < rows; i++) {
      this.#direction[i] =
        column < 0
          ? this.#inverse[i * rows - 1 - column]!
          : this.#inverse[i * rows + chipRows[column]!]! +
            this.#inverse[i * rows + buyerRows[column]!]! * coefficients[at + column]!;
    }
  }

  /** Moves the levels along the direction until the row's column is at 0. */
  #move(leaving: number): void {
    const step = this.#levels[leaving]! / this.#direction[leaving]!;
    for (let i = 0; i < this.#rows; i++) this.#levels[i]! -= step * this.#direction[i]!;
    this.#levels[leaving] = step;
  }

  #pivot(row: number, column: number): void {
    const rows = this.#rows;
    const pivot = this.#direction[row]!;
    const base = row * rows;
    for (let c = 0; c < rows; c++) this.#inverse[base + c]! /= pivot;
    for (let i = 0; i < rows; i++) {
      const factor = this.#direction[i]!;
      if (i === row || factor === 0) continue;
      for (let c = 0; c < rows; c++) this.#inverse[i * rows + c]! -= factor * this.#inverse[base + c]!;
    }
    this.#basis[row] = column;
  }

  #setLevels(limits: Float64Array): void {
    const rows = this.#rows;
    for (let i = 0; i < rows; i++) {
      let sum = 0;
      for (let c = 0; c < rows; c++) sum += this.#inverse[i * rows + c]! * limits[c]!;
      this.#levels[i] = sum;
    }
  }

  #setMultipliers(): void {
    const rows = this.#rows;
    const { margins } = this.#problem;
    const at = this.#at;
    this.#multipliers.fill(0);
    for (let i = 0; i < rows; i++) {
      if (this.#basis[i]! < 0) continue;
      const margin = margins[at + this.#basis[i]!]!;
      for (let c = 0; c < rows; c++) this.#multipliers[c]! += margin * this.#inverse[i * rows + c]!;
    }
  }

  /** Reads value and multipliers; multipliers of a chip are raised where a column would still be worth more. */
  #read(): void {
    const { columns, chipRows, buyerRows, margins, coefficients } = this.#problem;
    const at = this.#at;
    this.#setMultipliers();
    for (let i = 0; i < this.#rows; i++) this.duals[i] = Math.max(this.#multipliers[i]!, 0);
    for (let j = 0; j < columns; j++) {
      const [chip, buyer] = [chipRows[j]!, buyerRows[j]!];
      const left = margins[at + j]! - this.duals[chip]! - this.duals[buyer]! * coefficients[at + j]!;
      if (left > 0) this.duals[chip]! += left;
    }
    this.value = 0;
    for (let i = 0; i < this.#rows; i++)
      if (this.#basis[i]! >= 0) this.value += margins[at + this.#basis[i]!]! * Math.max(this.#levels[i]!, 0);
  }
}
