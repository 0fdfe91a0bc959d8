/**
 * Elementary functions with the reference kernel's constants: exp and log by its polynomials, the normal quantile after P. J.
 * Acklam (relative error below 1.2e-9). Operation by operation as in ../shared/bench/simperf/kernel.hpp, whose doubles they give.
 */
/* oxlint-disable oxc/approx-constant -- the reference's own digits decide its bits */
const MAGIC = 6755399441055744;
const expSeries = [
  2.505210838544172e-8, 2.755731922398589e-7, 2.7557319223985893e-6, 2.48015873015873e-5,
  1.984126984126984e-4, 1.388888888888889e-3, 8.333333333333333e-3, 4.1666666666666664e-2,
  0.16666666666666666, 0.5, 1, 1,
];
const logSeries = [
  0.058823529411764705, 0.06666666666666667, 0.07692307692307693, 0.09090909090909091, 0.1111111111111111,
  0.14285714285714285, 0.2, 0.3333333333333333, 1,
];
const centre = {
  top: [
    -39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716,
    2.506628277459239,
  ],
  bottom: [
    -54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572, 1,
  ],
};
const tail = {
  top: [
    -7.784894002430293e-3, -3.223964580411365e-1, -2.400758277161838, -2.549732539343734, 4.374664141464968,
    2.938163982698783,
  ],
  bottom: [7.784695709041462e-3, 3.224671290700398e-1, 2.445134137142996, 3.754408661907416, 1],
};

export function referenceLibrary(vectorMath) {
  return (module, pool) => {
    const horner = (m, coefficients, x) =>
      coefficients
        .slice(1)
        .reduce((sum, each) => m.add(m.mul(sum, x), m.number(each)), m.number(coefficients[0]));

    const exp = (m, x) => () => {
      const { add, sub, mul, number, keep } = m;
      const shifted = keep(add(mul(x, number(1.4426950408889634)), number(MAGIC)));
      const n = keep(sub(shifted, number(MAGIC)));
      const r = keep(
        sub(sub(x, mul(n, number(0.69314718036912381649))), mul(n, number(1.90821492927058770002e-10))),
      );
      // 1023 is added to the whole number in the low bits, which then become the exponent.
      const power = m.shl(m.apply('whole.add', shifted, m.bits(0, 1023)), 52);
      mul(horner(m, expSeries, r), power)();
    };

    const log = (m, x) => () => {
      const { add, sub, mul, div, number, keep } = m;
      const bits = keep(x);
      const e = keep(m.shrSigned(m.apply('whole.sub', bits, m.bits(0x3fe6a09e, 0)), 52));
      const mantissa = keep(m.apply('whole.sub', bits, m.shl(e, 52)));
      // A small whole number beside the bits of 2^52 + 2^51 is their sum as a double.
      const whole = sub(m.apply('whole.add', e, m.bits(0x43380000, 0)), number(MAGIC));
      const s = keep(div(sub(mantissa, number(1)), add(mantissa, number(1))));
      const z = keep(mul(s, s));
      add(mul(whole, number(0.6931471805599453)), mul(mul(number(2), s), horner(m, logSeries, z)))();
    };

    // The tails are a function of their own, as most pairs of paths have none.
    const outer = module.add({ params: ['v128'], results: ['v128'] });
    {
      const m = vectorMath(outer.code, pool);
      const u = m.read(outer.code.params[0]);
      const mirrored = m.keep(m.sub(m.number(1), u));
      const isLow = m.keep(m.apply('lanes.lt', u, mirrored));
      const k = m.keep(m.apply('lanes.sqrt', m.mul(m.number(-2), log(m, m.choose(isLow, u, mirrored)))));
      const x = m.keep(m.div(horner(m, tail.top, k), horner(m, tail.bottom, k)));
      m.choose(isLow, x, m.apply('lanes.neg', x))();
    }
    const normal = (m, x) => () => {
      const u = m.keep(x);
      const q = m.keep(m.sub(u, m.number(0.5)));
      const r = m.keep(m.mul(q, q));
      const isInner = m.keep(m.apply('lanes.le', r, m.number(0.47575 * 0.47575)));
      const inner = m.keep(m.div(m.mul(q, horner(m, centre.top, r)), horner(m, centre.bottom, r)));
      m.unless(isInner, inner, () => m.choose(isInner, inner, m.call(outer.index, u)))();
    };
    const pow = () => {
      throw new Error('The reference kernel has no powers');
    };
    return { exp, log, pow, normal };
  };
}
