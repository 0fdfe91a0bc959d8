import type { Code, Local } from './code.ts';
import { repeatFor } from './helper-time.ts';
import type { ModuleWriter } from './module.ts';
import type { ConstantPool } from './pool.ts';
import { lanesOf, type Precision } from './precision.ts';
import { vectorMath } from './vector-math.ts';

/** Bytes that an allocation keeps for a vector of paths: what is left of each resource, then the orders of every path. */
export function allocateBytes(claimants: number, resources: number, { lanes }: Precision): number {
  return (16 * resources + 4 * lanes * (claimants + claimants * resources) + 31) & ~15;
}

/** Bytes of the words that orders take on all paths of a vector, as the power of two to shift by. */
function orderShift({ lanes }: Precision): number {
  return lanes === 2 ? 3 : 4;
}

/**
 * `allocate(need, needStep, capacity, …, rate, …, preference, …, priority, …, out, outStep, claimants, resources, own,
 * isNewPriority, isNewPreference)`:
 * merit order on the paths of a vector at once, as in src/formula/allocate.ts. Every argument is the address of its first element
 * and the bytes to the next. Orders are kept in `own` between periods, path by path, and sorted anew only where they no longer
 * hold.
 */
export function addAllocate(module: ModuleWriter, pool: ConstantPool): number {
  const order = addOrders(module);
  const { code, index } = module.add({
    params: Array.from({ length: 17 }, () => 'i32' as const),
    results: [],
  });
  const [need, needStep, capacity, capacityStep, rate, rateStep, preference, preferenceStep] =
    code.params as Eight;
  const [priority, priorityStep, out, outStep, claimants, resources, own] = code.params.slice(8, 15) as Seven;
  const [isNewPriority, isNewPreference] = code.params.slice(15);
  const [i, claimantOrder, resourceOrder, at, to] = locals(code, 5) as [Local, Local, Local, Local, Local];
  const m = vectorMath(code, pool);
  const shift = orderShift(code.precision);
  code.get(own, resources).i32(4).op('i32.shl', 'i32.add').tee(claimantOrder);
  code.get(claimants).i32(shift).op('i32.shl', 'i32.add').set(resourceOrder);
  code.get(isNewPriority!);
  code.if(() => void code.get(priority, priorityStep, claimants, claimantOrder).call(order));
  code.get(isNewPreference!).if(() => {
    code.get(preference).set(at).get(resourceOrder).set(to);
    repeatFor(code, i, claimants, () => {
      code.get(at, preferenceStep, resources, to).call(order);
      code.get(at, preferenceStep, resources).op('i32.mul', 'i32.add').set(at);
      code.get(to, resources).i32(shift).op('i32.shl', 'i32.add').set(to);
    });
  });
  code.get(capacity).set(at).get(own).set(to);
  repeatFor(code, i, resources, () => {
    code.get(to);
    m.apply('lanes.pmax', () => void code.get(at).memory('v128.load'), m.number(0))();
    code.memory('v128.store').increase(at, capacityStep).increase(to, undefined, 16);
  });
  const size = code.local('i32');
  code.get(claimants, resources).op('i32.mul').set(size).get(out).set(at);
  repeatFor(code, i, size, () => {
    code.get(at);
    m.number(0)();
    code.memory('v128.store').increase(at, outStep);
  });
  emitServe(code, pool, {
    claimants,
    resources,
    need,
    needStep,
    rate,
    rateStep,
    claimantOrder,
    resourceOrder,
    left: own,
    out,
    outStep,
  });
  return index;
}

type Seven = [Local, Local, Local, Local, Local, Local, Local];
type Eight = [...Seven, Local];

interface Serving {
  readonly claimants: Local;
  readonly resources: Local;
  readonly need: Local;
  readonly needStep: Local;
  readonly rate: Local;
  readonly rateStep: Local;
  readonly claimantOrder: Local;
  readonly resourceOrder: Local;
  readonly left: Local;
  readonly out: Local;
  readonly outStep: Local;
}

/** Each path takes its own claimants and resources in turn; what does not apply on a path is masked out. */
function emitServe(code: Code, pool: ConstantPool, serving: Serving): void {
  const { claimants, resources, claimantOrder, resourceOrder, left } = serving;
  const m = vectorMath(code, pool);
  const { read, number, apply, choose } = m;
  const [turn, claimantEntry, entry, last] = locals(code, 4) as [Local, Local, Local, Local];
  const lanes = lanesOf(code.precision);
  const { laneBytes } = code.precision;
  const claimantAt = locals(code, lanes.length);
  const row = locals(code, lanes.length);
  const resource = locals(code, lanes.length);
  const rateAt = locals(code, lanes.length);
  const vectors = Array.from({ length: 7 }, () => code.local('v128'));
  const [wanted, perUnit, free, possible, isIdle, isAll, taken] = vectors as Seven;
  code.get(claimantOrder).set(claimantEntry);
  const words = (step: Local): void => void code.get(step).i32(2).op('i32.shl');
  /** Adds so many words for each path before this one. */
  const skip = (step: Local, lane: number): void => {
    if (lane === 0) return;
    words(step);
    if (lane > 1) code.i32(lane).op('i32.mul');
    code.op('i32.add');
  };
  /** The numbers of some addresses, one for each path. */
  const gather = (at: readonly Local[]): void => {
    for (const lane of lanes) {
      code.get(at[lane]!).loadNumber(laneBytes * lane);
      if (lane === 0) code.op('lanes.splat');
      else code.replaceLane(lane);
    }
  };
  repeatFor(code, turn, claimants, () => {
    lanes.forEach((lane) => {
      code.get(claimantEntry);
      skip(claimants, lane);
      code.memory('i32.load').tee(claimantAt[lane]!).get(resources).op('i32.mul').set(row[lane]!);
      element(code, serving.need, serving.needStep, claimantAt[lane]!).set(claimantAt[lane]!);
    });
    apply('lanes.pmax', () => gather(claimantAt), number(0))();
    code.set(wanted);
    // Orders of resources stand claimant by claimant, path by path.
    const orderOf = locals(code, lanes.length);
    const shift = orderShift(code.precision);
    lanes.forEach((lane) => {
      code.get(row[lane]!).i32(shift).op('i32.shl').get(resourceOrder).op('i32.add');
      skip(resources, lane);
      code.set(orderOf[lane]!);
    });
    code.i32(0).set(entry);
    words(resources);
    code.set(last);
    code.while(
      () => {
        code.get(entry, last).op('i32.lt_s');
        apply('lanes.ne', read(wanted), number(0))();
        code.op('v128.any_true', 'i32.and');
      },
      () => {
        lanes.forEach((lane) => {
          const pick = resource[lane]!;
          code.get(orderOf[lane]!, entry).op('i32.add').memory('i32.load').tee(pick);
          code.get(row[lane]!).op('i32.add').set(rateAt[lane]!);
          code.get(pick).i32(4).op('i32.shl').get(left).op('i32.add').set(pick);
        });
        const values = rateAt.map((pair) => {
          const at = code.local('i32');
          element(code, serving.rate, serving.rateStep, pair).set(at);
          return at;
        });
        gather(values);
        code.set(perUnit);
        gather(resource);
        code.set(free);
        const isNone = m.or(
          apply('lanes.le', read(perUnit), number(0)),
          apply('lanes.eq', read(free), number(0)),
        );
        m.or(isNone, apply('lanes.eq', read(wanted), number(0)))();
        code.set(isIdle);
        apply('v128.not', read(isIdle))();
        code.op('v128.any_true').if(() => {
          const outAt = rateAt.map((pair) => {
            const result = code.local('i32');
            element(code, serving.out, serving.outStep, pair).set(result);
            return result;
          });
          m.mul(read(free), read(perUnit))();
          code.set(possible);
          apply('lanes.le', read(possible), read(wanted))();
          code.set(isAll);
          apply('v128.andnot', choose(read(isAll), read(possible), read(wanted)), read(isIdle))();
          code.set(taken);
          // A claimant's share of a resource is come by once on each path, so that what is idle writes the 0 that stands there.
          for (const lane of lanes)
            code
              .get(outAt[lane]!, taken)
              .lane(lane)
              .storeNumber(laneBytes * lane);
          const rest = apply('lanes.pmax', m.sub(read(free), m.div(read(wanted), read(perUnit))), number(0));
          choose(read(isIdle), read(free), apply('v128.andnot', rest, read(isAll)))();
          code.set(free);
          for (const lane of lanes)
            code
              .get(resource[lane]!, free)
              .lane(lane)
              .storeNumber(laneBytes * lane);
          const met = choose(apply('lanes.eq', read(wanted), read(wanted)), number(0), number(NaN));
          const open = choose(read(isAll), m.sub(read(wanted), read(possible)), met);
          choose(read(isIdle), read(wanted), open)();
          code.set(wanted);
        });
        code.increase(entry, undefined, 4);
      },
    );
    code.increase(claimantEntry, undefined, 4);
  });
}

/** `orders(keys, step, count, order)`: the orders of all paths of a vector, sorted anew where they do not hold. */
function addOrders(module: ModuleWriter): number {
  const sort = addSort(module);
  const { code, index } = module.add({ params: ['i32', 'i32', 'i32', 'i32'], results: [] });
  const [keys, step, count, order] = code.params as [Local, Local, Local, Local];
  for (const lane of lanesOf(code.precision)) {
    code.get(keys);
    if (lane > 0) code.i32(code.precision.laneBytes * lane).op('i32.add');
    code.get(step, count, order);
    if (lane > 0) code.get(count).i32(2).op('i32.shl');
    if (lane > 1) code.i32(lane).op('i32.mul');
    if (lane > 0) code.op('i32.add');
    code.call(sort);
  }
  return index;
}

/**
 * `sort(keys, step, count, order)`: indices by ascending key, equal keys in order of index, by insertion. Where the order
 * at hand is strict already, with keys that are numbers, it is the only one and stays.
 */
function addSort(module: ModuleWriter): number {
  const { code, index } = module.add({ params: ['i32', 'i32', 'i32', 'i32'], results: [] });
  const [keys, step, count, order] = code.params as [Local, Local, Local, Local];
  const [i, at, isMoving, other, last, entryAt, end] = locals(code, 7) as Seven;
  const [key, before] = [code.local('f64'), code.local('f64')];
  const entry = (place: Local) => void code.get(order, place).i32(2).op('i32.shl', 'i32.add');
  const keyOf = (which: Local) => element(code, keys, step, which).loadNumber();
  code
    .get(count)
    .i32(2)
    .op('i32.lt_s')
    .if(() => code.op('return'));
  // A first order of zeros fails here too, as no index comes before itself.
  code.get(order).memory('i32.load').set(last);
  keyOf(last).set(before);
  code.get(order).i32(4).op('i32.add').set(entryAt);
  code.get(order, count).i32(2).op('i32.shl', 'i32.add').set(end);
  code.i32(1).set(isMoving);
  code.while(
    () => void code.get(entryAt, end).op('i32.lt_u').get(isMoving).op('i32.and'),
    () => {
      code.get(entryAt).memory('i32.load').set(other);
      keyOf(other).set(key);
      code.get(before, key).op('f64.lt');
      code.get(before, key).op('f64.eq').get(last, other).op('i32.lt_s', 'i32.and', 'i32.or').set(isMoving);
      code.get(key).set(before).get(other).set(last).increase(entryAt, undefined, 4);
    },
  );
  code.get(isMoving).if(() => code.op('return'));
  repeatFor(code, i, count, () => {
    keyOf(i).set(key).get(i).set(at);
    code.i32(1).set(isMoving);
    code.while(
      () => void code.get(isMoving, at).i32(0).op('i32.gt_s', 'i32.and'),
      () => {
        code
          .get(order, at)
          .i32(1)
          .op('i32.sub')
          .i32(2)
          .op('i32.shl', 'i32.add')
          .memory('i32.load')
          .set(other);
        keyOf(other).get(key).op('f64.gt').tee(isMoving);
        code.if(() => {
          entry(at);
          code.get(other).memory('i32.store').increase(at, undefined, -1);
        });
      },
    );
    entry(at);
    code.get(i).memory('i32.store');
  });
  return index;
}

/** Leaves the address of an element on the stack. */
function element(code: Code, first: Local, step: Local, which: Local): Code {
  return code.get(first, which, step).op('i32.mul', 'i32.add');
}

function locals(code: Code, count: number): Local[] {
  return Array.from({ length: count }, () => code.local('i32'));
}
