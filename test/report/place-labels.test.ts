import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeLabels } from '../../src/report/charts/place-labels.ts';

const room = { domain: [0, 100] as const, height: 300, gap: 14 };
const label = (text: string, y: number) => ({ text, y, colour: 'var(--c1)' });

describe('placeLabels', () => {
  it('leaves labels alone that do not overlap', () => {
    const labels = [label('a', 80), label('b', 20)];
    expect(placeLabels(labels, room)).toEqual(labels);
  });

  it('keeps labels apart, in order and inside the chart', () => {
    // Up to 10 labels of 14 px fit in 300 px; 1e-9 covers rounding of the sums.
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { maxLength: 10 }), (heights) => {
        const sorted = [...heights].sort((a, b) => b - a);
        const placed = placeLabels(
          sorted.map((y, i) => label(String(i), y)),
          room,
        );
        const perPixel = 100 / room.height;
        for (const [i, one] of placed.entries()) {
          expect(one.text).toBe(String(i));
          expect(one.y).toBeGreaterThanOrEqual(-1e-9);
          expect(one.y).toBeLessThanOrEqual(100 + 1e-9);
          if (i > 0) expect(placed[i - 1]!.y - one.y).toBeGreaterThanOrEqual(room.gap * perPixel - 1e-9);
        }
      }),
    );
  });
});
