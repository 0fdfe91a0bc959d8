import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import type { AnswerSpread } from '../../src/answer/index.ts';
import type { BreakEvens, DriverTable, ScenarioGrid } from '../../src/analyse/index.ts';
import {
  breakEvenFigure,
  driverTableFigure,
  drawFigure,
  gridFigure,
  isEmptyFigure,
  pieceWords,
  spreadFigure,
  type Figure,
} from '../../src/report/view.ts';
import { roicTarget, tinyResult } from './fixture.ts';

const result = tinyResult();
const target = roicTarget;

function draw(figure: Figure, kind: 'wide' | 'narrow' = 'wide') {
  if (isEmptyFigure(figure)) throw new Error(`nothing to draw: ${figure.what}`);
  const { document } = parseHTML('<html></html>');
  return parseHTML(`<body>${drawFigure(figure, { document, kind }).markup}</body>`).document;
}

const rowsOf = (figure: Figure) =>
  isEmptyFigure(figure) ? [] : figure.table.rows.map(({ cells }) => cells.map(pieceWords));
const wordsOf = (page: ReturnType<typeof draw>) =>
  [...page.querySelectorAll('text')].map((each) => each.textContent);

describe('how an answer lies over the paths', () => {
  const spread: AnswerSpread = {
    metric: 'roic.d2',
    period: 'FY2028',
    unit: '%/year',
    paths: 20,
    missing: 2,
    mean: 11,
    p10: 9,
    p50: 11,
    p90: 13,
    bins: { from: 8, step: 2, counts: [4, 8, 4], below: 1, above: 1 },
    atLeast: { figure: 9, share: 14 / 18, interval: { low: 0.55, high: 0.88 } },
  };
  const figure = spreadFigure(result, spread);

  it('splits the step in which the figure lies, and colours what falls short', () => {
    const bars = [...draw(figure).querySelectorAll('rect')].map((bar) => ({
      fill: bar.getAttribute('fill'),
      width: Number(bar.getAttribute('width')),
      height: Number(bar.getAttribute('height')),
    }));
    expect(bars.map(({ fill }) => fill)).toEqual(['var(--c2)', 'var(--c1)', 'var(--c1)', 'var(--c1)']);
    // Twice as many paths, twice as high; the split step keeps its height on both sides of its middle.
    expect(bars[2]!.height / bars[0]!.height).toBeCloseTo(2, 1);
    expect(bars[1]!.height).toBe(bars[0]!.height);
    expect(bars[0]!.width + bars[1]!.width).toBeCloseTo(bars[2]!.width - 1, 0);
  });

  it('counts every path once in its table, and says what it leaves out', () => {
    expect(rowsOf(figure).map(([, count]) => count)).toEqual(['1', '4', '8', '4', '1']);
    expect(figure.limits).toContain('2 paths lie beyond the ends');
    expect(figure.limits).toContain('On 2 paths the answer does not exist');
    expect(figure.measures).toContain('at least 9.0% on 78% (95%: 55–88%)');
  });
});

describe('an answer over two things at once', () => {
  const side = (label: string) => ({ label, inputs: [label], factors: [0.8, 1, 1.2] });
  const values = [
    [8, 7, 6],
    [11, 10, 9],
    [14, 13, 12],
  ];
  const grid: ScenarioGrid = {
    rows: side('demand'),
    columns: side('capital cost'),
    tables: [{ target, values }],
  };

  it('marks the cells that fall short by colour and by an arrow, and the case as it is by weight', () => {
    const page = draw(gridFigure(result, grid, { figure: 9.5 }));
    const cells = [...page.querySelectorAll('rect')].map((cell) => cell.getAttribute('fill'));
    expect(cells.filter((fill) => fill === 'var(--c2)')).toHaveLength(4);
    expect(wordsOf(page).filter((text) => text?.endsWith('↓'))).toEqual(['8.0 ↓', '7.0 ↓', '6.0 ↓', '9.0 ↓']);
    expect(page.querySelector('[font-weight="700"]')!.textContent).toBe('10.0');
  });

  it('has short labels on a narrow screen', () => {
    expect(wordsOf(draw(gridFigure(result, grid), 'narrow'))).toContain('× 0.8');
  });

  it('shows two uncertain numbers at their quantiles', () => {
    const table: DriverTable = {
      target,
      rows: 'drivers.a',
      columns: 'drivers.b',
      probabilities: [0.1, 0.5, 0.9],
      values,
    };
    expect(rowsOf(driverTableFigure(result, table))).toEqual([
      ['P10', '8.0', '7.0', '6.0'],
      ['P50', '11.0', '10.0', '9.0'],
      ['P90', '14.0', '13.0', '12.0'],
    ]);
  });
});

describe('what must be true', () => {
  const row = { text: '0.8 to 1.2', tier: 4, value: '', medianValue: '', crossesAgain: false } as const;
  const found: BreakEvens = {
    central: 12,
    figure: 10,
    unit: '%/year',
    between: ['20%', '500%'],
    rows: [
      { ...row, driver: 'drivers.up', multiple: 0.5, range: [0.8, 1.25], side: 'at least', chance: 0.004 },
      { ...row, driver: 'drivers.down', multiple: 2, range: [0.8, 1.25], side: 'at most', chance: 0 },
      {
        ...row,
        driver: 'drivers.idle',
        multiple: undefined,
        range: [0.8, 1.25],
        side: 'at least',
        chance: 0,
      },
    ],
  };
  const figure = breakEvenFigure('ROIC', found);

  it('shades where the answer falls short: below the one, above the other, nowhere of the third', () => {
    const page = draw(figure);
    const shaded = [...page.querySelectorAll('[fill="var(--c6)"] rect')].map((bar) => ({
      width: Number(bar.getAttribute('width')),
    }));
    expect(shaded).toHaveLength(2);
    // On a logarithmic scale from a fifth to five times, 0.2 to 0.5 is as wide as 2 to 5.
    expect(shaded[0]!.width).toBeCloseTo(shaded[1]!.width, 0);
    expect(wordsOf(page)).toEqual(expect.arrayContaining(['0.500 ×', '2.00 ×']));
  });

  it('says it in words', () => {
    expect(rowsOf(figure).map((cells) => [cells[0], cells[3], cells[5]])).toEqual([
      ['drivers.up', 'at least 0.500 × its median', '0.4%'],
      ['drivers.down', 'at most 2.00 × its median', '0%'],
      ['drivers.idle', 'does not decide it alone', '–'],
    ]);
  });

  it('says what is missing where nothing moves the answer', () => {
    expect(isEmptyFigure(breakEvenFigure('ROIC', { ...found, rows: [] }))).toBe(true);
  });
});
