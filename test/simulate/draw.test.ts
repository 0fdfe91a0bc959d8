import { describe, expect, it } from 'vitest';
import { centralDraws, drawDrivers, drawNoise, elementNames } from '../../src/simulate/index.ts';
import { openShipped, openTiny, swap } from '../study/support.ts';

/** Standard errors allowed: a true difference of 0 is missed by 4 in 1 of 16,000 normal draws. */
const errors = 4;
const paths = 4000;
const request = { seed: 11, pathFrom: 0, paths };

const meanOf = (values: ArrayLike<number>) =>
  Array.from(values).reduce((sum, x) => sum + x, 0) / values.length;

/** Pearson's correlation; its standard error is (1 − r²)/√n for normal pairs. */
function correlationOf(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const [ma, mb] = [meanOf(a), meanOf(b)];
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    ab += (a[i]! - ma) * (b[i]! - mb);
    aa += (a[i]! - ma) ** 2;
    bb += (b[i]! - mb) ** 2;
  }
  return ab / Math.sqrt(aa * bb);
}

const z95 = 1.6448536269514722;
const density = (z: number) => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);

describe('drawn drivers', () => {
  const study = openTiny((text) =>
    swap(text, 'drivers:\n', "drivers:\n  logn: 'lognormal(2, 0.5)'\n  norm: 'normal(10, 2)'\n"),
  );
  const draws = drawDrivers(study.study, request);
  const sorted = (name: string) => Float64Array.from(draws.get(name) as Float64Array).sort();
  /** Type 7 of Hyndman and Fan, written out. */
  const quantile = (values: Float64Array, p: number) => {
    const at = (values.length - 1) * p;
    const i = Math.floor(at);
    return values[i]! + (at - i) * ((values[i + 1] ?? values[i]!) - values[i]!);
  };

  // σ² = ln(1 + (s/m)²), µ = ln m − σ²/2 for a lognormal of mean m and standard deviation s.
  const sigma = Math.sqrt(Math.log(1 + (0.5 / 2) ** 2));
  const mu = Math.log(2) - sigma ** 2 / 2;
  const known = [
    {
      name: 'drivers.logn',
      mean: 2,
      sd: 0.5,
      at: (z: number) => Math.exp(mu + sigma * z),
      densityAt: (z: number) => density(z) / (sigma * Math.exp(mu + sigma * z)),
    },
    {
      name: 'drivers.norm',
      mean: 10,
      sd: 2,
      at: (z: number) => 10 + 2 * z,
      densityAt: (z: number) => density(z) / 2,
    },
  ];

  it.each(known)(
    'of $name have the mean and quantiles of the closed form',
    ({ name, mean, sd, at, densityAt }) => {
      const values = sorted(name);
      expect(Math.abs(meanOf(values) - mean)).toBeLessThan((errors * sd) / Math.sqrt(paths));
      for (const [p, z] of [
        [0.05, -z95],
        [0.5, 0],
        [0.95, z95],
      ] as const) {
        // The standard error of a sample quantile is √(p(1−p)/n) / f(q).
        const error = Math.sqrt((p * (1 - p)) / paths) / densityAt(z);
        expect(Math.abs(quantile(values, p) - at(z)), `p${100 * p}`).toBeLessThan(errors * error);
      }
    },
  );

  it('of the central path are medians', () => {
    const central = centralDraws(study.study);
    expect(central.get('drivers.norm')).toBeCloseTo(10, 12);
    expect(central.get('drivers.logn')).toBeCloseTo(Math.exp(mu), 12);
  });

  it('keep their draws when a driver is added', () => {
    const before = drawDrivers(openTiny().study, request);
    for (const [name, values] of before) expect(draws.get(name), name).toEqual(values);
    expect(draws.size).toBe(before.size + 2);
  });

  it('depend on the path number only, not on where a block starts', () => {
    const tail = drawDrivers(study.study, { ...request, pathFrom: 3000, paths: 100 });
    for (const [name, values] of tail)
      expect(values).toEqual((draws.get(name) as Float64Array).slice(3000, 3100));
  });

  it('reach the correlations of their Gaussian copula', () => {
    const amazon = openShipped('amazon-2026').study;
    const drawn = drawDrivers(amazon, request);
    expect(amazon.correlations).toHaveLength(2);
    for (const pair of amazon.correlations) {
      // All three are lognormal, so their logs are the normal scores up to scale.
      const scores = [pair.of, pair.with].map((name) => (drawn.get(name) as Float64Array).map(Math.log));
      const error = (1 - pair.value ** 2) / Math.sqrt(paths);
      expect(Math.abs(correlationOf(scores[0]!, scores[1]!) - pair.value)).toBeLessThan(errors * error);
    }
    const apart = ['drivers.energy', 'drivers.build_cost'].map((name) =>
      (drawn.get(name) as Float64Array).map(Math.log),
    );
    expect(Math.abs(correlationOf(apart[0]!, apart[1]!))).toBeLessThan(errors / Math.sqrt(paths));
  });
});

describe('noise', () => {
  const { graph } = openTiny();
  const noise = drawNoise(graph.program, graph.shape, request);
  const { periods } = graph.shape;
  const row = (name: string, element: number, period: number) => {
    const from = (element * periods + period) * paths;
    return noise.get(name)!.values.subarray(from, from + paths);
  };

  it('is standard normal in every period', () => {
    for (const period of [0, 7, periods - 1]) {
      const values = row('segment.demand_noise', 0, period);
      expect(Math.abs(meanOf(values))).toBeLessThan(errors / Math.sqrt(paths));
      const variance = meanOf(values.map((x) => x * x));
      // The variance of x² of a standard normal is 2.
      expect(Math.abs(variance - 1)).toBeLessThan(errors * Math.sqrt(2 / paths));
    }
  });

  it('is independent over periods, segments and names', () => {
    const first = row('segment.demand_noise', 0, 3);
    for (const other of [
      row('segment.demand_noise', 0, 4),
      row('segment.demand_noise', 1, 3),
      row('market.price_noise', 0, 3),
    ]) {
      expect(Math.abs(correlationOf(first, other))).toBeLessThan(errors / Math.sqrt(paths));
    }
  });

  it('of a segment stays as it is when a segment is added before it', () => {
    const more = openTiny((text) =>
      swap(text, 'segments:\n', 'segments:\n  hobby: { volume: 1m work/year, price: 1 $/work }\n'),
    );
    expect(more.study.labels['segment']).toEqual(['hobby', 'startups', 'labs']);
    const now = drawNoise(more.graph.program, more.graph.shape, { ...request, paths: 50 });
    const old = drawNoise(graph.program, graph.shape, { ...request, paths: 50 });
    const [a, b] = [now, old].map((each) => each.get('segment.demand_noise')!.values);
    expect([...a!.subarray(periods * 50)]).toEqual([...b!]);
    expect(now.get('market.price_noise')).toEqual(old.get('market.price_noise'));
  });
});

describe('elementNames', () => {
  it('runs row-major over the dimensions', () => {
    const shape = {
      labels: { a: ['x', 'y'], b: ['1', '2'] },
      maps: {},
      choices: {},
      periods: 1,
      periodsPerYear: 4,
    };
    expect(elementNames('f', ['a', 'b'], shape)).toEqual(['f[x,1]', 'f[x,2]', 'f[y,1]', 'f[y,2]']);
    expect(elementNames('f', [], shape)).toEqual(['f']);
  });
});
