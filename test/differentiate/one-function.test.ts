import { describe, expect, it } from 'vitest';
import { gradient } from '../../src/formula/index.ts';
import type { InputData } from '../../src/formula/index.ts';
import { flat, graphOf, makeRandom, series } from '../formula/support.ts';
import { compareWithDifferences } from './support.ts';

const periods = 6;
const shape = {
  labels: { site: ['a', 'b', 'c'], phase: ['p', 'q', 'r', 's'] },
  maps: { 'phase.site': Int32Array.of(1, 0, 1, 2) },
  periods,
};
const head = `
dimension site sites "A place"
dimension phase phases "A part"
map phase.site : phase -> site "Where"
input x : ratio "A path"
input y : ratio "A path"
input p[phase] : ratio "By phase"
input q[site] : ratio "By site"
input rate[site, phase] : ratio "By both"
input once k : ratio "A number"
input once kp[phase] : ratio "Numbers"
input once span : periods "A length"
input once spans[phase] : periods "Lengths"
input once cost : ratio/year "A rate"
noise n "A normal"
`;

/** Each differentiable function, alone, as an expression without unit, and the inputs whose derivative must show. */
const cases: readonly (readonly [text: string, lively: readonly string[]])[] = [
  ['x + 2 * y - 3', ['x', 'y']],
  ['x * y * n', ['x', 'y', 'n']],
  ['x / y', ['x', 'y']],
  ['-x * x', ['x']],
  ['x ^ y', ['x', 'y']],
  ['x ^ 3 - x ^ 0.5', ['x']],
  ['sqrt(x + y)', ['x', 'y']],
  ['exp(x * y) * log(x)', ['x', 'y']],
  ['abs(x - y) * x', ['x', 'y']],
  ['min(x, y) * max(x, y, k)', ['x', 'y', 'k']],
  ['clamp(x * y, 0.2, k) ^ 2', ['x', 'y', 'k']],
  ['where(x < y, x * k, y / k)', ['x', 'y', 'k']],
  ['ratio(x, y) + ratio(x, y - y)', ['x', 'y']],
  ['floor(3 * x) * x + (x < y) * y', ['x', 'y']],
  ['sum(p * p * q, phase, site)', ['p', 'q']],
  ['sum(sum(p, phase.site) * q, site)', ['p', 'q']],
  ['least(p * x, phase) * most(q, site)', ['p', 'x', 'q']],
  ['sum(most(p, phase.site) * least(p * p, phase.site), site)', ['p']],
  ['sum(at(q * q, phase.site) * p, phase)', ['p', 'q']],
  ['sum(order(p, phase) * p, phase)', ['p']],
  ['lag(x, 2 periods, k) * y', ['x', 'y', 'k']],
  ['lag(x * y, span, k * k)', ['x', 'y', 'k']],
  ['sum(lag(p * x, spans, kp) * p, phase)', ['p', 'x', 'kp']],
  ['change(x * y, k) * 1 period * x', ['x', 'y', 'k']],
  ['(cumulative(x * y, k * 1 period) / (1 period)) ^ 2', ['x', 'y', 'k']],
  ['(window_sum(x * y, span) / span) ^ 2', ['x', 'y', 'span']],
  ['sum(window_sum(p, spans) * spans * q / (1 period)^2, phase, site)', ['p', 'spans', 'q']],
  ['sum(vintage_sum(p * x, exp(-age / spans * k) * kp), phase) / (1 period)', ['p', 'x', 'spans', 'k', 'kp']],
  ['vintage_sum(x, k) / (1 period) * y', ['x', 'y', 'k']],
  ['lag(cumulative(x) / (1 period) * lag(y), 1 period)', ['x', 'y']],
  ['total(x * k) / (1 period) * final(y) * opening(x)', ['x', 'y', 'k']],
  ['peak(x * y) * trough(x + y)', ['x', 'y']],
  ['sum(total(p * kp) * peak(p), phase) / (1 period)', ['p', 'kp']],
  ['total(k * k) / (1 period)', ['k']],
  ['irr(x * y, k * 1 period, 6 periods * y0) * (1 year)', ['x', 'y', 'k']],
  ['irr(x - where(time < 1.5 periods, 9 * k, 0)) * (1 year)', ['x', 'k']],
  ['mirr(x * y, cost, cost / 2, k * 1 period, 3 periods * y0) * (1 year)', ['x', 'y', 'k', 'cost']],
  ['mirr(x - y, cost, cost * k) * (1 year)', ['x', 'y', 'k', 'cost']],
  ['payback(x * k + where(time < 2.5 periods, -2 * y, 0)) / (1 period)', ['x', 'y', 'k']],
  ['sum(allocate(q, p * k, rate, rate, q) * q, site, phase)', ['q', 'p', 'k', 'rate']],
  ['sum(allocate(0.7 * q, p, rate * x, -rate, -q) ^ 2, site, phase)', ['q', 'p', 'rate', 'x']],
];

function inputsFor(seed: number, paths: number): Map<string, InputData> {
  const random = makeRandom(seed);
  const inputs = new Map<string, InputData>();
  const put = (name: string, size: number, how: { low?: number; high?: number; once?: boolean }): void => {
    const { low = 0.3, high = 1.7, once = false } = how;
    const byPath = random() < 0.7;
    const count = size * (once ? 1 : periods) * (byPath ? paths : 1);
    const values = Float64Array.from({ length: count }, () => low + (high - low) * random());
    inputs.set(name, { values, byTime: !once, byPath });
  };
  put('x', 1, {});
  put('y', 1, {});
  put('p', 4, {});
  put('q', 3, {});
  put('rate', 12, { low: -0.1, high: 1 });
  put('n', 1, { low: -1, high: 1 });
  put('k', 1, { once: true });
  put('kp', 4, { once: true });
  put('span', 1, { once: true, low: 0.2, high: 4.5 });
  put('spans', 4, { once: true, low: 0.2, high: 4.5 });
  put('cost', 1, { once: true, low: 0.01, high: 0.05 });
  return inputs;
}

describe('gradient of one function', () => {
  it.each(cases)('%s', (text, lively) => {
    const isAfter = /total|peak|irr|mirr|payback/.test(text);
    const body = text.replaceAll('y0', 'opening(y)');
    const graph = graphOf(`${head}${isAfter ? 'once ' : ''}out : ratio "The output" = ${body}`, shape);
    const shown = new Set<string>();
    const periodsSeen = isAfter ? [undefined] : [0, 4];
    const outputs = periodsSeen.map((period) => ({ name: 'out', element: 0, period }));
    for (const seed of [1, 2, 3]) {
      const inputs = inputsFor(seed, 2);
      for (const name of inputs.keys()) {
        const only = new Map([[name, inputs.get(name)!]]);
        const verdict = compareWithDifferences(graph, inputs, {
          paths: 2,
          outputs,
          numbers: 12,
          seed,
          only,
        });
        expect(verdict.faults).toEqual([]);
        if (verdict.lively > 0) shown.add(name);
      }
    }
    expect([...shown].sort()).toEqual([...lively].sort());
  });
});

describe('gradient at a kink', () => {
  const text = `
input x : ratio "A path"
input y : ratio "A path"
input once k : periods "A length"
input once zero : ratio "A number"
least_ : ratio "Ties" = min(x, y)
most_ : ratio "Ties" = max(x, y)
held : ratio "Ties" = clamp(x, y, y)
size : ratio "At 0" = abs(zero)
none : ratio "Divided by 0" = ratio(x, zero)
left_out : ratio "The other branch is no number" = where(y > 0, x, y / zero)
window : ratio "A whole length" = window_sum(x, k) / (1 period)
once top : ratio "Equal periods" = peak(x)
power : ratio "Power of 0" = zero ^ x
ramped : ratio "Smooth, of two kinks" = max(x - y, 0) + ratio(min(x, y) ^ 2, 2 * y)
served : ratio "Running since k" = cumulative(clamp((time - k) / 1 period, 0, 1)) / (1 period)
dimension site sites "Places"
input z[site] : ratio "By site"
lowest : ratio "Equal labels" = least(z, site)
`;
  const graph = graphOf(text, { periods: 4, labels: { site: ['a', 'b', 'c'] } });
  const inputs = new Map([
    ['x', flat(2)],
    ['y', flat(2)],
    ['k', flat(2)],
    ['zero', flat(0)],
    ['z', flat(1, 1, 3)],
  ]);
  const by = (name: string, wrt: string): number[] => {
    const isOnce = name === 'top';
    const of = { name, element: 0, period: isOnce ? undefined : 3 };
    return [...gradient(graph, inputs, { of, wrt: [wrt], paths: 1 }).get(wrt).values];
  };

  it('is shared by equals, so that it is the mean of both sides', () => {
    expect(by('least_', 'x')).toEqual([0, 0, 0, 0.5]);
    expect(by('least_', 'y')).toEqual([0, 0, 0, 0.5]);
    expect(by('most_', 'x')).toEqual([0, 0, 0, 0.5]);
    expect(by('most_', 'y')).toEqual([0, 0, 0, 0.5]);
    // Held between equal bounds: half goes to the lower one first, and half of all to the upper one after.
    expect(by('held', 'x')).toEqual([0, 0, 0, 0.25]);
    expect(by('held', 'y')).toEqual([0, 0, 0, 0.75]);
    expect(by('top', 'x')).toEqual([0.25, 0.25, 0.25, 0.25]);
    expect(by('lowest', 'z')).toEqual([0, 0, 0, 0.5, 0, 0, 0, 0.5, 0, 0, 0, 0]);
  });

  it('adds up where kinks cancel: a ramp that ends with the period', () => {
    // max(s − r, 0) + min(s, r)² ÷ 2r is smooth at s = r, with the slopes 1 by s and −½ by r.
    expect(by('ramped', 'x')).toEqual([0, 0, 0, 1]);
    expect(by('ramped', 'y')).toEqual([0, 0, 0, -0.5]);
    // Service that starts with a period: a later start takes the same time from the running total, and no more.
    expect(by('served', 'k')).toEqual([-1]);
  });

  it('is 0 for abs at 0, ratio by 0, powers of 0 by their exponent, and the branch left out', () => {
    expect(by('size', 'zero')).toEqual([0]);
    expect(by('none', 'x')).toEqual([0, 0, 0, 0]);
    expect(by('none', 'zero')).toEqual([0]);
    expect(by('power', 'x')).toEqual([0, 0, 0, 0]);
    expect(by('left_out', 'x')).toEqual([0, 0, 0, 1]);
    expect(by('left_out', 'y')).toEqual([0, 0, 0, 0]);
    expect(by('left_out', 'zero')).toEqual([0]);
  });

  it('is the mean of both sides for a window of whole length', () => {
    // Longer, the window gains from the flow at age 2; shorter, it loses from that at age 1: both are 2.
    expect(by('window', 'k')).toEqual([2]);
    expect(by('window', 'x')).toEqual([0, 0, 1, 1]);
  });

  it('spreads what is not a number, and adds nothing where nothing depends', () => {
    const broken = new Map(inputs).set('x', series(2, NaN, 2, 2));
    const of = { name: 'least_', element: 0, period: 1 };
    const found = gradient(graph, broken, { of, wrt: ['x', 'k'], paths: 1 });
    expect([...found.get('x').values]).toEqual([0, NaN, 0, 0]);
    expect([...found.get('k').values]).toEqual([0]);
    expect([...found.output]).toEqual([NaN]);
  });
});

describe('gradient by hand', () => {
  it('of a return: the equation 0 = −100 + 121 ÷ (1 + r)² gives r = 10%', () => {
    const graph = graphOf(
      `input once outlay : $ "Paid" input once end : $ "Got" input flow : $/year "None"
       once r : %/year "Rate" = irr(flow, end, outlay)`,
      { periods: 2, periodsPerYear: 1 },
    );
    const inputs = new Map([
      ['outlay', flat(100)],
      ['end', flat(121)],
      ['flow', flat(0)],
    ]);
    const of = { name: 'r', element: 0, period: undefined };
    const found = gradient(graph, inputs, { of, wrt: ['outlay', 'end', 'flow'], paths: 1 });
    // r = √(end ÷ outlay) − 1, so dr/dend = 1.1 ÷ (2·121), dr/doutlay = −1.1 ÷ (2·100); the solver's root holds to 1e-12.
    expect(found.get('end').values[0]).toBeCloseTo(1.1 / 242, 13);
    expect(found.get('outlay').values[0]).toBeCloseTo(-1.1 / 200, 13);
    // A flow in the middle of year 1 is worth 1.1^1.5 at the end.
    expect(found.get('flow').values[0]).toBeCloseTo((1.1 ** 1.5 * 1.1) / 242, 13);
  });

  it('of an allocation: what is scarce has the derivative', () => {
    const graph = graphOf(
      `dimension a as "Claimants" dimension b bs "Resources"
       input need[a] : work/hour "Need" input units[b] : chips "Units" input speed[a, b] : work/hour/chip "Speed"
       input rank[b] : ratio "Rank" given first[a] : ratio "Order"
       done : work/hour "All" = sum(allocate(need, units, speed, rank, first), a, b)`,
      { labels: { a: ['one', 'two'], b: ['near', 'far'] }, periods: 1 },
    );
    // One takes 2 units at 3 = 6 of near (used up) and 4 ÷ 2 = 2 units of far; two gets the last unit of far at 5.
    const inputs = new Map([
      ['need', flat(10, 100)],
      ['units', flat(2, 3)],
      ['speed', flat(3, 2, 4, 5)],
      ['rank', flat(0, 1)],
      ['first', flat(0, 1)],
    ]);
    const of = { name: 'done', element: 0, period: 0 };
    const found = gradient(graph, inputs, { of, wrt: [...inputs.keys()], paths: 1 });
    expect(found.output[0]).toBe(15);
    // One more of need one: +1, but ½ unit of far less for two: −2.5. A unit of near: 3 for one, which frees 1.5 of far.
    expect([...found.get('need').values]).toEqual([-1.5, 0]);
    expect([...found.get('units').values]).toEqual([7.5, 5]);
    // near at speed + d: 2 d more for one, so d units of far freed: 5 d. far: one needs 4 ÷ (2 + d) units: −d of 5. two: 1 unit.
    expect([...found.get('speed').values]).toEqual([5, 5, 0, 1]);
    expect([...found.get('rank').values]).toEqual([0, 0]);
    expect([...found.get('first').values]).toEqual([0, 0]);
  });
});

describe('a request that cannot be met', () => {
  const graph = graphOf('input x : ratio "X" y : ratio "Y" = 2 * x once z : ratio "Z" = final(y)');
  const inputs = new Map([['x', flat(1)]]);
  const ask = (name: string, period: number | undefined, wrt = ['x'], element = 0) => {
    return () => gradient(graph, inputs, { of: { name, element, period }, wrt, paths: 1 });
  };

  it('throws', () => {
    expect(ask('x', 0)).toThrow('No formula x');
    expect(ask('y', undefined)).toThrow('per period');
    expect(ask('z', 0)).toThrow('for all periods');
    expect(ask('y', 4)).toThrow('no period 4');
    expect(ask('y', 0, ['x'], 1)).toThrow('no element 1');
    expect(ask('y', 0, ['y'])).toThrow('No input y');
    expect(() => ask('y', 0, [])().get('x')).toThrow('not asked');
  });
});
