import { describe, expect, it } from 'vitest';
import {
  checkOverrides,
  forecastCodes,
  forecastSet,
  layerForecasts,
  readHierarchy,
  readOverrides,
  reconcileSet,
  type ForecastSet,
  type Series,
} from '../../src/forecast/index.ts';
import { normals } from './support.ts';

const length = 60;
const horizon = 6;
const hierarchyText = 'total,part\nall,north\nall,c\nnorth,a\nnorth,b\n';

/** Series a, b, c that share a part of their steps, and their sums; one that is in no hierarchy. */
function makeSet(shared: number): ForecastSet {
  const common = normals(length, 1);
  const part = (stream: number, level: number) => {
    let value = level;
    return normals(length, stream).map((own, t) => (value += shared * common[t]! + (1 - shared) * own));
  };
  const [a, b, c] = [part(2, 100), part(3, 150), part(4, 200)] as const;
  const sum = (...all: Float64Array[]) => a.map((_, t) => all.reduce((total, each) => total + each[t]!, 0));
  const values = { all: sum(a, b, c), north: sum(a, b), a, b, c, other: part(5, 50) };
  const series: Series[] = Object.entries(values).map(([id, each]) => ({
    id,
    values: each,
    lastPeriod: '2026-02',
  }));
  return forecastSet(series, { horizon, frequency: 'M' });
}
const set = makeSet(0.6);
const hierarchy = readHierarchy(hierarchyText, 'h.csv', set.series).value!;
const options = { paths: 300, seed: 7 };

describe('a hierarchy', () => {
  it('leads down to the series at its bottom', () => {
    expect(hierarchy.parts).toEqual(['a', 'b', 'c']);
    expect(hierarchy.totals).toEqual([
      { id: 'all', of: ['a', 'b', 'c'] },
      { id: 'north', of: ['a', 'b'] },
    ]);
  });

  it('makes means and every path add up', () => {
    const { series } = reconcileSet(set, hierarchy, options);
    const of = (id: string) => series.find((each) => each.id === id)!;
    for (let h = 0; h < horizon; h++) {
      expect(of('all').bands.mean[h]).toBeCloseTo(of('north').bands.mean[h]! + of('c').bands.mean[h]!, 9);
      for (let p = 0; p < options.paths; p++) {
        const [all, north, a, b, c] = ['all', 'north', 'a', 'b', 'c'].map((id) => of(id).paths[p]![h]!);
        expect(north).toBeCloseTo(a! + b!, 9);
        expect(all).toBeCloseTo(north! + c!, 9);
      }
    }
  });

  it('reads from the widths how much the parts move together', () => {
    const together = reconcileSet(makeSet(0.95), hierarchy, options).correlation;
    const apart = reconcileSet(makeSet(0), hierarchy, options).correlation;
    expect(together).toBeGreaterThan(0.75);
    expect(apart).toBeLessThan(0.35);
  });

  it('does not narrow a total by taking one surprise for several', () => {
    const one = makeSet(0.95);
    const total = reconcileSet(one, hierarchy, options).series[0]!.bands;
    const before = one.series[0]!.bands.buildout;
    for (let h = 0; h < horizon; h++) {
      const ratio = (total.hi80[h]! - total.lo80[h]!) / (before.hi80[h]! - before.lo80[h]!);
      // Draws made independently would leave it 0.47 to 0.50 of its width here.
      expect(ratio).toBeGreaterThan(0.85);
      expect(ratio).toBeLessThan(1.15);
    }
  });

  it('is never below 0 where the past is not', () => {
    const low: Series[] = ['t', 'u', 'v'].map((id, k) => ({
      id,
      values: normals(40, k + 20).map((z) => Math.max(0, z + (id === 't' ? 2 : 0.2))),
      lastPeriod: '',
    }));
    const small = forecastSet(low, { horizon, frequency: 'Q' });
    const two = readHierarchy('total,part\nt,u\nt,v\n', 'h.csv', small.series).value!;
    for (const { paths } of reconcileSet(small, two, options).series)
      for (const path of paths) for (const value of path) expect(value).toBeGreaterThanOrEqual(0);
  });
});

const header = 'owner,reason,made,expires,series_id,from,to,change,value\n';
const judge = (rows: string) => readOverrides(`${header}${rows}`, 'o.csv').value!;
const today = '2026-03-01';

describe('layers', () => {
  const overrides = judge(
    'kim,new hall,2026-02-01,2026-12-31,a,2,3,plus,40\nlee,deal,2026-02-01,2026-12-31,other,1,1,times,2\nmax,old,2025-01-01,2025-06-01,b,1,6,set,0\n',
  );
  const found = layerForecasts(set, { hierarchy, overrides, today, ...options });
  const of = (id: string) => found.series.find((each) => each.id === id)!;

  it('stand one over the other, and totals follow their parts', () => {
    for (const id of ['a', 'north', 'all']) {
      const moved = Array.from(of(id).judged!.mean, (value, h) => value - of(id).reconciled!.mean[h]!);
      [0, 40, 40, 0, 0, 0].forEach((step, h) => expect(moved[h]).toBeCloseTo(step, 8));
    }
    expect([of('b').judged, of('c').judged]).toEqual([undefined, undefined]);
    expect(of('other').reconciled).toBeUndefined();
    expect(of('other').judged!.mean[0]).toBeCloseTo(2 * set.series[5]!.bands.buildout.mean[0]!, 9);
    of('all').paths.forEach((path, p) =>
      path.forEach((value, h) =>
        expect(value).toBeCloseTo(of('a').paths[p]![h]! + of('b').paths[p]![h]! + of('c').paths[p]![h]!, 8),
      ),
    );
  });

  it('log what was done and what was left out', () => {
    expect(found.log.map(({ override, applied }) => [override.owner, applied])).toEqual([
      ['kim', true],
      ['max', false],
      ['lee', true],
    ]);
  });

  it('leave everything as it was where there are none', () => {
    const bare = layerForecasts(set, { today, ...options, paths: 0 });
    expect(
      bare.series.every(({ reconciled, judged, paths }) => !reconciled && !judged && paths.length === 0),
    ).toBe(true);
  });
});

describe('faults of the layers', () => {
  const read = (text: string, series: readonly { id: string; lastPeriod: string }[] = set.series) =>
    readHierarchy(text, 'h.csv', series).issues;
  const check = (row: string) =>
    checkOverrides(judge(row), { file: 'o.csv', ids: set.series.map(({ id }) => id), horizon, hierarchy });
  const many = Array.from({ length: 302 }, (_, i) => ({ id: `s${i}`, lastPeriod: '' }));
  const triggers: Readonly<
    Record<string, () => readonly { readonly code: string; readonly at?: { line: number } }[]>
  > = {
    'override-cell': () => readOverrides(`${header},why,2026-02-01,2026-12-31,a,1,1,set,1\n`, 'o.csv').issues,
    'override-series': () => check('kim,why,2026-02-01,2026-12-31,otter,1,1,set,1\n'),
    'override-total': () => check('kim,why,2026-02-01,2026-12-31,all,1,1,set,1\n'),
    'override-horizon': () => check('kim,why,2026-02-01,2026-12-31,a,5,9,set,1\n'),
    'hierarchy-series': () => read('total,part\nall,d\nall,a\n'),
    'hierarchy-cycle': () => read('total,part\nall,all\nall,a\n'),
    'hierarchy-twice': () => read('total,part\nall,north\nall,a\nnorth,a\nnorth,b\n'),
    'hierarchy-end': () =>
      read('total,part\nt,u\n', [
        { id: 't', lastPeriod: '2026-02' },
        { id: 'u', lastPeriod: '2026-01' },
      ]),
    'hierarchy-limit': () =>
      read(
        `total,part\n${many
          .slice(1)
          .map(({ id }) => `s0,${id}\n`)
          .join('')}`,
        many,
      ),
  };

  it('are all in the register', () => {
    const ofLayers = Object.keys(forecastCodes).filter((code) => /^(override|hierarchy)-/.test(code));
    expect(Object.keys(triggers).sort()).toEqual(ofLayers.sort());
  });

  it.each(Object.keys(triggers))('%s is raised by its smallest trigger, with its line', (code) => {
    const issues = triggers[code]!();
    expect(issues.map((issue) => issue.code)).toEqual([code]);
    expect(issues[0]!.at!.line).toBeGreaterThan(0);
  });
});
