import { describe, expect, it } from 'vitest';
import { placePointLabels } from '../../src/report/charts/place-point-labels.ts';

const point = (text: string, x: number, y: number, isForced = false) => ({ text, x, y, isForced });

describe('names beside points', () => {
  it('stand right above where there is room', () => {
    expect(placePointLabels([point('B200', 100, 100)], 400)).toEqual([
      { index: 0, anchor: 'start', dx: 9, dy: -8 },
    ]);
  });

  it('go to the left where the right edge is near', () => {
    expect(placePointLabels([point('GB300-NVL72', 390, 100)], 400)[0]!.anchor).toBe('end');
  });

  it('keep off other names and other points', () => {
    const placed = placePointLabels([point('first', 100, 100), point('second', 101, 100)], 400);
    const [first, second] = placed;
    expect([first!.anchor, first!.dy]).not.toEqual([second!.anchor, second!.dy]);
    // A point right where the best place would be moves the name below.
    expect(placePointLabels([point('first', 100, 100), point('', 115, 92)], 400)[0]!.dy).toBe(8);
  });

  it('leave a point unnamed where all places are taken, unless it is forced', () => {
    const crowd = [92, 108].flatMap((y) => [70, 80, 120, 130].map((x) => point('', x, y)));
    expect(placePointLabels([point('name', 100, 100), ...crowd], 400)).toEqual([]);
    expect(placePointLabels([point('name', 100, 100, true), ...crowd], 400)).toHaveLength(1);
  });
});
