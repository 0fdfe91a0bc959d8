import { describe, expect, it } from 'vitest';
import { readFigure } from '../../src/answer/index.ts';
import { makeCalendar } from '../../src/time/index.ts';
import { parseUnit } from '../../src/units/index.ts';

const calendar = makeCalendar({ start: '2026Q1', frequency: 'quarter', periods: 8 }).value!;
const read = (text: string, unitText: string, span = 1) =>
  readFigure(text, { unit: parseUnit(unitText).value!, isDate: false, calendar, span });

describe('readFigure', () => {
  it('reads a rate or an amount of a flow, for a quarter and for a year', () => {
    expect(read('$37.6bn/quarter', '$/period')).toBeCloseTo(37.6e9, 3);
    expect(read('$37.6bn', '$/period')).toBeCloseTo(37.6e9, 3);
    expect(read('$150bn/year', '$/period', 4)).toBeCloseTo(150e9, 3);
    expect(read('$150bn', '$/period', 4)).toBeCloseTo(150e9, 3);
    expect(read('$37.5bn/quarter', '$/period', 4)).toBeCloseTo(150e9, 3);
    // A quarter at a yearly pace of $150bn is a fourth of it.
    expect(read('$150bn/year', '$/period', 1)).toBeCloseTo(37.5e9, 3);
    expect(read('$150bn', '$bn/period', 4)).toBeCloseTo(150, 12);
  });

  it('reads stocks, shares and rates in the unit of the metric', () => {
    expect(read('4 GW', 'MW')).toBe(4000);
    expect(read('12.9%', '%')).toBeCloseTo(12.9, 12);
    expect(read('9 %/year', '%/year')).toBeCloseTo(9, 12);
    expect(read('$20bn/GW', '$/GW')).toBeCloseTo(20e9, 3);
    expect(read('0', '$')).toBe(0);
  });

  it('reads a date as time from the start', () => {
    const date = { unit: parseUnit('periods').value!, isDate: true, calendar, span: 1 };
    expect(readFigure('2026Q3', date)).toBe(2);
    expect(readFigure('3 years', date)).toBeUndefined();
  });

  it('refuses another dimension, and a bare number where a unit is needed', () => {
    expect(read('20 MW', '$/period', 4)).toBeUndefined();
    expect(read('5', '$')).toBeUndefined();
    expect(read('$5bn', '$')).toBe(5e9);
    expect(read('$5bn/year', '$')).toBeUndefined();
    expect(read('15%', '%/year')).toBeUndefined();
  });
});
