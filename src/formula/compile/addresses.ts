import type { Cells } from './cells.ts';

/** Where the fixed parts of memory stand: descriptors that a run fills in, element tables, room to sort in. */
export interface Addresses {
  readonly slots: number;
  readonly cells: number;
  /** By table. */
  readonly tables: readonly number[];
  readonly scratch: number;
  /** Constants that code loads; the numbers themselves follow. */
  readonly pool: number;
}

/** Fields of a slot's descriptor, all 32-bit; steps are in bytes. */
export const slotField = {
  /** Address of element 0 in the period at hand. */
  current: 0,
  base: 4,
  elementStep: 8,
  /** 0 where one value serves all periods. */
  timeStep: 12,
  /** 16 with one number per path, 0 with one for all, which then stands in both lanes. */
  pathStep: 16,
  /** Periods that are held; later ones write over earlier ones. */
  ring: 20,
} as const;

export const slotBytes = 32;

/** Fields of a cell's descriptor, all 32-bit. */
export const cellField = {
  /** Pairs of paths to compute; 1 where all paths agree. */
  pairs: 0,
  /** Whether only the first period computes it, because it does not change over time. */
  isFirstOnly: 4,
  /** Elements to compute. */
  count: 8,
  /** Whether every operand varies, or not, as the fast loop expects. */
  isLikely: 12,
} as const;

export const cellBytes = 16;

const align = (address: number): number => (address + 15) & ~15;

export function placeFixed(cells: Cells): Addresses {
  const slots = 16;
  const afterSlots = slots + slotBytes * cells.slots.length;
  let next = align(afterSlots + cellBytes * cells.cells.length);
  const tables = cells.tables.map((table) => {
    const address = next;
    next = align(next + 4 * table.length);
    return address;
  });
  return { slots, cells: afterSlots, tables, scratch: next, pool: align(next + scratchBytes(cells)) };
}

/** Room for the largest allocation: row pointers, orders, and what is left of each resource. */
function scratchBytes(cells: Cells): number {
  let most = 0;
  for (const { work } of cells.cells) {
    if (work.kind !== 'allocate') continue;
    const { claimants, resources } = work;
    const pairs = claimants * resources;
    most = Math.max(most, 4 * (3 * claimants + 2 * resources + 5 * pairs) + 16 * (resources + 1));
  }
  return align(most + 256);
}
