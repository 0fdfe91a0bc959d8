import type { Markish } from '@observablehq/plot';
import { axisX } from '@observablehq/plot';
import { quietColour } from '../palette.ts';
import type { FiscalYear } from '../result-types.ts';
import type { ChartSize } from './chart-size.ts';

/** `FY2026` as it fits: in full, `FY26`, or `26`. Other labels stay as they are. */
export function shortYear(label: string, widthPx: number): string {
  const year = /^FY(\d{4})$/.exec(label)?.[1];
  if (year === undefined || widthPx >= 52) return label;
  return widthPx >= 36 ? `FY${year.slice(2)}` : year.slice(2);
}

export interface YearTick {
  readonly x: number;
  readonly text: string;
}

/** Labels in the middle of each fiscal year, for an axis counted in periods; every second where room is short. */
export function yearTicks(years: readonly FiscalYear[], plotWidth: number): readonly YearTick[] {
  const widthPx = plotWidth / Math.max(1, years.length);
  const every = widthPx < 18 ? 2 : 1;
  return years
    .map((year) => ({ x: (year.from + year.to) / 2, text: shortYear(year.label, widthPx) }))
    .filter((_tick, i) => i % every === 0);
}

/** Positions of the starts of fiscal years, for quiet rules behind a chart. */
export function yearStarts(years: readonly FiscalYear[]): readonly number[] {
  return years.map((year) => year.from).filter((from) => from > 0);
}

export function leftMargin(size: ChartSize): number {
  return size.isNarrow ? 38 : 46;
}

/** A quiet axis along time with the given labels. */
export function tickAxis(ticks: readonly YearTick[]): Markish {
  return axisX(
    ticks.map(({ x }) => x),
    {
      tickFormat: (x: number) => ticks.find((tick) => tick.x === x)?.text ?? '',
      tickSize: 0,
      label: null,
      fill: quietColour,
    },
  );
}
