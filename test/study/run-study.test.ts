import { beforeAll, describe, expect, it } from 'vitest';
import { roicOf, type RunResult } from '../../src/answer/index.ts';
import { roicDefinitions, statementLayouts } from '../../src/model/index.ts';
import { resultJson, runStudy } from '../../src/study/index.ts';
import { bridgeYears } from '../../src/study/bridge-years.ts';
import { openTiny, swap } from './support.ts';

const plain = { overlays: [], sets: [] };
const run = async (study = openTiny(), paths = 40, seed = 3) =>
  (await runStudy(study, { ...plain, paths, seed }))!;

/** Sums of a few dozen doubles of one size lose some ulp: 1e-12 of the largest is hundreds of ulp. */
const rounding = 1e-12;

describe('a run of tiny', () => {
  let result: RunResult;
  beforeAll(async () => {
    result = await run();
  });

  it('has statements whose lines add up to their totals', () => {
    const values = (id: string, metric: string) => {
      const line = result.statements
        .find((each) => each.id === id)!
        .lines.find((each) => each.metric === metric)!;
      return line.values;
    };
    const total = (id: string, metric: string, parts: readonly string[]) => {
      const sum = values(id, metric).map((_, year) =>
        parts.reduce((all, part) => all + values(id, part)[year]!, 0),
      );
      const size = Math.max(...parts.flatMap((part) => values(id, part).map(Math.abs)));
      values(id, metric).forEach((value, year) =>
        expect(Math.abs(value - sum[year]!), `${metric} ${year}`).toBeLessThanOrEqual(rounding * size),
      );
    };
    const linesOf = (id: string, after: string | undefined, before: string) => {
      const names = result.statements.find((each) => each.id === id)!.lines.map((line) => line.metric);
      return names.slice(after === undefined ? 0 : names.indexOf(after), names.indexOf(before));
    };
    total('income', 'ebitda', linesOf('income', undefined, 'ebitda'));
    total('income', 'ebit', linesOf('income', 'ebitda', 'ebit'));
    total('income', 'pretax-income', linesOf('income', 'ebit', 'pretax-income'));
    total('income', 'net-income', linesOf('income', 'pretax-income', 'net-income'));
    total('balance', 'assets', linesOf('balance', undefined, 'assets'));
    total('balance', 'liabilities', linesOf('balance', 'payables', 'liabilities'));
    total('cash', 'cash-from-operations', linesOf('cash', undefined, 'cash-from-operations'));
    total('cash', 'cash-from-investing', linesOf('cash', 'capex', 'cash-from-investing'));
    total('cash', 'cash-from-financing', linesOf('cash', 'lease-principal', 'cash-from-financing'));
    const flows = ['cash-from-operations', 'cash-from-investing', 'cash-from-financing'];
    total('cash', 'cash-change', flows);
    values('balance', 'equity').forEach((equity, year) => {
      const assets = values('balance', 'assets')[year]!;
      const difference = assets - values('balance', 'liabilities')[year]! - equity;
      // The tie that the run itself reports.
      expect(Math.abs(difference)).toBeLessThanOrEqual(1e-9 * assets);
    });
    for (const { lines } of result.statements) {
      for (const line of lines) expect(line.values, line.metric).toHaveLength(5);
    }
    expect(result.statements.map((each) => each.id)).toEqual(statementLayouts.map((each) => each.id));
  });

  it('sums a cost that never changes over its fiscal year', () => {
    // Tiny has other cash costs of $1m a quarter, so $4m a year.
    expect(result.metrics['other-cost']!.years.mean).toEqual([4e6, 4e6, 4e6, 4e6, 4e6]);
  });

  it('has bridges whose steps add up exactly and end at the definition', () => {
    // In FY2026 nothing is in service at either end on the central path, so there is no cash return on it (D5).
    expect(result.bridge.length).toBe(5 * (roicDefinitions.length - 1) - 1);
    for (const bridge of result.bridge) {
      const end = bridge.steps.reduce((sum, step) => sum + step.change, bridge.start);
      expect(Math.abs(end - bridge.end), `${bridge.year} ${bridge.to}`).toBeLessThanOrEqual(rounding);
    }
    const year = bridgeYears(openTiny())[2]!;
    const d2 = roicDefinitions.find((each) => each.id === 'roic.d2')!;
    expect(result.bridge.find((each) => each.year === year.label)!.start).toBe(roicOf(d2, year));
  });

  it('bridges from the very figure that the model reports', async () => {
    // Without noise and with certain drivers every path is the central one.
    const certain = openTiny((text) =>
      text
        .replaceAll(/(\d\S*) to (\d\S*)/g, '$2')
        .replace('exponential(20 years)', '20 years')
        .replace('volatility: 15%', 'volatility: 0%'),
    );
    const central = await run(certain, 1);
    for (const bridge of central.bridge.filter((each) => each.to === 'roic.d5')) {
      const year = central.metrics['roic.d2']!.years.labels.indexOf(bridge.year);
      expect(100 * bridge.start).toBeCloseTo(central.metrics['roic.d2']!.years.mean[year]!, 9);
      expect(100 * bridge.end).toBeCloseTo(central.metrics['roic.d5']!.years.mean[year]!, 9);
    }
  });

  it('gives equal JSON for equal seeds and any block size, with sorted keys and no clock', async () => {
    const again = await runStudy(openTiny(), { ...plain, paths: 40, seed: 3, blockSize: 7 });
    expect(resultJson(again!)).toBe(resultJson(result));
    expect(resultJson(await run(openTiny(), 40, 4))).not.toBe(resultJson(result));
    const read = JSON.parse(resultJson(result)) as Record<string, unknown>;
    expect(Object.keys(read)).toEqual(Object.keys(read).sort());
    expect(read['schema']).toBe('buildout-run/1');
    expect(resultJson(result)).not.toMatch(/NaN|Infinity|\d\d:\d\d:\d\d/);
  });

  it('writes a missing number as null and counts it', async () => {
    const broke = await run(
      openTiny((text) =>
        swap(text, 'residual: book, residual_share: 60%', 'residual: none').replaceAll(
          'from: 2.',
          'from: 0.',
        ),
      ),
    );
    const payback = broke.metrics['payback']!;
    expect(payback.missing).toEqual([40]);
    const read = JSON.parse(resultJson(broke)) as { metrics: Record<string, { p50: unknown[] }> };
    expect(read.metrics['payback']!.p50).toEqual([null]);
  });

  it('runs in fiscal years that do not end in December', async () => {
    const june = await run(
      openTiny((text) =>
        swap(text, 'fiscal_year_end: 12', 'fiscal_year_end: 6').replaceAll('FY2028', 'FY2029'),
      ),
    );
    // 20 quarters from 2026Q1: half of FY2026, four whole years, half of FY2031.
    expect(june.metrics['capex']!.years.labels).toEqual(['FY2027', 'FY2028', 'FY2029', 'FY2030']);
    const { mean, years } = june.metrics['capex']!;
    const sum = mean.slice(2, 6).reduce((all, value) => all + value, 0);
    expect(Math.abs(years.mean[0]! - sum)).toBeLessThanOrEqual(1e-12 * sum);
    expect(june.metrics['net-ppe']!.years.p50[0]).toBe(june.metrics['net-ppe']!.p50[5]);
  });

  it('reports a date that the case asks for', async () => {
    const text =
      'metrics: |\n  first_power[site] : date "First day with power" = least(phase.ready, phase)\n';
    const study = openTiny((all) => swap(all, 'metrics: |\n', text.replace('[site]', '')));
    const dated = await run(study);
    // Energised 2026-10 is three quarters after the start; slips come on top.
    expect(dated.metrics['first-power']!.p5[0]).toBeGreaterThan(2.5);
    expect(dated.metrics['first-power']!.unit).toBe('quarters from the start');
  });

  it('returns what is done when it is stopped, and says how much', async () => {
    const stopped = await runStudy(openTiny(), {
      ...plain,
      paths: 40,
      seed: 3,
      blockSize: 10,
      onProgress: (share) => share < 0.5,
    });
    expect(stopped!.provenance.paths).toBe(20);
    expect(resultJson(stopped!)).toBe(resultJson(await run(openTiny(), 20)));
  });
});

describe('a run with a counterfactual', () => {
  it('differs by what separate runs on the same draws differ by', async () => {
    const study = openTiny();
    const without = openTiny(undefined, 'base: case.yaml\nphases: {hall_1: {included: 0%}}\n');
    const options = { ...plain, paths: 30, seed: 3 };
    const both = (await runStudy(study, {
      ...options,
      counterfactual: { study: without, name: 'no-hall' },
    }))!;
    const alone = (await runStudy(without, options))!;
    for (const name of ['capex', 'revenue', 'nopat']) {
      const difference = both.programme!.metrics[name]!.years.mean;
      difference.forEach((value, year) => {
        const [plan, other] = [both, alone].map((each) => each.metrics[name]!.years.mean[year]!);
        expect(Math.abs(value - (plan! - other!)), `${name} ${year}`).toBeLessThanOrEqual(
          1e-12 * Math.abs(plan!) + 1e-3,
        );
      });
    }
    expect(both.programme!.counterfactual).toBe('no-hall');
    // A mean difference of npv is the difference of means, opening capital apart: both start with the same.
    const npv = both.metrics['value']!.mean[0]! - alone.metrics['value']!.mean[0]!;
    expect(Math.abs(both.programme!.metrics['npv']!.mean[0]! - npv)).toBeLessThanOrEqual(
      1e-9 * Math.abs(npv),
    );
  });

  it('is stopped with the programme on the paths that are done', async () => {
    const study = openTiny();
    const without = openTiny(undefined, 'base: case.yaml\nphases: {hall_1: {included: 0%}}\n');
    const options = { ...plain, seed: 3, counterfactual: { study: without, name: 'no-hall' }, blockSize: 10 };
    const stopped = await runStudy(study, { ...options, paths: 40, onProgress: (share) => share < 0.5 });
    expect(stopped!.provenance.paths).toBe(20);
    expect(resultJson(stopped!)).toBe(resultJson((await runStudy(study, { ...options, paths: 20 }))!));
  });
});
