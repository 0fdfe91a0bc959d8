import type { OpenModel, Solver } from '../lp/index.ts';
import { snap } from './first-stage-points.ts';
import { dot } from './proximal-master.ts';
import { buildScenarioModel } from './scenario-model.ts';
import type { ScenarioPool } from './scenario-tasks.ts';
import { expected } from './expected.ts';
import type { TwoStage } from './two-stage.ts';

/** A first stage with what it costs over all scenarios. */
export interface Candidate {
  readonly x: Float64Array;
  readonly objective: number;
}

/** Gap to which second stages are solved when a candidate is judged. */
const judgeGap = 1e-5;

/** Finds and judges first stages: each is fixed and evaluated on all scenarios, with their integers. */
export class PrimalRecovery {
  readonly #problem: TwoStage;
  readonly #solver: Solver;
  readonly #pool: ScenarioPool;
  readonly #all: number[];
  readonly #seen = new Set<string>();
  #whole: OpenModel | undefined;
  best: Candidate | undefined;

  constructor(problem: TwoStage, solver: Solver, pool: ScenarioPool) {
    this.#problem = problem;
    this.#solver = solver;
    this.#pool = pool;
    this.#all = problem.scenarios.map((_, s) => s);
  }

  /** Judges a first stage not yet judged, and what follows from it; gives whether it is the best so far. */
  async judge(point: Float64Array): Promise<boolean> {
    const x = snap(this.#problem, point);
    const key = [...x].map((value) => value.toPrecision(10)).join();
    if (this.#seen.has(key)) return false;
    this.#seen.add(key);
    const { values, points } = await this.#pool.run({
      kind: 'fixed',
      scenarios: this.#all,
      x,
      relativeGap: judgeGap,
    });
    const { cost, offset } = this.#problem.first;
    const objective = offset + dot(cost, x) + expected(this.#problem, values);
    const isBetter = objective < (this.best?.objective ?? Infinity);
    if (isBetter) this.best = { x, objective };
    if (Number.isFinite(objective)) {
      const next = this.#reoptimise(x, points as readonly Float64Array[]);
      if (next && next.objective < (this.best?.objective ?? Infinity)) {
        const better = await this.judge(next.x);
        return better || isBetter;
      }
    }
    return isBetter;
  }

  close(): void {
    this.#whole?.close();
  }

  /** The best first stage for given integers of both stages: all scenarios as one linear programme. */
  #reoptimise(x: Float64Array, points: readonly Float64Array[]): Candidate | undefined {
    const { first, second } = this.#problem;
    const isWhole = (kind: string): boolean => kind !== 'continuous';
    if (!second.kinds.some(isWhole) || first.kinds.every(isWhole)) return undefined;
    this.#whole ??= this.#openWhole();
    const columns: number[] = [];
    const values: number[] = [];
    const fix = (kinds: readonly string[], point: Float64Array, from: number): void => {
      for (const [j, kind] of kinds.entries()) {
        if (!isWhole(kind)) continue;
        columns.push(from + j);
        values.push(Math.round(point[j]!));
      }
    };
    fix(first.kinds, x, 0);
    for (const [s, point] of points.entries()) {
      fix(second.kinds, point, first.columnNames.length + s * second.columnNames.length);
    }
    this.#whole.changeColumnBounds(columns, values, values);
    const solution = this.#whole.solve({ isRelaxed: true });
    if (solution.values === undefined) return undefined;
    return { x: solution.values.slice(0, x.length), objective: solution.objective! };
  }

  #openWhole(): OpenModel {
    const weighted = this.#problem.scenarios.map(({ probability }, scenario) => ({
      scenario,
      weight: probability,
    }));
    return this.#solver.open(buildScenarioModel(this.#problem, weighted));
  }
}
