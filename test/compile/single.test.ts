import { describe, expect, it, test } from 'vitest';
import { compileGraph, instantiate, type InputData } from '../../src/formula/index.ts';
import { packageFolder, loadCase } from '../../src/node/index.ts';
import { simulate } from '../../src/simulate/index.ts';
import { openStudy } from '../../src/study/index.ts';
import { graphOf, makeRandom } from '../formula/support.ts';
import { sampleGraph, sampleInputs } from '../formula/sample.ts';
import { firstDifference, interpret, namesOf } from './support.ts';

/** Half the distance of neighbours at 1 in single precision: what one operation rounds by, relative to its result. */
const rounding = 2 ** -24;

const byPath = (values: Float64Array): InputData => ({ values, byTime: false, byPath: true });
const grid = (count: number, low: number, high: number): Float64Array =>
  Float64Array.from({ length: count }, (_, i) => Math.fround(low + ((high - low) * i) / (count - 1)));

/** Values of one formula of one or two arguments in single precision. */
function singly(formula: string, x: Float64Array, y = x): Float64Array {
  const graph = graphOf(
    `input once x : ratio "X"\ninput once y : ratio "Y"\nonce f : ratio "F" = ${formula}`,
    { labels: {}, periods: 1 },
  );
  const inputs = new Map([
    ['x', byPath(x)],
    ['y', byPath(y)],
  ]);
  const engine = instantiate(compileGraph(graph, { keep: ['f'], likely: inputs, precision: 'single' }));
  return engine.run(inputs, { pathFrom: 0, paths: x.length }).get('f').values;
}

/** The largest distance, where each expected number may be off by so many roundings of itself. */
function roundings(found: Float64Array, expected: (i: number) => number): number {
  return Array.from(found).reduce((worst, value, i) => {
    const wanted = expected(i);
    if (Object.is(Math.fround(wanted), value)) return worst;
    return Math.max(worst, Math.abs(value - wanted) / (Math.abs(wanted) * rounding));
  }, 0);
}

describe('elementary functions in single precision', () => {
  const x = grid(20_011, -80, 80);
  const positive = grid(20_011, 1e-6, 40);

  test('exp is within 2 units in the last place', () => {
    // r carries a rounding of at most ½ ln 2 · 2^−24 twice, the sums of the series three more of at most ½ unit each.
    expect(roundings(singly('exp(x)', x), (i) => Math.exp(x[i]!))).toBeLessThan(4);
  });

  test('log is within 2 units in the last place, also near 1', () => {
    expect(roundings(singly('log(x)', positive), (i) => Math.log(positive[i]!))).toBeLessThan(4);
    const near = grid(4001, 0.9, 1.1);
    expect(roundings(singly('log(x)', near), (i) => Math.log(near[i]!))).toBeLessThan(4);
  });

  test('a power is off by what its logarithm rounds by, times the exponent', () => {
    // 0.05 ^ 8 is far above the smallest normal number.
    const base = grid(20_011, 0.05, 40);
    const exponent = grid(base.length, -8, 8).toReversed();
    const found = singly('x ^ y', base, exponent);
    const worst = Array.from(found).reduce((most, value, i) => {
      const size = Math.abs(exponent[i]! * Math.log(base[i]!));
      const wanted = Math.pow(base[i]!, exponent[i]!);
      // log and the product round relative to the logarithm (4 + 1), exp relative to the result (4).
      const allowed = (5 * size + 4) * rounding * wanted;
      return Math.max(most, Math.abs(value - wanted) / allowed);
    }, 0);
    expect(worst).toBeLessThan(1);
  });

  test.each([
    ['exp(x)', -200, 0],
    ['exp(x)', 100, Infinity],
    ['exp(x)', NaN, NaN],
    ['log(x)', 0, -Infinity],
    ['log(x)', -1, NaN],
    ['log(x)', Infinity, Infinity],
    ['log(x)', 2 ** -140, Math.fround(-140 * Math.LN2)],
    ['x ^ 3', -2, -8],
    ['x ^ 0.5', -2, NaN],
    ['x ^ (0 - 1)', 0, Infinity],
    ['x ^ 0', NaN, 1],
  ])('%s of %d is %d', (formula, at, expected) => {
    const found = singly(formula, Float64Array.of(at))[0]!;
    if (Number.isFinite(expected) && expected !== 0)
      expect(Math.abs(found / expected - 1)).toBeLessThan(4 * rounding);
    else expect(found).toBe(expected);
  });
});

it('draws the normals of the double engine, to what 23 bits of a probability tell', () => {
  const graph = graphOf('noise shock "N"\nz : ratio "Z" = shock', { labels: {}, periods: 3 });
  const counter = { second: 0, perPeriod: 1, third: 77, fourth: 0 };
  const draw = { input: 'shock', element: 0, counter, word: 0, bits: 'uniform52', as: 'normal' } as const;
  const run = (precision: 'single' | 'double') =>
    instantiate(compileGraph(graph, { keep: ['z'], likely: new Map(), draws: [draw], precision }))
      .run(new Map(), { pathFrom: 1_000_003, paths: 4001, seed: 12 })
      .get('z').values;
  const [a, b] = [run('double'), run('single')];
  let tails = 0;
  a.forEach((z, i) => {
    // Cutting a probability to 23 bits moves it by at most 2^−24 (the middle of its cell), and so the quantile by that over the density.
    const density = Math.exp(-(z * z) / 2) / Math.sqrt(2 * Math.PI);
    // PPND7 is good to about 1e-7, and its ratio rounds some ten times.
    const allowed = (1.5 * 2 ** -24) / density + Math.abs(z) * (1e-7 + 10 * rounding) + 2 ** -24;
    expect(Math.abs(b[i]! - z)).toBeLessThan(allowed);
    if (Math.abs(z) > 2.9) tails++;
  });
  expect(tails).toBeGreaterThan(10);
});

describe('a graph whose numbers single precision holds exactly', () => {
  // Whole numbers below 2^24 and halves of them: sums, products with small numbers, comparisons and merit order do not round.
  const graph = graphOf(
    `dimension chip chips "C"
dimension segment segments "S"
map chip.group : chip -> segment "G"
input chip.bought[chip] : chips/quarter "B"
input once chip.life[chip] : years "L"
input segment.need[segment] : work/hour "N"
input rate[segment, chip] : work/hour/chip "R"
input taste[segment, chip] : ratio "T"
input rank[segment] : ratio "K"
owned[chip] : chips "Fleet" = window_sum(chip.bought, chip.life)
grouped[segment] : chips "By group" = sum(owned, chip.group)
late[chip] : chips/quarter "Late" = lag(chip.bought, chip.life / 2)
served[segment, chip] : work/hour "Served" = allocate(segment.need, owned, rate, taste, rank)
place[segment, chip] : ratio "Order" = order(taste, chip)
best : chips "Most" = most(owned, chip) - least(owned, chip)
held : chips "Held" = cumulative(sum(chip.bought, chip)) - sum(owned, chip)
picked[chip] : chips "Picked" = where(owned > 3 * late * 1 quarter, min(owned, held), abs(held) * 0.5)
once peak_held : chips "Peak" = peak(held) + final(held) - trough(best)`,
    {
      labels: { chip: ['a', 'b', 'c'], segment: ['x', 'y'] },
      maps: { 'chip.group': Int32Array.of(0, 1, 0) },
      periods: 7,
    },
  );
  const names = namesOf(graph);

  test.each([1, 7, 8, 9, 19])('gives the numbers of the interpreter, on %d paths', (paths) => {
    for (let seed = 1; seed <= 40; seed++) {
      const random = makeRandom(1000 * paths + seed);
      const inputs = new Map<string, InputData>();
      for (const entry of graph.byName.values()) {
        if ('typed' in entry || entry.kind !== 'input') continue;
        const size = entry.dims.reduce((count, dim) => count * graph.shape.labels[dim]!.length, 1);
        const isTimed = entry.when === 'period' && random() < 0.6;
        const isByPath = random() < 0.7;
        const count = size * (isTimed ? 7 : 1) * (isByPath ? paths : 1);
        const one = (): number => {
          const whole = Math.floor(9 * random());
          // Work is divided by rates, which is exact for powers of two.
          return entry.name === 'rate' ? 2 ** (whole % 3) : entry.name === 'chip.life' ? whole / 2 : whole;
        };
        const values = Float64Array.from({ length: count }, one);
        inputs.set(entry.name, { values, byTime: isTimed, byPath: isByPath });
      }
      const engine = instantiate(compileGraph(graph, { keep: names, likely: inputs, precision: 'single' }));
      const found = engine.run(inputs, { pathFrom: 0, paths });
      expect(firstDifference(found, interpret(graph, inputs, paths), names), `seed ${seed}`).toBeUndefined();
    }
  });
});

test('every function of the language compiles in single precision and runs', () => {
  const graph = sampleGraph();
  const names = namesOf(graph);
  const inputs = sampleInputs(graph, { seed: 3, paths: 9 });
  const engine = instantiate(compileGraph(graph, { keep: names, likely: inputs, precision: 'single' }));
  const found = engine.run(inputs, { pathFrom: 0, paths: 9 });
  const expected = interpret(graph, inputs, 9);
  for (const name of ['it_mw', 'owned', 'book', 'spent', 'steady_total', 'rules', 'clock']) {
    // Positive sums of at most a hundred rounded terms.
    const [a, b] = [found.get(name).values, expected.get(name).values];
    const scale = b.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    expect(a.length).toBe(b.length);
    a.forEach((value, i) => expect(Math.abs(value - b[i]!)).toBeLessThanOrEqual(100 * rounding * scale));
  }
});

test('medians of the Amazon case agree to four digits, and are not the same numbers', () => {
  const study = openStudy({ ...loadCase(`${packageFolder}/cases/amazon-2026`).value!, sets: [] }).value!;
  const keep = ['revenue', 'capex', 'net_ppe', 'it_mw'];
  const options = { seed: 7, paths: 201, keep, blockSize: 67 };
  const [preview, whole] = (['preview', 'compiled'] as const).map((engine) =>
    simulate(study, { ...options, engine }),
  );
  let differing = 0;
  for (const name of keep) {
    const [a, b] = [preview!.byName.get(name)!.values, whole!.byName.get(name)!.values];
    const periods = a.length / 201;
    const median = (values: Float64Array, period: number) =>
      values.slice(201 * period, 201 * (period + 1)).toSorted()[100]!;
    for (let period = 0; period < periods; period++) {
      const [x, y] = [median(a, period), median(b, period)];
      // Sums of up to a thousand positive terms: 1,000 roundings.
      expect(Math.abs(x - y)).toBeLessThanOrEqual(1000 * rounding * Math.abs(y));
      if (x !== y) differing++;
    }
  }
  expect(differing).toBeGreaterThan(0);
});
