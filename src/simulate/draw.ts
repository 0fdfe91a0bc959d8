import { hashName } from '../base/hash-name.ts';
import { driverMedians } from '../case/bind-input.ts';
import type { Case, Correlation, Driver } from '../case/index.ts';
import type { InputData, Program, Shape } from '../formula/index.ts';
import { cholesky, correlateUniforms, fillQuantiles, inverseNormal } from '../num/index.ts';
import type { DrawCache } from './draw-cache.ts';
import { fillPlanned, noiseKey, randomPlan, type DrawPlan } from './draw-plan.ts';
import { elementNames, noiseOf } from './noise-names.ts';

/** Which paths to draw; equal requests give equal draws, however paths are cut into blocks. */
export interface DrawRequest {
  readonly seed: number;
  readonly pathFrom: number;
  readonly paths: number;
  /** Random unless given. */
  readonly plan?: DrawPlan;
  /** Where draws are kept between runs. */
  readonly cache?: DrawCache;
}

/** What drawing reads of a case. */
type DrawnStudy = Pick<Case, 'drivers' | 'correlations'>;

/** Values of drivers by name: one per path, or one number where the path does not matter. */
export type Draws = ReadonlyMap<string, Float64Array | number>;

/** Every driver at its median: the central path. */
export function centralDraws(study: Pick<Case, 'drivers'>): Draws {
  return driverMedians(study);
}

/**
 * Draws every driver for a block of paths, in the calendar's canonical units.
 *
 * Each driver has a stream of its own, named by its hash. Correlated drivers are joined by a Gaussian copula, in the
 * order of their names, so that the draws of the others stay as they are.
 */
export function drawDrivers(study: DrawnStudy, request: DrawRequest): Draws {
  const { cache } = request;
  const joined = joinedNames(study);
  const isJoined = new Set(joined);
  const uniforms = (driver: Driver) => drawUniforms(driver, request);
  const groups = new Map<string, Float64Array>();
  const correlated = (): Map<string, Float64Array> => {
    if (groups.size === 0)
      joinCorrelated(study, joined, uniforms).forEach((block, i) => groups.set(joined[i]!, block));
    return groups;
  };
  const draws = new Map<string, Float64Array>();
  for (const driver of study.drivers) {
    const make = () => {
      const block = isJoined.has(driver.name) ? correlated().get(driver.name)! : uniforms(driver);
      const values = new Float64Array(request.paths);
      fillQuantiles(driver.distribution, block, values);
      return values;
    };
    const group = isJoined.has(driver.name) ? JSON.stringify(study.correlations.map(pairKey)) : '';
    const key = `${keyOf(request, driver.name)} ${group} ${JSON.stringify(driver.distribution)}`;
    draws.set(driver.name, cache ? cache.take(key, make) : make());
  }
  return draws;
}

/** The uniforms from which a driver is drawn, before correlation. */
function drawUniforms(driver: Driver, request: DrawRequest): Float64Array {
  const block = new Float64Array(request.paths);
  const plan = request.plan ?? randomPlan;
  const { seed, pathFrom } = request;
  fillPlanned(block, { seed, pathFrom, plan, key: driver.name, stream: driver.stream, period: 0 });
  return block;
}

/** All that a draw of a name depends on but its distribution. */
function keyOf(request: DrawRequest, name: string): string {
  const { mode, dimensions, replicates, copy } = request.plan ?? randomPlan;
  const way = [mode, dimensions.get(name) ?? '', replicates ?? '', copy ?? 0].join(':');
  return `${name} ${way} ${request.seed} ${request.pathFrom} ${request.paths}`;
}

function pairKey({ of, with: other, value }: Correlation) {
  return [of, other, value];
}

/** A fresh standard normal per element, period and path for every noise input of a program. */
export function drawNoise(program: Program, shape: Shape, request: DrawRequest): Map<string, InputData> {
  const drawn = new Map<string, InputData>();
  for (const decl of noiseOf(program)) {
    const names = elementNames(decl.name, decl.dims, shape);
    const make = () => makeNoise(names, shape.periods, request);
    const key = names.map((name) => noiseSpan(name, shape.periods, request)).join(' ');
    const values = request.cache ? request.cache.take(`${keyOf(request, decl.name)} ${key}`, make) : make();
    drawn.set(decl.name, { values, byTime: true, byPath: true });
  }
  return drawn;
}

/** A noise element with its periods and the dimensions they have. */
function noiseSpan(name: string, periods: number, request: DrawRequest): string {
  const { dimensions } = request.plan ?? randomPlan;
  if (dimensions.size === 0) return `${name}:${periods}`;
  return `${name}:${Array.from({ length: periods }, (_, period) => dimensions.get(noiseKey(name, period)) ?? '').join()}`;
}

function makeNoise(names: readonly string[], periods: number, request: DrawRequest): Float64Array {
  const { seed, pathFrom, paths } = request;
  const plan = request.plan ?? randomPlan;
  const values = new Float64Array(names.length * periods * paths);
  names.forEach((name, element) => {
    const stream = hashName(name);
    for (let period = 0; period < periods; period++) {
      const from = (element * periods + period) * paths;
      const block = values.subarray(from, from + paths);
      fillPlanned(block, { seed, pathFrom, plan, key: noiseKey(name, period), stream, period });
      for (let i = 0; i < block.length; i++) block[i] = inverseNormal(block[i]!);
    }
  });
  return values;
}

/** Noise at zero, its median: the central path. */
export function silentNoise(program: Program, shape: Shape): Map<string, InputData> {
  const silent = new Map<string, InputData>();
  for (const decl of noiseOf(program)) {
    const size = elementNames(decl.name, decl.dims, shape).length;
    silent.set(decl.name, { values: new Float64Array(size), byTime: false, byPath: false });
  }
  return silent;
}

/** Drivers that a correlation names, sorted. */
function joinedNames(study: DrawnStudy): string[] {
  const known = new Set(study.drivers.map((driver) => driver.name));
  const names = new Set(study.correlations.flatMap((pair) => [pair.of, pair.with]));
  const joined = [...names].filter((name) => known.has(name)).sort();
  return joined.length < 2 ? [] : joined;
}

/** Uniforms of the correlated drivers, in the order of `names`, joined by their copula. */
function joinCorrelated(
  study: DrawnStudy,
  names: readonly string[],
  uniforms: (driver: Driver) => Float64Array,
): Float64Array[] {
  const matrix: number[][] = names.map((_, i) => names.map((__, j) => (i === j ? 1 : 0)));
  for (const pair of study.correlations) {
    const i = names.indexOf(pair.of);
    const j = names.indexOf(pair.with);
    if (i < 0 || j < 0) continue;
    matrix[i]![j] = pair.value;
    matrix[j]![i] = pair.value;
  }
  const factor = cholesky(matrix).value;
  if (!factor) throw new Error('a checked case has a positive semidefinite correlation matrix');
  const byName = new Map(study.drivers.map((driver) => [driver.name, driver]));
  const blocks = names.map((name) => uniforms(byName.get(name)!));
  correlateUniforms(factor, blocks);
  return blocks;
}
