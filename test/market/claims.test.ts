import { describe, expect, it } from 'vitest';
import type { ClaimResult, ModelAnswers, Statistic } from '../../src/market/index.ts';
import { claimsTable, reproduceClaims } from '../../src/market/index.ts';
import { loadData } from './load.ts';

const data = loadData();
const results = reproduceClaims(data, undefined);

function claim(id: string, from: readonly ClaimResult[] = results): ClaimResult {
  return from.find((result) => result.id === id)!;
}

describe('reproduceClaims without a case', () => {
  it('gives every one of the 35 claims a verdict and a sentence', () => {
    expect(results.map((result) => result.id)).toEqual(data.claims.map((row) => row.id));
    expect(results).toHaveLength(35);
    for (const result of results) {
      expect(result.because, result.id).toMatch(/\.$/);
      expect(result.because, result.id).not.toMatch(/undefined|NaN|missing from the data/);
      expect(result.from, result.id).toBe('data');
      if (result.verdict !== 'context' && result.verdict !== 'not reproduced') {
        expect(result.found, result.id).toBeDefined();
        expect(result.sources.length, result.id).toBeGreaterThan(0);
      }
    }
  });

  it('comes to these verdicts', () => {
    const byVerdict = (verdict: string): readonly string[] =>
      results.filter((result) => result.verdict === verdict).map((result) => result.id);
    expect(byVerdict('contradicted')).toEqual(['S07']);
    expect(byVerdict('consistent')).toEqual(['S03', 'S05', 'S08', 'S10', 'S20', 'S21', 'S22']);
    expect(byVerdict('context')).toEqual(['S12', 'S24', 'S27']);
    expect(byVerdict('not reproduced')).toEqual(['S11', 'S23', 'S30', 'S35']);
    expect(byVerdict('reproduced')).toHaveLength(35 - 1 - 7 - 3 - 4);
  });

  /*
   * Each number worked here by hand from the named rows of data/market; 12 digits agree when the arithmetic is the
   * same, since only a handful of roundings to 2^-53 lie between (a relative error below 1e-14).
   */
  const worked: readonly (readonly [id: string, value: number, source: string])[] = [
    ['S01', 200, 'guidance of 2026-02-05'],
    ['S02', 200, 'guidance, against 185 (Alphabet, high) and 4 × 37.5 (Microsoft)'],
    ['S03', (100 * 96.496) / 142.35, 'PP&E additions, 10-K 2025'],
    ['S04', 0.75 * 200, 'S03 × S01'],
    ['S05', 180 + 50 + 4 * 37.5, 'Alphabet, Oracle FY26, Microsoft 2025Q4 × 4'],
    ['S06', 29.267 + 30.873 + 33.006 + 35.579, 'AWS revenue by quarter'],
    [
      'S07',
      (100 * (11.547 + 10.16 + 11.434 + 12.465)) / (18.405 + 19.171 + 17.422 + 24.977),
      'operating income',
    ],
    ['S09', 3.99, 'Q4 2025 call'],
    ['S10', (4e6 * 8760) / 10715 / 1e6, '4 GW in kW × 8760 h ÷ EIA kWh per home, in millions'],
    ['S13', 4 + 4, 'two commitments'],
    ['S14', 38, 'deal of 2025-11-03'],
    ['S15', 250, 'deal of 2025-10-28'],
    ['S16', 300, 'deal of 2025-09-23'],
    ['S17', 14000 + 16000, 'two rounds'],
    ['S19', 10, 'run rate of 2025Q4'],
    ['S20', 1e6 / 1.207, '1 GW at 1.207 kW per TPU'],
    ['S21', 13, '1m chips at a recalled $13k'],
    ['S28', (250 + 300) / 38, 'headline values'],
    ['S29', (100 * 38) / 7 / 128.725, 'level annual value over AWS revenue'],
    ['S31', 200, 'guidance against 131.82 in 2025'],
    ['S32', 100 * (200 / 131.82 - 1), 'guidance over gross cash purchases'],
    ['S33', 96.496 / 3.99, 'PP&E additions per GW added'],
    ['S34', 100 * (150 / 96.496 - 1), 'S04 over AWS additions'],
    ['S35', 100 * (1 - 15 / 33), 'Morgan Stanley, via a post'],
  ];
  it.each(worked)('%s finds %d (%s)', (id, value) => {
    expect(claim(id).found as number).toBeCloseTo(value, 12);
  });

  it('says where S07 holds: by quarter 62.7, 53.0, 65.6, 49.9 %', () => {
    // 11.547/18.405, 10.160/19.171, 11.434/17.422, 12.465/24.977
    const { because } = claim('S07');
    expect(because).toContain('= 57.0%, below 60%');
    expect(because).toContain('62.7% in 2025Q1, 53.0% in 2025Q2, 65.6% in 2025Q3, 49.9% in 2025Q4');
    expect(because).toContain('holds in 2025Q1 and 2025Q3 only');
    // 14.16/23.9 and 16.621/27.5
    expect(because).toContain('59.2% in 2026Q1, 60.4% in 2026Q2');
  });

  it('dates the overtaking by definition in S08', () => {
    // t = ln(A/M) / ln((1+gM)/(1+gA)), worked with Math.log here and with the project's own log there.
    const years = (a: number, m: number, gA: number, gM: number): string =>
      `${(Math.log(a / m) / Math.log((1 + gM) / (1 + gA))).toFixed(1)} years`;
    const awsFiscal25 = 27.452 + 28.786 + 29.267 + 30.873;
    const awsFiscal26 = 33.006 + 35.579 + 37.6 + 42.232;
    const intelligent25 = 26.751 + 29.88 + 30.9 + 32.9;
    expect(String(claim('S08').found).split('; ')).toEqual([
      `Azure FY25, growth of 2025Q4: ${years(awsFiscal25, 75, 0.236, 0.39)}`,
      `Azure 2025 (mean of FY25 and FY26), growth of 2025Q4: ${years(128.725, 87.5, 0.236, 0.39)}`,
      `Azure FY26, growth of 2026Q2: ${years(awsFiscal26, 100, 0.367, 0.43)}`,
      `Intelligent Cloud 2025, growth of 2025Q4: ${years(128.725, intelligent25, 0.236, 32.9 / 25.544 - 1)}`,
      'Intelligent Cloud FY26, growth of 2026Q2: never at these rates',
      'Microsoft Cloud 2025, growth of 2025Q4: already larger',
    ]);
    expect(claim('S08').because).toContain('of 6 readings 1 overtakes within 3 years and 1 is ahead already');
  });

  it('shows the arithmetic of the others in their sentences', () => {
    expect(claim('S05').because).toContain('$180bn + Oracle $50bn (fiscal 2026) + Microsoft $150bn');
    expect(claim('S05').because).toContain('supposes $170bn for Microsoft'); // 400 − 180 − 50
    expect(claim('S05').because).toContain('= $449bn'); // 200 + (55.663 + 92.5)/2 + 175 = 449.08
    expect(claim('S03').because).toContain('78.4%'); // (28.3 + 31.7)/(36.07 + 40.47)
    expect(claim('S10').because).toContain('35.04 TWh');
    expect(claim('S10').because).toContain('10,950 kWh each');
    expect(claim('S10').because).toContain('2.29m'); // 3.27m × 70%
    expect(claim('S11').because).toContain('2 × 3.99 = 7.98 GW');
    expect(claim('S14').because).toContain('$5.43bn a year, which buys 0.34 GW at $16.2bn'); // 5.4286/16.2
    expect(claim('S14').because).toContain("0.41 GW at the Oracle deal's $13.3bn"); // 5.4286/(300/5/4.5)
    expect(claim('S15').because).toContain('rose by $233bn, from $392bn to $625bn');
    expect(claim('S17').because).toContain('8.6% of 350,000');
  });

  it('says "needs the case" where it does', () => {
    for (const id of ['S11', 'S30', 'S35']) expect(claim(id).because).toContain('needs the case');
  });

  it('keeps the sources behind a number, with their confidence', () => {
    expect(
      claim('S33')
        .sources.map((source) => source.confidence)
        .sort(),
    ).toEqual(['high', 'medium']);
    expect(claim('S30').sources).toEqual([
      { title: 'from memory, unverified', confidence: 'memory', tier: 4 },
    ]);
  });

  it('follows the data: a wrong row turns the verdict', () => {
    const figures = data.figures.map((figure) =>
      figure.segment === 'AWS' && figure.metric === 'revenue' && figure.period === '2025Q4'
        ? { ...figure, value: 10 }
        : figure,
    );
    expect(claim('S06', reproduceClaims({ ...data, figures }, undefined)).verdict).toBe('contradicted');
  });
});

/** A case that answers the same number for all three statistics unless a range is given. */
function answers(values: Readonly<Record<string, number | readonly [number, number, number]>>): ModelAnswers {
  const index: Readonly<Record<Statistic, 0 | 1 | 2>> = { p10: 0, p50: 1, p90: 2 };
  return {
    value: (metric, period, statistic) => {
      const value = values[`${metric} ${period}`];
      return typeof value === 'object' ? value[index[statistic]] : value;
    },
  };
}

describe('reproduceClaims with a case', () => {
  const run = (id: string, values: Parameters<typeof answers>[0]): ClaimResult =>
    claim(id, reproduceClaims(data, answers(values)));

  it('judges the return against the whole 80% range', () => {
    // The recalled planning rate in accounting.csv is 9%.
    const low = run('S30', { 'roic.d2 FY2030': [0.02, 0.05, 0.08] });
    const wide = run('S30', { 'roic.d2 FY2030': [0.05, 0.12, 0.2] });
    const high = run('S30', {
      'roic.d2 FY2030': [0.1, 0.12, 0.2],
      'npv all': [-2e9, 3e9, 9e9],
      'irr all': 0.131,
    });
    expect([low.verdict, wide.verdict, high.verdict]).toEqual(['contradicted', 'consistent', 'reproduced']);
    expect(high).toMatchObject({ found: 12, unit: '% per year', from: 'case' });
    expect(high.because).toContain('12.0% (80% range 10.0% to 20.0%)');
    expect(high.because).toContain('NPV $3.0bn (80% range −$2.0bn to $9.0bn). IRR 13.1%');
  });

  it('does not call returns strong while the new capital may lose', () => {
    const company = { 'roic.d2 FY2030': [0.1, 0.12, 0.2] } as const;
    const unsure = run('S30', { ...company, 'programme.npv all': [-5e9, 2e9, 9e9] });
    const sure = run('S30', { ...company, 'programme.npv all': [1e9, 2e9, 9e9] });
    const lost = run('S30', { ...company, 'programme.npv all': [-9e9, -5e9, -1e9] });
    expect([unsure.verdict, sure.verdict, lost.verdict]).toEqual([
      'consistent',
      'reproduced',
      'contradicted',
    ]);
    expect(unsure.because).toContain('$2.0bn (80% range −$5.0bn to $9.0bn), so a loss is inside the range');
  });

  it('judges the doubling of capacity against its 80% range', () => {
    const ratio = run('S11', { 'facility-mw FY2025': 12000, 'facility-mw FY2027': [18000, 22800, 25200] });
    expect(ratio).toMatchObject({ verdict: 'consistent', from: 'case' });
    expect(ratio.found as number).toBeCloseTo(1.9, 12);
    expect(run('S11', { 'facility-mw FY2025': 12000, 'facility-mw FY2027': 24000 }).verdict).toBe(
      'reproduced',
    );
    expect(run('S11', { 'facility-mw FY2025': 12000, 'facility-mw FY2027': 23999 }).verdict).toBe(
      'contradicted',
    );
  });

  it('judges own chips by share of revenue and margin', () => {
    const start = { 'revenue FY2026': 100e9, 'revenue.own_silicon FY2026': 10e9, 'ebit FY2026': 30e9 };
    const end = { 'revenue FY2030': 200e9, 'revenue.own_silicon FY2030': 50e9 };
    const verdicts = [70e9, 50e9].map(
      (ebit) => run('S35', { ...start, ...end, 'ebit FY2030': ebit }).verdict,
    );
    expect(verdicts).toEqual(['reproduced', 'consistent']);
    const less = run('S35', { ...start, ...end, 'revenue.own_silicon FY2030': 10e9, 'ebit FY2030': 50e9 });
    expect(less).toMatchObject({ verdict: 'contradicted', found: 5 });
  });

  it('adds the case to S19 without taking it for the evidence', () => {
    const result = run('S19', { 'revenue.own_silicon FY2026': 14.2e9 });
    expect(result).toMatchObject({ verdict: 'reproduced', from: 'data', found: 10 });
    expect(result.because).toContain('The case earns $14.2bn');
  });

  it('treats a part of an answer as no answer', () => {
    expect(run('S11', { 'facility-mw FY2027': 24000 }).verdict).toBe('not reproduced');
    expect(run('S35', { 'revenue FY2026': 100e9 }).verdict).toBe('not reproduced');
  });
});

describe('claimsTable', () => {
  it('lays out one row per claim with the weakest tier of its sources', () => {
    const table = claimsTable(results);
    expect(table.rows).toHaveLength(35);
    expect(table.rows.every((row) => row.length === table.columns.length)).toBe(true);
    const profit = table.rows.find((row) => row[0] === 'S07')!;
    expect(profit.slice(2, 8)).toEqual(['60', '57.0', '%', 'contradicted', 'data', '3']);
    expect(table.rows.find((row) => row[0] === 'S30')!.slice(2, 4)).toEqual(['', '']);
  });
});
