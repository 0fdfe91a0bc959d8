import { GrowingDoubles, GrowingIndices } from './growing.ts';
import { sortTriplets } from './sort-triplets.ts';
import type { ColumnKind, LpModel, Sense } from './types.ts';

/** What a column starts with; left out: lower 0, upper Infinity, cost 0, continuous. */
export interface ColumnOptions {
  readonly lower?: number;
  readonly upper?: number;
  readonly cost?: number;
  readonly kind?: ColumnKind;
}

/** The limits of a row; one left out does not bind. `equal` sets both; both different make a range. */
export type RowLimits =
  | { readonly lower?: number; readonly upper?: number; readonly equal?: undefined }
  | { readonly equal: number; readonly lower?: undefined; readonly upper?: undefined };

/** A column and its coefficient in a row. */
export type Term = readonly [column: number, coefficient: number];

/**
 * Collects the rows and columns of a model by name, and finishes to plain data.
 *
 * A column or row is known by the number that `addColumn` or `addRow` returns, counted from 0 in the order of adding. Terms
 * of one row and column add up. Throws on a name used twice, a bound that is not a number, lower above upper, a coefficient
 * that is not finite, and a column or row number that is not there: those are faults of the program, not of a case.
 *
 * @example
 * const lp = new ModelBuilder({ name: 'diet', sense: 'minimise' });
 * const oats = lp.addColumn('eat[oats]', { cost: 0.3, upper: 4 });
 * lp.addRow('energy', [[oats, 110]], { lower: 200 });
 * const model = lp.finish();
 */
export class ModelBuilder {
  readonly #name: string;
  readonly #sense: Sense;
  readonly #columns = new Map<string, number>();
  readonly #rows = new Map<string, number>();
  readonly #kinds: ColumnKind[] = [];
  readonly #cost = new GrowingDoubles();
  readonly #columnLower = new GrowingDoubles();
  readonly #columnUpper = new GrowingDoubles();
  readonly #rowLower = new GrowingDoubles();
  readonly #rowUpper = new GrowingDoubles();
  readonly #termRows = new GrowingIndices();
  readonly #termColumns = new GrowingIndices();
  readonly #coefficients = new GrowingDoubles();
  #offset = 0;

  constructor(options: { readonly name: string; readonly sense: Sense }) {
    this.#name = options.name;
    this.#sense = options.sense;
  }

  get columnCount(): number {
    return this.#columns.size;
  }

  get rowCount(): number {
    return this.#rows.size;
  }

  /** Adds a column and returns its number. */
  addColumn(name: string, options: ColumnOptions = {}): number {
    const { lower = 0, upper = Infinity, cost = 0, kind = 'continuous' } = options;
    checkBounds(name, lower, upper);
    checkFinite(`the cost of ${name}`, cost);
    if (kind === 'semi-continuous' && !(lower >= 0 && upper < Infinity)) {
      throw new Error(`${name}: a semi-continuous column needs 0 ≤ lower and a finite upper bound`);
    }
    const column = addName(this.#columns, name, 'column');
    this.#cost.push(cost);
    this.#columnLower.push(lower);
    this.#columnUpper.push(upper);
    this.#kinds.push(kind);
    return column;
  }

  /** Adds a row and returns its number. */
  addRow(name: string, terms: Iterable<Term>, limits: RowLimits): number {
    const lower = limits.equal ?? limits.lower ?? -Infinity;
    const upper = limits.equal ?? limits.upper ?? Infinity;
    checkBounds(name, lower, upper);
    const row = addName(this.#rows, name, 'row');
    this.#rowLower.push(lower);
    this.#rowUpper.push(upper);
    for (const [column, coefficient] of terms) this.addTerm(row, column, coefficient);
    return row;
  }

  /** Adds to the coefficient of a column in a row; a coefficient of 0 is left out. */
  addTerm(row: number, column: number, coefficient: number): void {
    checkFinite('a coefficient', coefficient);
    if (!(row >= 0 && row < this.rowCount)) throw new Error(`No row has the number ${row}`);
    if (!(column >= 0 && column < this.columnCount)) throw new Error(`No column has the number ${column}`);
    if (coefficient === 0) return;
    this.#termRows.push(row);
    this.#termColumns.push(column);
    this.#coefficients.push(coefficient);
  }

  /** Adds to the cost of a column. */
  addCost(column: number, cost: number): void {
    checkFinite('a cost', cost);
    if (!(column >= 0 && column < this.columnCount)) throw new Error(`No column has the number ${column}`);
    this.#cost.view()[column]! += cost;
  }

  /** Adds to the constant of the objective. */
  addOffset(offset: number): void {
    checkFinite('the offset', offset);
    this.#offset += offset;
  }

  /** The number of the column of this name. */
  column(name: string): number {
    return numberOf(this.#columns, name, 'column');
  }

  /** The number of the row of this name. */
  row(name: string): number {
    return numberOf(this.#rows, name, 'row');
  }

  /** The model so far, as plain data of its own. */
  finish(): LpModel {
    return {
      name: this.#name,
      sense: this.#sense,
      offset: this.#offset,
      columnNames: [...this.#columns.keys()],
      cost: this.#cost.view().slice(),
      columnLower: this.#columnLower.view().slice(),
      columnUpper: this.#columnUpper.view().slice(),
      kinds: [...this.#kinds],
      rowNames: [...this.#rows.keys()],
      rowLower: this.#rowLower.view().slice(),
      rowUpper: this.#rowUpper.view().slice(),
      matrix: sortTriplets({
        rowCount: this.rowCount,
        columnCount: this.columnCount,
        rows: this.#termRows.view(),
        columns: this.#termColumns.view(),
        coefficients: this.#coefficients.view(),
      }),
    };
  }
}

function addName(names: Map<string, number>, name: string, what: string): number {
  if (names.has(name)) throw new Error(`Two ${what}s are named ${name}`);
  const index = names.size;
  names.set(name, index);
  return index;
}

function numberOf(names: ReadonlyMap<string, number>, name: string, what: string): number {
  const index = names.get(name);
  if (index === undefined) throw new Error(`No ${what} is named ${name}`);
  return index;
}

function checkBounds(name: string, lower: number, upper: number): void {
  if (!(lower <= upper) || lower === Infinity || upper === -Infinity) {
    throw new Error(`${name}: bounds must ascend, found ${lower} to ${upper}`);
  }
}

function checkFinite(what: string, value: number): void {
  if (!Number.isFinite(value)) throw new Error(`${what} must be a finite number, found ${value}`);
}
