import { expect } from 'vitest';
import { renderIssue } from '../../src/base/issue.ts';
import { ModelBuilder, solveModel, type Solver } from '../../src/lp/index.ts';
import { loadHighs } from '../../src/solvers/index.ts';
import {
  buildExtensiveForm,
  localPool,
  packChanges,
  readSmps,
  solveBenders,
  solveDual,
  splitTwoStage,
  type BendersOptions,
  type BendersResult,
  type Change,
  type DualOptions,
  type DualResult,
  type SmpsFiles,
  type SmpsOptions,
  type StochasticProgramme,
  type TreeNode,
} from '../../src/stochastic/index.ts';
import { makeRandom } from '../lp/models.ts';

const loading = loadHighs();

export function solver(): Promise<Solver> {
  return loading;
}

/** A clock that ticks a hundredth of a second each time it is read, so that no test waits for the real one. */
export function tickingClock(): () => number {
  let ticks = 0;
  return () => ++ticks / 100;
}

export function read(files: SmpsFiles, options: SmpsOptions = {}): StochasticProgramme {
  const { value, issues } = readSmps(files, options);
  expect(issues.filter((issue) => issue.severity === 'error').map(renderIssue)).toEqual([]);
  return value!;
}

export async function wholeOptimum(programme: StochasticProgramme): Promise<number> {
  const { model } = buildExtensiveForm(programme);
  const solution = solveModel(await loading, model, { relativeGap: 0, absoluteGap: 1e-9 });
  expect(solution.status).toBe('optimal');
  return solution.objective!;
}

export async function benders(
  programme: StochasticProgramme,
  options: Partial<BendersOptions> = {},
): Promise<BendersResult> {
  const problem = splitTwoStage(programme);
  const tools = { solver: await loading, pool: localPool(await loading, problem) };
  const result = await solveBenders(problem, tools, { relativeGap: 1e-7, clock: tickingClock(), ...options });
  await tools.pool.close();
  return result;
}

export async function dual(
  programme: StochasticProgramme,
  options: Partial<DualOptions> = {},
): Promise<DualResult> {
  const problem = splitTwoStage(programme);
  const tools = { solver: await loading, pool: localPool(await loading, problem) };
  const result = await solveDual(problem, tools, { relativeGap: 1e-6, clock: tickingClock(), ...options });
  await tools.pool.close();
  return result;
}

export interface RandomOptions {
  readonly scenarios: number;
  /** Whether any first stage leaves a feasible recourse: shortfall may be bought. */
  readonly isComplete?: boolean;
  readonly firstIntegers?: boolean;
  readonly secondIntegers?: boolean;
  readonly sense?: 'minimise' | 'maximise';
  /** Besides demands: costs, coefficients of both stages and bounds of the second differ too. */
  readonly isRich?: boolean;
}

/**
 * Random capacity planning: build at three sites under a budget, serve two uncertain demands from them at a cost, buy what is
 * short. Without buying, too little building has no recourse.
 */
export function randomProgramme(seed: number, options: RandomOptions): StochasticProgramme {
  const random = makeRandom(seed);
  const whole = (from: number, to: number): number => from + Math.floor(random() * (to - from + 1));
  const { isComplete = true, sense = 'minimise' } = options;
  const sign = sense === 'minimise' ? 1 : -1;
  const lp = new ModelBuilder({ name: `random ${seed}`, sense });
  const [sites, uses] = [3, 2];
  const columnStage: number[] = [];
  const rowStage: number[] = [];
  const kindOf = (isInteger: boolean | undefined) => (isInteger ? 'integer' : 'continuous');
  const build = Array.from({ length: sites }, (_, i) => {
    columnStage.push(0);
    return lp.addColumn(`build ${i}`, {
      cost: sign * whole(4, 9),
      upper: 20,
      kind: kindOf(options.firstIntegers),
    });
  });
  const serve = build.map((_, i) =>
    Array.from({ length: uses }, (_, k) => {
      columnStage.push(1);
      return lp.addColumn(`serve ${i} ${k}`, {
        cost: sign * whole(1, 4),
        kind: kindOf(options.secondIntegers),
        upper: 30,
      });
    }),
  );
  const buy = Array.from({ length: uses }, (_, k) => {
    columnStage.push(1);
    return lp.addColumn(`buy ${k}`, { cost: sign * whole(15, 30), upper: isComplete ? 1000 : 0 });
  });
  rowStage.push(0);
  lp.addRow(
    'budget',
    build.map((column) => [column, 1] as const),
    { upper: 40 },
  );
  const capacity = build.map((column, i) => {
    rowStage.push(1);
    return lp.addRow(`capacity ${i}`, [[column, -1], ...serve[i]!.map((each) => [each, 1] as const)], {
      upper: 0,
    });
  });
  const demand = buy.map((column, k) => {
    rowStage.push(1);
    return lp.addRow(`demand ${k}`, [[column, 1], ...serve.map((each) => [each[k]!, 1] as const)], {
      lower: 5,
    });
  });
  lp.addOffset(sign * 7);
  const core = lp.finish();
  const nodes: TreeNode[] = [
    { name: 'root', stage: 0, parent: -1, probability: 1, changes: packChanges([]) },
  ];
  const weights = Array.from({ length: options.scenarios }, () => whole(1, 5));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  for (const [s, weight] of weights.entries()) {
    const changes: Change[] = demand.map((row) => ({
      kind: 'limits',
      row,
      lower: whole(2, 13),
      upper: Infinity,
    }));
    if (options.isRich) {
      changes.push(
        { kind: 'cost', column: serve[0]![0]!, value: sign * whole(1, 6) },
        { kind: 'coefficient', row: capacity[1]!, column: build[1]!, value: -0.5 - 0.1 * whole(0, 9) },
        { kind: 'coefficient', row: demand[0]!, column: serve[2]![0]!, value: 0.5 + 0.1 * whole(0, 9) },
        { kind: 'bounds', column: serve[1]![1]!, lower: 0, upper: whole(2, 9) },
      );
    }
    nodes.push({
      name: `s${s}`,
      stage: 1,
      parent: 0,
      probability: weight / total,
      changes: packChanges(changes),
    });
  }
  return {
    name: core.name,
    core,
    stageNames: ['build', 'run'],
    columnStage: Int32Array.from(columnStage),
    rowStage: Int32Array.from(rowStage),
    nodes,
  };
}
