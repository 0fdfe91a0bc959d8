import type { InputData } from '../formula/index.ts';
import type { Calendar } from '../time/index.ts';

/** Which model of a run: the case, or its counterfactual. */
export type Side = 0 | 1;

/** Reads a formula or input of one side on a block of paths. */
export type ReadSide = (side: Side, name: string) => InputData;

/** A span of periods, `to` not included. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Rows on a block: [row][path], or one number a row where no path changes any of them. */
export interface GroupRows {
  readonly values: Float64Array;
  readonly byPath: boolean;
}

export interface BlockShape {
  readonly calendar: Calendar;
  readonly paths: number;
}

/** Paths that differ, periods that differ, and elements of what was read. */
export function sizesOf(data: InputData, { calendar, paths }: BlockShape) {
  const width = data.byPath ? paths : 1;
  const periods = data.byTime ? calendar.periods : 1;
  return { width, periods, elements: data.values.length / (width * periods) };
}
