import type { Code, Local } from './code.ts';
import { copyOf, eachPair } from './loops.ts';
import type { ModuleWriter } from './module.ts';
import type { ConstantPool } from './pool.ts';
import { vectorMath } from './vector-math.ts';

/** Ages that are added in one go, so that the sum is read and written once for all. */
const agesAtOnce = 4;

/**
 * `window(out, pairs, flow, flowTime, flowPath, length, lengthPath, period)`: Σ over ages of flow · clamp(length − age, 0, 1),
 * youngest first; `flow` stands at the period at hand.
 */
export function addWindow(module: ModuleWriter, pool: ConstantPool): number {
  const { code, index } = module.add({
    params: Array.from({ length: 8 }, () => 'i32' as const),
    results: [],
  });
  const [out, pairs, flow, flowTime, flowPath, length, lengthPath, period] = code.params as Local[] as [
    Local,
    Local,
    Local,
    Local,
    Local,
    Local,
    Local,
    Local,
  ];
  const { whole, longest } = emitStart(code, pool, { out, pairs, length, lengthPath, period });
  const age = code.local('i32');
  const older = () => void code.get(flow, flowTime).op('i32.sub').set(flow);
  code.while(
    () => void code.get(age).i32(agesAtOnce).op('i32.add').get(whole).op('i32.gt_s', 'i32.eqz'),
    () => {
      emitAdd(code, { out, pairs, flow, flowTime, flowPath }, agesAtOnce);
      code.increase(age, undefined, agesAtOnce);
    },
  );
  code.while(
    () => void code.get(age, whole).op('i32.lt_s'),
    () => {
      emitAdd(code, { out, pairs, flow, flowTime, flowPath }, 1);
      code.increase(age, undefined, 1);
    },
  );
  code.while(
    () => {
      code.get(age, period).op('i32.gt_s', 'i32.eqz');
      code.get(age).op('f64.convert_i32_s').get(longest).op('f64.lt', 'i32.and');
    },
    () => {
      emitPart(code, pool, { out, pairs, flow, flowPath, length, lengthPath, age });
      older();
      code.increase(age, undefined, 1);
    },
  );
  return index;
}

interface Start {
  readonly out: Local;
  readonly pairs: Local;
  readonly length: Local;
  readonly lengthPath: Local;
  readonly period: Local;
}

/** Clears the sums, NaN where the length is none, and finds the ages that lie wholly within every path's window. */
function emitStart(
  code: Code,
  pool: ConstantPool,
  start: Start,
): { readonly whole: Local; readonly longest: Local } {
  const math = vectorMath(code, pool);
  const [shortest2, longest2, own] = [code.local('v128'), code.local('v128'), code.local('v128')];
  math.number(Infinity)();
  code.set(shortest2);
  const to = copyOf(code, start.out);
  const from = copyOf(code, start.length);
  const [a, b, x] = [shortest2, longest2, own].map(math.read);
  eachPair(
    code,
    start.pairs,
    [
      [to, undefined],
      [from, start.lengthPath],
    ],
    () => {
      code.get(to, from).memory('v128.load').set(own);
      math.choose(math.apply('f64x2.eq', x!, x!), math.number(0), math.number(NaN))();
      code.memory('v128.store');
      math.choose(math.apply('f64x2.lt', x!, a!), x!, a!)();
      code.set(shortest2);
      math.choose(math.apply('f64x2.gt', x!, b!), x!, b!)();
      code.set(longest2);
    },
  );
  const longest = code.local('f64');
  code.get(longest2).lane(0).get(longest2).lane(1).op('f64.max').set(longest);
  const whole = code.local('i32');
  code.get(shortest2).lane(0).get(shortest2).lane(1).op('f64.min');
  code.get(start.period).i32(1).op('i32.add', 'f64.convert_i32_s', 'f64.min', 'f64.floor');
  code.op('i32.trunc_sat_f64_s').set(whole);
  return { whole, longest };
}

interface Flow {
  readonly out: Local;
  readonly pairs: Local;
  readonly flow: Local;
  readonly flowTime: Local;
  readonly flowPath: Local;
}

/** Adds whole periods, one after the other, and moves `flow` back by as many. */
function emitAdd(code: Code, { out, pairs, flow, flowTime, flowPath }: Flow, ages: number): void {
  const to = copyOf(code, out);
  const rows: Local[] = [];
  for (let i = 0; i < ages; i++) {
    rows.push(copyOf(code, flow));
    code.get(flow, flowTime).op('i32.sub').set(flow);
  }
  eachPair(code, pairs, [[to, undefined], ...rows.map((row) => [row, flowPath] as const)], () => {
    code.get(to, to).memory('v128.load');
    for (const row of rows) code.get(row).memory('v128.load').op('f64x2.add');
    code.memory('v128.store');
  });
}

interface Part {
  readonly out: Local;
  readonly pairs: Local;
  readonly flow: Local;
  readonly flowPath: Local;
  readonly length: Local;
  readonly lengthPath: Local;
  readonly age: Local;
}

/** Adds one period by its weight; where that is 0 the sum stays, whatever the period holds. */
function emitPart(code: Code, pool: ConstantPool, part: Part): void {
  const math = vectorMath(code, pool);
  const { read, add, mul, sub, number, apply, choose } = math;
  const to = copyOf(code, part.out);
  const row = copyOf(code, part.flow);
  const length = copyOf(code, part.length);
  const [ageValue, sum, weight] = [code.local('v128'), code.local('v128'), code.local('v128')];
  code.get(part.age).op('f64.convert_i32_s', 'f64x2.splat').set(ageValue);
  const moving = [
    [to, undefined],
    [row, part.flowPath],
    [length, part.lengthPath],
  ] as const;
  eachPair(code, part.pairs, moving, () => {
    code.get(to).memory('v128.load').set(sum);
    sub(() => void code.get(length).memory('v128.load'), read(ageValue))();
    code.set(weight);
    code.get(to);
    const flow = () => void code.get(row).memory('v128.load');
    const grown = add(read(sum), mul(flow, apply('f64x2.min', read(weight), number(1))));
    choose(apply('f64x2.gt', read(weight), number(0)), grown, read(sum))();
    code.memory('v128.store');
  });
}

/**
 * `vintage(out, pairs, flow, flowTime, flowPath, profile, profileTime, profilePath, period)`: Σ over ages of
 * flow · profile(age), youngest first.
 */
export function addVintage(module: ModuleWriter, pool: ConstantPool): number {
  const { code, index } = module.add({
    params: Array.from({ length: 9 }, () => 'i32' as const),
    results: [],
  });
  const [out, pairs, flow, flowTime, flowPath, profile, profileTime, profilePath, period] = code.params;
  const math = vectorMath(code, pool);
  const clear = copyOf(code, out!);
  eachPair(code, pairs!, [[clear, undefined]], () => {
    code.get(clear);
    math.number(0)();
    code.memory('v128.store');
  });
  const [to, row, share] = [code.local('i32'), code.local('i32'), code.local('i32')];
  code.increase(period!, undefined, 1);
  code.while(
    () => void code.get(period!),
    () => {
      code.get(out!).set(to).get(flow!).set(row).get(profile!).set(share);
      eachPair(
        code,
        pairs!,
        [
          [to, undefined],
          [row, flowPath],
          [share, profilePath],
        ],
        () => {
          code.get(to, to).memory('v128.load');
          code.get(row).memory('v128.load').get(share).memory('v128.load').op('f64x2.mul', 'f64x2.add');
          code.memory('v128.store');
        },
      );
      code.get(flow!, flowTime!).op('i32.sub').set(flow!);
      code.increase(profile!, profileTime).get(period!).i32(1).op('i32.sub').set(period!);
    },
  );
  return index;
}
