import type { Cell, Cells, Slot } from './cells.ts';
import { viewsOf } from './cells.ts';

/** Which values of the period at hand may give their memory to others, and when. */
export interface LastReads {
  /** Whether a slot's memory may be used again within the period. */
  has(slot: number): boolean;
  /** The cells of a period in order, with the slots that none of the later ones reads. */
  readonly order: readonly { readonly out: Slot; readonly releases: readonly Slot[] }[];
}

/** Finds values that are written and read within one period only: no kept formula, no past, no total over the periods. */
export function findLastReads({ cells }: Cells): LastReads {
  const inPeriod = [
    ...cells.filter(({ phase }) => phase === 'period'),
    ...cells.filter(({ phase }) => phase === 'late'),
  ];
  const candidates = new Set<number>();
  for (const { out, work } of inPeriod)
    if (work.kind !== 'horizon' && out.memory === 0) candidates.add(out.id);
  for (const cell of cells) {
    if (inPeriod.includes(cell)) continue;
    for (const { slot } of viewsOf(cell.work)) candidates.delete(slot.id);
  }
  const lastReader = new Map<number, Cell>();
  for (const cell of inPeriod) {
    lastReader.set(cell.out.id, cell);
    for (const { slot } of viewsOf(cell.work)) lastReader.set(slot.id, cell);
  }
  const releasesOf = new Map<Cell, Slot[]>();
  for (const { out } of inPeriod) {
    if (!candidates.has(out.id)) continue;
    const last = lastReader.get(out.id)!;
    releasesOf.set(last, [...(releasesOf.get(last) ?? []), out]);
  }
  return {
    has: (slot) => candidates.has(slot),
    order: inPeriod.map((cell) => ({ out: cell.out, releases: releasesOf.get(cell) ?? [] })),
  };
}
