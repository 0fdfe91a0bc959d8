import { describe, expect, it } from 'vitest';
import { renderTerminalSummary, writeVerdict } from '../../src/report/index.ts';
import { plausibleResult, tinyResult } from './fixture.ts';

const result = plausibleResult();
const escape = String.fromCharCode(27);

describe('renderTerminalSummary', () => {
  it.each([60, 80, 110, 200])('keeps within %d columns', (width) => {
    const lines = renderTerminalSummary(result, { width, color: false }).split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
  });

  it('holds every measure and year at any width', () => {
    for (const width of [60, 110]) {
      const text = renderTerminalSummary(result, { width, color: false }).replace(/\s+/g, ' ');
      for (const words of ['FY2026', 'FY2035', '405 (362–448)', '10.9 (8.2–13.6)', '15.8 (15.3–16.4)']) {
        expect(text).toContain(words);
      }
    }
  });

  it('answers in words with unit, date, definition and range', () => {
    const text = renderTerminalSummary(result, { width: 100, color: false }).replace(/\s+/g, ' ');
    const { p10, p50, p90 } = result.metrics['roic.d2']!.years;
    const [low, mid, high] = [p10, p50, p90].map((values) => values[2]!.toFixed(1));
    expect(text).toContain(`ROIC (D2, incl. CIP), FY2028: ${mid}% (80%: ${low}–${high}%)`);
    expect(text).toContain('The books tie: 2 of 2 ties hold on every path.');
    expect(text).toContain('1 of 2 sanity bands outside: Capital intensity');
    expect(text).toContain('lowest at −$142bn');
  });

  it('colours only where asked, and changes nothing else', () => {
    const plain = renderTerminalSummary(result, { width: 100, color: false });
    const coloured = renderTerminalSummary(result, { width: 100, color: true });
    expect(plain).not.toContain(escape);
    expect(coloured).toContain(escape);
    expect(coloured.replaceAll(new RegExp(`${escape}\\[\\d+m`, 'g'), '')).toBe(plain);
  });

  it('lets no control character of a case through', () => {
    const attack = `${escape}[2J${String.fromCharCode(7, 155)}`;
    const provenance = { ...result.provenance, case: attack, question: attack, asOf: attack };
    const checks = result.checks.map((check) => ({
      ...check,
      metric: attack,
      label: attack,
      sentence: attack,
      unit: attack,
    }));
    const text = renderTerminalSummary({ ...result, provenance, checks }, { width: 100, color: false });
    expect([...text].filter((one) => one !== '\n' && one < ' ')).toEqual([]);
  });

  it('is short and whole for a result without numbers', () => {
    const text = renderTerminalSummary(tinyResult(), { width: 100, color: false });
    expect(text).toContain('Fixture cloud 2026');
    expect(text).not.toMatch(/undefined|NaN|n\/a/);
  });
});

describe('writeVerdict', () => {
  it('sets ROIC against the cost of capital by its whole range', () => {
    const earns = (wacc: string) => {
      const assumptions = result.assumptions.map((row) =>
        row.path === 'valuation.wacc' ? { ...row, text: wacc } : row,
      );
      return writeVerdict({ ...result, assumptions }).find(({ topic }) => topic === 'What it earns')!
        .sentence;
    };
    expect(earns('9 %/year')).toContain('with the cost of capital of 9.0% inside the 80% range');
    expect(earns('4%')).toContain('above the cost of capital of 4.0% across the 80% range');
    expect(earns('30%')).toContain('below the cost of capital of 30.0% across the 80% range');
  });

  it('says which ties are broken', () => {
    const checks = result.checks.map((check) =>
      check.id === 'cash' ? { ...check, status: 'fail' as const } : check,
    );
    const sentence = writeVerdict({ ...result, checks }).at(-1)!.sentence;
    expect(sentence).toContain('The books do not tie: Cash ties to the cash-flow statement.');
  });
});
