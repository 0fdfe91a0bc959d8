import type { Case } from '../case/index.ts';
import { meanOf, sobolDimensions, sobolIndices, summarise, type SobolIndex } from '../num/index.ts';
import {
  drawDrivers,
  drawNoise,
  evaluateDraws,
  makeEvaluator,
  planDraws,
  readTarget,
  type DrawPlan,
  type Draws,
  type Model,
  type Target,
} from '../simulate/index.ts';
import type { InputData } from '../formula/index.ts';

/** One factor, and the share of the answer's variance that it explains. */
export interface VarianceShare extends SobolIndex {
  /** Drivers of the factor: one, or several joined by correlations; `shocks` for all noise together. */
  readonly factor: readonly string[];
}

export interface VarianceShares {
  readonly target: Target;
  readonly mean: number;
  readonly sd: number;
  /** Largest total share first. */
  readonly shares: readonly VarianceShare[];
  /** Paths evaluated: points × (factors + 2). */
  readonly paths: number;
  readonly method: string;
}

export interface VarianceRequest {
  readonly target: Target;
  /** Points of each sample; powers of two are best. */
  readonly points: number;
  readonly seed: number;
  /** Called after each factor with the share done; returning `false` ends early with `undefined`. */
  readonly onProgress?: (share: number) => boolean | void;
}

/** The factor that stands for all noise of a model. */
export const shocks = 'shocks';

/**
 * First-order and total Sobol indices of every driver on one answer, with 95% bootstrap intervals.
 *
 * Two independent samples A and B, and A with one factor from B (`sobolIndices`). Drivers that correlate make one factor together,
 * because a share of its own has no meaning for one of them; noise of all periods is one more. A and B are the two halves of the
 * coordinates of one scrambled Sobol sequence as far as its dimensions reach. Source: A. Saltelli and others, Comput. Phys. Comm. 181
 * (2010), 259–270.
 */
export function varianceShares(model: Model, request: VarianceRequest): VarianceShares | undefined {
  const { target, points } = request;
  const [a, b] = drawTwice(model, request);
  const factors = factorsOf(model.study, a.noise.size > 0);
  const paths = points * (factors.length + 2);
  const keep = [target.name];
  const evaluator = makeEvaluator(model.graph, { keep, paths, blockSize: points });
  const evaluate = (drawn: Drawn) => {
    const evaluation = evaluateDraws(model, { ...drawn, paths: points, keep, evaluator });
    return readTarget(evaluation.get(target.name), target, { model, paths: points });
  };
  const answers = { a: evaluate(a), b: evaluate(b) };
  const mixed: Float64Array[] = [];
  for (const [i, factor] of factors.entries()) {
    if (request.onProgress?.(i / factors.length) === false) return undefined;
    mixed.push(evaluate(mix(a, b, factor)));
  }
  const indices = sobolIndices({ ...answers, mixed }, { seed: request.seed });
  const shares = indices.map((index, i) => ({ factor: factors[i]!, ...index }));
  const size = ({ total }: VarianceShare) => (Number.isNaN(total) ? -1 : total);
  return {
    target,
    mean: meanOf([meanOf(answers.a), meanOf(answers.b)]),
    sd: summarise([...answers.a, ...answers.b]).sd,
    shares: shares.sort((x, y) => size(y) - size(x)),
    paths,
    method:
      'Sobol indices by the estimators of Saltelli 2010 (first) and Jansen (total), correlated drivers as one factor, 95% bootstrap intervals',
  };
}

interface Drawn {
  readonly draws: Draws;
  readonly noise: ReadonlyMap<string, InputData>;
}

function drawTwice(model: Model, { points, seed }: VarianceRequest): [Drawn, Drawn] {
  const names = [...planDraws([model], 'sobol').dimensions.keys()].slice(0, model.study.drivers.length);
  const draw = (copy: 0 | 1): Drawn => {
    const own = names.map((name, i) => [name, i + copy * names.length] as const);
    const known = own.filter(([, dimension]) => dimension < sobolDimensions);
    const plan: DrawPlan = { mode: 'sobol', dimensions: new Map(known), replicates: 1, copy };
    const block = { seed, pathFrom: 0, paths: points, plan };
    const { program, shape } = model.graph;
    return { draws: drawDrivers(model.study, block), noise: drawNoise(program, shape, block) };
  };
  return [draw(0), draw(1)];
}

/** A with one factor from B. */
function mix(a: Drawn, b: Drawn, factor: readonly string[]): Drawn {
  if (factor[0] === shocks) return { draws: a.draws, noise: b.noise };
  const draws = new Map(a.draws);
  for (const name of factor) draws.set(name, b.draws.get(name)!);
  return { draws, noise: a.noise };
}

/** Drivers in groups that no correlation joins, in the order of their names, then the noise. */
function factorsOf(study: Case, hasNoise: boolean): string[][] {
  const groupOf = new Map(study.drivers.map((driver) => [driver.name, [driver.name]]));
  for (const pair of study.correlations) {
    const [one, other] = [groupOf.get(pair.of), groupOf.get(pair.with)];
    if (!one || !other || one === other || pair.value === 0) continue;
    one.push(...other);
    for (const name of other) groupOf.set(name, one);
  }
  const groups = [...new Set(groupOf.values())].map((names) => names.sort());
  return hasNoise ? [...groups, [shocks]] : groups;
}
