import { addAdjoint, adjointAt, operandOf, valueOf } from './differentiate-slots.ts';
import type { MovingPlace, Operand, Rule } from './differentiate-slots.ts';
import type { BackStep } from './differentiate-point.ts';
import { project } from './tensor.ts';
import type { Via } from './tensor.ts';
import type { Graph, Typed } from './types.ts';

/** The reverse of a copy or of a look-up through a map: the adjoint goes where the value came from. */
export function backCopy(typed: Typed, rule: Rule): BackStep {
  const { out, size, tape } = rule;
  const isLookup = typed.op === 'lookup';
  const via = isLookup ? viaOf(typed.map, tape.graph) : undefined;
  const { slot, index } = operandOf(isLookup ? typed.arg : typed, out.dims, tape, via);
  const place: MovingPlace = { element: 0, period: 0, path: 0 };
  return (period) => {
    place.period = period;
    for (let element = 0; element < size; element++) {
      place.element = index[element]!;
      const from = adjointAt(out, element, period);
      for (place.path = 0; place.path < tape.paths; place.path++) {
        addAdjoint(slot, place, out.adjoint![from + place.path]!);
      }
    }
  };
}

/** The reverse of a sum over labels, or of a least or most, which equal labels share evenly. */
export function backReduce(typed: Extract<Typed, { op: 'reduce' }>, rule: Rule): BackStep {
  const { out, tape } = rule;
  const { shape } = tape.graph;
  const via = typed.map === undefined ? undefined : viaOf(typed.map, tape.graph);
  const { slot } = operandOf(typed.arg, typed.arg.dims, tape);
  const target = project(slot.dims, out.dims, shape, via);
  const hand = typed.how === 'sum' ? handToAll : handToWinners;
  return (period) => {
    for (let path = 0; path < tape.paths; path++) hand({ slot, index: target }, out, { period, path });
  };
}

interface Moment {
  readonly period: number;
  readonly path: number;
}

function handToAll({ slot, index }: Operand, out: Rule['out'], { period, path }: Moment): void {
  const place: MovingPlace = { element: 0, period, path };
  for (; place.element < index.length; place.element++) {
    const target = index[place.element]!;
    addAdjoint(slot, place, out.adjoint![adjointAt(out, target, period) + path]!);
  }
}

function handToWinners({ slot, index }: Operand, out: Rule['out'], { period, path }: Moment): void {
  const place: MovingPlace = { element: 0, period, path };
  const winners = new Map<number, number[]>();
  index.forEach((target, element) => {
    const best = valueOf(out, target, period, path);
    // Where the result is not a number, every label gets the same answer.
    if (best === best && valueOf(slot, element, period, path) !== best) return;
    winners.set(target, [...(winners.get(target) ?? []), element]);
  });
  for (const [target, elements] of winners) {
    const given = out.adjoint![adjointAt(out, target, period) + path]!;
    const best = valueOf(out, target, period, path);
    for (place.element of elements) {
      if (given !== 0) addAdjoint(slot, place, best === best ? given / elements.length : NaN);
    }
  }
}

function viaOf(name: string, graph: Graph): Via {
  const { from, to } = graph.mapByName.get(name)!;
  return { from, to, map: graph.shape.maps[name]! };
}
