import { hasIntegers, type Progress, type Solver, type SolveStatus } from '../../lp/index.ts';
import type { Model } from '../../simulate/index.ts';
import type { SpendingYear } from '../blocks/capital.ts';
import { spendingYears } from '../build-plan.ts';
import type { Frame, Scenarios } from '../frame.ts';
import { cell, type Point } from '../point.ts';
import { scenarioTerms, usdPerUnit } from '../price-columns.ts';
import { nearPoint, readPoint } from '../read-point.ts';
import { fixIntegers } from '../solve-plan.ts';
import { layOutBlock, splitScenarios, type Block } from '../scenario-blocks.ts';
import { figureAt, valueFlows } from '../value-flows.ts';
import { checkShared } from './check-shared.ts';
import { readDispatch, type DispatchBlock } from './dispatch-data.ts';
import { DispatchOracle } from './dispatch-oracle.ts';
import { buildFleet, type FleetModel } from './fleet-model.ts';
import { fingerprintParts, type FleetKeeper, type FleetState } from './fleet-state.ts';
import { runCuts, type EndOfCuts } from './run-cuts.ts';

export interface SolveByDispatchOptions {
  /** Proven gap at which to stop; the relaxation is solved to `relaxedGap` first, 1e-4 where left out. */
  readonly relativeGap: number;
  readonly relaxedGap?: number;
  /** Seconds for each of the two solves, scenarios not included. */
  readonly timeLimitSeconds?: number;
  /** Leave integers aside and stop after the relaxation. */
  readonly isRelaxed?: boolean;
  /** Scenarios evaluated at a time; 50 where left out. More need more memory. */
  readonly blockSize?: number;
  /** Seconds since any moment. */
  readonly clock: () => number;
  readonly isCancelled?: () => boolean;
  readonly onProgress?: (progress: Progress) => void;
  readonly onStage?: (stage: string) => void;
  /** Keeps the state against an interruption, and has what an earlier one left. */
  readonly keeper?: FleetKeeper;
}

/** A plan whose fleet is one for all scenarios; money in $. */
export interface FleetPlan {
  readonly status: SolveStatus;
  readonly objectiveUsd: number;
  readonly boundUsd: number;
  readonly gap: number;
  /** Starts, contracts, orders and installation as they are in the first scenario, hence in all; its dispatch. */
  readonly point: Point;
  readonly frame: Frame;
  /** NPV that the accounts compute, by scenario, in $. */
  readonly accountsUsd: Float64Array;
  /** Their mean less the programme's, in $. */
  readonly differenceUsd: number;
  readonly cuts: number;
  readonly iterations: number;
  readonly pivots: number;
}

export type FleetOutcome =
  | { readonly kind: 'plan'; readonly plan: FleetPlan }
  | { readonly kind: 'not shared'; readonly reasons: readonly string[] }
  | { readonly kind: 'infeasible' }
  | { readonly kind: 'unbounded' | 'stopped' | 'failed' };

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
  readonly #parts: readonly (readonly number[])[];

  constructor(solver: Solver, model: Model, scenarios: Scenarios, options: SolveByDispatchOptions) {
    this.#solver = solver;
    this.#model = model;
    this.#scenarios = scenarios;
    this.#options = options;
    this.#parts = splitScenarios(scenarios.probabilities.length, options.blockSize ?? 50);
  }

  async solve(): Promise<FleetOutcome> {
    const { onStage = () => {}, isRelaxed = false } = this.#options;
    onStage('reading scenarios');
    const first = layOutBlock(this.#model, this.#scenarios, [0]);
    const reasons = new Set<string>();
    const capital: { frame: Frame; years: SpendingYear[] }[] = [];
    let fleet = buildFleet(first.frame, first.facts, []);
    let priced = this.#price(fleet, (block) => {
      for (const reason of checkShared(block.frame, block.facts, first.facts)) reasons.add(reason);
      const near = nearPoint(block, undefined);
      const years = reasons.size > 0 ? [] : spendingYears(block, near);
      if (years.length > 0) capital.push({ frame: block.frame, years });
      return near;
    });
    if (reasons.size > 0) return { kind: 'not shared', reasons: [...reasons] };
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
      priced = this.#price(fleet, (block, b) =>
        nearPoint(block, pointOf(fleet, block, { ...relaxed, dispatch: blocks[b]! })),
      );
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

  *#layOutAll(): Generator<Block> {
    for (const numbers of this.#parts) yield layOutBlock(this.#model, this.#scenarios, numbers);
  }

  /** Prices the fleet and all dispatch by the slopes of the accounts, each block near a plan. */
  #price({ lp, columns }: FleetModel, nearOf: (block: Block, b: number) => Point): Priced {
    const cost = new Float64Array(lp.columnNames.length);
    const blocks: DispatchBlock[] = [];
    let offset = 0;
    for (const block of this.#layOutAll()) {
      const flows = valueFlows(block, nearOf(block, blocks.length));
      blocks.push(readDispatch(block.frame, block.facts, flows));
      block.frame.probabilities.forEach((probability, s) => {
        offset -= (probability * flows.constant[s]!) / usdPerUnit;
        for (const [column, value] of scenarioTerms({ ...block, columns }, flows, s))
          cost[column]! -= probability * value;
      });
    }
    return { cost, offset, blocks };
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
    const roundings = [Math.round, (value: number) => Math.floor(value + 1e-6), () => 0];
    for (const rounding of roundings) {
      const { columnLower, columnUpper } = fleet.lp;
      const whole = relaxed.x.map((value, j) =>
        Math.min(Math.max(rounding(value), columnLower[j]!), columnUpper[j]!),
      );
      const fixed = { ...fleet, lp: fixIntegers(fleet.lp, whole) };
      const how = { isRelaxed: true, start: undefined, ...graceAfterStop };
      const found = await this.#close(fixed, priced, how);
      if (found.kind === 'found') return { ...found, status: relaxed.status, lower: relaxed.lower };
    }
    return { kind: 'stopped' };
  }

  /** The plan with the accounts' own word on its value. */
  #judge(fleet: FleetModel, { blocks }: Priced, found: Found): FleetPlan {
    const accounts: number[] = [];
    let first: { frame: Frame; point: Point } | undefined;
    let b = 0;
    for (const block of this.#layOutAll()) {
      const point = pointOf(fleet, block, { ...found, dispatch: blocks[b++]! });
      accounts.push(...figureAt(block.frame, point, 'npv'));
      first ??= { frame: block.frame, point };
    }
    const { probabilities } = this.#scenarios;
    const expected = accounts.reduce((sum, value, s) => sum + probabilities[s]! * value, 0);
    const objectiveUsd = -found.upper * usdPerUnit;
    const boundUsd = -found.lower * usdPerUnit;
    return {
      status: found.status,
      objectiveUsd,
      boundUsd,
      gap: (boundUsd - objectiveUsd) / Math.abs(objectiveUsd),
      ...first!,
      accountsUsd: Float64Array.from(accounts),
      differenceUsd: expected - objectiveUsd,
      cuts: found.cuts,
      iterations: found.iterations,
      pivots: found.oracle.pivots,
    };
  }
}

/** Whoever stops a run waits a little for what it has found. */
const graceAfterStop = { timeLimitSeconds: 20, isCancelled: () => false };

/** What the fleet costs by column, and all dispatch. */
interface Priced {
  readonly cost: Float64Array;
  readonly offset: number;
  readonly blocks: readonly DispatchBlock[];
}

interface Found extends EndOfCuts {
  readonly kind: 'found';
  readonly x: Float64Array;
  readonly oracle: DispatchOracle;
}

type Closed = Found | { readonly kind: 'infeasible' | 'unbounded' | 'stopped' | 'failed' };

/** What cuts hold for: the fleet with its prices, and all dispatch but where its solver stands. */
function* partsOf({ lp }: FleetModel, { cost, offset, blocks }: Priced): Generator<unknown> {
  yield { ...lp, cost, offset };
  for (const { probabilities, periods } of blocks) {
    yield probabilities;
    for (const { bases: _, chipRows, buyerRows, ...rest } of periods)
      yield { ...rest, chipRows: Int32Array.from(chipRows), buyerRows: Int32Array.from(buyerRows) };
  }
}

/** Decisions of a block's scenarios: the fleet, and their dispatch at it. */
function pointOf(
  { columns }: FleetModel,
  block: Block,
  at: { readonly x: Float64Array; readonly oracle: DispatchOracle; readonly dispatch: DispatchBlock },
): Point {
  const point = readPoint({ ...block, columns }, at.x);
  const { facts } = block;
  const { sizes } = block.frame;
  const contractsFrom = sizes.segments * sizes.chips;
  at.oracle.forEachDispatch(at.x, at.dispatch, (t, s, period, levels) => {
    levels.forEach((mw, j) => {
      const place = period.places[j]!;
      const chips = mw / facts.unitMw[place % sizes.chips]!;
      if (place < contractsFrom) point.served[cell(sizes, place, t, s)] = chips * facts.rate(place, t, s);
      else
        point.contractServed[cell(sizes, place - contractsFrom, t, s)] =
          chips * facts.contractRate(place - contractsFrom, t, s);
    });
  });
  return point;
}
