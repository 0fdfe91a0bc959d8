import { describe, expect, it } from 'vitest';
import { marketFiles, readMarketData, toSource } from '../../src/market/index.ts';
import { loadData, loadTexts } from './load.ts';

describe('readMarketData on the shipped files', () => {
  const { value, issues } = readMarketData(loadTexts());

  it('reads every file without a fault', () => {
    expect(issues).toEqual([]);
    expect(value).toBeDefined();
  });

  it('keeps every row of every file', () => {
    const data = loadData();
    // Row counts are the line counts of the files less the header; no cell holds a line break.
    const lines = marketFiles.map((file) => loadTexts().get(file)!.trimEnd().split('\n').length - 1);
    expect([
      data.figures.length,
      data.capex.length,
      data.unitCosts.length,
      data.deals.length,
      data.capacity.length,
      data.accounting.length,
      data.extraFacts.length,
      data.claims.length,
      data.chips.length,
      data.models.length,
      data.chipHourPrices.length,
    ]).toEqual(lines);
    expect(data.figures).toHaveLength(538);
    expect(data.claims).toHaveLength(35);
  });

  it('gives every sourced row a confidence, and a recalled row no address that vouches for it', () => {
    const data = loadData();
    const rows = [
      data.figures,
      data.capex,
      data.unitCosts,
      data.deals,
      data.capacity,
      data.accounting,
      data.extraFacts,
    ];
    for (const row of [...rows, data.chips, data.chipHourPrices].flat()) {
      expect(['high', 'medium', 'low', 'memory'], JSON.stringify(row)).toContain(row.source.confidence);
      expect(row.source.title).not.toBe('');
      if (row.source.title.includes('from memory'))
        expect(row.source).toMatchObject({ confidence: 'memory', tier: 4 });
    }
  });

  it('gives every row of a market file an address or the words that it is recalled or the article itself', () => {
    const data = loadData();
    for (const { source } of [data.figures, data.capex, data.unitCosts, data.deals, data.capacity].flat()) {
      expect(source.url !== undefined || /from memory|seed article/.test(source.title), source.title).toBe(
        true,
      );
    }
  });

  it('reads the date of a guidance from its note', () => {
    const amazon = loadData().capex.filter((row) => row.provider === 'Amazon' && row.kind === 'guidance');
    expect(amazon.map((row) => row.guidedAt)).toEqual(['2026-02-05', '2026-07-30']);
    const oracle = loadData().capex.filter((row) => row.provider === 'Oracle' && row.kind === 'guidance');
    expect(oracle.map((row) => row.guidedAt)).toEqual(['2025-09', '2025-12', undefined]);
  });

  it('leaves an empty cell out instead of reading it as zero', () => {
    const tpus = loadData().deals.find((deal) => deal.date === '2025-10-23')!;
    expect(tpus.headlineUsdBn).toBeUndefined();
    expect(tpus.capacityGw).toBe(1);
  });
});

describe('toSource', () => {
  it('maps confidence to evidence tiers as data/README.md says', () => {
    expect(toSource('A report', 'https://example.org', 'high').tier).toBe(2);
    expect(toSource('Amazon 10-K 2025 Leases note (XBRL R13)', 'https://example.org', 'high').tier).toBe(1);
    expect(toSource('A filing', 'https://www.sec.gov/Archives/x', 'high').tier).toBe(1);
    expect(toSource('A filing', 'https://www.sec.gov/Archives/x', 'medium').tier).toBe(3);
    expect(toSource('from memory, unverified', '', 'medium')).toEqual({
      title: 'from memory, unverified',
      confidence: 'memory',
      tier: 4,
    });
    expect(toSource('Docs', 'https://example.org', 'high (spec) / low (price)').confidence).toBe('high');
  });
});
