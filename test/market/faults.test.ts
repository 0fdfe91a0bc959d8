import { describe, expect, it } from 'vitest';
import type { Issue } from '../../src/base/issue.ts';
import type { MarketData } from '../../src/market/index.ts';
import {
  findCapex,
  findFigure,
  findGuidance,
  marketCodes,
  readMarketData,
  reproduceClaims,
  sumQuarters,
} from '../../src/market/index.ts';
import { loadData, loadTexts } from './load.ts';

const AWS = { provider: 'Amazon', segment: 'AWS', metric: 'revenue' };
const FILE = 'market/deals.csv';

function readWith(file: string, edit: (text: string) => string): readonly Issue[] {
  const texts = loadTexts();
  texts.set(file, edit(texts.get(file)!));
  const outcome = readMarketData(texts);
  expect(outcome.value).toBeUndefined();
  return outcome.issues;
}

/** The smallest trigger of every code in the register. */
const triggers: Readonly<Record<string, () => readonly Issue[]>> = {
  'market-file-missing': () => {
    const texts = loadTexts();
    texts.delete(FILE);
    return readMarketData(texts).issues;
  },
  'market-column-missing': () => readWith(FILE, (text) => text.replace('term_years', 'term_year')),
  'market-number-malformed': () => readWith(FILE, (text) => text.replace(',250,', ',a lot,')),
  'market-figure-missing': () => findFigure(loadData(), { ...AWS, period: '1999Q1' }).issues,
  'market-figure-ambiguous': () => {
    const data = loadData();
    const doubled: MarketData = { ...data, figures: [...data.figures, ...data.figures] };
    return findFigure(doubled, { ...AWS, period: '2025Q4' }).issues;
  },
  'market-units-differ': () => {
    const data = loadData();
    const figures = data.figures.map((figure) =>
      figure.segment === 'AWS' && figure.period === '2025Q4' ? { ...figure, unit: 'USD m' } : figure,
    );
    return sumQuarters({ ...data, figures }, AWS, ['2025Q3', '2025Q4']).issues;
  },
  'market-capex-missing': () => findCapex(loadData(), { provider: 'Amazon', year: 1990 }).issues,
};

describe('issue codes', () => {
  // The code of rows looked up inside a claim shows in the claim's words, not as an issue; it is tested below.
  const inClaims = ['market-row-missing'];
  // Triggered in race.test.ts and implied.test.ts.
  const elsewhere = ['race-date', 'race-series-short', 'implied-input', 'implied-none'];

  it('are all in the register with a trigger', () => {
    expect([...Object.keys(triggers), ...inClaims, ...elsewhere].sort()).toEqual(
      Object.keys(marketCodes).sort(),
    );
  });

  it.each(Object.keys(triggers))('%s is raised by its smallest trigger', (code) => {
    const issues = triggers[code]!();
    expect(issues.map((issue) => issue.code)).toEqual([code]);
    expect(issues[0]).toMatchObject({ severity: 'error' });
  });

  it('name file, line and column of a bad number', () => {
    const [issue] = triggers['market-number-malformed']!();
    expect(issue).toMatchObject({ at: { file: FILE, line: 2, column: 5 }, found: 'a lot' });
  });

  it('name the nearest column and the periods there are', () => {
    expect(triggers['market-column-missing']!()[0]!.fix).toBe('Rename term_year to term_years');
    expect(triggers['market-figure-missing']!()[0]!.found).toContain('2025Q4');
    expect(findFigure(loadData(), { ...AWS, segment: 'AWZ', period: '2025Q4' }).issues[0]!.fix).toBe(
      'Did you mean Amazon / AWS / revenue?',
    );
  });

  it('sum nothing when one quarter is missing, and name it', () => {
    const outcome = sumQuarters(loadData(), AWS, ['2025Q4', '2031Q1']);
    expect(outcome.value).toBeUndefined();
    expect(outcome.issues.map((issue) => issue.expected)).toEqual(['2031Q1']);
  });

  it('say that guidance was not yet given', () => {
    const [issue] = findGuidance(loadData(), { provider: 'Microsoft', year: 2026 }, '2026-02-28').issues;
    expect(issue).toMatchObject({
      code: 'market-capex-missing',
      message: expect.stringContaining('2026-02-28'),
    });
  });
});

describe('claims with a fact taken away', () => {
  it('are not reproduced and say what is missing', () => {
    const data = loadData();
    const results = reproduceClaims({ ...data, deals: [], extraFacts: [] }, undefined);
    expect(results).toHaveLength(35);
    const profit = results.find((result) => result.id === 'S07')!;
    expect(profit.verdict).toBe('not reproduced');
    expect(profit.because).toContain('There is no fact amazon-operating-income-2025q1');
    expect(results.find((result) => result.id === 'S28')!.because).toContain(
      'deal of OpenAI with Microsoft (Azure)',
    );
  });

  it('fall to nothing but words on empty data', () => {
    const data = loadData();
    const empty: MarketData = {
      ...data,
      figures: [],
      capex: [],
      unitCosts: [],
      deals: [],
      capacity: [],
      chips: [],
    };
    for (const result of reproduceClaims({ ...empty, accounting: [], extraFacts: [] }, undefined)) {
      expect(['not reproduced', 'context'], result.id).toContain(result.verdict);
      expect(result.sources).toEqual([]);
    }
  });

  it('have no check for a claim that is not the article’s', () => {
    const data = loadData();
    const [result] = reproduceClaims({ ...data, claims: [{ ...data.claims[0]!, id: 'S99' }] }, undefined);
    expect(result).toMatchObject({ verdict: 'not reproduced', because: expect.stringContaining('no check') });
  });
});
