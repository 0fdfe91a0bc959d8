import type { Code, Local } from './code.ts';
import type { ModuleWriter } from './module.ts';
import type { ConstantPool } from './pool.ts';
import { lanesOf } from './precision.ts';
import { vectorMath } from './vector-math.ts';

/** Periods that are added in one go. */
const atOnce = 8;

/**
 * `ages(length)`: of the windows of a vector the ages that lie wholly inside all, in word 0, and the ages that any reaches, in
 * word 1. A length that is none has neither.
 */
export function addAges(module: ModuleWriter, pool: ConstantPool): number {
  const { code, index } = module.add({ params: ['v128'], results: ['v128'] });
  const [length] = code.params as [Local];
  const m = vectorMath(code, pool);
  const known = code.local('v128');
  m.and(m.read(length), m.apply('lanes.eq', m.read(length), m.read(length)))();
  code.set(known);
  const lanes = lanesOf(code.precision);
  const joined = (op: 'f64.min' | 'f64.max') => {
    for (const lane of lanes) {
      code.get(known).lane(lane);
      if (lane > 0) code.op(op);
    }
    return code;
  };
  const whole = () => void joined('f64.min').f64(0).op('f64.max', 'i32.trunc_sat_f64_s');
  const reached = () => void joined('f64.max').op('f64.ceil').f64(0).op('f64.max', 'i32.trunc_sat_f64_s');
  whole();
  code.op('i32x4.splat');
  reached();
  code.replaceLane32(1);
  return index;
}

/**
 * `window(flow, length, ages, period)`: Σ over ages of flow · clamp(length − age, 0, 1), oldest first, on the paths of a vector; `flow`
 * stands at the period at hand, `step` bytes after the one before; `ages` are those of the length. No sum where the length
 * is none.
 */
export function addWindow(module: ModuleWriter, pool: ConstantPool, step: number): number {
  const { code, index } = module.add({ params: ['i32', 'v128', 'v128', 'i32'], results: ['v128'] });
  const [flow, length, ages, period] = code.params as [Local, Local, Local, Local];
  const m = vectorMath(code, pool);
  const [sum, weight] = [code.local('v128'), code.local('v128')];
  const [whole, age, seen] = [code.local('i32'), code.local('i32'), code.local('i32')];
  code.get(period).i32(1).op('i32.add').set(seen);
  const least = (word: 0 | 1, into: Local) => {
    code.get(ages).lane32(word).tee(into).get(seen).get(into, seen).op('i32.lt_s', 'select').set(into);
  };
  least(0, whole);
  least(1, age);
  code.get(flow, age).i32(1).op('i32.sub').i32(step).op('i32.mul', 'i32.sub').set(flow);
  m.number(0)();
  code.set(sum);
  code.while(
    () => void code.get(age, whole).op('i32.gt_s'),
    () => {
      code.get(age).i32(1).op('i32.sub').set(age);
      m.sub(m.read(length), () => void code.get(age).op('f64.convert_i32_s', 'lanes.splat'))();
      code.set(weight);
      const part = m.mul(
        () => void code.get(flow).memory('v128.load'),
        m.apply('lanes.pmin', m.read(weight), m.number(1)),
      );
      const grown = m.add(m.read(sum), part);
      m.choose(m.apply('lanes.gt', m.read(weight), m.number(0)), grown, m.read(sum))();
      code.set(sum);
      code.increase(flow, undefined, step);
    },
  );
  const takeDown = (by: number) => {
    code.while(
      () => void code.get(age).i32(by).op('i32.ge_s'),
      () => {
        for (let i = 0; i < by; i++) {
          code
            .get(sum, flow)
            .memory('v128.load', i * step)
            .op('lanes.add')
            .set(sum);
        }
        code.increase(flow, undefined, by * step).increase(age, undefined, -by);
      },
    );
  };
  takeDown(atOnce);
  takeDown(1);
  m.choose(m.apply('lanes.eq', m.read(length), m.read(length)), m.read(sum), m.number(NaN))();
  return index;
}

/**
 * `lag(lag, past, step, initial, period)`: on each path of a vector the value so many periods before, rounded half up and at
 * least one; `past` stands at the first period. The initial value before the start; none where the lag is none.
 */
export function addLag(module: ModuleWriter): number {
  const { code, index } = module.add({ params: ['v128', 'i32', 'i32', 'v128', 'i32'], results: ['v128'] });
  const [lag, past, step, initial, period] = code.params as [Local, Local, Local, Local, Local];
  const from = code.local('f64');
  for (const lane of lanesOf(code.precision)) {
    code.get(period).op('f64.convert_i32_s');
    code.get(lag).lane(lane).f64(0.5).op('f64.add', 'f64.floor').f64(1).op('f64.max', 'f64.sub').set(from);
    code.get(past, from).f64(0).op('f64.max', 'i32.trunc_sat_f64_s').get(step).op('i32.mul', 'i32.add');
    code
      .loadNumber(code.precision.laneBytes * lane)
      .get(initial)
      .lane(lane)
      .get(from)
      .f64(0)
      .op('f64.ge', 'select');
    code.f64(NaN).get(from, from).op('f64.eq', 'select');
    if (lane === 0) code.op('lanes.splat');
    else code.replaceLane(lane);
  }
  return index;
}

/**
 * `order(own, step, labels, position)`: how many of the labels come before the one at `own`, by value and then by label;
 * none where its own value is none. `step` bytes lie between labels.
 */
export function addOrder(module: ModuleWriter, pool: ConstantPool): number {
  const { code, index } = module.add({ params: ['i32', 'i32', 'i32', 'i32'], results: ['v128'] });
  const [own, step, labels, position] = code.params as [Local, Local, Local, Local];
  const m = vectorMath(code, pool);
  const [x, y, count] = [code.local('v128'), code.local('v128'), code.local('v128')];
  const [at, other] = [code.local('i32'), code.local('i32')];
  code.get(own).memory('v128.load').set(x);
  m.choose(m.apply('lanes.eq', m.read(x), m.read(x)), m.number(0), m.number(NaN))();
  code.set(count);
  code.get(own, position, step).op('i32.mul', 'i32.sub').set(at);
  code.while(
    () => void code.get(other, labels).op('i32.lt_s'),
    () => {
      code.get(at).memory('v128.load').set(y).get(count);
      m.apply('lanes.lt', m.read(y), m.read(x))();
      // Of equals the earlier labels come first.
      m.apply('lanes.eq', m.read(y), m.read(x))();
      m.number(0)();
      code.get(other, position).op('i32.lt_s', 'select', 'v128.or');
      m.number(1)();
      code.op('v128.and', 'lanes.add').set(count);
      code.increase(at, step).increase(other, undefined, 1);
    },
  );
  code.get(count);
  return index;
}

/** Repeats code for an index from 0 to below a count. */
export function repeatFor(code: Code, index: Local, count: Local, body: () => void): void {
  code.i32(0).set(index);
  code.while(
    () => void code.get(index, count).op('i32.lt_s'),
    () => {
      body();
      code.increase(index, undefined, 1);
    },
  );
}
