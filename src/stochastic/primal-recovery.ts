import { measurePoint, type Solver } from '../lp/index.ts';
import { snap } from './first-stage-points.ts';
import { dot } from '../num/index.ts';
import type { ScenarioPool } from './scenario-tasks.ts';
import { expected } from './expected.ts';
import type { TwoStage } from './two-stage.ts';
import { WholeModel } from './whole-model.ts';

/** A first stage with what it costs over all scenarios. */
export interface Candidate {
  readonly x: Float64Array;
  readonly objective: number;
}

/** Gap to which second stages are solved when a candidate is judged. */
const judgeGap = 1e-5;

/** Fewest scenarios of which a quarter says enough. */
const leastForSample = 80;

/** Violation of a row of the first stage that its solver would leave too. */
const mostViolation = 1e-7;

interface Evaluated {
  readonly values: Float64Array;
  readonly points: readonly (Float64Array | undefined)[];
}

/** Finds and judges first stages: each is fixed and evaluated on all scenarios, with their integers. */
export class PrimalRecovery {
  readonly #problem: TwoStage;
  readonly #pool: ScenarioPool;
  readonly #all: number[];
  readonly #seen = new Set<string>();
  /** What was judged: cost of the recourse by scenario at each first stage. */
  readonly judged: { readonly x: Float64Array; readonly values: Float64Array }[] = [];
  readonly #whole: WholeModel;
  #bestValues: Float64Array | undefined;
  #bestPoints: readonly Float64Array[] | undefined;
  best: Candidate | undefined;

  constructor(problem: TwoStage, solver: Solver, pool: ScenarioPool) {
    this.#problem = problem;
    this.#whole = new WholeModel(problem, solver);
    this.#pool = pool;
    this.#all = problem.scenarios.map((_, s) => s);
  }

  /**
   * Judges a first stage not yet judged, and what follows from it; gives whether it is the best so far. A quarter of the scenarios
   * comes first: a point clearly worse than the best on those is given up.
   */
  async judge(point: Float64Array): Promise<boolean> {
    const x = snap(this.#problem, point);
    const key = [...x].map((value) => value.toPrecision(10)).join();
    if (this.#seen.has(key)) return false;
    this.#seen.add(key);
    const found = await this.#evaluate(x);
    if (found === undefined) return false;
    const { values, points } = found;
    this.judged.push({ x, values });
    const { cost, offset } = this.#problem.first;
    const objective = offset + dot(cost, x) + expected(this.#problem, values);
    const isBetter = objective < (this.best?.objective ?? Infinity);
    if (isBetter) this.#take({ x, objective }, found);
    if (Number.isFinite(objective)) {
      const next = this.#whole.withIntegers(x, points as readonly Float64Array[]);
      if (next && next.objective < (this.best?.objective ?? Infinity)) {
        const better = await this.judge(next.x);
        return better || isBetter;
      }
    }
    return isBetter;
  }

  /** Moves one continuous column of the best first stage at a time; gives whether any move made it better. */
  async poll(steps: Float64Array, mayGoOn: () => boolean): Promise<boolean> {
    const { first } = this.#problem;
    let isBetter = false;
    for (const [j, kind] of first.kinds.entries()) {
      if (kind !== 'continuous' || !(steps[j]! > 0)) continue;
      for (const sign of [1, -1]) {
        if (!mayGoOn() || this.best === undefined) return isBetter;
        const x = this.best.x.slice();
        x[j] = Math.min(Math.max(x[j]! + sign * steps[j]!, first.columnLower[j]!), first.columnUpper[j]!);
        if (measurePoint(first, x).rowViolation > mostViolation) continue;
        if (!(await this.judge(x))) continue;
        isBetter = true;
        break;
      }
    }
    return isBetter;
  }

  /** Whether the neighbourhood of the best can be searched as one model. */
  get isSearchable(): boolean {
    return this.#whole.isSearchable && this.#bestPoints !== undefined;
  }

  /** Searches first stages within so far of the best, column by column, and judges what is found. */
  async searchWithin(
    reach: Float64Array,
    isCancelled: () => boolean,
  ): Promise<{ readonly isBetter: boolean; readonly isExhausted: boolean }> {
    const { x } = this.best!;
    const { kinds, columnLower, columnUpper } = this.#problem.first;
    const step = reach.map((each, j) => (kinds[j] === 'continuous' ? each : Math.floor(each + 1e-9)));
    const lower = x.map((value, j) => Math.max(value - step[j]!, columnLower[j]!));
    const upper = x.map((value, j) => Math.min(value + step[j]!, columnUpper[j]!));
    const start = { x, points: this.#bestPoints! };
    const { point, isExhausted } = this.#whole.within({ lower, upper }, start, isCancelled);
    const isNew = point !== undefined && point.objective < this.best!.objective;
    return { isBetter: isNew && (await this.judge(point.x)), isExhausted };
  }

  #take(best: Candidate, { values, points }: Evaluated): void {
    this.best = best;
    this.#bestValues = values;
    this.#bestPoints = points.every((point) => point !== undefined) ? points : undefined;
  }

  async #evaluate(x: Float64Array): Promise<Evaluated | undefined> {
    const count = this.#all.length;
    const sample = count >= leastForSample ? this.#all.filter((s) => s % 4 === 0) : [];
    const values = new Float64Array(count);
    const points: (Float64Array | undefined)[] = Array.from({ length: count }, () => undefined);
    for (const scenarios of [sample, this.#all.filter((s) => !sample.includes(s))]) {
      if (scenarios.length === 0) continue;
      const answer = await this.#pool.run({ kind: 'fixed', scenarios, x, relativeGap: judgeGap });
      for (const [i, s] of scenarios.entries()) {
        values[s] = answer.values[i]!;
        points[s] = answer.points[i];
      }
      if (scenarios === sample && this.#isHopeless(x, values, sample)) return undefined;
    }
    return { values, points };
  }

  /** Whether a sample says, by more than its standard error, that a point is worse than the best. */
  #isHopeless(x: Float64Array, values: Float64Array, sample: readonly number[]): boolean {
    const { best } = this;
    if (best === undefined || this.#bestValues === undefined) return false;
    const { cost } = this.#problem.first;
    const first = dot(cost, x) - dot(cost, best.x);
    const differences = sample.map((s) => first + values[s]! - this.#bestValues![s]!);
    const mean = differences.reduce((sum, each) => sum + each, 0) / sample.length;
    const variance =
      differences.reduce((sum, each) => sum + (each - mean) * (each - mean), 0) / (sample.length - 1);
    return mean > Math.sqrt(variance / sample.length);
  }

  close(): void {
    this.#whole.close();
  }
}
