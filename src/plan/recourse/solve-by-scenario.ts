import { measurePoint, type LpModel, type Solver } from '../../lp/index.ts';
import type { Model } from '../../simulate/index.ts';
import type { Risk } from '../blocks/risk.ts';
import { expectedOf } from '../expected.ts';
import {
  graceAfterStop,
  type FleetOutcome,
  type FleetSearchOptions,
  type SharedDecisions,
} from '../fleet/fleet-plan.ts';
import type { NamedLevels } from '../fleet/fleet-state.ts';
import { runCuts, type EndOfCuts } from '../fleet/run-cuts.ts';
import { centralPath } from '../draw-scenarios.ts';
import { makeFrame, type Scenarios } from '../frame.ts';
import type { ManyScenarios } from '../scenario-blocks.ts';
import { usdPerUnit } from '../price-columns.ts';
import { fixIntegers, solvePlan } from '../solve-plan.ts';
import { judgeScenarios } from './judge-scenarios.ts';
import { nearestPoint } from './nearest-point.ts';
import { levelOf, readScenarios } from './read-scenarios.ts';
import type { ScenarioModel } from './scenario-model.ts';
import { ScenarioOracle } from './scenario-oracle.ts';
import { shareStage, type SharedStage } from './shared-stage.ts';
import { quantileOf } from '../weighted-quantile.ts';

export interface SolveByScenarioOptions extends FleetSearchOptions {
  readonly risk?: Risk;
  /** Scenarios of the sample that the search starts from, where there are twice as many or more; 50 where left out. */
  readonly sampleSize?: number;
}

/**
 * Plans for many scenarios by Benders decomposition where dates, lives or demand that waits tie the periods of a scenario
 * together: the master holds what all share (starts, contracts, orders within the shared time; on a tree, those of every node), and each scenario is a programme
 * over the whole horizon that installs and serves as it will. It is the extensive form, taken apart by scenario: time grows in
 * proportion to the scenarios, and no model holds more than one of them.
 *
 * The accounts are made linear near what each scenario does at the plan for the central path; the plan is judged near what each
 * does at it.
 */
export async function solveByScenario(
  solver: Solver,
  model: Model,
  scenarios: Scenarios,
  options: SolveByScenarioOptions,
): Promise<FleetOutcome> {
  const run = new ScenarioRun(solver, model, scenarios, options);
  return run.solve();
}

class ScenarioRun {
  readonly #solver: Solver;
  readonly #model: Model;
  readonly #scenarios: Scenarios;
  readonly #options: SolveByScenarioOptions;

  constructor(solver: Solver, model: Model, scenarios: Scenarios, options: SolveByScenarioOptions) {
    this.#solver = solver;
    this.#model = model;
    this.#scenarios = scenarios;
    this.#options = options;
  }

  async solve(): Promise<FleetOutcome> {
    const { onStage = () => {}, risk, keeper } = this.#options;
    const { probabilities } = this.#scenarios;
    onStage('planning for the central path');
    const kept = keeper?.state?.central ?? this.#centralShared();
    const central = new Map(kept.names.map((name, j) => [name, kept.levels[j]!]));
    onStage('reading scenarios');
    const models = readScenarios(this.#solver, this.#of(), central);
    const reasons = reasonsAgainst(models);
    if (reasons.length > 0) return { kind: 'not shared', reasons };
    const stage = shareStage(models, risk);
    const start = nearestPoint(this.#solver, stage.first, startAt(stage, central));
    if (!start) return { kind: 'infeasible' };
    const { isCancelled } = this.#options;
    const asked = { solver: this.#solver, probabilities, risk };
    const oracle = new ScenarioOracle(stage, { ...asked, ...(isCancelled ? { isCancelled } : {}) });
    // The best threshold is what some scenario is worth, and none is worth more than with foresight.
    if (risk) stage.first.columnUpper[stage.threshold] = oracle.foresight();
    if (risk) start[stage.threshold] = thresholdAt(oracle, start, { probabilities, tail: risk.tail });
    const found = await this.#close({ stage, oracle, central: kept }, start);
    if (found.kind !== 'found') return found;
    onStage('evaluating the plan in all scenarios');
    return this.#judge(found, { stage, oracle, models });
  }

  #of(): ManyScenarios {
    return { model: this.#model, scenarios: this.#scenarios, blockSize };
  }

  /** Shared decisions of the plan for the central path, by name; none where there is no such plan. */
  #centralShared(): NamedLevels {
    const scenarios = { inputs: centralPath(this.#model), probabilities: [1] };
    const { relativeGap, timeLimitSeconds } = this.#options;
    const outcome = solvePlan(this.#solver, makeFrame(this.#model, scenarios), {
      relativeGap,
      ...(timeLimitSeconds === undefined ? {} : { timeLimitSeconds }),
    });
    if (outcome.kind !== 'plan') return { names: [], levels: new Float64Array(0) };
    const { model, solution } = outcome.plan;
    return { names: model.lp.columnNames, levels: Float64Array.from(solution.values!) };
  }

  async #close(
    { stage, oracle, central }: Parts,
    start: Float64Array,
  ): Promise<Found | { readonly kind: 'infeasible' | 'unbounded' | 'stopped' | 'failed' }> {
    const { keeper, ...options } = this.#options;
    const { relativeGap, risk, onStage = () => {} } = options;
    const settings = { ...options, relativeGap, relaxedGap: Math.min(1e-4, relativeGap), sign: -1 } as const;
    const tools = { solver: this.#solver, oracle };
    const beside = { central };
    const parts = () => [stage.first, risk ?? {}, ...stage.parts, this.#scenarios.probabilities];
    const first = await this.#startFrom({ stage, oracle, central }, start);
    onStage('solving');
    const found = await runCuts(
      { name: 'shared', first: stage.first },
      tools,
      { ...settings, stepIn, start: first },
      keeper && { keeper, beside, parts },
    );
    const { status, x, lower } = found;
    if (status === 'infeasible' || status === 'unbounded' || status === 'failed') return { kind: status };
    const isWhole = x !== undefined && this.#isWhole(stage.first, x);
    if (isWhole) return { kind: 'found', ...found, x };
    // Stopped before anything whole was found: what there is, rounded, else the start, which is whole; now whatever is wished.
    const { probabilities } = this.#scenarios;
    const { programmes } = oracle;
    const calm = {
      solver: this.#solver,
      oracle: new ScenarioOracle(stage, { solver: this.#solver, probabilities, risk, programmes }),
    };
    for (const rough of [...(x ? [x] : []), start]) {
      const fixed = fixIntegers(stage.first, rough);
      const near = nearestPoint(this.#solver, fixed, rough);
      if (!near) continue;
      const kept = await runCuts({ name: 'shared', first: fixed }, calm, {
        ...settings,
        ...graceAfterStop,
        isRelaxed: true,
        start: near,
      });
      if (kept.x) return { kind: 'found', ...kept, x: kept.x, status, lower };
    }
    return { kind: 'stopped' };
  }

  /**
   * Decisions to start from: where scenarios are many, the plan without integers for a sample of them. Rounds over few cost
   * little, and the many then need cuts near their answer alone. An earlier run's rounds have their own.
   */
  async #startFrom({ stage, oracle }: Parts, start: Float64Array): Promise<Float64Array> {
    const { keeper, onStage = () => {}, sampleSize = usualSample, ...options } = this.#options;
    const { probabilities } = this.#scenarios;
    // The first scenarios of a tree are of its first nodes alone.
    const isTree = this.#scenarios.sharing !== undefined;
    if (isTree || probabilities.length < 2 * sampleSize || keeper?.state?.cuts) return start;
    onStage('solving for a sample');
    const sample = probabilities.slice(0, sampleSize);
    const weight = sample.reduce((sum, p) => sum + p, 0);
    const few = new ScenarioOracle(
      { ...stage, parts: stage.parts.slice(0, sampleSize) },
      {
        solver: this.#solver,
        probabilities: sample.map((p) => p / weight),
        risk: options.risk,
        programmes: oracle.programmes,
      },
    );
    const { x } = await runCuts(
      { name: 'sample', first: stage.first },
      { solver: this.#solver, oracle: few },
      { ...options, relativeGap: sampleGap, isRelaxed: true, sign: -1, stepIn, start },
    );
    return x ?? start;
  }

  #isWhole(first: LpModel, x: Float64Array): boolean {
    return (this.#options.isRelaxed ?? false) || measurePoint(first, x).fractionality < 1e-6;
  }

  /** The plan with the accounts' own word, made linear anew near what each scenario does at it. */
  #judge(
    found: Found,
    parts: {
      readonly stage: SharedStage;
      readonly oracle: ScenarioOracle;
      readonly models: readonly ScenarioModel[];
    },
  ): FleetOutcome {
    const { risk, relativeGap } = this.#options;
    const { probabilities } = this.#scenarios;
    const { worthsUsd, accountsUsd, byRules, frame, point } = judgeScenarios(this.#of(), parts, found.x);
    const mean = (values: readonly number[]) => expectedOf(probabilities, values);
    const tail = risk ? risk.weight * tailMean(worthsUsd, probabilities, risk.tail) : 0;
    const objectiveUsd = mean(worthsUsd) + tail;
    const boundUsd = Math.max(-found.lower * usdPerUnit, objectiveUsd);
    const gap = objectiveUsd === 0 ? 0 : (boundUsd - objectiveUsd) / Math.abs(objectiveUsd);
    return {
      kind: 'plan',
      plan: {
        // A search that was stopped on its way to less than the gap asked for has done what it was asked.
        status: gap <= relativeGap ? 'optimal' : found.status,
        objectiveUsd,
        boundUsd,
        gap,
        frame,
        point,
        accountsUsd: Float64Array.from(accountsUsd),
        shared: sharedOf(found.x, parts),
        differenceUsd: mean(accountsUsd) - mean(worthsUsd),
        cuts: found.cuts,
        iterations: found.iterations,
        pivots: 0,
        byRules: {
          npvUsd: mean(byRules.npvUsd),
          installedUsd: byRules.installedUsd && mean(byRules.installedUsd),
        },
      },
    };
  }
}

/** Shared decisions by name, and what their orders count in. */
function sharedOf(
  x: Float64Array,
  { stage, models }: { readonly stage: SharedStage; readonly models: readonly ScenarioModel[] },
): SharedDecisions {
  const { chips, unitMw } = models[0]!;
  return { names: stage.first.columnNames, levels: x, chips, unitMw };
}

interface Parts {
  readonly stage: SharedStage;
  readonly oracle: ScenarioOracle;
  /** What the programmes were made linear near. */
  readonly central: NamedLevels;
}

/** Scenarios that the accounts evaluate at a time. */
const blockSize = 25;

/** `sampleSize` where it is left out, and the gap to which the plan for the sample is solved. */
const usualSample = 50;
const sampleGap = 1e-3;

/**
 * Share of the way to the master's point: on the Amazon case with 50 scenarios 0.3 takes 35 rounds where 0.5 takes 41 and 0.7 many
 * more, for the master stands far off in what its cuts do not yet know.
 */
const stepIn = 0.3;

/** Why these scenarios cannot be taken apart, in words; none where they can. */
function reasonsAgainst(models: readonly ScenarioModel[]): string[] {
  const follows = models.some(({ lp }) =>
    lp.columnNames.some((name, j) => lp.kinds[j] !== 'continuous' && / s\d+\]$/.test(name)),
  );
  return follows ? ['orders that follow the scenario come in lots'] : [];
}

/** Shared decisions by name as a first stage; what is not named is nothing. */
function startAt({ first }: SharedStage, named: ReadonlyMap<string, number>): Float64Array {
  return Float64Array.from(first.columnNames, (name, j) => {
    const value = levelOf(named, name);
    const whole = first.kinds[j] === 'continuous' ? value : Math.round(value);
    return Math.min(Math.max(whole, first.columnLower[j]!), first.columnUpper[j]!);
  });
}

/** A threshold to start from: the worth below which the tail lies at the first decisions, 0 where some scenario has no plan. */
function thresholdAt(
  oracle: ScenarioOracle,
  x: Float64Array,
  { probabilities, tail }: { readonly probabilities: readonly number[]; readonly tail: number },
): number {
  const worths = probabilities.map((_, s) => oracle.worthAt(s, x)?.value);
  if (worths.includes(undefined)) return 0;
  return quantileOf(worths as number[], probabilities, tail);
}

/** Mean of the values in the worst share of all, a value on its edge by part. */
function tailMean(values: readonly number[], probabilities: readonly number[], tail: number): number {
  const order = values.map((_, s) => s).sort((a, b) => values[a]! - values[b]!);
  let left = tail;
  let sum = 0;
  for (const s of order) {
    const taken = Math.min(probabilities[s]!, left);
    sum += taken * values[s]!;
    left -= taken;
  }
  return sum / tail;
}

interface Found extends EndOfCuts {
  readonly kind: 'found';
  readonly x: Float64Array;
}
