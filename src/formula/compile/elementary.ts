import { addInverseNormal } from './inverse-normal.ts';
import type { ModuleWriter } from './module.ts';
import type { ConstantPool } from './pool.ts';
import type { Vector, VectorMath } from './vector-math.ts';
import { vectorMath } from './vector-math.ts';

/** Writes a function of one vector or two where it is used. */
export type VectorFunction = (m: VectorMath, ...args: readonly Vector[]) => Vector;

/** The functions that are not single instructions: `pow` takes two vectors, the others one. */
export interface Elementary {
  readonly exp: VectorFunction;
  readonly log: VectorFunction;
  readonly pow: VectorFunction;
  /** The standard normal quantile of a probability. */
  readonly normal: VectorFunction;
}

/** Adds what a module's elementary functions need, and says how to use them. */
export type ElementaryLibrary = (module: ModuleWriter, pool: ConstantPool) => Elementary;

// oxlint-disable-next-line oxc/approx-constant
const LOG2_E = 1.4426950408889634;
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const EXP_SERIES = [
  0.16666666666666602, -0.0027777777777015593, 6.613756321437934e-5, -1.6533902205465252e-6,
  4.1381367970572385e-8,
];
const LOG_EVEN = [0.3999999999940942, 0.22222198432149784, 0.15313837699209373];
const LOG_ODD = [0.6666666666666735, 0.2857142874366239, 0.1818357216161805, 0.14798198605116586];
const SMALLEST_NORMAL = 2.2250738585072014e-308;
const TWO_TO_54 = 18014398509481984;
const SPLITTER = 134217729;
/** 2^52 + 2^51: adding it to a small whole number puts that number into the low bits. */
const WHOLE = 6755399441055744;

/**
 * Adds exp, log, pow and the normal quantile to a module of doubles: the functions of src/num operation by operation, two
 * numbers at a time. Special cases are chosen at the end instead of branched to. A change in src/num must be made here too: a test compares
 * their bits.
 */
export function addElementary(module: ModuleWriter, pool: ConstantPool): Elementary {
  const unary = { params: ['v128'], results: ['v128'] } as const;
  const binary = { params: ['v128', 'v128'], results: ['v128'] } as const;
  const expSum = module.add(binary);
  emitExpSum(vectorMath(expSum.code, pool), expSum.code.params.map(vectorMath(expSum.code, pool).read));
  const exp = module.add(unary);
  {
    const m = vectorMath(exp.code, pool);
    m.call(expSum.index, m.read(exp.code.params[0]!), m.number(0))();
  }
  const log = module.add(unary);
  const l = vectorMath(log.code, pool);
  emitLog(l, l.read(log.code.params[0]!));
  const pow = module.add(binary);
  const p = vectorMath(pow.code, pool);
  emitPow(p, pow.code.params.map(p.read), expSum.index);
  const normal = addInverseNormal(module, pool, log.index);
  const called =
    (index: number): VectorFunction =>
    (n, ...args) =>
      n.call(index, ...args);
  return { exp: called(exp.index), log: called(log.index), pow: called(pow.index), normal: called(normal) };
}

/** `expSum` of src/num/exp.ts. */
function emitExpSum(m: VectorMath, args: readonly Vector[]): void {
  const { add, sub, mul, div, number, keep, apply } = m;
  const [high, low] = args as [Vector, Vector];
  const x = keep(apply('lanes.pmin', apply('lanes.pmax', high, number(-746)), number(710)));
  const k = keep(apply('lanes.floor', add(mul(x, number(LOG2_E)), number(0.5))));
  const top = keep(sub(x, mul(k, number(LN2_HIGH))));
  const rest = keep(sub(mul(k, number(LN2_LOW)), low));
  const r = keep(sub(top, rest));
  const t = keep(mul(r, r));
  const [p1, p2, p3, p4, p5] = EXP_SERIES.map(number) as [Vector, Vector, Vector, Vector, Vector];
  const series = add(p1, mul(t, add(p2, mul(t, add(p3, mul(t, add(p4, mul(t, p5))))))));
  const c = keep(sub(r, mul(t, series)));
  const y = sub(number(1), sub(sub(rest, div(mul(r, c), sub(number(2), c))), top));
  const half = keep(apply('lanes.floor', mul(k, number(0.5))));
  mul(mul(y, powerOfTwo(m, half)), powerOfTwo(m, sub(k, half)))();
}

/** 2^k of a whole number in a double: k + 1023 moved from the low bits into the exponent. */
function powerOfTwo(m: VectorMath, k: Vector): Vector {
  return m.shl(m.add(k, m.number(WHOLE + 1023)), 52);
}

/** The exponent of a positive finite number and its mantissa in [√½, √2), as in src/num/log.ts. */
function splitNumber(m: VectorMath, x: Vector): { readonly k: Vector; readonly mantissa: Vector } {
  const { keep, bits, number } = m;
  const isSmall = keep(m.apply('lanes.lt', x, number(SMALLEST_NORMAL)));
  const scaled = keep(m.choose(isSmall, m.mul(x, number(TWO_TO_54)), x));
  const high = keep(m.shr(scaled, 32));
  const top = m.and(high, bits(0, 0xfffff));
  const carry = keep(m.and(m.apply('whole.add', top, bits(0, 0x95f64)), bits(0, 0x100000)));
  const exponent = m.apply('whole.add', m.shr(high, 20), m.shr(carry, 20));
  // The bits of 2^52 + 2^51 plus a small integer are those of their sum as a double.
  const whole = m.apply('whole.add', exponent, bits(0x43380000));
  const k = keep(m.sub(m.sub(whole, number(WHOLE + 1023)), m.and(isSmall, number(54))));
  const lift = m.shl(m.apply('v128.xor', carry, bits(0, 0x3ff00000)), 32);
  const mantissa = keep(m.or(m.and(scaled, bits(0xfffff, 0xffffffff)), lift));
  return { k, mantissa };
}

function logSeries(m: VectorMath, z: Vector): Vector {
  const { add, mul, number } = m;
  const [l2, l4, l6] = LOG_EVEN.map(number) as [Vector, Vector, Vector];
  const [l1, l3, l5, l7] = LOG_ODD.map(number) as [Vector, Vector, Vector, Vector];
  const w = m.keep(mul(z, z));
  const even = m.keep(mul(w, add(l2, mul(w, add(l4, mul(w, l6))))));
  return add(even, mul(z, add(l1, mul(w, add(l3, mul(w, add(l5, mul(w, l7))))))));
}

/** `log` of src/num/log.ts. */
function emitLog(m: VectorMath, x: Vector): void {
  const { add, sub, mul, div, number, keep, apply, choose } = m;
  const { k, mantissa } = splitNumber(m, x);
  const f = keep(sub(mantissa, number(1)));
  const s = keep(div(f, add(number(2), f)));
  const halfSquare = keep(mul(mul(number(0.5), f), f));
  const z = keep(mul(s, s));
  const series = add(halfSquare, logSeries(m, z));
  const tail = add(mul(s, series), mul(k, number(LN2_LOW)));
  const main = keep(sub(mul(k, number(LN2_HIGH)), sub(sub(halfSquare, tail), f)));
  const isZero = apply('lanes.eq', x, number(0));
  const notPositive = choose(isZero, number(-Infinity), number(NaN));
  const isFinite = apply('lanes.lt', x, number(Infinity));
  choose(apply('lanes.gt', x, number(0)), choose(isFinite, main, x), notPositive)();
}

/** `productError` of src/num/pow.ts. */
function productError(m: VectorMath, factors: readonly [Vector, Vector], product: Vector): Vector {
  const split = (a: Vector): readonly [Vector, Vector] => {
    const scaled = m.keep(m.mul(m.number(SPLITTER), a));
    const high = m.keep(m.sub(scaled, m.sub(scaled, a)));
    return [high, m.keep(m.sub(a, high))];
  };
  const [aHigh, aLow] = split(factors[0]);
  const [bHigh, bLow] = split(factors[1]);
  const cross = m.add(m.sub(m.mul(aHigh, bHigh), product), m.mul(aHigh, bLow));
  return m.add(m.add(cross, m.mul(aLow, bHigh)), m.mul(aLow, bLow));
}

/** `pow` of src/num/pow.ts: the power of |base|, then the special cases. */
function emitPow(m: VectorMath, args: readonly Vector[], expSum: number): void {
  const { add, sub, mul, div, number, keep, apply, choose } = m;
  const [base, exponent] = args as [Vector, Vector];
  const size = keep(apply('lanes.abs', base));
  const b = keep(apply('lanes.pmin', apply('lanes.pmax', exponent, number(-1e250)), number(1e250)));
  const { k, mantissa } = splitNumber(m, size);
  const f = keep(sub(mantissa, number(1)));
  const sum = keep(add(mantissa, number(1)));
  const sumLow = choose(
    apply('lanes.ge', mantissa, number(1)),
    sub(number(1), sub(sum, mantissa)),
    sub(mantissa, sub(sum, number(1))),
  );
  const s = keep(div(f, sum));
  const product = keep(mul(s, sum));
  const lost = keep(productError(m, [s, sum], product));
  const sLow = keep(div(sub(sub(sub(f, product), lost), mul(s, sumLow)), sum));

  const whole = keep(mul(k, number(LN2_HIGH)));
  const twice = keep(mul(number(2), s));
  const logSum = keep(add(whole, twice));
  // Where the whole part is 0 the fast sum has no error to keep.
  const logLow = apply('v128.andnot', add(sub(whole, logSum), twice), apply('lanes.eq', whole, number(0)));
  const z = keep(mul(s, s));
  const low = keep(
    add(logLow, add(mul(s, logSeries(m, z)), add(mul(number(2), sLow), mul(k, number(LN2_LOW))))),
  );
  const logHigh = keep(add(logSum, low));
  const logRest = keep(add(sub(logSum, logHigh), low));

  const exponentHigh = keep(mul(b, logHigh));
  const exponentLow = add(productError(m, [b, logHigh], exponentHigh), mul(b, logRest));
  const clamped = apply('lanes.pmin', apply('lanes.pmax', exponentLow, number(-1e-12)), number(1e-12));
  const main = keep(m.call(expSum, exponentHigh, clamped));
  emitSpecialPowers(m, { base, exponent, size, main });
}

/** What `emitSpecialPowers` starts from: a power's operands, |base|, and |base| ^ exponent where neither is special. */
export interface PlainPower {
  readonly base: Vector;
  readonly exponent: Vector;
  readonly size: Vector;
  readonly main: Vector;
}

/** Powers of negative and infinite numbers, of 0, 1 and what is no number: the most special chosen last. */
export function emitSpecialPowers(m: VectorMath, { base, exponent, size, main }: PlainPower): void {
  const { sub, mul, div, number, keep, apply, choose } = m;
  const isPositive = keep(apply('lanes.gt', exponent, number(0)));
  const ofZero = choose(isPositive, number(0), number(Infinity));
  const ofInfinity = choose(isPositive, number(Infinity), number(0));
  const finite = choose(apply('lanes.eq', size, number(Infinity)), ofInfinity, main);
  const ofSize = keep(choose(apply('lanes.eq', size, number(1)), number(1), finite));
  const isWhole = apply('lanes.eq', exponent, apply('lanes.floor', exponent));
  const half = apply('lanes.floor', div(exponent, number(2)));
  const isOdd = apply('lanes.eq', sub(exponent, mul(number(2), half)), number(1));
  const signed = choose(isOdd, apply('lanes.neg', ofSize), ofSize);
  const ofNegative = choose(isWhole, signed, number(NaN));
  const known = choose(apply('lanes.lt', base, number(0)), ofNegative, ofSize);
  const notZero = choose(apply('lanes.eq', size, number(0)), ofZero, known);
  const isNone = m.or(apply('lanes.ne', base, base), apply('lanes.ne', exponent, exponent));
  const isOne = m.or(apply('lanes.eq', exponent, number(0)), apply('lanes.eq', base, number(1)));
  const isSquare = apply('lanes.eq', exponent, number(2));
  const general = choose(isNone, number(NaN), notZero);
  choose(isOne, number(1), choose(isSquare, mul(base, base), general))();
}
