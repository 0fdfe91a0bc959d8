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
  /**
   * Where its start follows a tree of scenarios and differs between them: each start with its probability, likeliest first; with
   * what is left of 1 the phase is left out. `start` is then the likeliest, and `readyAt` is over the scenarios that build it.
   */
  readonly starts?: readonly {
    readonly start: string;
    readonly startAt: number;
    readonly power?: string;
    readonly probability: number;
  }[];
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

/** Something seen at a review that tells a node from its siblings. */
export interface PlannedSign {
  /** Such as `demand of startups`. */
  readonly what: string;
  readonly unit: string;
  /** Mean over the paths of the node, and median over all paths, in the unit. */
  readonly value: number;
  readonly median: number;
}

/** A node of the tree of a plan: what has been seen by its review, and what is decided in it until the next. */
export interface PlannedNode {
  /** `root`, or such as `n3`. */
  readonly name: string;
  /** 0 for the root, else how many reviews have been. */
  readonly stage: number;
  /** Number of the node before among the nodes; −1 for the root. */
  readonly parent: number;
  readonly probability: number;
  /** Numbers of its scenarios in the plan. */
  readonly scenarios: readonly number[];
  /** What the accounts compute for its scenarios on average, in $. */
  readonly expectedUsd: number;
  /** What tells it from its siblings, most telling first; none for the root and where nothing tells. */
  readonly signs: readonly PlannedSign[];
  /** The same in words. */
  readonly condition: string;
  /** Short name of a future that leads here, such as `high demand of startups`; the node's name where nothing tells it apart. */
  readonly label: string;
  /** Phases whose start is decided here. */
  readonly starts: readonly { readonly phase: string; readonly start: string; readonly power?: string }[];
  /** Chips ordered until the next review, and the same in MW. */
  readonly orders: readonly { readonly chip: string; readonly chips: number; readonly mw: number }[];
  /** All that is decided here, in words. */
  readonly decisions: readonly string[];
}

export interface PlannedTree {
  readonly reviews: readonly {
    readonly period: string;
    readonly at: number;
    /** Last period that is seen then. */
    readonly seenIn: string;
    /** Share of the spread of what the case is worth that is seen by then. */
    readonly told: number;
    /** Mean distance of a path from its node by what is seen, over that from one node for all. */
    readonly loss: number;
  }[];
  /** By stage, the root first. */
  readonly nodes: readonly PlannedNode[];
  /** The tree against one decision for all scenarios, on the same scenarios. */
  readonly value: {
    /** `undefined` where no plan of one decision for all was found. */
    readonly twoStageUsd: number | undefined;
    readonly twoStageBoundUsd: number | undefined;
    /** Worth of deciding later by what is seen; with what the proofs leave open at least and at most. */
    readonly worthUsd: number | undefined;
    readonly leastUsd: number | undefined;
    readonly mostUsd: number | undefined;
    readonly sentence: string;
  };
  /** Both plans run by the rules of the simulation on the same other paths, each path led through the tree by what is seen of it. */
  readonly outOfSample?: {
    readonly paths: number;
    readonly seed: number;
    /** Share of the paths by node, in the order of the nodes. */
    readonly shares: readonly number[];
    readonly meanUsd: number;
    readonly lowUsd: number;
    readonly highUsd: number;
    readonly twoStageUsd: number | undefined;
    /** Mean difference path by path, and its 95% interval. */
    readonly gainUsd: number | undefined;
    readonly gainLowUsd: number | undefined;
    readonly gainHighUsd: number | undefined;
    readonly sentence: string;
  };
}

/** A plan as data; `tree` and `starts` of phases came without a new version, since what was there is as it was. */
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
  /** Of a plan whose scenarios are all paths: what the rules of the simulation make of it on the same paths. */
  readonly byRules?: {
    readonly meanUsd: number;
    /** Where only installation follows those rules. */
    readonly installedUsd?: number;
    readonly sentence: string;
  };
  readonly outOfSample?: {
    readonly paths: number;
    readonly seed: number;
    readonly meanUsd: number;
    readonly lowUsd: number;
    readonly highUsd: number;
    readonly p10Usd: number;
    readonly p50Usd: number;
    readonly p90Usd: number;
    /** The same run on the plan's own scenarios, expected. */
    readonly ownUsd?: number;
    readonly sentence: string;
  };
  /** What is decided when, by what has been seen, where the plan was made with reviews. */
  readonly tree?: PlannedTree;
  readonly limits: readonly string[];
}
