import type { Solver } from '../lp/index.ts';
import { LagrangianSolver } from './lagrangian-solver.ts';
import { RecourseSolver } from './recourse-solver.ts';
import type {
  AnswerTo,
  FixedAnswer,
  FixedTask,
  LagrangianAnswer,
  LagrangianTask,
  RecourseAnswer,
  RecourseTask,
  ScenarioPool,
  ScenarioTask,
} from './scenario-tasks.ts';
import type { TwoStage } from './two-stage.ts';

/** Does tasks on the thread it lives on, with one solver; what a pool has one of for each thread. */
export class ScenarioWorker {
  readonly #recourse: RecourseSolver;
  readonly #lagrangian: LagrangianSolver;

  constructor(solver: Solver, problem: TwoStage) {
    this.#recourse = new RecourseSolver(solver, problem);
    this.#lagrangian = new LagrangianSolver(solver, problem);
  }

  run<T extends ScenarioTask>(task: T): AnswerTo<T> {
    if (task.kind === 'recourse') return this.#cuts(task) as AnswerTo<T>;
    if (task.kind === 'fixed') return this.#fixed(task) as AnswerTo<T>;
    return this.#priced(task) as AnswerTo<T>;
  }

  close(): void {
    this.#recourse.close();
    this.#lagrangian.close();
  }

  #cuts({ scenarios, x, known }: RecourseTask): RecourseAnswer {
    const cuts = scenarios.map((scenario, i) => this.#recourse.cutAt(scenario, x, known?.[i]));
    return { kind: 'recourse', cuts };
  }

  #fixed({ scenarios, x, relativeGap, timeLimitSeconds }: FixedTask): FixedAnswer {
    const options = {
      relativeGap,
      search: 'light' as const,
      ...(timeLimitSeconds === undefined ? {} : { timeLimitSeconds }),
    };
    const found = scenarios.map((scenario) => this.#recourse.valueAt(scenario, x, options));
    return {
      kind: 'fixed',
      values: Float64Array.from(found, (each) => each.value),
      bounds: Float64Array.from(found, (each) => each.bound),
      points: found.map((each) => each.point),
    };
  }

  #priced({ groups, prices, relativeGap, timeLimitSeconds }: LagrangianTask): LagrangianAnswer {
    const options = {
      relativeGap,
      search: groups.length === 1 ? ('thorough' as const) : ('light' as const),
      ...(timeLimitSeconds === undefined ? {} : { timeLimitSeconds }),
    };
    const found = groups.map((group, i) => this.#lagrangian.solve(group, prices[i]!, options));
    return {
      kind: 'lagrangian',
      bounds: Float64Array.from(found, (each) => each.bound),
      points: found.map((each) => each.point),
    };
  }
}

/** A pool that works on the calling thread. */
export function localPool(solver: Solver, problem: TwoStage): ScenarioPool {
  const worker = new ScenarioWorker(solver, problem);
  return {
    run: (task) => Promise.resolve(worker.run(task)),
    close: () => Promise.resolve(worker.close()),
  };
}
