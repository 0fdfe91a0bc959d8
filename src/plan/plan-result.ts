import type { ResidualRule } from './residual-rule.ts';

/** Numbers by period of the calendar. */
export type Series = readonly number[];

/** What the plan says of one phase. */
export interface PlannedPhase {
  readonly phase: string;
  readonly site: string;
  readonly mw: number;
  readonly status: 'committed' | 'optional' | 'candidate';
  readonly isBuilt: boolean;
  /** Period of groundbreaking; of the case where it is not built. */
  readonly start: string;
  /** What powers it, where the case has rights to power. */
  readonly power?: string;
  /** Periods from the start of the calendar: groundbreaking, and the date ready at 10, 50 and 90% over the scenarios. */
  readonly startAt: number;
  readonly readyAt: readonly [number, number, number];
  readonly decideBy?: DecideBy;
}

/** Until when a choice can wait, and what waiting costs. */
export interface DecideBy {
  /** Each start with a plan: what the plan is worth with it, and that less the plan without the phase, in $. */
  readonly starts: readonly {
    readonly period: string;
    readonly at: number;
    readonly valueUsd: number;
    /** `undefined` where there is no plan without the phase, or none is known. */
    readonly gainUsd: number | undefined;
  }[];
  /** Starts that were not worked out: the solver was stopped, or gave up. */
  readonly unknown: readonly string[];
  /** Whether the limits cannot be kept without the phase. */
  readonly isNeeded: boolean;
  /** Best start, and the last that still beats leaving it out, or keeps the limits where it is needed; `undefined` where none does. */
  readonly best: string | undefined;
  readonly last: string | undefined;
  readonly lastAt: number | undefined;
  readonly sentence: string;
}

export interface PlannedContract {
  readonly contract: string;
  readonly state: 'signed' | 'offered' | 'prospect';
  readonly isAccepted: boolean;
  /** Value of the plan with it less that of the best plan of orders without it (phases as planned), in $. */
  readonly worthUsd: number | undefined;
  /** Busy MW-years it takes, and those of open demand that come back without it. */
  readonly takesMwYears: number;
  readonly displacesMwYears: number | undefined;
  /** Those by segment, largest change first; less than 0 where a segment would be served less. */
  readonly displaced: readonly { readonly segment: string; readonly mwYears: number }[];
  readonly sentence: string;
}

/** How much a limit is worth, by period; summed over scenarios, so that it is for one more in each of them. */
export interface PriceRow {
  readonly family: 'power' | 'demand' | 'orders' | 'capital' | 'service' | 'debt' | 'cover';
  readonly place: string;
  readonly unit: string;
  readonly usd: Series;
}

/** A whole plan near the best one that differs from it. */
export interface Alternative {
  /** In which way it was to differ: `more own silicon`. */
  readonly name: string;
  /** What it gives up of expected NPV by the accounts, in $. */
  readonly costUsd: number;
  /** What it does that the plan does not: `starts ohio_2 in 2027Q1, which the plan leaves out`. */
  readonly differences: readonly string[];
  /** The plan itself, as an overlay that `run` takes. */
  readonly overlay: string;
  /** Its mean value run by the rules of the simulation, on the paths of the plan's `outOfSample`. */
  readonly runUsd?: number;
}

export interface PlanResult {
  readonly format: 'buildout-plan';
  readonly version: 1;
  readonly name: string;
  readonly caseHash: string;
  readonly periods: readonly string[];
  readonly settings: {
    readonly seed: number;
    readonly scenarios: number;
    readonly sampled: number;
    readonly paths: readonly number[];
    readonly probabilities: readonly number[];
    /** See `ScenarioSet.loss`. */
    readonly loss: number;
    readonly riskWeight: number;
    readonly riskTail: number;
    readonly residual: ResidualRule;
    readonly caseResidual: ResidualRule;
    readonly arePooled: boolean;
  };
  readonly status: 'optimal' | 'stopped';
  readonly value: {
    readonly objectiveUsd: number;
    readonly boundUsd: number;
    readonly gap: number;
    readonly accountsUsd: readonly number[];
    readonly expectedUsd: number;
    readonly differenceUsd: number;
  };
  readonly size: {
    readonly rows: number;
    readonly columns: number;
    readonly entries: number;
    readonly solves: number;
  };
  readonly phases: readonly PlannedPhase[];
  readonly contracts: readonly PlannedContract[];
  /** Orders by chip: chips per period, expected over the scenarios. */
  readonly orders: readonly {
    readonly chip: string;
    readonly origin: 'own' | 'merchant';
    readonly chips: Series;
    readonly mw: Series;
  }[];
  /** Chips taken out before their economic life ends, per period, expected over the scenarios; in order of the case. */
  readonly retirements: readonly {
    readonly retirement: string;
    readonly chip: string;
    readonly ageYears: number;
    readonly chips: Series;
    readonly mw: Series;
    readonly sentence: string;
  }[];
  /** IT power with chips at work, by make, expected; the opening fleet included. */
  readonly mix: readonly { readonly chip: string; readonly mw: Series }[];
  /** By period, expected, in MW of IT power unless said otherwise. */
  readonly power: {
    readonly ready: Series;
    readonly used: Series;
    readonly stranded: Series;
    readonly idle: Series;
    readonly waiting: Series;
    readonly shortfall: Series;
    /** List value of open demand not served, $ per period. */
    readonly shortfallUsd: Series;
    /** Demand, contracts included, in MW of the chips that would serve it: 10, 50 and 90% over the scenarios. */
    readonly demand: readonly [Series, Series, Series];
    readonly committed: Series;
    readonly optional: Series;
  };
  readonly prices: readonly PriceRow[];
  readonly binding: readonly string[];
  readonly information?: {
    /** Both `undefined` where they were not worked out; the second also where the central plan breaks a limit. */
    readonly evpiUsd: number | undefined;
    readonly vssUsd: number | undefined;
    readonly sentence: string;
  };
  readonly silo?: {
    readonly jointUsd: number;
    readonly siloUsd: number | undefined;
    readonly sentence: string;
  };
  readonly alternatives: readonly Alternative[];
  /** What is said of them together, or why there are none. */
  readonly alternativesSentence?: string;
  readonly outOfSample?: {
    readonly paths: number;
    readonly seed: number;
    readonly meanUsd: number;
    readonly lowUsd: number;
    readonly highUsd: number;
    readonly p10Usd: number;
    readonly p50Usd: number;
    readonly p90Usd: number;
    readonly sentence: string;
  };
  readonly limits: readonly string[];
}
