import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalFactor, describeDimension, parseQuantity, parseUnit } from '../../src/units/index.ts';

describe('parseQuantity', () => {
  // Value as written, normal unit, dimension, and what one such unit is with quarters as periods, worked by hand.
  it.each([
    ['4 GW', 4, 'GW', 'MW', 1000],
    ['250 W', 250, 'W', 'MW', 1e-6],
    ['$38bn', 38, '$bn', '$', 1e9],
    ['-$3.5m', -3.5, '$m', '$', 1e6],
    ['−$3.5m', -3.5, '$m', '$', 1e6],
    ['$-5', -5, '$', '$', 1],
    ['0.071 $/kWh', 0.071, '$/kWh', '$/(MW*year)', (1000 * 8760) / 4],
    ['6 years', 6, 'years', 'year', 4],
    ['18 months', 18, 'months', 'year', 4 / 12],
    ['3 weeks', 3, 'weeks', 'year', (4 * 7) / 365],
    ['2 hours', 2, 'hours', 'year', 4 / 8760],
    ['2 periods', 2, 'periods', 'year', 1],
    ['35 bn$/GW', 35, '$bn/GW', '$/MW', 1e6],
    ['$40bn/GW', 40, '$bn/GW', '$/MW', 1e6],
    ['40 $bn/GW', 40, '$bn/GW', '$/MW', 1e6],
    ['12k chips/quarter', 12, 'k chips/quarter', 'chip/year', 1000],
    ['12,500 chips', 12_500, 'chips', 'chip', 1],
    ['1,234,567.5 $', 1_234_567.5, '$', '$', 1],
    ['3e5 chips', 3e5, 'chips', 'chip', 1],
    ['15%', 15, '%', 'number', 0.01],
    ['24 %/year', 24, '%/year', '1/year', 0.01 / 4],
    ['35bp', 35, 'bp', 'number', 1e-4],
    ['1.2', 1.2, '1', 'number', 1],
    ['1.2x', 1.2, 'x', 'number', 1],
    ['12k', 12, 'k', 'number', 1000],
    ['40/year', 40, '1/year', '1/year', 0.25],
    ['40 per year', 40, '1/year', '1/year', 0.25],
    ['1/year', 1, '1/year', '1/year', 0.25],
    ['2 1/year', 2, '1/year', '1/year', 0.25],
    ['2 M tokens', 2, 'm tokens', 'token', 1e6],
    ['2 B tokens', 2, 'bn tokens', 'token', 1e9],
    ['3 T tokens', 3, 'tn tokens', 'token', 1e12],
    ['3 Mtok', 3, 'm tokens', 'token', 1e6],
    ['0.9 $/M tokens', 0.9, '$/m token', '$/token', 1e-6],
    ['USD 38bn', 38, '$bn', '$', 1e9],
    ['38 USD bn', 38, '$bn', '$', 1e9],
    ['38bn USD', 38, '$bn', '$', 1e9],
    ['5 k USD', 5, '$k', '$', 1000],
    ['$2 trillion', 2, '$tn', '$', 1e12],
    ['350 FTE', 350, 'people', 'person', 1],
    ['7 work/chip/hour', 7, 'work/chip/hour', 'work/(chip*year)', 8760 / 4],
    ['7 $/period', 7, '$/period', '$/year', 1],
    ['3 MW·year', 3, 'MW*year', 'MW*year', 4],
    ['3 chips^0.5', 3, 'chips^0.5', 'chip^0.5', 1],
  ])('reads %s', (text, value, unitText, dimension, factor) => {
    const { value: quantity, issues } = parseQuantity(text);
    expect(issues).toEqual([]);
    expect(quantity).toMatchObject({ value, text, unit: { text: unitText } });
    expect(describeDimension(quantity!.unit.dimension)).toBe(dimension);
    // One rounding when the factor is formed, one for the calendar, one in the expected product: 3 × 2^-53.
    expect(Math.abs(canonicalFactor(quantity!.unit, 4) / factor - 1)).toBeLessThanOrEqual(3 * 2 ** -53);
  });

  it.each([
    ['', 'quantity-malformed', undefined],
    ['soon', 'quantity-malformed', 'write the number first, then its unit'],
    ['--5', 'quantity-malformed', undefined],
    ['-$-5', 'quantity-malformed', undefined],
    ['1_000 chips', 'quantity-malformed', 'write 12,500 or 12500'],
    ['1,5 MW', 'quantity-malformed', 'write 1.5 or 1,500'],
    ['0,500 MW', 'quantity-malformed', 'write 1.5 or 1,500'],
    ['12,50,000 $', 'quantity-malformed', 'write 1.5 or 1,500'],
    ['1 000 chips', 'quantity-malformed', 'write one number, then its unit'],
    ['1.2.3', 'quantity-malformed', 'write one number, then its unit'],
    ['$40^2', 'quantity-malformed', 'write one number, then its unit'],
    ['1e999 $', 'quantity-malformed', undefined],
    ['5 mW', 'unit-unknown', "write 'MW'"],
    ['5 gw', 'unit-unknown', "write 'GW'"],
    ['$40B', 'unit-unknown', "write 'bn'"],
    ['$40M', 'unit-unknown', "write 'm'"],
    ['5 B chips', 'unit-unknown', "write 'bn'"],
    ['10 GPUs', 'unit-unknown', "write 'chips'"],
    ['10 kchips', 'unit-unknown', "write 'k chips'"],
    ['3 quaters', 'unit-unknown', "write 'quarters'"],
    ['3 €', 'unit-unknown', undefined],
    ['5 MW year', 'unit-malformed', undefined],
    ['$40 chips', 'unit-malformed', undefined],
    ['5 $/', 'unit-malformed', undefined],
    ['5 $/(MW*year', 'unit-malformed', undefined],
    ['5 $/MW)', 'unit-malformed', undefined],
    ['5 chips^0.3', 'unit-malformed', undefined],
    ['5 chips^', 'unit-malformed', undefined],
    ['5 (chips^0.5)^0.5', 'unit-malformed', undefined],
    ['5 tn$^8*tn$^8*tn$^8*tn$^8', 'unit-malformed', undefined],
  ])('refuses %j', (text, code, fix) => {
    const { value, issues } = parseQuantity(text);
    expect(value).toBeUndefined();
    expect(issues).toHaveLength(1);
    expect(issues[0]).toMatchObject({ code, severity: 'error' });
    expect(issues[0]!.found).toBe(text || '(nothing)');
    expect(issues[0]!.fix).toBe(fix);
  });

  it.each([
    ['$40B', "'B' at offset 4"],
    [' 12 kW/yeer', "'yeer' at offset 7"],
    ['7 per yeer', "'yeer' at offset 7"],
    ['40/yeer', "'yeer' at offset 4"],
    ['USD 38 MW', "'MW' at offset 8"],
    ['7 $/MW^0.3', "'^0.3' at offset 7"],
  ])('counts offsets in %j from its first sign', (text, place) => {
    expect(parseQuantity(text).issues[0]?.message).toContain(place);
  });

  it('gives a value or an error for any text, and never throws', () => {
    const pieces = [
      '$',
      '-',
      '3',
      ',',
      '.',
      'bn',
      'm',
      'k',
      ' ',
      '/',
      '*',
      '^',
      '(',
      ')',
      '%',
      'MW',
      'year',
      'per',
      '1',
      '_',
    ];
    const anyText = fc.oneof(
      fc.string(),
      fc.array(fc.constantFrom(...pieces)).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(anyText, (text) => {
        const { value, issues } = parseQuantity(text);
        expect(value === undefined).toBe(issues.length > 0);
      }),
      { numRuns: 500 },
    );
  });
});

describe('parseUnit', () => {
  it.each([
    ['$/(MW*year)', '$/MW/year'],
    ['$ per MW per year', '$/MW/year'],
    ['bn$/GW', '$bn/GW'],
    ['1/quarter*$', '$/quarter'],
    ['$/(chip/MW)', '$*MW/chip'],
    ['(chips/MW)^2', 'chips^2/MW^2'],
    ['$/MW^-1', '$*MW'],
    ['MW*1', 'MW'],
    ['1', '1'],
    ['$ billion', '$bn'],
    ['thousand people', 'k people'],
  ])('puts %s into the normal form %s', (text, normal) => {
    const unit = parseUnit(text).value;
    expect(unit?.text).toBe(normal);
    expect(parseUnit(normal).value).toEqual(unit);
  });

  it('counts the exponent of the period apart from that of time', () => {
    expect(parseUnit('$/period').value).toMatchObject({ factor: 1, perPeriods: -1, dimension: { time: -1 } });
    expect(parseUnit('$/year').value).toMatchObject({ factor: 1, perPeriods: 0, dimension: { time: -1 } });
    expect(parseUnit('MWh/period').value).toMatchObject({ perPeriods: -1, dimension: { time: 0, power: 1 } });
  });

  it('says where in the text the fault lies', () => {
    expect(parseUnit('$/MV').issues).toEqual([
      {
        code: 'unit-unknown',
        severity: 'error',
        message: "'MV' at offset 3 is not a unit; spellings are case-sensitive.",
        found: '$/MV',
        expected:
          'a unit such as $, $bn, MW, MWh, hour, month, quarter, year, period, chips, tokens, people, work or %',
        fix: "write 'MW'",
      },
    ]);
    expect(parseUnit(' ').issues[0]).toMatchObject({ code: 'unit-malformed' });
  });
});
