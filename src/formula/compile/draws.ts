import type { Code, Local } from './code.ts';
import type { ElementaryLibrary } from './elementary.ts';
import type { ModuleWriter } from './module.ts';
import { halvesAtOnce } from './places.ts';
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
  /** `uniform52`: the uniform of src/num; `uniform32`: (word + ½) · 2^−32. Single precision keeps the first 23 bits of either. */
  readonly bits: 'uniform52' | 'uniform32';
  /** As it is, or as the standard normal of that probability. */
  readonly as: 'uniform' | 'normal';
}

/** Where a draw goes: leaves the address on the stack, and gives what to add to it. */
export type DrawTarget = (draw: KernelDraw, code: Code) => number;

export interface DrawRequest {
  readonly draws: readonly KernelDraw[];
  readonly target: DrawTarget;
  /** Address of the two keys in all words of a vector each, then the numbers of the paths at hand, four to a vector. */
  readonly seedAt: number;
  readonly elementary: ReturnType<ElementaryLibrary>;
}

/** Counters that are worked on in turns. */
const atOnce = 3;

/** Adds a function of the period that draws all these numbers for the paths at hand. */
export function addDraws(module: ModuleWriter, pool: ConstantPool, request: DrawRequest): number {
  const { draws, target, seedAt, elementary } = request;
  const { code, index } = module.add({ params: ['i32'], results: [] });
  const [period] = code.params;
  const m = vectorMath(code, pool);
  const groups = new Map<string, KernelDraw[]>();
  for (const draw of draws) {
    const key = JSON.stringify(draw.counter);
    groups.set(key, [...(groups.get(key) ?? []), draw]);
  }
  const list = [...groups.values()];
  for (let from = 0; from < list.length; from += atOnce) {
    const batch = list.slice(from, from + atOnce);
    // A vector of counters serves four paths: two vectors of doubles, or one of single precision.
    const served = code.precision.name === 'double' ? [0] : Array.from({ length: halvesAtOnce }, (_, i) => i);
    const results = emitPhilox(code, m, {
      seedAt,
      states: batch.flatMap(([draw]) => served.map((four) => ({ counter: draw!.counter, four }))),
      period: period!,
    });
    batch.forEach((group, i) => {
      for (const draw of group) {
        for (let half = 0; half < halvesAtOnce; half++) {
          const uniform =
            code.precision.name === 'double'
              ? uniformOf(
                  m,
                  draw,
                  results[i]!.map((local) => wordOf(code, local, half)),
                )
              : singleUniformOf(
                  m,
                  results[served.length * i + half]![draw.bits === 'uniform52' ? 0 : draw.word]!,
                );
          const value = draw.as === 'normal' ? elementary.normal(m, m.share(uniform)) : uniform;
          const offset = target(draw, code);
          value();
          code.memory('v128.store', offset + 16 * half);
        }
      }
    });
  }
  return index;
}

/** Even and odd words of two vectors. */
const evens = [0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27];
const odds = [4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31];

/** A result word for a vector of paths as two 64-bit integers. */
function wordOf(code: Code, word: Local, half: number): Vector {
  return () => {
    code.get(word);
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

/** The first 23 bits of a word as a number strictly between 0 and 1, exact in single precision. */
function singleUniformOf(m: VectorMath, word: Local): Vector {
  const fromOne = m.or(m.shr(m.read(word), 9), m.number(1));
  return m.add(m.sub(fromOne, m.number(1)), m.number(2 ** -24));
}

interface PhiloxRequest {
  /** Counters, each with the vector of four paths that it is for. */
  readonly states: readonly { readonly counter: KernelDraw['counter']; readonly four: number }[];
  readonly period: Local;
  readonly seedAt: number;
}

/**
 * Ten rounds on some counters of four paths each, in turns, so that none waits for the products of its own; gives the locals
 * of the four result words of each counter.
 *
 * Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC11 (2011).
 */
function emitPhilox(code: Code, m: VectorMath, request: PhiloxRequest): Local[][] {
  const { period, seedAt } = request;
  const vector = (): Local => code.local('v128');
  const states = request.states.map(({ counter, four }) => {
    const words = [vector(), vector(), vector(), vector()];
    code.loadAt('v128.load', seedAt + 32 + 16 * four).set(words[0]!);
    (['second', 'third', 'fourth'] as const).forEach((word, i) => {
      code.i32(counter[word]);
      if (word === 'second' && counter.perPeriod !== 0) {
        code.get(period).i32(counter.perPeriod).op('i32.mul', 'i32.add');
      }
      code.op('i32x4.splat').set(words[i + 1]!);
    });
    return words;
  });
  const constant = (value: number): void => m.bits(value, value)();
  const [key0, key1, low, high, a, b] = [vector(), vector(), vector(), vector(), vector(), vector()];
  code
    .loadAt('v128.load', seedAt)
    .set(key0)
    .loadAt('v128.load', seedAt + 16)
    .set(key1);
  const multiply = (word: Local, by: number): void => {
    code.get(word);
    constant(by);
    code.op('i64x2.extmul_low_i32x4_u').set(a).get(word);
    constant(by);
    code.op('i64x2.extmul_high_i32x4_u').set(b);
  };
  for (let round = 0; round < 10; round++) {
    for (const [first, second, third, fourth] of states as [Local, Local, Local, Local][]) {
      multiply(first, 0xd2511f53);
      code.get(a, b).shuffle(evens).set(low).get(a, b).shuffle(odds).set(high);
      multiply(third, 0xcd9e8d57);
      code.get(a, b).shuffle(odds).get(second).op('v128.xor').get(key0).op('v128.xor').set(first);
      code.get(high, fourth).op('v128.xor').get(key1).op('v128.xor').set(third);
      code.get(a, b).shuffle(evens).set(second).get(low).set(fourth);
    }
    code.get(key0);
    constant(0x9e3779b9);
    code.op('i32x4.add').set(key0).get(key1);
    constant(0xbb67ae85);
    code.op('i32x4.add').set(key1);
  }
  return states;
}
