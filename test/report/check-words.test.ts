import { describe, expect, it } from 'vitest';
import { bandText, checkDisplay } from '../../src/report/check-words.ts';
import { formatValue } from '../../src/report/display.ts';
import type { Check } from '../../src/report/result-types.ts';

function checkOf(value: number, low: number | undefined, high: number | undefined, unit = '$bn'): Check {
  return {
    id: 'one',
    kind: 'expectation',
    label: 'One',
    metric: 'revenue',
    period: 'FY2025',
    status: 'pass',
    value,
    low,
    high,
    unit,
    sentence: '',
    source: undefined,
    at: undefined,
  };
}
const valueText = (check: Check) => formatValue(check.value, checkDisplay(check));

describe('a check whose bounds are close', () => {
  it('shows its value in the digits that tell the bounds apart', () => {
    expect(valueText(checkOf(128.725, 128.7245, 128.7255))).toBe('$128.725bn');
    expect(valueText(checkOf(128725000000, 128724500000, 128725500000, '$'))).toBe('$128.725bn');
    expect(valueText(checkOf(21.45, 21.445, 21.455))).toBe('$21.45bn');
  });

  it('shows its band in full where six digits do, and else as a middle with half the distance', () => {
    expect(bandText(checkOf(45.606, 45.6055, 45.6065))).toBe('$45.6055–45.6065bn');
    expect(bandText(checkOf(128.725, 128.7245, 128.7255))).toBe('$128.725bn ± $0.5m');
    expect(bandText(checkOf(190.055, 190, 190.1))).toBe('$190.0–190.1bn');
  });

  it('never shows more than six digits', () => {
    expect(valueText(checkOf(128.725, 128.7249999, 128.7250001))).toBe('$128.725bn');
    expect(valueText(checkOf(1234567, 1234566.9, 1234567.1, 'MW'))).toBe('1,234.57 GW');
  });
});

describe('a check whose bounds are far apart', () => {
  it('is shown as other figures are', () => {
    expect(valueText(checkOf(148.46, 135, 165))).toBe('$148bn');
    expect(bandText(checkOf(148.46, 135, 165))).toBe('$135–165bn');
    expect(bandText(checkOf(30, 25, 35, '%'))).toBe('25.0–35.0%');
  });

  it('says at least or at most with one bound, and nothing with none', () => {
    expect(bandText(checkOf(3, 2, undefined, '%'))).toBe('at least 2.0%');
    expect(bandText(checkOf(3, undefined, 4, '%'))).toBe('at most 4.0%');
    expect(bandText(checkOf(3, undefined, undefined))).toBe('');
  });
});
