import type { InputData } from '../formula/index.ts';
import { sizesOf, type BlockShape, type GroupRows, type ReadSide, type Span } from './block-shape.ts';

/**
 * Something that happens on a path or not, as plain data; numbers are canonical, as the formulas give them.
 *
 * `read` says of what: a flow summed over a span, a stock at its end, the largest in it against a share of another formula, or
 * one row of the programme. It happens where that lies below `low` or above `high`, or does not exist where `isMissing` is set.
 */
export interface PathEvent {
  readonly id: string;
  readonly read:
    | ({ readonly how: 'sum' | 'last'; readonly name: string; readonly element: number } & Span)
    | ({ readonly how: 'any'; readonly name: string; readonly element: number; readonly over: string } & Span)
    | { readonly how: 'programme'; readonly row: number };
  /** A number, or the name of an input or formula without labels. */
  readonly low?: number | string;
  readonly high?: number;
  readonly isMissing?: boolean;
}

/** 1 where an event happens, 0 where not, NaN where what it speaks of does not exist. */
export function eventValues(event: PathEvent, from: EventSource, shape: BlockShape): GroupRows {
  const asked = readAsked(event, from, shape);
  const low = typeof event.low === 'string' ? from.read(0, event.low) : undefined;
  const byPath = asked.byPath || (low?.byPath ?? false);
  const width = byPath ? shape.paths : 1;
  const last = 'to' in event.read ? event.read.to - 1 : 0;
  const bound = (path: number): number =>
    low ? numberAt(low, shape, { element: 0, period: last, path }) : ((event.low ?? -Infinity) as number);
  const values = new Float64Array(width);
  for (let path = 0; path < width; path++) {
    const value = asked.values[asked.byPath ? path : 0]!;
    if (value !== value) values[path] = event.isMissing ? 1 : NaN;
    else values[path] = value < bound(path) || value > (event.high ?? Infinity) ? 1 : 0;
  }
  return { values, byPath };
}

/** Where events read from. */
export interface EventSource {
  readonly read: ReadSide;
  readonly readProgramme: () => GroupRows;
}

/** The number in question on every path. */
function readAsked(
  { read: asked }: PathEvent,
  { read, readProgramme }: EventSource,
  shape: BlockShape,
): GroupRows {
  if (asked.how === 'programme') {
    const { values, byPath } = readProgramme();
    const width = byPath ? shape.paths : 1;
    return { values: values.subarray(asked.row * width, (asked.row + 1) * width), byPath };
  }
  const data = read(0, asked.name);
  const other = asked.how === 'any' ? read(0, asked.over) : undefined;
  const byPath = data.byPath || (other?.byPath ?? false);
  const values = new Float64Array(byPath ? shape.paths : 1);
  const { element, from, to } = asked;
  for (let path = 0; path < values.length; path++) {
    const at = (period: number) => numberAt(data, shape, { element, period, path });
    if (asked.how === 'last') values[path] = at(to - 1);
    else {
      for (let period = from; period < to; period++) {
        if (!other) values[path]! += at(period);
        else {
          const whole = numberAt(other, shape, { element: 0, period, path });
          values[path] = Math.max(values[path]!, whole > 0 ? at(period) / whole : 0);
        }
      }
    }
  }
  return { values, byPath };
}

function numberAt(
  data: InputData,
  shape: BlockShape,
  at: { readonly element: number; readonly period: number; readonly path: number },
): number {
  const { width, periods } = sizesOf(data, shape);
  const row = at.element * periods + (data.byTime ? at.period : 0);
  return data.values[row * width + (data.byPath ? at.path : 0)]!;
}
