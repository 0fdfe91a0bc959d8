import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { buildDemand, demandCodes, printDemand, readLayers } from '../../src/demand/index.ts';
import { pipelineText } from '../signals/pipeline-text.ts';
import { caseFolder } from '../study/support.ts';

const header = 'segment,layer,kind,file,args\n';
const calendar = ',,calendar,,start=2026Q1;quarters=8\n';
const texts: Readonly<Record<string, string>> = {
  'path.csv': 'period,value\n2026Q1,100\n2027Q1,200\n',
  'backlog.csv': 'within_months,share\n24,1\n',
  'developers.csv': 'year,share\n2.25,0.8\n',
  'churn-stated.csv': 'period,value\n2026Q1,0.02\n2027Q1,0.05\n',
  'churn-measured.csv': 'period,value\n2025Q1,0\n2025Q2,0.02\n2025Q3,0.04\n2025Q4,0.02\n',
  'churn-broken.csv': 'period,value\n2025Q5,0.02\n2025Q4,1.2\n',
  'pipeline.csv': pipelineText({ IsClosed: 'TRUE', IsWon: 'TRUE', CloseDate: '2026-01-15' }),
  'series.csv': `series_id,t,value\n${Array.from({ length: 24 }, (_, t) => `a,${t + 1},${100 + 2 * t}`).join('\n')}\n`,
  'revenue.csv': `series_id,t,value\n${Array.from({ length: 24 }, (_, t) => `a,${t + 1},${10 * 1.05 ** t}`).join('\n')}\n`,
};
const files = new Map(
  Object.entries(texts).map(([name, text]) => [name, { text, bytes: new TextEncoder().encode(text) }]),
);
const planOf = (rows: string) => readLayers(`${header}${calendar}${rows}`, 'layers.csv');
const build = (rows: string, paths = 500) => buildDemand(planOf(rows).value!, files, { paths, seed: 7 });

describe('demand built from signals', () => {
  it('adds its layers up, path by path', () => {
    const { segments, labels } = build(
      'a,base,path,path.csv,\na,signed,backlog,backlog.csv,amount=80\n',
    ).value!;
    expect(labels.slice(0, 5)).toEqual(['2026Q1', '2026Q2', '2026Q3', '2026Q4', '2027Q1']);
    // A backlog of 80 over 24 months is 40 a year.
    expect([...segments[0]!.p50].map((value) => Math.round(value * 1e9) / 1e9)).toEqual([
      140, 140, 140, 140, 240, 240, 240, 240,
    ]);
    expect(segments[0]!.layers.map(({ mean }) => Math.round(mean[4]!))).toEqual([200, 40]);
  });

  it('finds the volatility and reversion that its paths were drawn with', () => {
    const [segment] = build('a,base,path,path.csv,volatility=20%;reversion=10%\n', 4000).value!.segments;
    // The standard error of a standard deviation from 4,000 paths is 1.1% of it; quantiles need about twice that.
    expect(Math.abs(segment!.volatility - 0.2)).toBeLessThan(0.01);
    expect(Math.abs(segment!.reversion - 0.1)).toBeLessThan(0.05);
  });

  it('asks of adopters what they use: 80% of 40,000 developers', () => {
    const [segment] = build(
      'a,dev,adoption,developers.csv,launch=2024-10;users=40000;tokens_per_week=50e6;tokens_per_chip_hour=5e6;error=2%\n',
    ).value!.segments;
    // 2026Q4 has its middle 2.125 years after the launch, an eighth before the point.
    const full = 40_000 * 10 * (365.25 / 7);
    expect(segment!.p50[3]! / full).toBeGreaterThan(0.68);
    expect(segment!.p50[3]! / full).toBeLessThan(0.82);
  });

  it('takes a won deal at its ramp, a series and revenue at their forecasts', () => {
    const { segments } = build(
      'a,deals,pipeline,pipeline.csv,work_per_mw=2\nb,use,series,series.csv,\nc,sales,revenue,revenue.csv,\n',
    ).value!;
    // 10 MW from June 2026 over six months: whole at the end of the year.
    expect(segments[0]!.p50[3]).toBe(20);
    // The line goes on at 2 a quarter from 146.
    expect(Math.abs(segments[1]!.p50[0]! - 148)).toBeLessThan(2);
    // Revenue grew by 21.6% a year, and goes on doing so in the first quarter.
    expect(Math.abs(segments[2]!.p50[0]! / (10 * 1.05 ** 24) - 1)).toBeLessThan(0.02);
  });

  it('does not shift one segment when another is added', () => {
    const rows = 'a,base,path,path.csv,volatility=20%\n';
    const [one] = build(rows, 20).value!.segments;
    const [, other] = build(`b,more,path,path.csv,volatility=10%\n${rows}`, 20).value!.segments;
    expect(other).toEqual(one);
  });

  it('takes churn off what stands before it: stated rates compound from the base of each path', () => {
    const [segment] = build('a,base,path,path.csv,volatility=20%\na,lost,churn,churn-stated.csv,\n', 50)
      .value!.segments;
    const [gross] = build('a,base,path,path.csv,volatility=20%\n', 50).value!.segments;
    const kept = [0.98, 0.98 ** 2, 0.98 ** 3, 0.98 ** 4, 0.98 ** 4 * 0.95];
    segment!.paths.forEach((path, p) =>
      kept.forEach((share, t) => expect(path[t]! / (gross!.paths[p]![t]! * share)).toBeCloseTo(1, 12)),
    );
    expect(segment!.layers[1]!.mean[0]).toBeLessThan(0);
  });

  it('takes churn of named layers alone', () => {
    const [segment] = build(
      'a,base,path,path.csv,\na,signed,backlog,backlog.csv,amount=80\na,lost,churn,churn-stated.csv,of=base\n',
    ).value!.segments;
    expect(segment!.p50[0]).toBeCloseTo(100 * 0.98 + 40, 9);
  });

  it('repeats measured quarters with a level that few of them leave open', () => {
    const paths = 4000;
    const [segment] = build('a,base,path,path.csv,\na,lost,churn,churn-measured.csv,\n', paths).value!
      .segments;
    const first = segment!.paths.map((path) => 1 - path[0]! / 100);
    // A quarter repeats one of the four: mean 2%, deviation √2 %.
    const mean = first.reduce((sum, rate) => sum + rate, 0) / paths;
    expect(Math.abs(mean - 0.02)).toBeLessThan((4 * 0.01 * Math.SQRT2) / Math.sqrt(paths));
    expect(new Set(first.map((rate) => rate.toFixed(6)))).toEqual(
      new Set(['0.000000', '0.020000', '0.040000']),
    );
    // Eight quarters of one path share its weights: Dirichlet(1, 1, 1, 1) leaves the level a variance of 2·10^−4/5, the draws add
    // (2 − 2/5)·10^−4/8, in the mean rate.
    const rates = segment!.paths.map((path) => -Math.log(path[7]! / 200) / 8);
    const centre = rates.reduce((sum, rate) => sum + rate, 0) / paths;
    const variance = rates.reduce((sum, rate) => sum + (rate - centre) ** 2, 0) / (paths - 1);
    const expected = (2e-4 / 5 + (2e-4 - 2e-4 / 5) / 8) * 1.04;
    // −log(1 − c) is wider than c by 4% here; a variance from 4,000 paths has a standard error of 2 to 3%.
    expect(Math.abs(variance / expected - 1)).toBeLessThan(0.12);
  });

  it('prints the table that a case reads', () => {
    expect(printDemand(build('a,base,path,path.csv,\n').value!).split('\n').slice(0, 2)).toEqual([
      'period,a,a_p10,a_p90,a_path_1,a_path_2,a_path_3',
      '2026Q1,100,100,100,0,0,0',
    ]);
  });
});

describe('faults', () => {
  const triggers: Readonly<Record<string, () => readonly { readonly code: string }[]>> = {
    'layer-malformed': () => planOf('a,base,pth,path.csv,\n').issues,
    'layer-argument': () => build('a,signed,backlog,backlog.csv,\n').issues,
    'layer-file': () => build('a,base,path,none.csv,\n').issues,
  };

  it('are all in the register', () => {
    expect(Object.keys(triggers).sort()).toEqual(Object.keys(demandCodes).sort());
  });

  it.each(Object.keys(triggers))('%s is raised by its smallest trigger', (code) => {
    expect(triggers[code]!().map((issue) => issue.code)).toEqual([code]);
  });
});

describe('faults of churn', () => {
  it('names each quarter that cannot be read', () => {
    const { issues } = build('a,base,path,path.csv,\na,lost,churn,churn-broken.csv,\n');
    expect(issues.map(({ code, at }) => `${code} ${at?.file}:${at?.line}`)).toEqual([
      'layer-malformed churn-broken.csv:2',
      'layer-malformed churn-broken.csv:3',
    ]);
  });

  it.each([
    'a,lost,churn,churn-stated.csv,\n',
    'a,base,path,path.csv,\na,lost,churn,churn-stated.csv,of=other\n',
  ])('refuses a base that is not before it: %j', (rows) => {
    const { issues } = build(rows);
    expect(issues.map(({ code, message }) => [code, message])).toEqual([
      ['layer-argument', 'The layer a, lost takes from layers that are not before it.'],
    ]);
  });
});

describe('the signals of a shipped case', () => {
  const folder = `${caseFolder('amazon-2026')}/signals`;
  const isThere = existsSync(folder);

  it.skipIf(!isThere)('say what its demand table says', () => {
    const plan = readLayers(readFileSync(`${folder}/layers.csv`, 'utf8'), 'signals/layers.csv').value!;
    const named = plan.layers.map(({ file }) => {
      const bytes = readFileSync(`${folder}/${file}`);
      return [file, { bytes, text: bytes.toString('utf8') }] as const;
    });
    const built = buildDemand(plan, new Map(named), { paths: 10_000, seed: 7 });
    expect(built.issues).toEqual([]);
    expect(printDemand(built.value!)).toBe(readFileSync(`${folder}/demand.csv`, 'utf8'));
  });
});
