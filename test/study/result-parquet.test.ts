import { parquetReadObjects } from 'hyparquet';
import { expect, it } from 'vitest';
import { resultParquet, runStudy } from '../../src/study/index.ts';
import { openShipped } from './support.ts';

it('holds every metric by period, fiscal year and horizon, and nulls where there is no number', async () => {
  const study = openShipped('tiny');
  const result = (await runStudy(study, { paths: 60, seed: 7, overlays: [], sets: [] }))!;
  const file = await resultParquet(result);
  const rows = (await parquetReadObjects({ file })) as Record<string, string | number | null>[];
  const expected = Object.values(result.metrics).reduce(
    (sum, { periods, years }) => sum + periods.length + years.labels.length,
    0,
  );
  expect(rows).toHaveLength(expected);
  const revenue = result.metrics['revenue']!;
  const found = rows.filter(({ metric, span }) => metric === 'revenue' && span === 'fiscal year');
  expect(found.map(({ period }) => period)).toEqual(revenue.years.labels);
  expect(found.map(({ p90 }) => p90)).toEqual(revenue.years.p90);
  expect(found[0]!['unit']).toBe(revenue.years.unit);
  const npv = rows.find(({ metric }) => metric === 'npv')!;
  expect(npv).toMatchObject({ span: 'horizon', p50: result.metrics['npv']!.p50[0] });
  const missing = Object.values(result.metrics).reduce(
    (sum, { p50, years }) => sum + [...p50, ...years.p50].filter((value) => !Number.isFinite(value)).length,
    0,
  );
  expect(missing).toBeGreaterThan(0);
  expect(rows.filter(({ p50 }) => p50 === null)).toHaveLength(missing);
  expect(await resultParquet(result)).toEqual(file);
});
