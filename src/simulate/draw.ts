import { hashName } from '../base/hash.ts';
import type { Case } from '../case/index.ts';
import type { InputData, InputDecl, Program, Shape } from '../formula/index.ts';
import {
  cholesky,
  correlateUniforms,
  fillQuantiles,
  fillUniforms,
  inverseNormal,
  median,
} from '../num/index.ts';

/** Which paths to draw; equal requests give equal draws, however paths are cut into blocks. */
export interface DrawRequest {
  readonly seed: number;
  readonly pathFrom: number;
  readonly paths: number;
}

/** Values of drivers by name: one per path, or one number where the path does not matter. */
export type Draws = ReadonlyMap<string, Float64Array | number>;

/** Every driver at its median: the central path. */
export function centralDraws(study: Case): Draws {
  return new Map(study.drivers.map((driver) => [driver.name, median(driver.distribution)]));
}

/**
 * Draws every driver for a block of paths, in the calendar's canonical units.
 *
 * Each driver has a stream of its own, named by its hash. Correlated drivers are joined by a Gaussian copula, in the
 * order of their names, so that the draws of the others stay as they are.
 */
export function drawDrivers(study: Case, request: DrawRequest): Draws {
  const uniforms = new Map<string, Float64Array>();
  for (const driver of study.drivers) {
    const block = new Float64Array(request.paths);
    fillUniforms(block, { seed: request.seed, pathFrom: request.pathFrom, stream: driver.stream, period: 0 });
    uniforms.set(driver.name, block);
  }
  joinCorrelated(study, uniforms);
  const draws = new Map<string, Float64Array>();
  for (const driver of study.drivers) {
    const values = new Float64Array(request.paths);
    fillQuantiles(driver.distribution, uniforms.get(driver.name)!, values);
    draws.set(driver.name, values);
  }
  return draws;
}

/** A fresh standard normal per element, period and path for every noise input of a program. */
export function drawNoise(program: Program, shape: Shape, request: DrawRequest): Map<string, InputData> {
  const drawn = new Map<string, InputData>();
  for (const decl of noiseOf(program)) {
    const names = elementNames(decl.name, decl.dims, shape);
    const values = new Float64Array(names.length * shape.periods * request.paths);
    names.forEach((name, element) => {
      const stream = hashName(name);
      for (let period = 0; period < shape.periods; period++) {
        const from = (element * shape.periods + period) * request.paths;
        const block = values.subarray(from, from + request.paths);
        fillUniforms(block, { seed: request.seed, pathFrom: request.pathFrom, stream, period });
        for (let i = 0; i < block.length; i++) block[i] = inverseNormal(block[i]!);
      }
    });
    drawn.set(decl.name, { values, byTime: true, byPath: true });
  }
  return drawn;
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

/** Names of a declaration's elements, row-major over its dims: `price[a,x]`, `price[a,y]`, …; the bare name without dims. */
export function elementNames(name: string, dims: readonly string[], shape: Shape): string[] {
  let labels: string[][] = [[]];
  for (const dim of dims) {
    labels = labels.flatMap((before) => (shape.labels[dim] ?? []).map((label) => [...before, label]));
  }
  return labels.map((parts) => (parts.length === 0 ? name : `${name}[${parts.join(',')}]`));
}

function noiseOf(program: Program): InputDecl[] {
  return program.decls.filter((decl): decl is InputDecl => decl.kind === 'input' && decl.origin === 'noise');
}

function joinCorrelated(study: Case, uniforms: Map<string, Float64Array>): void {
  const names = [...new Set(study.correlations.flatMap((pair) => [pair.of, pair.with]))]
    .filter((name) => uniforms.has(name))
    .sort();
  if (names.length < 2) return;
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
  correlateUniforms(
    factor,
    names.map((name) => uniforms.get(name)!),
  );
}
