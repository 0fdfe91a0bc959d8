import type { RunFacts } from '../facts.ts';
import type { Slot } from './cells.ts';
import type { Precision } from './precision.ts';

/** Paths go through the periods together in halves, a vector each: enough for one to work while the other waits for its numbers. */
export const halvesAtOnce = 2;
/** Bytes of one number on all paths that go together; what all paths share stands in the first half. */
export const unitBytes = 16 * halvesAtOnce;

/** Paths that go through the periods together: 4 of doubles, 8 of single precision. */
export function pathsAtOnce({ lanes }: Precision): number {
  return lanes * halvesAtOnce;
}

/**
 * How a slot's numbers stand in memory, in units of four paths (32 bytes):
 * - `now`: element by element, the period at hand only;
 * - `ring`: element by element in frames, one per period, the oldest of which is written over;
 * - `series`: element by element with all periods one after the other.
 */
export type PlaceKind = 'now' | 'ring' | 'series';

export interface Place {
  readonly kind: PlaceKind;
  /** One number for all paths: computed before the paths, in all lanes. */
  readonly isShared: boolean;
  /** Bytes from one element to the next. */
  readonly step: number;
}

/** The most periods back for which frames are kept instead of all periods. */
const longestRing = 12;

export interface PlaceContext {
  readonly facts: RunFacts;
  readonly periods: number;
  /** Inputs that the module draws itself, period by period. */
  readonly drawn: ReadonlySet<string>;
}

/** Chooses how each slot stands in memory, from what is read of its past and whether it changes over time and by path. */
export function placeOf(slot: Slot, { facts, periods, drawn }: PlaceContext): Place {
  const isShared = !varies(slot, facts);
  const isGiven = slot.source.kind === 'input' && !drawn.has(slot.source.name);
  const series = { kind: 'series', isShared, step: unitBytes * Math.max(1, periods) } as const;
  if (!isTimed(slot, facts)) return { kind: 'now', isShared, step: unitBytes };
  if (isShared || isGiven) return series;
  if (slot.memory === 0) return { kind: 'now', isShared, step: unitBytes };
  return slot.memory <= longestRing ? { kind: 'ring', isShared, step: unitBytes } : series;
}

/** Whether a slot has another number for each path. */
export function varies({ source }: Slot, facts: RunFacts): boolean {
  if (source.kind === 'value') return facts.varies(source.typed);
  return source.kind === 'input' && facts.varyingNames.has(source.name);
}

/** Whether a slot has another number in each period, or for each age. */
export function isTimed({ source }: Slot, facts: RunFacts): boolean {
  if (source.kind === 'clock') return true;
  if (source.kind === 'input') return facts.timingByName.get(source.name) === 'period';
  if (source.kind !== 'value') return false;
  const timing = facts.timing(source.typed);
  return timing === 'period' || timing === 'age';
}
