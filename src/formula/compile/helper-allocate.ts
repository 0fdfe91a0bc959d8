import type { Code, Local } from './code.ts';
import type { ModuleWriter } from './module.ts';

/** Offsets in the scratch memory of an allocation: lane steps of the five arguments, then what depends on its size. */
export const scratchField = { laneSteps: 0, rows: 64 } as const;

/**
 * `allocate(scratch, pairs, claimants, resources, out, outStep)`: merit order path by path, as in src/formula/allocate.ts.
 *
 * The caller has put into scratch the lane steps of need, capacity, rate, preference and priority (8 bytes, or 0 where all
 * paths agree), and at `rows` the addresses of their elements. Orders that all paths share are sorted once.
 */
export function addAllocate(module: ModuleWriter): number {
  const sort = addSort(module);
  const { code, index } = module.add({
    params: Array.from({ length: 6 }, () => 'i32' as const),
    results: [],
  });
  const [scratch, pairs, claimants, resources, out, outStep] = code.params as [
    Local,
    Local,
    Local,
    Local,
    Local,
    Local,
  ];
  const size = code.local('i32');
  code.get(claimants, resources).op('i32.mul').set(size);
  // Addresses of elements, four bytes each, argument by argument; then the two orders; then what is left.
  const areas: Local[] = [];
  let next = () => void code.get(scratch).i32(scratchField.rows).op('i32.add');
  for (const count of [claimants, resources, size, size, claimants, claimants, size]) {
    const area = code.local('i32');
    next();
    code.set(area);
    areas.push(area);
    next = () => void code.get(area, count).i32(2).op('i32.shl', 'i32.add');
  }
  const left = code.local('i32');
  next();
  code.i32(15).op('i32.add').i32(-16).op('i32.and').set(left);
  const [need, capacity, rate, preference, priority, claimantOrder, resourceOrder] = areas as [
    Local,
    Local,
    Local,
    Local,
    Local,
    Local,
    Local,
  ];
  const shifts = [0, 1, 2, 3, 4].map(() => code.local('i32'));
  const path = code.local('i32');
  const i = code.local('i32');
  code.while(
    () => void code.get(path, pairs).i32(1).op('i32.shl', 'i32.lt_s'),
    () => {
      shifts.forEach((shift, k) => {
        code.get(scratch).memory('i32.load', scratchField.laneSteps + 4 * k);
        code.get(path).op('i32.mul').set(shift);
      });
      // The first path has the shift 0 in any case.
      const isNew = (k: number) => void code.get(path).op('i32.eqz').get(shifts[k]!).op('i32.or');
      isNew(4);
      code.if(() => void code.get(priority, claimants, shifts[4]!, claimantOrder).call(sort));
      isNew(3);
      code.if(() => {
        repeatFor(code, i, claimants, () => {
          const row = () => void code.get(i, resources).op('i32.mul').i32(2).op('i32.shl', 'i32.add');
          code.get(preference);
          row();
          code.get(resources, shifts[3]!, resourceOrder);
          row();
          code.call(sort);
        });
      });
      repeatFor(code, i, resources, () => {
        code.get(left, i).i32(3).op('i32.shl', 'i32.add');
        pushValue(code, capacity, i, shifts[1]!);
        code.f64(0).op('f64.max').memory('f64.store');
      });
      repeatFor(code, i, size, () => {
        pushResult(code, { out, outStep, path }, i);
        code.f64(0).memory('f64.store');
      });
      emitServe(code, {
        claimants,
        resources,
        need,
        rate,
        claimantOrder,
        resourceOrder,
        left,
        path,
        out,
        outStep,
        needShift: shifts[0]!,
        rateShift: shifts[2]!,
      });
      code.increase(path, undefined, 1);
    },
  );
  return index;
}

interface Serving {
  readonly claimants: Local;
  readonly resources: Local;
  readonly need: Local;
  readonly rate: Local;
  readonly needShift: Local;
  readonly rateShift: Local;
  readonly claimantOrder: Local;
  readonly resourceOrder: Local;
  readonly left: Local;
  readonly out: Local;
  readonly outStep: Local;
  readonly path: Local;
}

function emitServe(code: Code, serving: Serving): void {
  const { claimants, resources, need, rate, claimantOrder, resourceOrder, left } = serving;
  const [at, claimant, turn, pair, place, row] = Array.from({ length: 6 }, () => code.local('i32')) as [
    Local,
    Local,
    Local,
    Local,
    Local,
    Local,
  ];
  const [wanted, perUnit, free, possible] = Array.from({ length: 4 }, () => code.local('f64')) as [
    Local,
    Local,
    Local,
    Local,
  ];
  const result = () => pushResult(code, serving, pair);
  repeatFor(code, at, claimants, () => {
    code.get(claimantOrder, at).i32(2).op('i32.shl', 'i32.add').memory('i32.load').set(claimant);
    pushValue(code, need, claimant, serving.needShift);
    code.f64(0).op('f64.max').set(wanted);
    code.get(claimant, resources).op('i32.mul').set(row);
    code.i32(0).set(turn);
    code.while(
      () => void code.get(turn, resources).op('i32.lt_s').get(wanted).f64(0).op('f64.ne', 'i32.and'),
      () => {
        code.get(resourceOrder, row, turn).op('i32.add').i32(2).op('i32.shl', 'i32.add');
        code.memory('i32.load').tee(pair).i32(3).op('i32.shl').get(left).op('i32.add').tee(place);
        code.memory('f64.load').set(free);
        code.get(pair, row).op('i32.add').set(pair);
        pushValue(code, rate, pair, serving.rateShift);
        code.tee(perUnit).f64(0).op('f64.le').get(free).f64(0).op('f64.eq', 'i32.or', 'i32.eqz');
        code.if(() => {
          code.get(free, perUnit).op('f64.mul').tee(possible).get(wanted).op('f64.le');
          code.if(
            () => {
              result();
              code.get(possible).memory('f64.store').get(place).f64(0).memory('f64.store');
              code.get(wanted, possible).op('f64.sub').set(wanted);
            },
            () => {
              result();
              code.get(wanted).memory('f64.store').get(place, free, wanted, perUnit);
              code.op('f64.div', 'f64.sub').f64(0).op('f64.max').memory('f64.store');
              code.f64(0).f64(NaN).get(wanted, wanted).op('f64.eq', 'select').set(wanted);
            },
          );
        });
        code.increase(turn, undefined, 1);
      },
    );
  });
}

/** `sort(rows, count, shift, order)`: indices by ascending key, equal keys in order of index. */
function addSort(module: ModuleWriter): number {
  const { code, index } = module.add({ params: ['i32', 'i32', 'i32', 'i32'], results: [] });
  const [rows, count, shift, order] = code.params as [Local, Local, Local, Local];
  const [i, at] = [code.local('i32'), code.local('i32')];
  const key = code.local('f64');
  const isMoving = code.local('i32');
  const place = () => void code.get(order, at).i32(2).op('i32.shl', 'i32.add');
  const before = () => void code.get(order, at).i32(1).op('i32.sub').i32(2).op('i32.shl', 'i32.add');
  repeatFor(code, i, count, () => {
    pushValue(code, rows, i, shift);
    code.set(key).get(i).set(at);
    code.i32(1).set(isMoving);
    code.while(
      () => void code.get(isMoving, at).i32(0).op('i32.gt_s', 'i32.and'),
      () => {
        const other = code.local('i32');
        before();
        code.memory('i32.load').set(other);
        pushValue(code, rows, other, shift);
        code.get(key).op('f64.gt').tee(isMoving);
        code.if(() => {
          place();
          code.get(other).memory('i32.store').increase(at, undefined, -1);
        });
      },
    );
    place();
    code.get(i).memory('i32.store');
  });
  return index;
}

/** The number of an element on the path at hand: its address stands in a list. */
function pushValue(code: Code, rows: Local, element: Local, shift: Local): void {
  code.get(rows, element).i32(2).op('i32.shl', 'i32.add').memory('i32.load');
  code.get(shift).op('i32.add').memory('f64.load');
}

/** The address of a pair's result on the path at hand. */
function pushResult(
  code: Code,
  { out, outStep, path }: { readonly out: Local; readonly outStep: Local; readonly path: Local },
  pair: Local,
): void {
  code.get(out, pair, outStep).op('i32.mul', 'i32.add').get(path).i32(3).op('i32.shl', 'i32.add');
}

function repeatFor(code: Code, index: Local, count: Local, body: () => void): void {
  code.i32(0).set(index);
  code.while(
    () => void code.get(index, count).op('i32.lt_s'),
    () => {
      body();
      code.increase(index, undefined, 1);
    },
  );
}
