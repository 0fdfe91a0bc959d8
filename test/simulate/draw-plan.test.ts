import { describe, expect, it } from 'vitest';
import { fillUniforms } from '../../src/num/index.ts';
import {
  DrawCache,
  drawDrivers,
  drawNoise,
  planDraws,
  simulate,
  sobolReplicates,
  type DrawMode,
  type Samples,
} from '../../src/simulate/index.ts';
import { openShipped, openTiny, swap } from '../study/support.ts';

const tiny = openTiny();
const keep = ['npv', 'roic.d2', 'segment_revenue'];
const run = (draws: DrawMode, paths: number, blockSize: number, more = {}) =>
  simulate(tiny, { seed: 7, paths, blockSize, keep, draws, ...more });
const valuesOf = (samples: Samples) => keep.map((name) => samples.byName.get(name)!.values);

/** A model of one uniform driver, to look through to the uniforms. */
const plain = openTiny((text) => swap(text, 'drivers:\n', 'drivers:\n  u: uniform(0, 1)\n'));
const uniforms = (draws: DrawMode, pathFrom: number, paths: number) =>
  drawDrivers(plain.study, { seed: 3, pathFrom, paths, plan: planDraws([plain], draws) }).get(
    'drivers.u',
  ) as Float64Array;

describe('ways to draw', () => {
  it.each(['sobol', 'antithetic'] as const)('%s gives the same bytes for any block size', (draws) => {
    const whole = valuesOf(run(draws, 40, 250));
    for (const size of [1, 7]) expect(valuesOf(run(draws, 40, size))).toEqual(whole);
    expect(valuesOf(run('random', 40, 250))).not.toEqual(whole);
  });

  it('random is as it was: one Philox draw per path, driver and period', () => {
    const stream = plain.study.drivers.find((driver) => driver.name === 'drivers.u')!.stream;
    const out = new Float64Array(9);
    fillUniforms(out, { seed: 3, pathFrom: 5, stream, period: 0 });
    expect(uniforms('random', 5, 9)).toEqual(out);
  });

  it('antithetic mirrors each pair, wherever a block starts', () => {
    const whole = uniforms('antithetic', 0, 40);
    for (let i = 0; i < 40; i += 2) expect(whole[i]! + whole[i + 1]!).toBe(1);
    expect(uniforms('antithetic', 7, 10)).toEqual(whole.slice(7, 17));
    expect(uniforms('antithetic', 8, 1)).toEqual(whole.slice(8, 9));
  });

  it('antithetic mirrors noise too', () => {
    const { program, shape } = tiny.graph;
    const request = { seed: 3, pathFrom: 0, paths: 2, plan: planDraws([tiny], 'antithetic') };
    const { values } = drawNoise(program, shape, request).get('market.price_noise')!;
    for (let i = 0; i < values.length; i += 2) expect(values[i]).toBe(-values[i + 1]!);
  });

  it('sobol puts one point of each replicate into every slot', () => {
    const points = 64;
    const values = uniforms('sobol', 0, points * sobolReplicates);
    for (let replicate = 0; replicate < sobolReplicates; replicate++) {
      const own = values.filter((_, path) => path % sobolReplicates === replicate);
      expect(new Set(own.map((u) => Math.floor(u * points))).size).toBe(points);
    }
    // Replicates are scrambled apart.
    expect(new Set(values).size).toBe(values.length);
    expect(uniforms('sobol', 13, 20)).toEqual(values.slice(13, 33));
  });
});

describe('planDraws', () => {
  it('gives the first dimensions to shared drivers, then others, then noise by period', () => {
    const { dimensions } = planDraws([tiny], 'sobol');
    const names = [...dimensions.keys()];
    expect(names[0]).toBe('drivers.demand_level');
    expect(names.slice(1, 7)).toEqual(names.slice(1, 7).toSorted());
    expect(names.slice(7, 11)).toEqual([
      'market.price_noise@0',
      'segment.demand_noise[labs]@0',
      'segment.demand_noise[startups]@0',
      'market.price_noise@1',
    ]);
    expect([...dimensions.values()]).toEqual(names.map((_, i) => i));
  });

  it('stops at the table, and what is beyond is drawn at random', () => {
    const amazon = openShipped('amazon-2026');
    const plan = planDraws([amazon], 'sobol');
    expect(plan.dimensions.size).toBe(257);
    const request = { seed: 3, pathFrom: 0, paths: 3 };
    const { program, shape } = amazon.graph;
    const [planned, random] = [{ ...request, plan }, request].map((each) => drawNoise(program, shape, each));
    const [a, b] = [planned!, random!].map((each) => each.get('market.price_noise')!.values);
    // The last of 40 periods lies beyond, the first does not.
    expect(a!.slice(-3)).toEqual(b!.slice(-3));
    expect(a!.slice(0, 3)).not.toEqual(b!.slice(0, 3));
  });

  it('is shared by models that differ, so that what both have is drawn alike', () => {
    const other = openTiny((text) =>
      swap(text, 'energise_delay: 0 to 0.75 years', 'energise_delay: 0.5 years'),
    );
    const plan = planDraws([tiny, other], 'sobol');
    const [a, b] = [tiny, other].map(({ study }) =>
      drawDrivers(study, { seed: 1, pathFrom: 0, paths: 16, plan }),
    );
    expect(b!.size).toBe(a!.size - 1);
    for (const [name, values] of b!) expect(values, name).toEqual(a!.get(name));
  });
});

describe('DrawCache', () => {
  const cached = (study: typeof tiny, cache: DrawCache, draws: DrawMode = 'random') =>
    simulate(study, { seed: 7, paths: 30, keep, draws, cache });

  it('gives a changed parameter the same draws without drawing again', () => {
    const cache = new DrawCache();
    const changed = openShipped('tiny', [], ['accounts.tax_rate=30%']);
    cached(openShipped('tiny'), cache);
    const made = cache.misses;
    const again = cached(changed, cache);
    expect(cache.misses).toBe(made);
    expect(cache.hits).toBe(made);
    expect(valuesOf(again)).toEqual(valuesOf(simulate(changed, { seed: 7, paths: 30, keep })));
  });

  it('draws a changed range anew, and nothing else', () => {
    const cache = new DrawCache();
    cached(tiny, cache);
    const made = cache.misses;
    const changed = openShipped('tiny', [], ['drivers.demand_level=0.5 to 1']);
    const again = cached(changed, cache);
    expect(cache.misses).toBe(made + 1);
    expect(valuesOf(again)).toEqual(valuesOf(simulate(changed, { seed: 7, paths: 30, keep })));
  });

  it('tells seeds, paths, ways and correlations apart', () => {
    const cache = new DrawCache();
    const joined = openTiny((text) =>
      swap(
        text,
        'drivers:\n',
        'correlations:\n  - { of: drivers.demand_level, with: drivers.other, value: 0.5 }\ndrivers:\n  other: 0.9 to 1.1\n',
      ),
    );
    const apart = openTiny((text) => swap(text, 'drivers:\n', 'drivers:\n  other: 0.9 to 1.1\n'));
    for (const study of [joined, apart]) {
      for (const draws of ['random', 'sobol', 'antithetic'] as const) {
        for (const seed of [1, 2]) {
          for (const pathFrom of [0, 4]) {
            const request = { seed, pathFrom, paths: 4, plan: planDraws([study], draws) };
            expect(drawDrivers(study.study, { ...request, cache })).toEqual(
              drawDrivers(study.study, request),
            );
          }
        }
      }
    }
  });

  it('forgets the oldest at its limit', () => {
    const cache = new DrawCache(100);
    const take = (key: string) => cache.take(key, () => new Float64Array(5));
    for (const key of ['a', 'b', 'c', 'c', 'a']) take(key);
    // 40 bytes each: c pushes a out, so only the second c is found.
    expect([cache.hits, cache.misses]).toEqual([1, 4]);
  });
});

describe('isEnough', () => {
  it('is asked at the same paths for any block size, and ends the run', () => {
    for (const size of [60, 250, 400]) {
      const asked: number[] = [];
      const samples = run('random', 1200, size, {
        isEnough: (soFar: { paths: number; get: (name: string) => { values: Float64Array } }) => {
          asked.push(soFar.paths);
          expect(soFar.get('npv').values).toHaveLength(soFar.paths);
          return soFar.paths >= 500;
        },
      });
      expect(asked).toEqual([250, 500]);
      expect(samples.paths).toBe(500);
    }
  });
});
