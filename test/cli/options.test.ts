import { describe, expect, it } from 'vitest';
import { drawMode, goalText } from '../../src/cli/options.ts';

describe('goalText', () => {
  it.each([
    ['roic.d2 FY2028 ± 1%', { metric: 'roic.d2', period: 'FY2028', within: '1%' }],
    ['roic.d2 FY2028 ±0.1 %/year', { metric: 'roic.d2', period: 'FY2028', within: '0.1 %/year' }],
    ['npv +- $1bn', { metric: 'npv', within: '$1bn' }],
    [
      'chip.installed[trainium2] 2027Q2 +/- 5%',
      { metric: 'chip.installed[trainium2]', period: '2027Q2', within: '5%' },
    ],
  ])('reads %s', (text, parts) => {
    expect(goalText(text)).toEqual({ text, ...parts });
  });

  it.each(['roic.d2 FY2028', '± 1%', 'roic.d2 FY2028 ±', ''])('refuses “%s”', (text) => {
    expect(() => goalText(text)).toThrow('such as');
  });
});

it('drawMode knows three ways', () => {
  expect(['random', 'sobol', 'antithetic'].map(drawMode)).toEqual(['random', 'sobol', 'antithetic']);
  expect(() => drawMode('halton')).toThrow("found 'halton'");
});
