import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Quantity, Unit } from '../../src/units/index.ts';
import {
  canonicalFactor,
  convert,
  formatQuantity,
  parseQuantity,
  parseUnit,
  prettyQuantity,
  toCanonical,
  unitLabel,
} from '../../src/units/index.ts';
import { printedScales, unitNames } from '../../src/units/unit-table.ts';

function unitOf(text: string): Unit {
  const { value, issues } = parseUnit(text);
  if (!value) throw new Error(issues[0]?.message);
  return value;
}

function quantityOf(text: string): Quantity {
  const { value, issues } = parseQuantity(text);
  if (!value) throw new Error(`${text}: ${issues[0]?.message}`);
  return value;
}

/** Any product of one to three named units, with scale words and powers. */
const anyTerm = fc
  .tuple(
    fc.constantFrom(...printedScales.map((scale) => scale.text)),
    fc.constantFrom(...unitNames.keys()),
    fc.constantFrom('', '', '', '^2', '^0.5'),
  )
  .map(([scale, name, power]) => (name === '1' ? `1${power}` : `${scale} ${name}${power}`));
const anyUnit = fc
  .tuple(anyTerm, fc.array(fc.tuple(fc.constantFrom('*', '/', ' per '), anyTerm), { maxLength: 2 }))
  .map(([head, others]) => unitOf(head + others.map(([sign, term]) => sign + term).join('')));
/** Any size a quantity may have, so chosen that no conversion overflows or loses digits near zero. */
const anyValue = fc.oneof(
  fc.double({ min: -1e15, max: 1e15, noNaN: true }).filter((x) => x === 0 || Math.abs(x) > 1e-9),
  fc.integer({ min: -1_000_000, max: 1_000_000 }),
  fc.integer({ min: -99_999, max: 99_999 }).map((n) => n / 1000),
);
const anyPeriods = fc.constantFrom(1, 4, 12);

describe('prettyQuantity', () => {
  it.each([
    [38e9, '$', '$38bn'],
    [38_000, '$m', '$38bn'],
    [-3.5e6, '$', '-$3.5m'],
    [999_700_000, '$', '$1bn'],
    [999_400_000, '$', '$999m'],
    [0, '$bn', '$0'],
    [0, 'MW', '0 MW'],
    [0.071, '$/kWh', '$0.071/kWh'],
    [35e6, '$/MW', '$35m/MW'],
    [38e9, '$/period', '$38bn/period'],
    [3990, 'MW', '3.99 GW'],
    [0.5, 'MW', '500 kW'],
    [1500, 'MWh', '1.5 GWh'],
    [1_200_000, 'chips', '1.2m chips'],
    [12_000, 'chips/quarter', '12k chips/quarter'],
    [1, 'chip', '1 chip'],
    [1, 'chips/MW', '1 chips/MW'],
    [350, 'people', '350 people'],
    [4.2e12, 'tokens', '4.2tn tokens'],
    [0.129, 'ratio', '12.9%'],
    [12.9, '%', '12.9%'],
    [0.24, '1/year', '24%/year'],
    [12, '1/year', '12/year'],
    [1.2, 'x', '1.2x'],
    [35, 'bp', '35 bp'],
    [1234, '1', '1.23k'],
    [6, 'years', '6 years'],
    [3, 'chips^2', '3 chips^2'],
    [12, 'k*chips', '12k*chip'],
    [1e-9, 'years', '1e-9 years'],
    [Number.NaN, '$', 'n/a'],
    [Number.POSITIVE_INFINITY, 'MW', 'n/a'],
  ])('prints %d in %s as %s', (value, unit, text) => {
    expect(prettyQuantity(value, unitOf(unit))).toBe(text);
  });

  it('takes digits and the name of a period', () => {
    const unit = unitOf('$/period');
    expect(prettyQuantity(38_123_456_789, unit, { digits: 5, periodName: 'quarter' })).toBe(
      '$38.123bn/quarter',
    );
    expect(prettyQuantity(38_123_456_789, unit, { digits: 'full' })).toBe('$38.123456789bn/period');
  });

  it('reads back to the printed digits, in the same dimension', () => {
    fc.assert(
      fc.property(anyValue, anyUnit, fc.integer({ min: 1, max: 12 }), (value, unit, digits) => {
        const back = quantityOf(prettyQuantity(value, unit, { digits }));
        expect(back.unit.dimension).toEqual(unit.dimension);
        expect(back.unit.perPeriods).toBe(unit.perPeriods);
        // Rounding to n digits moves a number by at most half a unit of its last digit, 0.5 × 10^(1−n) of the
        // number; the conversions round a few times, each by 2^-53, for which 16 × 2^-53 is ample.
        const share = 0.5 * 10 ** (1 - digits) + 16 * 2 ** -53;
        const size = Math.abs(toCanonical(value, unit, 1));
        expect(
          Math.abs(toCanonical(back.value, back.unit, 1) - toCanonical(value, unit, 1)),
        ).toBeLessThanOrEqual(share * size);
      }),
      { numRuns: 1000 },
    );
  });

  it('reads back exactly from full digits', () => {
    fc.assert(
      fc.property(anyValue, anyUnit, (value, unit) => {
        const back = quantityOf(prettyQuantity(value, unit, { digits: 'full' }));
        expect(back.unit.dimension).toEqual(unit.dimension);
        expect(toCanonical(back.value, back.unit, 1)).toBe(toCanonical(value, unit, 1) + 0);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('formatQuantity', () => {
  it.each([
    [38e9, '$bn', 4, '$38bn'],
    [12_500, 'chips', 4, '12,500 chips'],
    [12_345.6, 'chips', 4, '12,346 chips'],
    [24, 'years', 4, '6 years'],
    [0.06, '%/year', 4, '24%/year'],
    [1e9, '$bn/year', 12, '$12bn/year'],
    [1e9, '$bn/period', 12, '$1bn/period'],
    [-0.129, '%', 1, '-12.9%'],
    [-0, '$', 1, '$0'],
    [Number.NaN, '$', 1, 'n/a'],
  ])('prints %d in %s with %d periods a year as %s', (canonical, unit, periodsPerYear, text) => {
    expect(formatQuantity(canonical, unitOf(unit), { periodsPerYear })).toBe(text);
  });

  it('reads back exactly from full digits any number that was written in its unit', () => {
    fc.assert(
      fc.property(anyValue, anyUnit, anyPeriods, (value, unit, periodsPerYear) => {
        const canonical = toCanonical(value, unit, periodsPerYear);
        const back = quantityOf(formatQuantity(canonical, unit, { periodsPerYear, digits: 'full' }));
        expect({ ...back.unit, text: '' }).toEqual({ ...unit, text: '' });
        expect(toCanonical(back.value, back.unit, periodsPerYear)).toBe(canonical + 0);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('conversion', () => {
  it('gives the worked factors', () => {
    expect(canonicalFactor(unitOf('$/year'), 4)).toBe(0.25);
    expect(canonicalFactor(unitOf('$/month'), 12)).toBe(1);
    expect(canonicalFactor(unitOf('$/quarter'), 4)).toBe(1);
    expect(canonicalFactor(unitOf('$/period'), 4)).toBe(1);
    expect(canonicalFactor(unitOf('period'), 12)).toBe(1);
    expect(canonicalFactor(unitOf('%/year'), 4)).toBe(0.0025);
    expect(canonicalFactor(unitOf('1/year^2'), 4)).toBe(1 / 16);
    expect(toCanonical(6, unitOf('years'), 4)).toBe(24);
    expect(toCanonical(0.071, unitOf('$/kWh'), 4)).toBe(0.071 * 2_190_000);
    // One MW for one quarter of 2,190 h uses 2,190 MWh: at $71/MWh that is $155,490.
    expect(convert(toCanonical(71, unitOf('$/MWh'), 4), unitOf('$/MW/quarter'), 4)).toBe(155_490);
  });

  it('takes percentages to the nearest double', () => {
    for (let percent = 1; percent <= 100; percent++) {
      expect(toCanonical(percent, unitOf('%'), 4)).toBe(percent / 100);
    }
  });

  it('is undone by convert, to rounding', () => {
    fc.assert(
      fc.property(anyValue, anyUnit, anyPeriods, (value, unit, periodsPerYear) => {
        const back = convert(toCanonical(value, unit, periodsPerYear), unit, periodsPerYear);
        // A product and a quotient round once each, by 2^-53.
        expect(Math.abs(back - value)).toBeLessThanOrEqual(2 ** -52 * Math.abs(value));
      }),
    );
  });
});

describe('unitLabel', () => {
  it.each([
    ['$bn/period', 'quarter', '$bn/quarter'],
    ['periods', 'month', 'months'],
    ['%', 'year', '%'],
    ['1', 'year', ''],
    ['1/period', 'year', '1/year'],
  ])('labels %s with periods of a %s as %j', (unit, periodName, text) => {
    expect(unitLabel(unitOf(unit), periodName)).toBe(text);
  });
});
