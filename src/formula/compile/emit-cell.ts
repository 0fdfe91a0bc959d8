import type { Cell, Work } from './cells.ts';
import type { Local } from './code.ts';
import { emitLoop, emitReduce } from './emit-loop.ts';
import type { Emitter, Pointer } from './emitter.ts';
import { eachElement, loadCell, loadSlot, openView, pushElement } from './emitter.ts';
import { scratchField } from './helper-allocate.ts';
import { eachPair, copyOf } from './loops.ts';

type Of<Kind extends Work['kind']> = Extract<Work, { kind: Kind }>;

/** Writes the code of one cell, which returns at once where an earlier period has done its work. */
export function emitCell(emitter: Emitter, cell: Cell): void {
  const { code, period } = emitter;
  const { work } = cell;
  code.get(period);
  loadCell(emitter, 'isFirstOnly')
    .op('i32.and')
    .if(() => code.op('return'));
  switch (work.kind) {
    case 'map':
      return emitLoop(emitter, work.tree);
    case 'reduce':
      return emitReduce(emitter);
    case 'order':
      return emitOrder(emitter, work);
    case 'lag':
      return emitLag(emitter, work);
    case 'window':
      return emitWindow(emitter, work);
    case 'vintage':
      return emitVintage(emitter, work);
    case 'horizon':
      return emitHorizon(emitter, work);
    case 'allocate':
      return emitAllocate(emitter, work);
    case 'cash':
      throw new Error('Cash measures are not compiled');
  }
}

function emitWindow(emitter: Emitter, { arg, length }: Of<'window'>): void {
  const { code, period, helpers } = emitter;
  const pairs = pairsOf(emitter);
  const flow = openView(emitter, arg);
  const span = openView(emitter, length);
  const flowTime = timeStepOf(emitter, arg.slot);
  eachElement(emitter, (element, out) => {
    code.get(out, pairs);
    pushElement(emitter, flow, element).get(flowTime, flow.pathStep);
    pushElement(emitter, span, element).get(span.pathStep, period).call(helpers.window);
  });
}

function emitVintage(emitter: Emitter, { arg, profile }: Of<'vintage'>): void {
  const { code, period, helpers } = emitter;
  const pairs = pairsOf(emitter);
  const flow = openView(emitter, arg);
  const share = openView(emitter, profile, true);
  const [flowTime, shareTime] = [timeStepOf(emitter, arg.slot), timeStepOf(emitter, profile.slot)];
  eachElement(emitter, (element, out) => {
    code.get(out, pairs);
    pushElement(emitter, flow, element).get(flowTime, flow.pathStep);
    pushElement(emitter, share, element).get(shareTime, share.pathStep, period).call(helpers.vintage);
  });
}

function emitLag(emitter: Emitter, { arg, periods, initial }: Of<'lag'>): void {
  const { code, period, helpers } = emitter;
  const pairs = pairsOf(emitter);
  const past = openView(emitter, arg, true);
  const [lag, start] = [openView(emitter, periods), openView(emitter, initial)];
  const pastTime = timeStepOf(emitter, arg.slot);
  eachElement(emitter, (element, out) => {
    code.get(out, pairs);
    pushElement(emitter, lag, element).get(lag.pathStep);
    pushElement(emitter, past, element).get(pastTime, past.pathStep);
    pushElement(emitter, start, element).get(start.pathStep, period).call(helpers.lag);
  });
}

/** Follows a value through the periods: the first one is taken over, later ones are joined to what is held. */
function emitHorizon(emitter: Emitter, { how, arg }: Of<'horizon'>): void {
  const { code, period } = emitter;
  const value = { op: 'read', operand: { view: arg, lag: undefined } } as const;
  if (how === 'final') return emitLoop(emitter, value);
  const joins = { total: 'add', peak: 'max', trough: 'min', opening: undefined } as const;
  const join = joins[how];
  code
    .get(period)
    .op('i32.eqz')
    .if(
      () => emitLoop(emitter, value),
      () => {
        if (join !== undefined) emitLoop(emitter, { op: 'point', how: join, args: [{ op: 'self' }, value] });
      },
    );
}

/** Rank by counting: how many others along the dimension come before, by value and then by label. */
function emitOrder(emitter: Emitter, { arg, labels, stride }: Of<'order'>): void {
  const { code, math } = emitter;
  const { number, apply, read, choose } = math;
  const pairs = pairsOf(emitter);
  const view = openView(emitter, arg);
  const [position, first, other, others, own] = Array.from({ length: 5 }, () => code.local('i32')) as [
    Local,
    Local,
    Local,
    Local,
    Local,
  ];
  const [x, y] = [code.local('v128'), code.local('v128')];
  eachElement(emitter, (element, out) => {
    code.get(element).address(stride).op('i32.div_u').address(labels).op('i32.rem_u').set(position);
    code.get(element, position).address(stride).op('i32.mul', 'i32.sub').set(first);
    pushElement(emitter, view, element).set(own);
    const clear = copyOf(code, out);
    eachPair(
      code,
      pairs,
      [
        [clear, undefined],
        [own, view.pathStep],
      ],
      () => {
        code.get(clear, own).memory('v128.load').set(x);
        choose(apply('f64x2.eq', read(x), read(x)), number(0), number(NaN))();
        code.memory('v128.store');
      },
    );
    code.i32(0).set(other);
    code.while(
      () => void code.get(other).address(labels).op('i32.lt_s'),
      () => {
        pushElement(emitter, view, element).set(own);
        pushElement(emitter, view, first).set(others);
        const to = copyOf(code, out);
        eachPair(
          code,
          pairs,
          [
            [to, undefined],
            [own, view.pathStep],
            [others, view.pathStep],
          ],
          () => {
            code.get(own).memory('v128.load').set(x).get(others).memory('v128.load').set(y);
            code.get(to, to).memory('v128.load');
            apply('f64x2.lt', read(y), read(x))();
            // Of equals the earlier labels come first.
            apply('f64x2.eq', read(y), read(x))();
            number(0)();
            code.get(other, position).op('i32.lt_s', 'select', 'v128.or');
            number(1)();
            code.op('v128.and', 'f64x2.add').memory('v128.store');
          },
        );
        code.get(first).address(stride).op('i32.add').set(first);
        code.increase(other, undefined, 1);
      },
    );
  });
}

/** Puts the addresses of all elements into scratch memory and leaves the merit order to the function all cells share. */
function emitAllocate(emitter: Emitter, { args, claimants, resources }: Of<'allocate'>): void {
  const { code, addresses, cell, helpers } = emitter;
  const counts = [claimants, resources, claimants * resources, claimants * resources, claimants];
  const element = code.local('i32');
  const to = code.local('i32');
  code.address(addresses.scratch + scratchField.rows).set(to);
  args.forEach((arg, k) => {
    const view: Pointer = openView(emitter, arg);
    code.address(addresses.scratch + scratchField.laneSteps + 4 * k);
    code.get(view.pathStep).i32(1).op('i32.shr_u').memory('i32.store');
    code.i32(0).set(element);
    code.while(
      () => void code.get(element).address(counts[k]!).op('i32.lt_s'),
      () => {
        code.get(to);
        pushElement(emitter, view, element).memory('i32.store');
        code.increase(to, undefined, 4).increase(element, undefined, 1);
      },
    );
  });
  code.address(addresses.scratch);
  loadCell(emitter, 'pairs').address(claimants).address(resources);
  loadSlot(emitter, cell.out, 'current');
  loadSlot(emitter, cell.out, 'elementStep').call(helpers.allocate);
}

function pairsOf(emitter: Emitter): Local {
  const pairs = emitter.code.local('i32');
  loadCell(emitter, 'pairs').set(pairs);
  return pairs;
}

function timeStepOf(emitter: Emitter, slot: Cell['out']): Local {
  const step = emitter.code.local('i32');
  loadSlot(emitter, slot, 'timeStep').set(step);
  return step;
}
