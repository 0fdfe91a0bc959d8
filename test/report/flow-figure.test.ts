import { parseHTML } from 'linkedom';
import { beforeAll, describe, expect, it } from 'vitest';
import type { RunResult } from '../../src/answer/index.ts';
import {
  drawFigure,
  flowColumns,
  flowFigure,
  isEmptyFigure,
  type FlowColumn,
} from '../../src/report/view.ts';
import { answerSpread, runStudy } from '../../src/study/index.ts';
import { openShipped } from '../study/support.ts';
import { tinyResult } from './fixture.ts';

const year = 'FY2028';
const settings = { paths: 60, seed: 7 };
const study = openShipped('amazon-2026');
let result: RunResult;
let columns: readonly FlowColumn[];

const sumOf = ({ nodes }: FlowColumn) => nodes.reduce((sum, { value }) => sum + value, 0);
const meanOf = (id: string) =>
  result.metrics[id]!.years.mean[result.metrics[id]!.years.labels.indexOf(year)]!;

beforeAll(async () => {
  result = (await runStudy(study, { ...settings, overlays: [], sets: [] }))!;
  columns = flowColumns(result, year)!;
});

describe('the flow from spending to profit', () => {
  it('loses and makes nothing where both columns are of one unit', () => {
    const [spent, placed, , byChip, revenue, uses] = columns;
    expect(sumOf(spent!) / sumOf(placed!)).toBeCloseTo(1, 9);
    expect(sumOf(byChip!) / meanOf('revenue')).toBeCloseTo(1, 9);
    expect(sumOf(uses!) / sumOf(revenue!)).toBeCloseTo(1, 9);
    expect(sumOf(columns[2]!) / meanOf('it-mw')).toBeCloseTo(1, 2);
  });

  it('knows what was put into service from spending and construction alone, as the model counts it', async () => {
    for (const { metric, value } of columns[1]!.nodes.filter((each) => each.metric.startsWith('placed['))) {
      const { mean } = (await answerSpread(study, { metric, period: year, ...settings })).value!;
      // Means are sums of the same numbers in another order.
      expect(value).toBeCloseTo(mean, -2);
    }
  });

  it('draws a bar for every number in their order, and ribbons that fill them', () => {
    const figure = flowFigure(result, year);
    if (isEmptyFigure(figure)) throw new Error('the flow is there');
    const { document } = parseHTML('<html></html>');
    const page = parseHTML(`<body>${drawFigure(figure, { document, kind: 'wide' }).markup}</body>`).document;
    const bars = [...page.querySelectorAll('rect')].map((bar) => Number(bar.getAttribute('height')));
    const nodes = columns.flatMap((column) => column.nodes.map(({ value }) => value / sumOf(column)));
    expect(bars).toHaveLength(nodes.length);
    const scale = Math.max(...bars) / Math.max(...nodes);
    // Coordinates are rounded to 1/100 of a pixel.
    nodes.forEach((share, i) => expect(bars[i]).toBeCloseTo(share * scale, 0));
    expect(page.documentElement.outerHTML).not.toContain('NaN');
  });

  it('counts other income beside revenue, so that what becomes of them adds up', async () => {
    const tiny = (await runStudy(openShipped('tiny'), { ...settings, overlays: [], sets: [] }))!;
    const [sold, uses] = flowColumns(tiny, year)!.slice(-2);
    expect(sold!.nodes.map(({ metric }) => metric)).toEqual(['revenue', 'other-income']);
    expect(sumOf(uses!) / sumOf(sold!)).toBeCloseTo(1, 9);
  });

  it('begins with power in the first year, whose construction at the start no figure of the run tells', () => {
    expect(flowColumns(result, 'FY2026')!.map(({ title }) => title)).toEqual([
      'IT power, year end',
      'Revenue by chip',
      'Revenue',
      'What becomes of it',
    ]);
  });

  it('says what is missing where there is no flow', () => {
    expect(isEmptyFigure(flowFigure(tinyResult(), 'FY1999'))).toBe(true);
  });
});
