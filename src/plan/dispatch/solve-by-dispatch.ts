import { hasIntegers, type Solver } from '../../lp/index.ts';
import type { Model } from '../../simulate/index.ts';
import type { SpendingYear } from '../blocks/capital.ts';
import { spendingYears } from '../build-plan.ts';
import type { Frame, Scenarios } from '../frame.ts';
import type { Point } from '../point.ts';
import { usdPerUnit } from '../price-columns.ts';
import { nearPoint } from '../read-point.ts';
import { roundedWays } from '../solve-plan.ts';
import { runByRules } from '../run-by-rules.ts';
import { layOutBlock, layOutBlocks, type ManyScenarios } from '../scenario-blocks.ts';
import { figureAt } from '../value-flows.ts';
import { checkShared } from './check-shared.ts';
import { DispatchOracle } from './dispatch-oracle.ts';
import { buildFleet, type FleetModel } from './fleet-model.ts';
import {
  graceAfterStop,
  type FleetOutcome,
  type FleetPlan,
  type FleetSearchOptions,
} from '../fleet/fleet-plan.ts';
import { fingerprintParts, type FleetState } from '../fleet/fleet-state.ts';
import { partsOf, pointOf, priceFleet, type Priced } from './price-fleet.ts';
import { expectedOf } from '../expected.ts';
import { runCuts, type EndOfCuts } from '../fleet/run-cuts.ts';

export interface SolveByDispatchOptions extends FleetSearchOptions {
  /** Gap to which the relaxation is solved first; 1e-4 where left out. */
  readonly relaxedGap?: number;
  /** Scenarios evaluated at a time; 50 where left out. More need more memory. */
  readonly blockSize?: number;
}

/**
 * Plans for many scenarios by Benders decomposition: the master holds what is built, signed, bought and installed, one fleet for
 * all scenarios; the recourse is dispatch, a small programme for each period and scenario, and gives one cut per period with a
 * slope per chip and contract. Time and memory for cuts do not grow with the scenarios, and time for dispatch in proportion.
 *
 * The accounts are made linear near an empty plan for the relaxation, then near its answer for the plan with integers.
 */
export async function solveByDispatch(
  solver: Solver,
  model: Model,
  scenarios: Scenarios,
  options: SolveByDispatchOptions,
): Promise<FleetOutcome> {
  const run = new DispatchRun(solver, model, scenarios, options);
  return run.solve();
}

class DispatchRun {
  readonly #solver: Solver;
  readonly #scenarios: Scenarios;
  readonly #options: SolveByDispatchOptions;
  readonly #model: Model;

  constructor(solver: Solver, model: Model, scenarios: Scenarios, options: SolveByDispatchOptions) {
    this.#solver = solver;
    this.#model = model;
    this.#scenarios = scenarios;
    this.#options = options;
  }

  async solve(): Promise<FleetOutcome> {
    const { onStage = () => {}, isRelaxed = false } = this.#options;
    onStage('reading scenarios');
    const first = layOutBlock(this.#model, this.#scenarios, [0]);
    const capital: { frame: Frame; years: SpendingYear[] }[] = [];
    let fleet = buildFleet(first.frame, first.facts, []);
    let reasons: readonly string[] = [];
    let priced = priceFleet(fleet, this.#of(), (block) => {
      reasons = checkShared(block.frame, block.facts, first.facts);
      if (reasons.length > 0) return undefined;
      const near = nearPoint(block, undefined);
      const years = spendingYears(block, near);
      if (years.length > 0) capital.push({ frame: block.frame, years });
      return near;
    });
    if (!priced) return { kind: 'not shared', reasons };
    if (capital.length > 0) fleet = buildFleet(first.frame, first.facts, capital);
    onStage('solving without integers');
    let found = await this.#relax(fleet, priced);
    if (found.kind !== 'found') return found;
    if (!isRelaxed && hasIntegers(fleet.lp) && found.status === 'optimal') {
      onStage('reading scenarios near the relaxed plan');
      const relaxed = found;
      const { blocks } = priced;
      // Where the relaxed plan has several best dispatches, the one that is read must not hang on the way there.
      for (const { periods } of blocks) for (const { bases } of periods) bases.fill(0);
      priced = priceFleet(fleet, this.#of(), (block, b) =>
        nearPoint(block, pointOf(fleet, block, { ...relaxed, dispatch: blocks[b]! })),
      )!;
      onStage('solving with integers');
      const { status, x, upper, lower, iterations, cuts, programme } = relaxed;
      const beside = { relaxed: { status, x, upper, lower, iterations, cuts, programme } };
      if (this.#options.keeper?.state?.relaxed?.programme !== programme) this.#options.keeper?.keep(beside);
      found = await this.#close(fleet, priced, { isRelaxed: false, start: x, beside });
      if (found.kind === 'stopped') found = await this.#madeWhole(fleet, priced, relaxed);
      if (found.kind !== 'found') return found;
    } else if (!isRelaxed && hasIntegers(fleet.lp)) {
      found = await this.#madeWhole(fleet, priced, found);
      if (found.kind !== 'found') return found;
    }
    onStage('evaluating the plan in all scenarios');
    return { kind: 'plan', plan: this.#judge(fleet, priced, found) };
  }

  #of(): ManyScenarios {
    return { model: this.#model, scenarios: this.#scenarios, blockSize: this.#options.blockSize ?? 50 };
  }

  /** The fleet without integers, kept by an earlier run or found. */
  async #relax(fleet: FleetModel, priced: Priced): Promise<Closed> {
    const known = this.#options.keeper?.state?.relaxed;
    if (known?.programme === undefined || known.programme !== fingerprintParts(partsOf(fleet, priced)))
      return this.#close(fleet, priced, { isRelaxed: true, start: undefined, beside: {} });
    return { kind: 'found', ...known, oracle: this.#oracle(fleet, priced) };
  }

  #oracle({ columns }: FleetModel, { cost, blocks }: Priced): DispatchOracle {
    const { labels, calendar } = this.#model.study;
    const count = (dim: string) => labels[dim]?.length ?? 0;
    return new DispatchOracle(
      blocks,
      {
        periods: calendar.periods,
        chips: count('chip'),
        segments: count('segment'),
        contracts: count('contract'),
        columnCount: cost.length,
      },
      { sellable: (k, t) => columns.sellable(k, t, 0), accept: columns.accept },
    );
  }

  /** Runs to the gap; the state is kept where it is said what else it holds. */
  async #close(
    fleet: FleetModel,
    priced: Priced,
    how: {
      readonly isRelaxed: boolean;
      readonly start: Float64Array | undefined;
      readonly beside?: Omit<FleetState, 'cuts'>;
      readonly timeLimitSeconds?: number;
      readonly isCancelled?: () => boolean;
    },
  ): Promise<Closed> {
    const { keeper, ...options } = this.#options;
    const { relativeGap, relaxedGap = Math.min(1e-4, relativeGap) } = options;
    const { beside, ...wishes } = how;
    const oracle = this.#oracle(fleet, priced);
    const end = await runCuts(
      { name: 'fleet', first: { ...fleet.lp, cost: priced.cost, offset: priced.offset } },
      { solver: this.#solver, oracle },
      {
        ...options,
        relativeGap: how.isRelaxed ? relaxedGap : relativeGap,
        relaxedGap,
        sign: -1,
        ...wishes,
      },
      keeper && beside ? { keeper, beside, parts: () => partsOf(fleet, priced) } : undefined,
    );
    const { status, x } = end;
    if (status === 'infeasible' || status === 'unbounded') return { kind: status };
    if (x === undefined) return { kind: status === 'failed' ? 'failed' : 'stopped' };
    return { kind: 'found', ...end, x, oracle };
  }

  /** What there is to show of a run that was stopped: the relaxation's integers rounded, rounded down or left out. */
  async #madeWhole(
    fleet: FleetModel,
    priced: Priced,
    relaxed: Found,
  ): Promise<Found | { readonly kind: 'stopped' }> {
    for (const lp of roundedWays(fleet.lp, relaxed.x)) {
      const how = { isRelaxed: true, start: undefined, ...graceAfterStop };
      const found = await this.#close({ ...fleet, lp }, priced, how);
      if (found.kind === 'found') return { ...found, status: relaxed.status, lower: relaxed.lower };
    }
    return { kind: 'stopped' };
  }

  /** The plan with the accounts' own word on its value. */
  #judge(fleet: FleetModel, { blocks }: Priced, found: Found): FleetPlan {
    const accounts: number[] = [];
    const byRules: number[] = [];
    let first: { frame: Frame; point: Point } | undefined;
    let b = 0;
    for (const { block } of layOutBlocks(this.#of())) {
      const point = pointOf(fleet, block, { ...found, dispatch: blocks[b++]! });
      accounts.push(...figureAt(block.frame, point, 'npv'));
      byRules.push(...runByRules(block, point).npvUsd);
      first ??= { frame: block.frame, point };
    }
    const { probabilities } = this.#scenarios;
    const mean = (values: readonly number[]) => expectedOf(probabilities, values);
    const objectiveUsd = -found.upper * usdPerUnit;
    const boundUsd = -found.lower * usdPerUnit;
    return {
      status: found.status,
      objectiveUsd,
      boundUsd,
      gap: (boundUsd - objectiveUsd) / Math.abs(objectiveUsd),
      ...first!,
      accountsUsd: Float64Array.from(accounts),
      differenceUsd: mean(accounts) - objectiveUsd,
      cuts: found.cuts,
      iterations: found.iterations,
      pivots: found.oracle.pivots,
      byRules: { npvUsd: mean(byRules), installedUsd: undefined },
    };
  }
}

interface Found extends EndOfCuts {
  readonly kind: 'found';
  readonly x: Float64Array;
  readonly oracle: DispatchOracle;
}

type Closed = Found | { readonly kind: 'infeasible' | 'unbounded' | 'stopped' | 'failed' };
