import type { Typed } from './types.ts';
import type { Contribution, Here } from './value-at.ts';
import {
  atTarget,
  contributions,
  elementAt,
  everyPeriod,
  heldPeriod,
  laggedPeriod,
  moveTo,
  reducedLabels,
  valueAt,
} from './value-at.ts';

/** A name read at one element and period, or what is left of a sum over time. */
export type Reading =
  | { readonly kind: 'name'; readonly name: string; readonly element: number; readonly period: number }
  | { readonly kind: 'rest'; readonly value: number; readonly count: number };

const SHOWN_PARTS = 6;

/** Everything that an expression reads at one place, in order of the formula. */
export function findReadings(typed: Typed, here: Here): Reading[] {
  switch (typed.op) {
    case 'number':
      return [];
    case 'read':
      return readName(typed.name, here);
    case 'point': {
      const [condition, yes, no] = typed.args;
      if (typed.how !== 'where') return typed.args.flatMap((arg) => findReadings(arg, here));
      const taken = valueAt(condition!, here) > 0 ? yes! : no!;
      return [...findReadings(condition!, here), ...findReadings(taken, here)];
    }
    case 'reduce':
      return reducedLabels(typed, here).flatMap((label) =>
        findReadings(typed.arg, moveTo(here, typed.over, label)),
      );
    case 'lookup': {
      const { from } = here.graph.mapByName.get(typed.map)!;
      const map: Reading = {
        kind: 'name',
        name: typed.map,
        element: here.labels.get(from)!,
        period: here.period,
      };
      return [map, ...findReadings(typed.arg, atTarget(typed, here))];
    }
    case 'order':
      return here.graph.shape.labels[typed.over]!.flatMap((_, label) =>
        findReadings(typed.arg, moveTo(here, typed.over, label)),
      );
    case 'lag': {
      const from = laggedPeriod(typed, here);
      const past =
        from >= 0 ? findReadings(typed.arg, { ...here, period: from }) : findReadings(typed.initial, here);
      return [...findReadings(typed.periods, here), ...past];
    }
    case 'cumulative':
      return [
        ...partReadings(typed.arg, contributions(typed, here), here),
        ...findReadings(typed.initial, here),
      ];
    case 'window':
      return [
        ...partReadings(typed.arg, contributions(typed, here), here),
        ...findReadings(typed.length, here),
      ];
    case 'vintage':
      return [
        ...partReadings(typed.arg, contributions(typed, here), here),
        ...findReadings(typed.profile, here),
      ];
    case 'horizon':
      if (typed.how === 'total') return partReadings(typed.arg, valuesOf(typed.arg, here), here);
      return findReadings(typed.arg, { ...here, period: heldPeriod(typed, here) });
    case 'cash': {
      const [flow, ...others] = typed.args;
      const flows = partReadings(flow!, valuesOf(flow!, here), here);
      return [...flows, ...others.flatMap((arg) => findReadings(arg, here))];
    }
    case 'allocate':
      return typed.args.flatMap((arg) => findReadings(arg, here));
  }
}

function readName(name: string, here: Here): Reading[] {
  if (name === 'age') return [];
  const dims = here.graph.byName.get(name)?.dims ?? [];
  return [{ kind: 'name', name, element: elementAt(dims, here), period: here.period }];
}

function valuesOf(arg: Typed, here: Here): Contribution[] {
  return everyPeriod(here).map((period) => ({ period, value: valueAt(arg, { ...here, period }) }));
}

/** The largest parts at their own periods in order of time, and the others as one; parts of 0 only when all are. */
function partReadings(arg: Typed, parts: readonly Contribution[], here: Here): Reading[] {
  const counting = parts.filter((part) => part.value !== 0);
  const ranked = (counting.length > 0 ? counting : parts.slice(-1)).toSorted(
    (a, b) => Math.abs(b.value) - Math.abs(a.value) || a.period - b.period,
  );
  const shown = ranked.slice(0, SHOWN_PARTS).sort((a, b) => a.period - b.period);
  const others = ranked.slice(SHOWN_PARTS);
  const readings = shown.flatMap((part) => findReadings(arg, { ...here, period: part.period }));
  if (others.length === 0) return readings;
  const value = others.reduce((sum, part) => sum + part.value, 0);
  return [...readings, { kind: 'rest', value, count: others.length }];
}
