import { describe, expect, it } from 'vitest';
import { dayNumber } from '../../src/time/index.ts';

describe('dayNumber', () => {
  it.each([
    [1970, 1, 1],
    [1999, 12, 31],
    [2000, 2, 29],
    [2024, 3, 1],
    [2026, 1, 1],
    [2100, 2, 28],
    [2199, 12, 31],
  ])('counts %i-%i-%i as JavaScript does', (year, month, day) => {
    expect(dayNumber({ year, month, day })).toBe(Date.UTC(year, month - 1, day) / 86_400_000);
  });
});
