import type { Changes } from './types.ts';

/** One number, or pair of limits, that replaces that of the core. */
export type Change =
  | { readonly kind: 'cost'; readonly column: number; readonly value: number }
  | { readonly kind: 'bounds'; readonly column: number; readonly lower: number; readonly upper: number }
  | { readonly kind: 'limits'; readonly row: number; readonly lower: number; readonly upper: number }
  | {
      readonly kind: 'coefficient';
      readonly row: number;
      readonly column: number;
      readonly value: number;
    };

/** Changes by their place, so that a later one replaces an earlier one. */
export type ChangeSet = Map<string, Change>;

/** Adds changes, replacing those of the same places. */
export function putChanges(set: ChangeSet, changes: Iterable<Change>): void {
  for (const change of changes) set.set(placeOf(change), change);
}

function placeOf(change: Change): string {
  switch (change.kind) {
    case 'cost':
      return `c${change.column}`;
    case 'bounds':
      return `b${change.column}`;
    case 'limits':
      return `l${change.row}`;
    case 'coefficient':
      return `a${change.row},${change.column}`;
  }
}

/** Changes as columns of numbers. */
export function packChanges(changes: Iterable<Change>): Changes {
  const costs: (Change & { kind: 'cost' })[] = [];
  const bounds: (Change & { kind: 'bounds' })[] = [];
  const limits: (Change & { kind: 'limits' })[] = [];
  const coefficients: (Change & { kind: 'coefficient' })[] = [];
  for (const change of changes) {
    if (change.kind === 'cost') costs.push(change);
    else if (change.kind === 'bounds') bounds.push(change);
    else if (change.kind === 'limits') limits.push(change);
    else coefficients.push(change);
  }
  return {
    costs: {
      columns: Int32Array.from(costs, (each) => each.column),
      values: Float64Array.from(costs, (each) => each.value),
    },
    bounds: {
      columns: Int32Array.from(bounds, (each) => each.column),
      lower: Float64Array.from(bounds, (each) => each.lower),
      upper: Float64Array.from(bounds, (each) => each.upper),
    },
    limits: {
      rows: Int32Array.from(limits, (each) => each.row),
      lower: Float64Array.from(limits, (each) => each.lower),
      upper: Float64Array.from(limits, (each) => each.upper),
    },
    coefficients: {
      rows: Int32Array.from(coefficients, (each) => each.row),
      columns: Int32Array.from(coefficients, (each) => each.column),
      values: Float64Array.from(coefficients, (each) => each.value),
    },
  };
}

/** Changes one by one. */
export function* unpackChanges({ costs, bounds, limits, coefficients }: Changes): Generator<Change> {
  for (const [i, column] of costs.columns.entries()) yield { kind: 'cost', column, value: costs.values[i]! };
  for (const [i, column] of bounds.columns.entries()) {
    yield { kind: 'bounds', column, lower: bounds.lower[i]!, upper: bounds.upper[i]! };
  }
  for (const [i, row] of limits.rows.entries()) {
    yield { kind: 'limits', row, lower: limits.lower[i]!, upper: limits.upper[i]! };
  }
  for (const [i, row] of coefficients.rows.entries()) {
    const column = coefficients.columns[i]!;
    yield { kind: 'coefficient', row, column, value: coefficients.values[i]! };
  }
}

/** No change. */
export const noChanges: Changes = packChanges([]);
