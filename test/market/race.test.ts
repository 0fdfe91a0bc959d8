import { describe, expect, it } from 'vitest';
import {
  backTestGrowth,
  fitGrowth,
  providerFacts,
  quarterIndex,
  ratePresets,
  ratesByDate,
  revenueSeries,
  runRace,
} from '../../src/market/index.ts';
import { loadData } from './load.ts';

const data = loadData();
const options = { asOf: '2026-02', paths: 2000, seed: 7, years: 10 };
const race = runRace(data, options).value!;
const answerOf = (definition: string, of = race) =>
  of.answers.find((answer) => answer.definition === definition)!;

describe('revenue by definition', () => {
  it('ends with the quarter that was out at the date', () => {
    const last = (asOf: string) => {
      const { first, values } = revenueSeries(data, 'aws', asOf).value!;
      return first + values.length - 1;
    };
    expect(last('2026-02')).toBe(quarterIndex('2025Q4'));
    expect(last('2026-01')).toBe(quarterIndex('2025Q3'));
    expect(last('2026-08')).toBe(quarterIndex('2026Q2'));
  });

  it('gives Azure the one yearly figure that Microsoft reports, and $88–89bn in calendar 2025', () => {
    const { first, values } = revenueSeries(data, 'azure', '2026-08').value!;
    const sum = (from: string) => {
      const start = quarterIndex(from)! - first;
      return values.slice(start, start + 4).reduce((total, value) => total + value, 0);
    };
    expect(sum('2024Q3')).toBeCloseTo(75, 9);
    // The independent figure is 88.4; chaining rates rounded to 1% is good to about a half percent.
    expect(Math.abs(sum('2025Q1') - 88.4)).toBeLessThan(0.45);
  });

  it('takes from Azure no more than OpenAI is said to have paid', () => {
    const azure = revenueSeries(data, 'azure', '2026-02').value!;
    const without = revenueSeries(data, 'azure-without-openai', '2026-02').value!;
    const gap = (from: string, quarters: number) => {
      const start = quarterIndex(from)! - azure.first;
      return azure.values
        .slice(start, start + quarters)
        .reduce((sum, value, i) => sum + value - without.values[start + i]!, 0);
    };
    expect(gap('2024Q1', 4)).toBeCloseTo(3.7, 6);
    expect(gap('2025Q1', 3)).toBeCloseTo(8.7, 6);
  });
});

describe('constant rates', () => {
  it('are the known answers of MODEL §10', () => {
    const years = ratePresets().map((preset) =>
      preset.years === undefined ? 'never' : preset.years.toFixed(1),
    );
    expect(years).toEqual(['3.4', '5.0', '5.7', '8.4', '3.3', 'never']);
  });

  it('reproduce three years in February and not in August', () => {
    const years = (asOf: string) =>
      ratesByDate(data, [asOf]).find(({ definition }) => definition === 'azure')!.years!;
    expect(years('2026-02')).toBeGreaterThan(2.5);
    expect(years('2026-02')).toBeLessThan(3.5);
    expect(years('2026-08')).toBeGreaterThan(6);
  });
});

describe('the race', () => {
  it('gives every definition a distribution in which never is a value', () => {
    expect(race.answers.map(({ definition }) => definition)).toEqual([
      'azure',
      'azure-without-openai',
      'intelligent-cloud',
      'microsoft-cloud',
      'google-cloud',
      'oci',
    ]);
    for (const { byYear, never } of race.answers) {
      const total = byYear.reduce((sum, { share }) => sum + share, never);
      expect(total).toBeCloseTo(1, 12);
    }
  });

  it('has the larger already where it is larger', () => {
    expect(answerOf('microsoft-cloud')).toMatchObject({ isAhead: true, never: 0, constantYears: 0 });
  });

  it('is later, or never, as of August, when AWS grew faster', () => {
    const august = runRace(data, { ...options, asOf: '2026-08' }).value!;
    expect(answerOf('azure', august).never).toBeGreaterThan(answerOf('azure').never + 0.1);
  });

  it('is the same for the same seed, and its first paths do not depend on how many there are', () => {
    const fewer = runRace(data, { ...options, paths: 10 }).value!;
    expect(fewer.answers[0]!.fan.paths).toEqual(race.answers[0]!.fan.paths);
  });

  it('has fewer nevers the longer it looks', () => {
    const short = runRace(data, { ...options, years: 3 }).value!;
    for (const { definition, never } of short.answers) {
      expect(never).toBeGreaterThanOrEqual(answerOf(definition).never);
    }
  });

  it('says which date or series is missing', () => {
    expect(runRace(data, { ...options, asOf: 'soon' }).issues[0]).toMatchObject({ code: 'race-date' });
    const early = runRace(data, { ...options, asOf: '2024-02', paths: 5 });
    expect(early.issues.map(({ code }) => code)).toContain('race-series-short');
    expect(early.value!.answers.length).toBeGreaterThan(0);
  });
});

describe('the growth model', () => {
  it('held AWS from 2019 on as often as it says, within the error bars', () => {
    const series = revenueSeries(data, 'aws', '2026-08').value!;
    const { rows, origins } = backTestGrowth(series, {
      from: quarterIndex('2018Q4')!,
      aheads: [1, 2, 4, 8],
      paths: 400,
      seed: 7,
    });
    expect(origins).toBe(30);
    for (const { error } of rows) {
      expect(error.low).toBeLessThan(0.8);
      expect(error.high).toBeGreaterThan(0.8);
    }
    // At one quarter the median is nearer than last year's growth carried on.
    expect(rows[0]!.errorPct).toBeLessThan(rows[0]!.naivePct);
  });

  it('is estimated from what was known alone', () => {
    const known = revenueSeries(data, 'aws', '2022-02').value!;
    const later = revenueSeries(data, 'aws', '2026-08').value!;
    const cut = { ...later, values: later.values.slice(0, known.values.length) };
    expect(fitGrowth([cut])).toEqual(fitGrowth([known]));
  });
});

describe('facts beside the race', () => {
  it('are those of the filings: capital intensity and backlog cover of AWS in 2025', () => {
    const amazon = providerFacts(data, '2026-02')[0]!;
    // 25.02 + 32.18 + 35.10 + 39.52 over 128.725, and 244 over it.
    expect(amazon.intensity).toBeCloseTo(131.82 / 128.725, 6);
    expect(amazon.coverYears).toBeCloseTo(244 / 128.725, 6);
    // 21.45 in 2025 over 13.32 in 2024.
    expect(amazon.depreciationGrowth).toBeCloseTo(21.45 / 13.32 - 1, 6);
  });
});
