import type { Addresses } from './addresses.ts';
import { cellBytes, cellField, slotBytes, slotField } from './addresses.ts';
import type { Cell, Slot, View } from './cells.ts';
import type { Code, Local } from './code.ts';
import type { Elementary } from './elementary.ts';
import type { Helpers } from './helpers.ts';
import type { ConstantPool } from './pool.ts';
import type { VectorMath } from './vector-math.ts';

/** What the code of one cell is written with. */
export interface Emitter {
  readonly code: Code;
  readonly math: VectorMath;
  readonly pool: ConstantPool;
  readonly elementary: Elementary;
  readonly helpers: Helpers;
  readonly addresses: Addresses;
  readonly cell: Cell;
  /** The period at hand. */
  readonly period: Local;
  /** Whether a slot is likely to differ by path. */
  readonly isLikelyVarying: (slot: Slot) => boolean;
}

/** Leaves a field of a slot's descriptor on the stack. */
export function loadSlot({ code, addresses }: Emitter, slot: Slot, field: keyof typeof slotField): Code {
  return code.loadAt('i32.load', addresses.slots + slot.id * slotBytes + slotField[field]);
}

/** Leaves a field of the cell's descriptor on the stack. */
export function loadCell({ code, addresses, cell }: Emitter, field: keyof typeof cellField): Code {
  return code.loadAt('i32.load', addresses.cells + cell.id * cellBytes + cellField[field]);
}

/** A view as local variables: address of its element 0 at some period, steps, and its table. */
export interface Pointer {
  readonly base: Local;
  readonly elementStep: Local;
  readonly pathStep: Local;
  readonly table: Local;
}

/** Reads a view's descriptor: its place in the period at hand, or with `isWhole` in the first one. */
export function openView(emitter: Emitter, view: View, isWhole = false): Pointer {
  const { code, addresses } = emitter;
  const base = code.local('i32');
  const elementStep = code.local('i32');
  const pathStep = code.local('i32');
  const table = code.local('i32');
  loadSlot(emitter, view.slot, isWhole ? 'base' : 'current').set(base);
  loadSlot(emitter, view.slot, 'elementStep').set(elementStep);
  loadSlot(emitter, view.slot, 'pathStep').set(pathStep);
  code.address(addresses.tables[view.table]!).set(table);
  return { base, elementStep, pathStep, table };
}

/** Leaves the address of a view's number for an element of the cell, on its first pair of paths, on the stack. */
export function pushElement({ code }: Emitter, pointer: Pointer, element: Local): Code {
  code.get(pointer.table, element).i32(2).op('i32.shl', 'i32.add').memory('i32.load');
  return code.get(pointer.elementStep).op('i32.mul').get(pointer.base).op('i32.add');
}

/** Runs code for every element of the cell, with the element's number and the address of its result. */
export function eachElement(emitter: Emitter, body: (element: Local, out: Local) => void): void {
  const { code, cell } = emitter;
  const element = code.local('i32');
  const count = code.local('i32');
  const out = code.local('i32');
  const step = code.local('i32');
  loadCell(emitter, 'count').set(count);
  loadSlot(emitter, cell.out, 'current').set(out);
  loadSlot(emitter, cell.out, 'elementStep').set(step);
  code.i32(0).set(element);
  code.while(
    () => void code.get(element, count).op('i32.lt_u'),
    () => {
      body(element, out);
      code.increase(element, undefined, 1).increase(out, step);
    },
  );
}
