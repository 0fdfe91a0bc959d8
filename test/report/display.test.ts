import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  displayFor,
  formatAccounts,
  formatBare,
  formatBareRange,
  formatRange,
  formatValue,
  unitWords,
} from '../../src/report/display.ts';

describe('displayFor', () => {
  it.each([
    ['$', 38e9, '$38.0bn'],
    ['$bn', 215, '$215bn'],
    ['$bn/quarter', -3.24, '−$3.2bn'],
    ['$m', 42, '$42.0m'],
    ['MW', 12_400, '12.4 GW'],
    ['MW', 450, '450 MW'],
    ['GW', 3.99, '3.99 GW'],
    ['%/year', 11.43, '11.4%'],
    ['ratio', 0.931, '93.1%'],
    ['1/year', 0.1524, '15.2%'],
    ['years', 8.4, '8.4 years'],
    ['x', 1.45, '1.45×'],
    ['$/GW', 32_569_531_384, '$32.6bn/GW'],
    ['$/chip', 9000, '$9,000/chip'],
    ['chips', 2_530_000, '2.53m chips'],
    ['of total assets', 7.9e-16, '7.9e-16 of total assets'],
    ['no such unit', 1234.5, '1,235 no such unit'],
  ])('shows %s %d as %s', (unit, value, text) => {
    expect(formatValue(value, displayFor(unit, Math.abs(value)))).toBe(text);
  });

  it('names the stretch of time of a flow, and of a rate of return not', () => {
    expect(unitWords(displayFor('$bn/quarter', 40))).toBe('$bn a quarter');
    expect(unitWords(displayFor('%/year', 12))).toBe('%');
  });

  it('shows a value that is missing as n/a', () => {
    const display = displayFor('$bn', 1);
    expect(formatValue(undefined, display)).toBe('n/a');
    expect(formatValue(NaN, display)).toBe('n/a');
    expect(formatRange(1, NaN, display)).toBe('n/a');
  });
});

describe('ranges', () => {
  const money = displayFor('$bn', 200);
  it('write the unit once, and twice where a sign stands in between', () => {
    expect(formatRange(180.2, 212.4, money)).toBe('$180–212bn');
    expect(formatRange(-12, 5, money)).toBe('−$12.0bn to $5.0bn');
    expect(formatBareRange(-12, 5, money)).toBe('−12.0 to 5.0');
  });

  it('give both ends the decimals of the larger', () => {
    expect(formatRange(67.04, 115.2, money)).toBe('$67–115bn');
  });

  it('shrink to one number where both ends read the same', () => {
    expect(formatRange(21.001, 21.002, money)).toBe('$21.0bn');
  });
});

describe('accounts', () => {
  it('set negatives in parentheses and nothing as a dash', () => {
    expect([1234.56, -3.14, 0, -0.001, NaN].map(formatAccounts)).toEqual([
      '1,234.6',
      '(3.1)',
      '–',
      '–',
      'n/a',
    ]);
  });

  it('never show a negative zero', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), (value) => {
        expect(formatBare(value, displayFor('$bn', 1e6))).not.toMatch(/^−[0.,]+$/);
      }),
    );
  });

  it('read back within half a unit of the last decimal', () => {
    // One decimal is shown, so the text is within 0.05 of the value; 1e-9 covers the doubles near 1e6.
    fc.assert(
      fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), (value) => {
        const text = formatAccounts(value);
        const size = text === '–' ? 0 : Number(text.replace(/[(),]/g, ''));
        expect(Math.abs(size - Math.abs(value))).toBeLessThanOrEqual(0.05 + 1e-9);
        expect(text.startsWith('(')).toBe(value < 0 && text !== '–');
      }),
    );
  });
});
