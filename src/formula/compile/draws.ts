import type { Code, Local } from './code.ts';
import type { ElementaryLibrary } from './elementary.ts';
import type { ModuleWriter } from './module.ts';
import type { ConstantPool } from './pool.ts';
import type { Vector, VectorMath } from './vector-math.ts';
import { vectorMath } from './vector-math.ts';

/**
 * A random number that compiled formulas draw themselves: words of Philox4x32-10 at the counter (path, second + period ·
 * perPeriod, third, fourth) and the run's key.
 */
export interface KernelDraw {
  /** An input without labels, or an element of one. */
  readonly input: string;
  readonly element: number;
  readonly counter: {
    readonly second: number;
    readonly perPeriod: number;
    readonly third: number;
    readonly fourth: number;
  };
  /** The word to use: of 32 bits, or with `uniform52` the first two for one number. */
  readonly word: 0 | 1 | 2 | 3;
  /** `uniform52`: the uniform of src/num; `uniform32`: (word + ½) · 2^−32. */
  readonly bits: 'uniform52' | 'uniform32';
  /** As it is, or as the standard normal of that probability. */
  readonly as: 'uniform' | 'normal';
}

/** Where a draw goes: leaves the address on the stack, and gives what to add to it. */
export type DrawTarget = (draw: KernelDraw, code: Code) => number;

export interface DrawRequest {
  readonly draws: readonly KernelDraw[];
  readonly target: DrawTarget;
  /** Address of four vectors: the two keys in all words, and the numbers of the two paths at hand. */
  readonly seedAt: number;
  readonly elementary: ReturnType<ElementaryLibrary>;
}

/** Adds a function of the period that draws all these numbers for the two paths at hand. */
export function addDraws(module: ModuleWriter, pool: ConstantPool, request: DrawRequest): number {
  const { draws, target, seedAt, elementary } = request;
  const philox = addPhilox(module, pool);
  const { code, index } = module.add({ params: ['i32'], results: [] });
  const [period] = code.params;
  const m = vectorMath(code, pool);
  const groups = new Map<string, KernelDraw[]>();
  for (const draw of draws) {
    const key = JSON.stringify(draw.counter);
    groups.set(key, [...(groups.get(key) ?? []), draw]);
  }
  const list = [...groups.values()];
  // Two counters at a time fill a vector of four words: two paths for one, two for the other.
  for (let i = 0; i < list.length; i += 2) {
    const pair = [list[i]!, list[i + 1] ?? list[i]!];
    for (const word of ['second', 'third', 'fourth'] as const) {
      const part = (group: readonly KernelDraw[]) => {
        const { counter } = group[0]!;
        code.i32(counter[word]);
        if (word === 'second' && counter.perPeriod !== 0) {
          code.get(period!).i32(counter.perPeriod).op('i32.mul', 'i32.add');
        }
        code.op('i32x4.splat');
      };
      part(pair[0]!);
      part(pair[1]!);
      code.shuffle(halves);
    }
    code.i32(seedAt).call(philox);
    pair.slice(0, list[i + 1] === undefined ? 1 : 2).forEach((group, half) => {
      const words = [0, 1, 2, 3].map((word) => wordOf(code, seedAt + 64 + 16 * word, half));
      for (const draw of group) {
        const uniform = uniformOf(m, draw, words);
        const value = draw.as === 'normal' ? elementary.normal(m, m.share(uniform)) : uniform;
        const offset = target(draw, code);
        value();
        code.memory('v128.store', offset);
      }
    });
  }
  return index;
}

/** The lower half of each of two vectors. */
const halves = [0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23];
/** Even and odd words of two vectors. */
const evens = [0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27];
const odds = [4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31];

/** A result word of one counter as two 64-bit integers. */
function wordOf(code: Code, address: number, half: number): Vector {
  return () => {
    code.loadAt('v128.load', address);
    code.op(half === 0 ? 'i64x2.extend_low_i32x4_u' : 'i64x2.extend_high_i32x4_u');
  };
}

/** 2^52, whose bits joined with those of a smaller whole number are their sum as a double. */
const TWO_TO_52 = 4503599627370496;
const TWO_TO_MINUS_32 = 2.3283064365386963e-10;
const TWO_TO_MINUS_52 = 2.220446049250313e-16;

function uniformOf(m: VectorMath, draw: KernelDraw, words: readonly Vector[]): Vector {
  const asDouble = (whole: Vector) => m.sub(m.or(whole, m.bits(0x43300000)), m.number(TWO_TO_52));
  if (draw.bits === 'uniform32') {
    return m.mul(m.add(asDouble(words[draw.word]!), m.number(0.5)), m.number(TWO_TO_MINUS_32));
  }
  const [high, low] = words as [Vector, Vector];
  const whole = m.or(m.shl(m.shr(high, 6), 26), m.shr(low, 6));
  return m.mul(m.add(asDouble(whole), m.number(0.5)), m.number(TWO_TO_MINUS_52));
}

/**
 * `philox(second, third, fourth, seedAt)`: ten rounds on four counters at once, the first words of which stand at `seedAt` +
 * 32; the four vectors of result words go to `seedAt` + 64.
 *
 * Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC11 (2011).
 */
function addPhilox(module: ModuleWriter, pool: ConstantPool): number {
  const { code, index } = module.add({ params: ['v128', 'v128', 'v128', 'i32'], results: [] });
  const [second, third, fourth, seedAt] = code.params as [Local, Local, Local, Local];
  const [first, key0, key1, low, high] = Array.from({ length: 5 }, () => code.local('v128')) as [
    Local,
    Local,
    Local,
    Local,
    Local,
  ];
  const word = (value: number): void => void code.loadAt('v128.load', pool.bits(value >>> 0, value >>> 0));
  code.get(seedAt).memory('v128.load').set(key0).get(seedAt).memory('v128.load', 16).set(key1);
  code.get(seedAt).memory('v128.load', 32).set(first);
  for (let round = 0; round < 10; round++) {
    const product = (of: Local, by: number, into: readonly [Local, Local]) => {
      const [a, b] = [code.local('v128'), code.local('v128')];
      code.get(of);
      word(by);
      code.op('i64x2.extmul_low_i32x4_u').set(a).get(of);
      word(by);
      code.op('i64x2.extmul_high_i32x4_u').set(b);
      code.get(a, b).shuffle(evens).set(into[0]).get(a, b).shuffle(odds).set(into[1]);
    };
    const [low0, high0] = [code.local('v128'), code.local('v128')];
    product(first, 0xd2511f53, [low0, high0]);
    product(third, 0xcd9e8d57, [low, high]);
    code.get(high, second).op('v128.xor').get(key0).op('v128.xor').set(first);
    code.get(low).set(second).get(high0, fourth).op('v128.xor').get(key1).op('v128.xor').set(third);
    code.get(low0).set(fourth);
    code.get(key0);
    word(0x9e3779b9);
    code.op('i32x4.add').set(key0).get(key1);
    word(0xbb67ae85);
    code.op('i32x4.add').set(key1);
  }
  [first, second, third, fourth].forEach((result, i) => {
    code.get(seedAt, result).memory('v128.store', 64 + 16 * i);
  });
  return index;
}
