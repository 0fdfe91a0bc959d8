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
  /** Value of the plan with the phase started in each period that it may start in, less the plan without it, in $. */
  readonly starts: readonly { readonly period: string; readonly at: number; readonly gainUsd: number }[];
  /** Best start, and the last that still beats leaving it out; `undefined` where none does. */
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
  readonly sentence: string;
}

/** How much a limit is worth, by period; summed over scenarios, so that it is for one more in each of them. */
export interface PriceRow {
  readonly family: 'power' | 'demand' | 'orders' | 'capital' | 'service' | 'debt' | 'cover';
  readonly place: string;
  readonly unit: string;
  readonly usd: Series;
}

/** Plans near the best that differ most. */
export interface Alternative {
  readonly what: string;
  readonly value: string;
  readonly costUsd: number;
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
    readonly evpiUsd: number;
    readonly vssUsd: number | undefined;
    readonly sentence: string;
  };
  readonly silo?: {
    readonly jointUsd: number;
    readonly siloUsd: number | undefined;
    readonly sentence: string;
  };
  readonly alternatives: readonly Alternative[];
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
