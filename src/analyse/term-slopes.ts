import { termsOf, type Term, type ValueSpec } from '../case/index.ts';

/** What a value changes by, period by period, with one of its numbers. */
export interface TermSlope {
  /** The number's place in the value, such as `value`, `first`, `rate 2`, `step 1` or `factor 1`. */
  readonly part: string;
  readonly term: Term;
  /** d value ÷ d number, one per period or one for all. */
  readonly slopes: Float64Array;
}

/** How a value becomes numbers over time, and what its numbers are. */
export interface TermContext {
  readonly bind: (spec: ValueSpec) => Float64Array;
  readonly numberOf: (term: Term) => number;
  readonly periodsPerYear: number;
}

/**
 * The slopes of a value by each of its numbers, all else equal, found by moving the number where the case binds it.
 *
 * A value is a straight line in each of its numbers but growth rates, so there a difference of two points is exact but for
 * rounding, however far they stand apart. By a rate r the value is a power of 1 + r; the differences at two widths are
 * extrapolated (L. Richardson, 1911), which leaves an error of (years × 0.0004)⁴ ÷ 120 or so of the slope.
 */
export function slopesOfTerms(spec: ValueSpec, context: TermContext): TermSlope[] {
  const { bind, numberOf, periodsPerYear } = context;
  const names = partNames(spec);
  return termsOf(spec).map((term, i) => {
    const part = names[i]!;
    const value = numberOf(term);
    const difference = (step: number): Float64Array => {
      const [up, down] = [value + step, value - step].map((to) => bind(withTerm(spec, i, to)));
      return up!.map((each, t) => (each - down![t]!) / (2 * step));
    };
    if (!part.startsWith('rate')) return { part, term, slopes: difference(Math.abs(value) || 1) };
    const step = rateStep / periodsPerYear;
    const [wide, narrow] = [difference(step), difference(step / 2)];
    return { part, term, slopes: narrow.map((slope, t) => (4 * slope - wide[t]!) / 3) };
  });
}

/** A step of an annual rate: wide enough for rounding, narrow enough for growth over decades. */
const rateStep = 0.0004;

/** The same order as that of `termsOf`. */
function partNames(spec: ValueSpec): string[] {
  const factors = spec.times.map((_, i) => `factor ${i + 1}`);
  if (spec.shape === 'constant') return ['value', ...factors];
  if (spec.shape === 'growth')
    return ['first', ...spec.rates.terms.map((_, i) => `rate ${i + 1}`), ...factors];
  return spec.shape === 'table' ? factors : [...spec.terms.map((_, i) => `step ${i + 1}`), ...factors];
}

/** The value with its i-th number, in the order of `termsOf`, put to another. */
function withTerm(spec: ValueSpec, i: number, to: number): ValueSpec {
  const terms = termsOf(spec).with(i, { kind: 'number', value: to });
  const times = terms.slice(terms.length - spec.times.length);
  if (spec.shape === 'constant') return { ...spec, term: terms[0]!, times };
  if (spec.shape === 'table') return { ...spec, times };
  const own = terms.slice(0, terms.length - spec.times.length);
  if (spec.shape === 'growth') {
    return { ...spec, first: own[0]!, rates: { ...spec.rates, terms: own.slice(1) }, times };
  }
  return { ...spec, terms: own, times };
}
