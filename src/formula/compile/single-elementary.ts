import type { Elementary } from './elementary.ts';
import { emitSpecialPowers } from './elementary.ts';
import { addInverseNormal } from './inverse-normal.ts';
import type { ModuleWriter } from './module.ts';
import type { ConstantPool } from './pool.ts';
import type { Vector, VectorMath } from './vector-math.ts';
import { vectorMath } from './vector-math.ts';

// oxlint-disable-next-line oxc/approx-constant
const LOG2_E = 1.4426950408889634;
/** ln 2 in two parts; a whole number below 2^8 times the first is exact in single precision. */
const LN2_HIGH = 0.693145751953125;
// oxlint-disable-next-line oxc/approx-constant
const LN2_LOW = Math.LN2 - LN2_HIGH;
/** 1/2!, …, 1/7!: the next term is below 2^−27 of the sum for |r| ≤ ½ ln 2. */
const EXP_SERIES = [2, 6, 24, 120, 720, 5040].map((factorial) => 1 / factorial);
/** 2/3, 2/5, …, 2/11 of log((1 + s) / (1 − s)) = 2s + 2s³/3 + …; the next term is below 2^−31 for |s| ≤ 0.172. */
const LOG_SERIES = [3, 5, 7, 9, 11].map((power) => 2 / power);
const SMALLEST_NORMAL = 2 ** -126;

// Source: M. J. Wichura, Algorithm AS 241 (PPND7), Applied Statistics 37 (1988), 477–484.
const normalRatios = {
  central: {
    top: [59.10937472, 159.29113202, 50.434271938, 3.3871327179],
    bottom: [67.1875636, 78.757757664, 17.895169469, 1],
  },
  middle: {
    top: [0.17023821103, 1.3067284816, 2.75681539, 1.4234372777],
    bottom: [0.12021132975, 0.7370016425, 1],
  },
  far: {
    top: [0.017337203997, 0.42868294337, 3.081226386, 6.657905115],
    bottom: [0.012258202635, 0.24197894225, 1],
  },
};

/** Adds exp, log, pow and the normal quantile in single precision to a module, four numbers at a time. */
export function addSingleElementary(module: ModuleWriter, pool: ConstantPool): Elementary {
  const add = (arity: 1 | 2, emit: (m: VectorMath, ...args: Vector[]) => void): number => {
    const { code, index } = module.add({
      params: Array.from({ length: arity }, () => 'v128' as const),
      results: ['v128'],
    });
    const m = vectorMath(code, pool);
    emit(m, ...code.params.map(m.read));
    return index;
  };
  const exp = add(1, emitExp);
  const log = add(1, emitLog);
  const pow = add(2, (m, base, exponent) => {
    const size = m.keep(m.apply('lanes.abs', base!));
    const main = m.keep(m.call(exp, m.mul(exponent!, m.call(log, size))));
    emitSpecialPowers(m, { base: base!, exponent: exponent!, size, main });
  });
  const normal = addInverseNormal(module, pool, log, normalRatios);
  const called =
    (index: number): Elementary['exp'] =>
    (m, ...args) =>
      m.call(index, ...args);
  return { exp: called(exp), log: called(log), pow: called(pow), normal: called(normal) };
}

function horner(m: VectorMath, coefficients: readonly number[], x: Vector): Vector {
  const [last, ...rest] = coefficients.toReversed();
  return rest.reduce<Vector>((sum, each) => m.add(m.mul(sum, x), m.number(each)), m.number(last!));
}

/** e^x = 2^k · e^r with |r| ≤ ½ ln 2. */
function emitExp(m: VectorMath, argument?: Vector): void {
  const { add, sub, mul, number, keep, apply } = m;
  // Past the range of single precision on either side, so that 2^k below ends in 0 and in infinity.
  const x = keep(apply('lanes.pmin', apply('lanes.pmax', argument!, number(-104)), number(89)));
  const k = keep(apply('lanes.floor', add(mul(x, number(LOG2_E)), number(0.5))));
  const r = keep(sub(sub(x, mul(k, number(LN2_HIGH))), mul(k, number(LN2_LOW))));
  const y = add(add(mul(mul(r, r), horner(m, EXP_SERIES, r)), r), number(1));
  const half = keep(apply('lanes.floor', mul(k, number(0.5))));
  mul(mul(y, powerOfTwo(m, half)), powerOfTwo(m, sub(k, half)))();
}

/** 2^k of a small whole number: k + 127 moved from the low bits into the exponent. */
function powerOfTwo(m: VectorMath, k: Vector): Vector {
  // 2^23 + 2^22, whose low bits hold a small whole number that is added.
  return m.shl(m.add(k, m.number(12582912 + 127)), 23);
}

/** log x = k ln 2 + log of a mantissa in [√½, √2). */
function emitLog(m: VectorMath, argument?: Vector): void {
  const { add, sub, mul, div, number, keep, apply, choose, bits } = m;
  const x = argument!;
  const all = (word: number): Vector => bits(word, word);
  const isSmall = keep(apply('lanes.lt', x, number(SMALLEST_NORMAL)));
  const scaled = keep(choose(isSmall, mul(x, number(2 ** 24)), x));
  // Taking the bits of √½ away leaves the exponent of the mantissa's range in the high bits.
  const offset = keep(apply('whole.sub', scaled, all(0x3f3504f3)));
  const exponent = m.shrSigned(offset, 23);
  const mantissa = apply('whole.add', m.and(offset, all(0x007fffff)), all(0x3f3504f3));
  const whole = apply('whole.add', exponent, all(0x4b400000));
  const k = keep(sub(sub(whole, number(12582912)), m.and(isSmall, number(24))));
  const f = keep(sub(mantissa, number(1)));
  const s = keep(div(f, add(number(2), f)));
  const z = keep(mul(s, s));
  const halfSquare = keep(mul(mul(number(0.5), f), f));
  const series = add(halfSquare, mul(z, horner(m, LOG_SERIES, z)));
  const tail = add(mul(s, series), mul(k, number(LN2_LOW)));
  const main = keep(sub(mul(k, number(LN2_HIGH)), sub(sub(halfSquare, tail), f)));
  const notPositive = choose(apply('lanes.eq', x, number(0)), number(-Infinity), number(NaN));
  const isFinite = apply('lanes.lt', x, number(Infinity));
  choose(apply('lanes.gt', x, number(0)), choose(isFinite, main, x), notPositive)();
}
