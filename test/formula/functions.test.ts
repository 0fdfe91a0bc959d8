import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluate } from '../../src/formula/index.ts';
import type { InputData, Shape } from '../../src/formula/index.ts';
import { allocate } from '../../src/formula/allocate.ts';
import { flat, graphOf, series } from './support.ts';

interface Question {
  readonly inputs: string;
  readonly formula: string;
  readonly data?: Readonly<Record<string, InputData>>;
  readonly shape?: Partial<Shape>;
  readonly unit?: string;
  readonly dims?: string;
  readonly isOnce?: boolean;
}

/** Evaluates one formula on one path: its values, [element][period or 1]. */
function ask(question: Question): number[] {
  const { inputs, formula, data = {}, shape = {}, unit = 'ratio', dims = '', isOnce = false } = question;
  const graph = graphOf(`${inputs}\n${isOnce ? 'once ' : ''}result${dims} : ${unit} "R" = ${formula}`, shape);
  const evaluation = evaluate(graph, new Map(Object.entries(data)), {
    pathFrom: 0,
    paths: 1,
    keep: ['result'],
  });
  return [...evaluation.get('result').values];
}

const x = 'input x : ratio "X"';
const three = { periods: 3, periodsPerYear: 4 };

describe('operators', () => {
  test.each([
    ['2 + 3 * 4 ^ 2 / 8 - 1', 7],
    ['-2 ^ 2', -4],
    ['2 ^ 3 ^ 2', 512],
    ['2 ^ -1', 0.5],
    ['8 / 4 / 2', 1],
    ['10 - 4 - 3', 3],
    ['1 < 2 and not 2 <= 1', 1],
    ['not 1 > 2 and 1 > 2 or 1 >= 1', 1],
    ['15% + 1e-2', 0.16],
    ['1 year / 1 quarter', 4],
    ['6 months / 2 periods', 1],
    ['8760 hours / 1 year', 1],
    ['floor(-1.5) + abs(-2)', 0],
    ['clamp(5, 1, 3) + clamp(0, 1, 3) + clamp(2, 1, 3)', 6],
    ['min(3, 1, 2) + max(3, 1, 2)', 4],
  ])('%s is %d', (formula, expected) => {
    // Each is a handful of operations on numbers below 1000: an error of a few units in the last place at most.
    expect(ask({ inputs: '', formula })[0]).toBeCloseTo(expected, 12);
  });

  test('units are converted by the calendar: a yearly price times a monthly length', () => {
    const inputs = 'input once price : $/year "P"\ninput once length : months "L"';
    const data = { price: flat(12 / 4), length: flat(2 / 3) };
    expect(ask({ inputs, formula: 'price * length', unit: '$', data })).toEqual([2]);
  });
});

describe('not a number', () => {
  test.each([
    ['where(x > 0, 1, 2)', 2],
    ['where(x, 1, 2)', 2],
    ['where(1, 3, x)', 3],
    ['where(0, x, 3)', 3],
    ['ratio(x, 0)', 0],
    ['ratio(1, x)', NaN],
    ['ratio(0, 0)', 0],
    ['ratio(6, 2)', 3],
    ['over(6, 2)', 3],
    ['over(6, 0)', NaN],
    ['over(6, -2)', NaN],
    ['over(0, 2)', 0],
    ['over(x, 2)', NaN],
    ['x < 1 or x >= 1', 0],
    ['not (x > 0)', 1],
    ['max(x, 1)', NaN],
    ['0 * x', NaN],
  ])('%s is %d', (formula, expected) => {
    expect(ask({ inputs: x, formula, data: { x: flat(NaN) } })).toEqual([expected]);
  });
});

describe('labels', () => {
  const dims =
    'dimension phase phases "P"\ndimension site sites "S"\nmap phase.site : phase -> site "M"\nmap phase.next : phase -> phase "N"';
  const shape = {
    labels: { phase: ['a', 'b', 'c'], site: ['x', 'y', 'z'] },
    maps: { 'phase.site': Int32Array.of(2, 0, 2), 'phase.next': Int32Array.of(1, 2, 2) },
  };
  const inputs = `${dims}\ninput mw[phase] : MW "M"\ninput cap[site] : MW "C"`;
  const data = { mw: flat(1, 2, 4), cap: flat(10, 20, 30) };

  test.each([
    ['sum(mw, phase)', '', [7]],
    ['sum(mw, phase.site)', '[site]', [2, 0, 5]],
    ['least(mw, phase.site)', '[site]', [2, Infinity, 1]],
    ['most(mw, phase.site)', '[site]', [2, -Infinity, 4]],
    ['at(cap, phase.site)', '[phase]', [30, 10, 30]],
    ['at(sum(mw, phase.site), phase.site) - mw', '[phase]', [4, 0, 1]],
    ['sum(mw * cap / sum(cap, site), phase, site)', '', [7]],
    ['sum(at(mw + cap, phase.site), phase)', '', [77]],
    ['at(mw, phase.next)', '[phase]', [2, 4, 4]],
    ['sum(mw, phase.next)', '[phase]', [0, 1, 6]],
    ['most(mw - cap, phase)', '[site]', [-6, -16, -26]],
  ] as const)('%s', (formula, shown, expected) => {
    expect(ask({ inputs, formula, data, shape, unit: 'MW', dims: shown })).toEqual(expected);
  });

  test('order ranks upwards and keeps ties in order of labels', () => {
    const order = { inputs, formula: 'order(cap, site)', shape, dims: '[site]' };
    expect(ask({ ...order, data: { ...data, cap: flat(5, 5, 1) } })).toEqual([1, 2, 0]);
  });

  test('a dimension without labels sums to 0', () => {
    const empty = {
      labels: { phase: [], site: [] },
      maps: { 'phase.site': new Int32Array(0), 'phase.next': new Int32Array(0) },
    };
    const none = { mw: flat(), cap: flat() };
    expect(ask({ inputs, formula: 'sum(mw, phase)', data: none, shape: empty, unit: 'MW' })).toEqual([0]);
  });
});

describe('time', () => {
  const data = { x: series(1, 10, 100) };
  test.each([
    ['time / 1 period', [1, 2, 3]],
    ['lag(x)', [0, 1, 10]],
    ['lag(x, 2 periods, 7)', [7, 7, 1]],
    ['lag(x, 0.4 periods)', [0, 1, 10]],
    ['lag(x + lag(x), 1 period)', [0, 1, 11]],
    ['change(x) * 1 period', [1, 9, 90]],
    ['change(x, 1) * 1 period', [0, 9, 90]],
    ['cumulative(x, 5 periods) / 1 period', [6, 16, 116]],
    ['window_sum(x, 2 periods) / 1 period', [1, 11, 110]],
    ['window_sum(x, 1.5 periods) / 1 period', [1, 10.5, 105]],
    ['window_sum(x, 0.25 periods) / 1 period', [0.25, 2.5, 25]],
    ['window_sum(x, 0 periods) / 1 period', [0, 0, 0]],
    ['window_sum(x, 10 years) / 1 period', [1, 11, 111]],
    ['vintage_sum(x, age / 1 period) / 1 period', [0, 1, 12]],
    ['vintage_sum(x, where(age < 2 periods, 1, 0)) / 1 period', [1, 11, 110]],
    ['vintage_sum(x, 2) / 1 period', [2, 22, 222]],
    ['vintage_sum(2 * x, max(1 - age / 2 periods, 0)) / 1 period', [2, 21, 210]],
  ])('%s', (formula, expected) => {
    expect(ask({ inputs: x, formula, data, shape: three })).toEqual(expected);
  });

  test.each([
    ['total(x) / 1 period', 111],
    ['final(x)', 100],
    ['opening(x)', 1],
    ['peak(-x)', -1],
    ['trough(-x)', -100],
    ['total(lag(x)) / 1 period', 11],
    ['final(cumulative(x)) / total(x)', 1],
    ['total(3) / 1 period', 9],
  ])('%s', (formula, expected) => {
    expect(ask({ inputs: x, formula, data, shape: three, isOnce: true })).toEqual([expected]);
  });

  test('a window of the length of the horizon is the running total, and windows add up', () => {
    const numbers = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 12, maxLength: 12 });
    const halves = fc.integer({ min: 0, max: 24 });
    const graph = graphOf(
      `${x}\ninput once length : periods "L"
       gap : periods "0" = window_sum(x, length) + vintage_sum(x, clamp(1 - (length - age) / 1 period, 0, 1)) - cumulative(x)`,
      { periods: 12 },
    );
    fc.assert(
      fc.property(numbers, halves, (values, twice) => {
        const inputs = new Map([
          ['x', series(...values)],
          ['length', flat(twice / 2)],
        ]);
        const { values: gap } = evaluate(graph, inputs, { pathFrom: 0, paths: 1, keep: ['gap'] }).get('gap');
        // Whole numbers and halves below 2^53: exact.
        expect([...gap].every((value) => value === 0)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });
});

describe('cash flows', () => {
  const flow = 'input flow : $/period "F"';
  const once = { inputs: flow, isOnce: true };
  const annual = { periods: 6, periodsPerYear: 1 };

  test('irr: −100, then 30 a year for five years, a year apart, is 15.24%', () => {
    // Known answer of the model, section 7; mid-year flows a year apart have the rate of year-end flows.
    const data = { flow: series(-100, 30, 30, 30, 30, 30) };
    const [rate] = ask({ ...once, formula: 'irr(flow)', unit: '%/year', data, shape: annual });
    expect((rate! * 100).toFixed(2)).toBe('15.24');
  });

  test('irr prints annual rates on quarters, with the terminal amount at the end', () => {
    // Paid at year 1/8, repaid at year 2 × 1.1^(2 − 1/8): an annual rate of 10%, which is 2.5% in canonical periods.
    const data = { flow: series(-100, 0, 0, 0, 0, 0, 0, 0) };
    const repaid = 100 * 1.1 ** 1.875;
    const formula = `irr(flow, -(${repaid}) * opening(flow) * 1 period / 100)`;
    const shape = { periods: 8, periodsPerYear: 4 };
    const [rate] = ask({ ...once, formula, unit: '%/year', data, shape });
    expect(rate).toBeCloseTo(0.1 / 4, 12);
  });

  test.each([[[100, 30]], [[-100, 0]], [[-100, 230, -132]], [[NaN, 1]]])(
    'irr of %j is not a number',
    (flows) => {
      // The third has the two rates 10% and 20%: −100 + 230/1.1 − 132/1.21 = 0 and −100 + 230/1.2 − 132/1.44 = 0.
      const shape = { periods: flows.length, periodsPerYear: 1 };
      expect(
        ask({ ...once, formula: 'irr(flow)', unit: '%/year', data: { flow: series(...flows) }, shape }),
      ).toEqual([NaN]);
    },
  );

  test('mirr: 100 free of interest grows to 121 in two years, 10% a year', () => {
    const formula = 'mirr(flow, 0, 50% / 1 year, -1.21 * opening(flow) * 1 year)';
    const shape = { periods: 2, periodsPerYear: 1 };
    const [rate] = ask({ ...once, formula, unit: '%/year', data: { flow: series(-100, 0) }, shape });
    expect(rate).toBeCloseTo(0.1, 12);
  });

  test('mirr finances outflows and reinvests inflows from mid-period', () => {
    const formula = 'mirr(flow, 21% / 1 year, 44% / 1 year)';
    const shape = { periods: 2, periodsPerYear: 1 };
    const [rate] = ask({ ...once, formula, unit: '%/year', data: { flow: series(-110, 120) }, shape });
    // 110/1.21^0.5 = 100 at the start; 120 · 1.44^0.5 = 144 at the end; (144/100)^(1/2) − 1.
    expect(rate).toBeCloseTo(0.2, 12);
  });

  test.each([
    [[-100, 40, 40, 40], 3.5],
    [[0, -100, 50, 50], 3],
    [[50, -100, 25, 50], 2.5],
    [[-100, 40, 40, 10], NaN],
    [[10, 10], NaN],
  ])('payback of %j is %d periods', (flows, expected) => {
    const shape = { periods: flows.length, periodsPerYear: 4 };
    const data = { flow: series(...flows) };
    expect(ask({ ...once, formula: 'payback(flow)', unit: 'periods', data, shape })).toEqual([expected]);
  });
});

describe('allocate', () => {
  const serve = (claims: {
    need: number[];
    capacity: number[];
    rate: number[];
    preference: number[];
    priority: number[];
  }) => {
    const out = new Float64Array(claims.rate.length);
    const [need, capacity, rate, preference, priority] = [
      claims.need,
      claims.capacity,
      claims.rate,
      claims.preference,
      claims.priority,
    ].map((list) => Float64Array.from(list)) as [
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    allocate({ need, capacity, rate, preference, priority }, out);
    return [...out];
  };

  test.each([
    ['preference', { need: [5], capacity: [2, 9], rate: [1, 1], preference: [1, 0], priority: [0] }, [0, 5]],
    ['spill', { need: [5], capacity: [2, 9], rate: [1, 1], preference: [0, 1], priority: [0] }, [2, 3]],
    ['priority', { need: [5, 5], capacity: [6], rate: [1, 1], preference: [0, 0], priority: [1, 0] }, [1, 5]],
    [
      'ties keep labels',
      { need: [5, 5], capacity: [6, 1], rate: [1, 1, 1, 1], preference: [0, 0, 0, 0], priority: [0, 0] },
      [5, 0, 1, 1],
    ],
    ['rates', { need: [5, 9], capacity: [2], rate: [5, 3], preference: [0, 0], priority: [0, 1] }, [5, 3]],
    ['no fit', { need: [5], capacity: [2, 9], rate: [0, -1], preference: [0, 1], priority: [0] }, [0, 0]],
    [
      'nothing negative',
      { need: [-5, 5], capacity: [-2, 3], rate: [1, 1, 1, 1], preference: [0, 1, 0, 1], priority: [0, 1] },
      [0, 0, 0, 3],
    ],
    ['faults show', { need: [NaN], capacity: [1], rate: [1], preference: [0], priority: [0] }, [NaN]],
  ] as const)('%s', (_, claims, expected) => {
    expect(serve(claims as unknown as Parameters<typeof serve>[0])).toEqual(expected);
  });

  test('never exceeds a need or a capacity, and leaves no fitting pair both wanting and free', () => {
    const size = 3;
    const amounts = (count: number) =>
      fc.array(fc.integer({ min: 0, max: 9 }), { minLength: count, maxLength: count });
    fc.assert(
      fc.property(
        amounts(3),
        amounts(3),
        amounts(9),
        amounts(9),
        amounts(3),
        (need, capacity, rate, preference, priority) => {
          const done = serve({ need, capacity, rate, preference, priority });
          // Quotients of integers below 100 by integers below 10, a few of them added: far below 1e-9 off.
          const slack = 1e-9;
          const served = need.map((_, a) =>
            done.slice(a * size, a * size + size).reduce((sum, work) => sum + work, 0),
          );
          const used = capacity.map((_, b) =>
            need.reduce(
              (sum, _, a) => sum + (rate[a * size + b]! > 0 ? done[a * size + b]! / rate[a * size + b]! : 0),
              0,
            ),
          );
          for (let a = 0; a < size; a++) {
            expect(served[a]!).toBeLessThanOrEqual(need[a]! + slack);
            for (let b = 0; b < size; b++) {
              expect(used[b]!).toBeLessThanOrEqual(capacity[b]! + slack);
              const isOpen = need[a]! - served[a]! > slack && capacity[b]! - used[b]! > slack;
              expect(isOpen && rate[a * size + b]! > 0).toBe(false);
            }
          }
        },
      ),
    );
  });
});
