import type { InputData } from '../formula/index.ts';
import {
  sizesOf,
  type BlockShape,
  type GroupRows,
  type ReadSide,
  type Side,
  type Span,
} from './block-shape.ts';
import { eventValues, type PathEvent } from './path-events.ts';
import { programmeRows } from './programme-rows.ts';

/**
 * Rows that a run reports, one number per path each, as plain data:
 * - `values`: every element and period of a formula;
 * - `sums`: every element of a flow, summed over spans on each path;
 * - `any`: every element of a formula: 1 where it is above 0 in some period;
 * - `programme`: what the case less its counterfactual is worth (`programmeRows`);
 * - `event`: 1 on the paths on which something happens.
 */
export type RowGroup =
  | {
      readonly kind: 'values' | 'any';
      readonly side: Side;
      readonly name: string;
      readonly batches?: boolean;
    }
  | {
      readonly kind: 'sums';
      readonly side: Side;
      readonly name: string;
      readonly spans: readonly Span[];
      readonly batches?: boolean;
    }
  | { readonly kind: 'programme'; readonly batches?: boolean }
  | { readonly kind: 'event'; readonly event: PathEvent; readonly batches?: boolean };

/** A name under which the rows of a group are found again. */
export function groupKey(group: RowGroup): string {
  if (group.kind === 'programme') return group.kind;
  if (group.kind === 'event') return `event ${group.event.id}`;
  return `${group.kind} ${group.side} ${group.name}`;
}

/** Reads the rows of groups on one block of paths; those of `values` are the formula's own array. */
export function rowReader(read: ReadSide, shape: BlockShape): (group: RowGroup) => GroupRows {
  let programme: GroupRows | undefined;
  const readProgramme = () => (programme ??= programmeRows(read, shape));
  return (group) => {
    if (group.kind === 'programme') return readProgramme();
    if (group.kind === 'event') return eventValues(group.event, { read, readProgramme }, shape);
    return formulaRows(group, read, shape);
  };
}

function formulaRows(
  group: Extract<RowGroup, { readonly name: string }>,
  read: ReadSide,
  shape: BlockShape,
): GroupRows {
  const data = read(group.side, group.name);
  if (group.kind === 'values') return data;
  return group.kind === 'sums' ? sumsOf(data, group.spans, shape) : anyOf(data, shape);
}

function sumsOf(data: InputData, spans: readonly Span[], shape: BlockShape): GroupRows {
  const { width, periods, elements } = sizesOf(data, shape);
  const values = new Float64Array(elements * spans.length * width);
  for (let element = 0; element < elements; element++) {
    spans.forEach(({ from, to }, i) => {
      const at = (element * spans.length + i) * width;
      for (let period = from; period < to; period++) {
        const row = (element * periods + (data.byTime ? period : 0)) * width;
        for (let path = 0; path < width; path++) values[at + path]! += data.values[row + path]!;
      }
    });
  }
  return { values, byPath: data.byPath };
}

function anyOf(data: InputData, shape: BlockShape): GroupRows {
  const { width, periods, elements } = sizesOf(data, shape);
  const values = new Float64Array(elements * width);
  for (let element = 0; element < elements; element++) {
    for (let period = 0; period < periods; period++) {
      const row = (element * periods + period) * width;
      for (let path = 0; path < width; path++)
        if (data.values[row + path]! > 0) values[element * width + path] = 1;
    }
  }
  return { values, byPath: data.byPath };
}
