import type { Cell, Operand, Slot, View } from './cells.ts';
import { operandsOf } from './cells.ts';
import { dimsOf } from './schedule.ts';

/** What stands in the periods before the first one, so that lags need not ask whether there was one. */
export interface Opening {
  /** Periods before the first that are read. */
  readonly back: number;
  /** The initial value over the slot's own elements; `undefined` where it is 0. */
  readonly initial: { readonly view: View; readonly dims: readonly string[] } | undefined;
}

export interface OpeningRequest {
  readonly cells: readonly Cell[];
  readonly periods: number;
  readonly isPlain: (view: View, dims: readonly string[]) => boolean;
  readonly isTimed: (slot: Slot) => boolean;
  readonly varies: (slot: Slot) => boolean;
}

interface Reading {
  readonly operand: Operand;
  readonly dims: readonly string[];
}

/** Finds the slots all lags of which begin with 0, or all with one value that is known before the first period. */
export function findOpenings({
  cells,
  periods,
  isPlain,
  isTimed,
  varies,
}: OpeningRequest): Map<Slot, Opening> {
  const readings = new Map<Slot, Reading[]>();
  for (const cell of cells) {
    if (cell.work.kind !== 'map' && cell.work.kind !== 'reduce') continue;
    for (const operand of operandsOf(cell.work.tree)) {
      const { slot } = operand.view;
      if (operand.lag === undefined || operand.lag.periods >= periods || !isTimed(slot)) continue;
      readings.set(slot, [...(readings.get(slot) ?? []), { operand, dims: dimsOf(cell)! }]);
    }
  }
  const openings = new Map<Slot, Opening>();
  for (const [slot, list] of readings) {
    const back = Math.max(...list.map(({ operand }) => operand.lag!.periods));
    const initial = commonInitial(list);
    if (initial !== 'none') openings.set(slot, { back, initial });
  }
  return openings;

  function commonInitial(list: readonly Reading[]): Opening['initial'] | 'none' {
    if (list.every(({ operand }) => isZero(operand.lag!.initial))) return undefined;
    const [first] = list;
    const view = first!.operand.lag!.initial;
    const isCommon = list.every(({ operand, dims }) => {
      const { slot, table } = operand.lag!.initial;
      return slot === view.slot && table === view.table && isPlain(operand.view, dims);
    });
    // What all paths share has no place for a number of each path.
    const hasPlace = varies(first!.operand.view.slot) || !varies(view.slot);
    return isCommon && hasPlace && !isTimed(view.slot) ? { view, dims: first!.dims } : 'none';
  }
}

function isZero({ slot }: View): boolean {
  return slot.source.kind === 'constant' && Object.is(slot.source.value, 0);
}
