import { dot } from '../num/index.ts';

/** A point that a scenario takes on its own: first-stage values, and cost without prices. */
export interface Vertex {
  readonly x: Float64Array;
  readonly cost: number;
}

/** Rounds of mean and weights at most; each is a pass over all scenarios of a few thousand multiplications apiece. */
const mostRounds = 400;

/** Pairwise steps on one scenario's weights in a round. */
const mostSteps = 12;

/** Relative change of the objective below which rounds stop. */
const enough = 1e-9;

/**
 * The model of the Lagrangian dual built from the points seen, with a quadratic pull to the best prices: a proximal bundle
 * method, its master solved in the primal, as the least augmented Lagrangian over convex combinations of each scenario's points
 * and their common mean (Boland et al., "A parallelizable augmented Lagrangian method applied to large-scale non-convex-constrained
 * optimization problems", Math. Programming 175, 2019).
 */
export class ProximalMaster {
  readonly #probabilities: Float64Array;
  readonly #vertices: Vertex[][];
  readonly #weights: number[][];
  readonly #points: Float64Array[];
  /** Mean of the scenarios' points: where the first stage tends to. */
  readonly mean: Float64Array;

  constructor(probabilities: Float64Array, columnCount: number) {
    this.#probabilities = probabilities;
    this.#vertices = Array.from(probabilities, () => []);
    this.#weights = Array.from(probabilities, () => []);
    this.#points = Array.from(probabilities, () => new Float64Array(columnCount));
    this.mean = new Float64Array(columnCount);
  }

  /** Adds a point of a scenario; a point seen before is left out. */
  add(scenario: number, vertex: Vertex): void {
    const own = this.#vertices[scenario]!;
    if (own.some((each) => isSame(each, vertex))) return;
    own.push(vertex);
    this.#weights[scenario]!.push(own.length === 1 ? 1 : 0);
    if (own.length === 1) this.#points[scenario]!.set(vertex.x);
  }

  /** Points with their weights, most weight first, over all scenarios. */
  heaviest(count: number): Float64Array[] {
    const found = new Map<string, { x: Float64Array; weight: number }>();
    for (const [s, own] of this.#vertices.entries()) {
      for (const [i, { x }] of own.entries()) {
        const key = x.join();
        const weight = (found.get(key)?.weight ?? 0) + this.#weights[s]![i]! * this.#probabilities[s]!;
        found.set(key, { x, weight });
      }
    }
    return [...found.values()]
      .sort((a, b) => b.weight - a.weight)
      .slice(0, count)
      .map(({ x }) => x);
  }

  /** The model's value at prices: an upper limit on the dual there. */
  modelAt(prices: readonly Float64Array[]): number {
    let sum = 0;
    for (const [s, own] of this.#vertices.entries()) {
      const least = Math.min(...own.map((vertex) => vertex.cost + dot(prices[s]!, vertex.x)));
      sum += this.#probabilities[s]! * least;
    }
    return sum;
  }

  /** The prices to try next: those of the centre plus pull × the distance of each scenario's point from the mean. */
  solve(centre: readonly Float64Array[], pull: Float64Array): Float64Array[] {
    this.#takeMean();
    let before = Infinity;
    for (let round = 0; round < mostRounds; round++) {
      let objective = 0;
      for (let s = 0; s < this.#vertices.length; s++) {
        objective += this.#probabilities[s]! * this.#descend(s, centre[s]!, pull);
      }
      this.#takeMean();
      if (before - objective <= enough * Math.max(1, Math.abs(objective))) break;
      before = objective;
    }
    return centre.map((prices, s) =>
      prices.map((price, j) => price + pull[j]! * (this.#points[s]![j]! - this.mean[j]!)),
    );
  }

  #takeMean(): void {
    this.mean.fill(0);
    let total = 0;
    for (const [s, probability] of this.#probabilities.entries()) {
      total += probability;
      for (let j = 0; j < this.mean.length; j++) this.mean[j]! += probability * this.#points[s]![j]!;
    }
    for (let j = 0; j < this.mean.length; j++) this.mean[j]! /= total;
  }

  /** Moves weight from the worst to the best of a scenario's points as long as that pays; gives the scenario's objective. */
  #descend(s: number, prices: Float64Array, pull: Float64Array): number {
    const own = this.#vertices[s]!;
    const weights = this.#weights[s]!;
    const point = this.#points[s]!;
    const priced = own.map((vertex) => vertex.cost + dot(prices, vertex.x));
    const gradient = new Float64Array(point.length);
    for (let step = 0; step < mostSteps; step++) {
      for (let j = 0; j < point.length; j++) gradient[j] = pull[j]! * (point[j]! - this.mean[j]!);
      let [best, worst] = [0, -1];
      const slopes = own.map((vertex, i) => priced[i]! + dot(gradient, vertex.x));
      for (let i = 0; i < own.length; i++) {
        if (slopes[i]! < slopes[best]!) best = i;
        if (weights[i]! > 0 && (worst < 0 || slopes[i]! > slopes[worst]!)) worst = i;
      }
      const gain = slopes[worst]! - slopes[best]!;
      if (best === worst || gain <= 1e-12 * Math.max(1, Math.abs(slopes[best]!))) break;
      let curvature = 0;
      for (let j = 0; j < point.length; j++) {
        const move = own[best]!.x[j]! - own[worst]!.x[j]!;
        curvature += pull[j]! * move * move;
      }
      const length = curvature > 0 ? Math.min(gain / curvature, weights[worst]!) : weights[worst]!;
      weights[best]! += length;
      weights[worst] = length === weights[worst] ? 0 : weights[worst]! - length;
      for (let j = 0; j < point.length; j++) point[j]! += length * (own[best]!.x[j]! - own[worst]!.x[j]!);
    }
    let objective = 0;
    for (const [i, weight] of weights.entries()) objective += weight * priced[i]!;
    for (let j = 0; j < point.length; j++) {
      objective += (pull[j]! * (point[j]! - this.mean[j]!) * (point[j]! - this.mean[j]!)) / 2;
    }
    return objective;
  }
}

function isSame(a: Vertex, b: Vertex): boolean {
  if (Math.abs(a.cost - b.cost) > 1e-9 * Math.max(1, Math.abs(a.cost))) return false;
  return a.x.every((value, j) => Math.abs(value - b.x[j]!) <= 1e-9 * Math.max(1, Math.abs(value)));
}
