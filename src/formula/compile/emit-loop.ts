import type { Operand, Tree } from './cells.ts';
import { operandsOf } from './cells.ts';
import type { Local } from './code.ts';
import type { Emitter, Pointer } from './emitter.ts';
import { eachElement, loadCell, loadSlot, openView, pushElement } from './emitter.ts';
import { slotBytes, slotField } from './addresses.ts';
import { emitTree } from './emit-tree.ts';
import type { Vector } from './vector-math.ts';

/** An operand inside the loop over elements. */
interface Reading {
  readonly operand: Operand;
  readonly pointer: Pointer;
  /** Its address for the element and pair of paths at hand. */
  readonly at: Local;
  readonly uses: number;
}

/** Where a loop writes: element by element, or into the elements that a table names. */
export interface Target {
  readonly table: number | undefined;
}

/**
 * Writes a fused expression for every element and every pair of paths. The loop over paths comes twice: one for operands
 * that differ by path as was likely, one that steps through each by its own step.
 */
export function emitLoop(emitter: Emitter, tree: Tree, target: Target = { table: undefined }): void {
  const { code, cell } = emitter;
  const readings = openOperands(emitter, tree);
  const pairs = code.local('i32');
  const isLikely = code.local('i32');
  const end = code.local('i32');
  loadCell(emitter, 'pairs').tee(pairs).i32(4).op('i32.shl').set(end);
  loadCell(emitter, 'isLikely').set(isLikely);
  const result =
    target.table === undefined ? undefined : openView(emitter, { slot: cell.out, table: target.table });
  const at = code.local('i32');
  eachElement(emitter, (element, out) => {
    if (result === undefined) code.get(out).set(at);
    else pushElement(emitter, result, element).set(at);
    for (const reading of readings) pushElement(emitter, reading.pointer, element).set(reading.at);
    code.get(isLikely).if(
      () => emitLikely(emitter, { tree, readings, at, end }),
      () => emitStepping(emitter, { tree, readings, at, pairs }),
    );
  });
}

interface Body {
  readonly tree: Tree;
  readonly readings: readonly Reading[];
  /** Where the result goes. */
  readonly at: Local;
}

/** Every operand moves by its own step. */
function emitStepping(emitter: Emitter, body: Body & { readonly pairs: Local }): void {
  const { code } = emitter;
  const { tree, readings, at } = body;
  const left = code.local('i32');
  code.get(body.pairs).set(left);
  code.repeat(() => {
    code.get(at);
    treeOf(emitter, body, tree, (reading) => () => void code.get(reading.at).memory('v128.load'))();
    code.memory('v128.store');
    for (const reading of readings) code.increase(reading.at, reading.pointer.pathStep);
    code.increase(at, undefined, 16);
    code.get(left).i32(1).op('i32.sub').tee(left);
  });
}

/** Operands that differ by path share one index, the others are read before the loop; lags keep their own step. */
function emitLikely(emitter: Emitter, body: Body & { readonly end: Local }): void {
  const { code, math } = emitter;
  const { tree, readings, at, end } = body;
  const index = code.local('i32');
  const fixed = new Map<Reading, Vector>();
  for (const reading of readings) {
    if (kindOf(emitter, reading.operand) !== 'fixed') continue;
    fixed.set(
      reading,
      math.keep(() => void code.get(reading.at).memory('v128.load')),
    );
  }
  const stepping = readings.filter(({ operand }) => kindOf(emitter, operand) === 'stepping');
  code.i32(0).set(index);
  code.repeat(() => {
    code.get(at, index).op('i32.add');
    treeOf(
      emitter,
      body,
      tree,
      (reading) => {
        const known = fixed.get(reading);
        if (known !== undefined) return known;
        return () => {
          code.get(reading.at);
          if (!stepping.includes(reading)) code.get(index).op('i32.add');
          code.memory('v128.load');
        };
      },
      index,
    )();
    code.memory('v128.store');
    for (const reading of stepping) code.increase(reading.at, reading.pointer.pathStep);
    code.get(index).i32(16).op('i32.add').tee(index).get(end).op('i32.lt_u');
  });
}

/** How the fast loop reads an operand. */
export function kindOf(
  { isLikelyVarying }: Pick<Emitter, 'isLikelyVarying'>,
  { view, lag }: Operand,
): 'moving' | 'fixed' | 'stepping' {
  if (lag !== undefined) return 'stepping';
  return isLikelyVarying(view.slot) ? 'moving' : 'fixed';
}

function treeOf(
  emitter: Emitter,
  { readings, at }: Body,
  tree: Tree,
  load: (reading: Reading) => Vector,
  index?: Local,
): Vector {
  const { code, math, elementary } = emitter;
  const loads = new Map<string, Vector>();
  for (const reading of readings) {
    const vector = load(reading);
    loads.set(keyOf(reading.operand), reading.uses > 1 ? math.share(vector) : vector);
  }
  const self = () => {
    code.get(at);
    if (index !== undefined) code.get(index).op('i32.add');
    code.memory('v128.load');
  };
  return emitTree(tree, { math, elementary, self, read: (operand) => loads.get(keyOf(operand))! });
}

function openOperands(emitter: Emitter, tree: Tree): Reading[] {
  const byKey = new Map<string, { readonly operand: Operand; uses: number }>();
  for (const operand of operandsOf(tree)) {
    const key = keyOf(operand);
    const known = byKey.get(key);
    if (known === undefined) byKey.set(key, { operand, uses: 1 });
    else known.uses++;
  }
  return [...byKey.values()].map(({ operand, uses }) => {
    const pointer = operand.lag === undefined ? openView(emitter, operand.view) : openLag(emitter, operand);
    return { operand, uses, pointer, at: emitter.code.local('i32') };
  });
}

function keyOf({ view, lag }: Operand): string {
  const past = lag === undefined ? '' : `${lag.periods} ${lag.initial.slot.id} ${lag.initial.table}`;
  return `${view.slot.id} ${view.table} ${past}`;
}

/** The view some periods before, or the initial one before the start. */
function openLag(emitter: Emitter, { view, lag }: Operand): Pointer {
  const { code, addresses, period } = emitter;
  const { periods, initial } = lag!;
  const isPast = code.local('i32');
  const slot = code.local('i32');
  const [base, elementStep, pathStep, table] = [0, 0, 0, 0].map(() => code.local('i32')) as [
    Local,
    Local,
    Local,
    Local,
  ];
  code.get(period).i32(periods).op('i32.ge_s').set(isPast);
  const addressOf = (id: number) => addresses.slots + id * slotBytes;
  code.address(addressOf(view.slot.id)).address(addressOf(initial.slot.id));
  code.get(isPast).op('select').set(slot);
  const field = (name: keyof typeof slotField) => code.get(slot).memory('i32.load', slotField[name]);
  code.get(isPast).if(
    () => {
      code.get(period).i32(periods).op('i32.sub');
      field('ring').op('i32.rem_u');
      field('timeStep').op('i32.mul');
      field('base').op('i32.add').set(base);
    },
    () => void field('current').set(base),
  );
  field('elementStep').set(elementStep);
  field('pathStep').set(pathStep);
  code.address(addresses.tables[view.table]!).address(addresses.tables[initial.table]!);
  code.get(isPast).op('select').set(table);
  return { base, elementStep, pathStep, table };
}

/** Fills every element of the result with a number, then adds the tree's elements to those that the table names. */
export function emitReduce(emitter: Emitter): void {
  const { code, cell, math } = emitter;
  const { work } = cell;
  if (work.kind !== 'reduce') throw new Error('Not a reduction');
  const identity = { sum: 0, least: Infinity, most: -Infinity }[work.how];
  const how = { sum: 'add', least: 'min', most: 'max' } as const;
  const pairs = code.local('i32');
  const at = code.local('i32');
  const left = code.local('i32');
  const count = code.local('i32');
  loadCell(emitter, 'pairs').set(pairs);
  loadSlot(emitter, cell.out, 'current').set(at);
  // Elements of the result follow each other by a step that may leave a gap, so they are filled one by one.
  const step = code.local('i32');
  const to = code.local('i32');
  loadSlot(emitter, cell.out, 'elementStep').set(step);
  code.address(cell.out.size).set(count);
  code.while(
    () => void code.get(count),
    () => {
      code.get(at).set(to).get(pairs).set(left);
      code.repeat(() => {
        code.get(to);
        math.number(identity)();
        code.memory('v128.store').increase(to, undefined, 16);
        code.get(left).i32(1).op('i32.sub').tee(left);
      });
      code.increase(at, step).get(count).i32(1).op('i32.sub').set(count);
    },
  );
  const tree: Tree = { op: 'point', how: how[work.how], args: [{ op: 'self' }, work.tree] };
  emitLoop(emitter, tree, { table: work.target });
}
