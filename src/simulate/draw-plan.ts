import type { Program, Shape } from '../formula/index.ts';
import { fillSobol, fillUniforms, sobolDimensions, type UniformBlock } from '../num/index.ts';
import { elementNames, noiseOf } from './noise-names.ts';

/**
 * How uniforms are made:
 * - `random`: independent on every path;
 * - `antithetic`: paths come in pairs, u and 1 − u, whose errors partly cancel;
 * - `sobol`: scrambled Sobol points, which fill the space evenly; path p belongs to replicate p mod 8, each with scrambles of its own.
 */
export type DrawMode = 'random' | 'sobol' | 'antithetic';

/** Independent scrambles of a Sobol run, enough for a standard error with 7 degrees of freedom. */
export const sobolReplicates = 8;

/** A mode, and which Sobol dimension each uncertain number has; those without one are drawn at random. */
export interface DrawPlan {
  readonly mode: DrawMode;
  /** By name of a driver, or of a noise element and period as `noiseKey` writes it. */
  readonly dimensions: ReadonlyMap<string, number>;
  /** Independent scrambles among which Sobol paths take turns; 8 unless given. */
  readonly replicates?: number;
  /** Number of an independent copy of everything drawn at random, 0 unless given. */
  readonly copy?: 0 | 1;
}

/** What a plan reads of a model. */
export interface PlannedModel {
  readonly study: { readonly drivers: readonly { readonly name: string }[] };
  readonly graph: { readonly program: Program; readonly shape: Shape };
}

export const randomPlan: DrawPlan = { mode: 'random', dimensions: new Map() };

/**
 * Gives Sobol's dimensions, the first of which are the most even, to what matters most: shared drivers, then the others by name, then
 * noise by period and name. Past the table the rest is drawn at random.
 *
 * Models that are to be compared path by path share one plan, since what one lacks would else shift the dimensions of the other.
 */
export function planDraws(models: readonly PlannedModel[], mode: DrawMode): DrawPlan {
  if (mode !== 'sobol') return { mode, dimensions: new Map() };
  const drivers = unique(models.flatMap(({ study }) => study.drivers.map((driver) => driver.name)));
  const isShared = (name: string) => name.startsWith('drivers.');
  const periods = Math.max(...models.map(({ graph }) => graph.shape.periods));
  const elements = unique(models.flatMap(({ graph }) => noiseElements(graph.program, graph.shape)));
  const noise = Array.from({ length: periods }, (_, period) =>
    elements.map((name) => noiseKey(name, period)),
  );
  const keys = [...drivers.filter(isShared), ...drivers.filter((name) => !isShared(name)), ...noise.flat()];
  return { mode, dimensions: new Map(keys.slice(0, sobolDimensions).map((key, i) => [key, i])) };
}

/** The key of a noise element in one period. */
export function noiseKey(element: string, period: number): string {
  return `${element}@${period}`;
}

/** Uniforms of one uncertain number on a block of paths. */
export interface UniformRequest {
  readonly seed: number;
  readonly pathFrom: number;
  readonly plan: DrawPlan;
  /** Name of the driver, or `noiseKey`. */
  readonly key: string;
  readonly stream: number;
  readonly period: number;
}

/** Fills `out` with one uniform per path, each the same in any block. */
export function fillPlanned(out: Float64Array, request: UniformRequest): void {
  const { plan, key } = request;
  const dimension = plan.mode === 'sobol' ? plan.dimensions.get(key) : undefined;
  if (plan.mode === 'antithetic') fillPairs(out, request);
  else if (dimension === undefined) fillUniforms(out, plainBlock(request));
  else fillReplicates(out, request, dimension);
}

/** Paths 2k and 2k + 1 share draw k; the second takes its mirror image, exact in double precision. */
function fillPairs(out: Float64Array, request: UniformRequest): void {
  const first = Math.floor(request.pathFrom / 2);
  const last = Math.floor((request.pathFrom + out.length - 1) / 2);
  const pairs = new Float64Array(Math.max(0, last - first + 1));
  fillUniforms(pairs, { ...plainBlock(request), pathFrom: first });
  for (let i = 0; i < out.length; i++) {
    const path = request.pathFrom + i;
    const u = pairs[Math.floor(path / 2) - first]!;
    out[i] = path % 2 === 0 ? u : 1 - u;
  }
}

/** Path p is point ⌊p/n⌋ of replicate p mod n, so that more paths keep the first ones as they were. */
function fillReplicates(out: Float64Array, request: UniformRequest, dimension: number): void {
  const { seed, pathFrom } = request;
  const count = request.plan.replicates ?? sobolReplicates;
  for (let replicate = 0; replicate < count; replicate++) {
    const skip = (replicate - (pathFrom % count) + count) % count;
    if (skip >= out.length) continue;
    const points = new Float64Array(Math.ceil((out.length - skip) / count));
    fillSobol(points, { seed, pointFrom: Math.floor((pathFrom + skip) / count), dimension, replicate });
    for (let i = 0; i < points.length; i++) out[skip + i * count] = points[i]!;
  }
}

function plainBlock({ seed, pathFrom, stream, period, plan }: UniformRequest): UniformBlock {
  return { seed, pathFrom, stream, period, copy: plan.copy ?? 0 };
}

function noiseElements(program: Program, shape: Shape): string[] {
  return noiseOf(program).flatMap((decl) => elementNames(decl.name, decl.dims, shape));
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}
