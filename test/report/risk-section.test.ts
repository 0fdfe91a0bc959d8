import { describe, expect, it } from 'vitest';
import { parseHTML } from 'linkedom';
import type { Tornado } from '../../src/analyse/index.ts';
import { renderReport } from '../../src/report/index.ts';
import { roicTarget, tinyResult } from './fixture.ts';

const row = (driver: string, ends: readonly [number, number], tier: 1 | 2 | 3 | 4 | undefined) => ({
  driver,
  text: '1 to 2',
  tier,
  source: undefined,
  low: 1,
  middle: 1.5,
  high: 2,
  atLow: ends[0],
  atHigh: ends[1],
  swing: ends[1] - ends[0],
  elasticity: undefined,
});

const found: Tornado = {
  target: roicTarget,
  central: 13,
  rows: [
    row('drivers.wide', [11, 17], 4),
    row('drivers.<b>', [14, 12.5], 1),
    row('drivers.idle', [13, 13], 2),
  ],
  method: 'one at a time',
};

function pageWith(tornadoes: readonly Tornado[]) {
  const { document } = parseHTML('<html></html>');
  return parseHTML(renderReport(tinyResult(), { document, tornadoes })).document;
}

describe('the section on what moves an answer', () => {
  const page = pageWith([found]);

  it('colours each bar by the evidence behind the number, pale at P10 and full at P90', () => {
    const bars = [...page.querySelectorAll('#tornado-roic-d2 .wide rect')].map((bar) => ({
      fill: bar.getAttribute('fill'),
      width: Number(bar.getAttribute('width')),
    }));
    expect(bars.map(({ fill }) => fill)).toEqual(['var(--c2)', 'var(--c3)', 'var(--c2)', 'var(--c3)']);
    // From 13: down 2 and up 1 at P10, up 4 and down 0.5 at P90.
    const unit = bars[0]!.width / 2;
    [2, 1, 4, 0.5].forEach((size, i) => expect(bars[i]!.width / unit).toBeCloseTo(size, 1));
  });

  it('leaves out what does not move the answer, and escapes names', () => {
    const names = [...page.querySelectorAll('#tornado-roic-d2 tbody th')].map((cell) => cell.textContent);
    expect(names).toEqual(['drivers.wide', 'drivers.<b>']);
  });

  it('names the weakest evidence that moves it most', () => {
    expect(page.querySelector('#risk')!.textContent).toContain(
      'drivers.wide (1 to 2) moves it most: from 11.0% to 17.0%',
    );
  });

  it('is not there without a tornado', () => {
    expect(pageWith([]).querySelector('#risk')).toBeNull();
  });
});
