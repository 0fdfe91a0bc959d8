/** The answer of a run as plain data: what `--json` writes and what every report reads. Version `buildout-run/1`. */
export interface RunResult {
  readonly schema: 'buildout-run/1';
  readonly provenance: Provenance;
  readonly calendar: { readonly periods: readonly string[]; readonly years: readonly FiscalYear[] };
  /** Keyed by metric id: `net-ppe`, `roic.d2`, or with labels `chip.installed[trainium2]`. */
  readonly metrics: Readonly<Record<string, Metric>>;
  readonly statements: readonly Statement[];
  readonly bridge: readonly Bridge[];
  readonly checks: readonly Check[];
  readonly contracts: readonly ContractRow[];
  readonly phases: readonly PhaseRow[];
  /** Present where the case gives at least one site a place. */
  readonly sites?: readonly SiteRow[];
  readonly assumptions: readonly AssumptionRow[];
  /** Present when the case names a counterfactual: this case less the counterfactual, path by path. */
  readonly programme: Programme | undefined;
  /** How often what one fears happens on the paths. */
  readonly events?: readonly EventRow[];
  /** How far chance in the paths may have moved the figures. */
  readonly precision?: Precision;
}

export interface Provenance {
  readonly version: string;
  readonly case: string;
  readonly caseHash: string;
  readonly asOf: string;
  readonly question: string;
  readonly overlays: readonly string[];
  readonly sets: readonly string[];
  readonly seed: number;
  readonly paths: number;
  /** `single` for a preview in single precision, whose last digits differ; doubles where it is not there. */
  readonly precision?: 'single';
}

export interface FiscalYear {
  readonly label: string;
  readonly from: number;
  readonly to: number;
  readonly complete: boolean;
}

/** Mean and quantiles over paths; one entry per period. Numbers are in `unit` as written. */
export interface Quantiles {
  readonly mean: readonly number[];
  readonly p5: readonly number[];
  readonly p10: readonly number[];
  readonly p25: readonly number[];
  readonly p50: readonly number[];
  readonly p75: readonly number[];
  readonly p90: readonly number[];
  readonly p95: readonly number[];
}

export interface Metric extends Quantiles {
  readonly unit: string;
  /** The sentence of the formula. */
  readonly definition: string;
  readonly formula: string;
  /** `flow`: summed over a fiscal year; `stock`: taken at its end; `once`: one value for the horizon. */
  readonly kind: 'flow' | 'stock' | 'once';
  /** Period labels; `['horizon']` for a `once` metric. */
  readonly periods: readonly string[];
  /** By complete fiscal year: flows summed on each path, stocks at year end. Empty for `once`. */
  readonly years: Quantiles & { readonly labels: readonly string[]; readonly unit: string };
  /** Paths on which the value does not exist (no IRR, never paid back). */
  readonly missing: readonly number[];
}

/** One statement by fiscal year: the mean over paths, so that every sum still adds up. */
export interface Statement {
  readonly id: 'income' | 'balance' | 'cash';
  readonly title: string;
  readonly years: readonly string[];
  readonly unit: string;
  readonly lines: readonly StatementLine[];
}

export interface StatementLine {
  readonly metric: string;
  readonly label: string;
  readonly style: 'line' | 'total';
  /** Sign with which the metric enters the statement. */
  readonly sign: 1 | -1;
  readonly values: readonly number[];
}

/** How one named ROIC becomes another in one fiscal year: steps add up to the difference exactly. */
export interface Bridge {
  readonly year: string;
  readonly from: string;
  readonly to: string;
  readonly start: number;
  readonly steps: readonly { readonly label: string; readonly change: number }[];
  readonly end: number;
}

export interface Check {
  readonly id: string;
  readonly kind: 'tie' | 'expectation' | 'band' | 'actual';
  readonly label: string;
  readonly metric: string;
  readonly period: string;
  readonly status: 'pass' | 'fail' | 'outside' | 'note';
  readonly value: number;
  readonly low: number | undefined;
  readonly high: number | undefined;
  readonly unit: string;
  readonly sentence: string;
  readonly source: string | undefined;
  readonly at: string | undefined;
}

export interface ContractRow {
  readonly name: string;
  readonly state: string;
  readonly start: string;
  readonly termYears: number;
  /** Mean over paths, $bn. */
  readonly backlogBn: number;
  readonly takeOrPayBn: number;
  readonly revenueByYearBn: readonly number[];
  readonly undeliveredBn: number;
  readonly defaultProbability: number;
  /** 95% interval of that probability, as far as chance in the paths goes. */
  readonly defaultInterval?: readonly [low: number, high: number];
  readonly source: string | undefined;
}

export interface PhaseRow {
  readonly name: string;
  readonly site: string;
  readonly status: string;
  readonly mw: number;
  readonly start: string;
  readonly plannedReady: string;
  readonly p10: string;
  readonly p50: string;
  readonly p90: string;
  /** The same dates in periods from the calendar's start, for drawing. */
  readonly startAt: number;
  readonly plannedAt: number;
  readonly p10At: number;
  readonly p50At: number;
  readonly p90At: number;
}

/** A site as maps need it. */
export interface SiteRow {
  readonly name: string;
  /** IT power ready when the calendar starts, MW, on the central path. */
  readonly openingMw: number;
  /** Degrees north and east; left out for a site without a place of its own. */
  readonly place?: { readonly latitude: number; readonly longitude: number; readonly source?: string };
}

export interface AssumptionRow {
  readonly path: string;
  readonly sentence: string;
  /** As written in the case file. */
  readonly text: string;
  readonly unit: string;
  readonly source: string | undefined;
  readonly url: string | undefined;
  readonly asOf: string | undefined;
  readonly tier: number | undefined;
  readonly note: string | undefined;
  readonly alternatives: readonly { readonly text: string; readonly source: string | undefined }[];
  readonly at: string;
  readonly isUncertain: boolean;
  /** Rank correlation of the driver with the headline metric over paths; `undefined` when certain. */
  readonly effect: number | undefined;
}

/** How often something happens on the paths, with the 95% interval that chance in them leaves. */
export interface EventRow {
  readonly id: string;
  readonly kind: 'shortage' | 'return' | 'value' | 'programme' | 'band';
  /** What happens, as a clause. */
  readonly sentence: string;
  readonly metric: string;
  readonly period: string;
  /** Share of the paths on which it can be said: `events` of `paths`. */
  readonly probability: number;
  readonly low: number;
  readonly high: number;
  readonly events: number;
  readonly paths: number;
}

export interface Programme {
  readonly counterfactual: string;
  /** `capex`, `npv`, `irr`, `payback`, `payback-in-service`, `moic` of the difference, and yearly flows. */
  readonly metrics: Readonly<Record<string, Metric>>;
  readonly sentence: string;
}

/** The Monte Carlo error of a run's figures; it says nothing of whether the case's ranges are right. */
export interface Precision {
  /** How paths were drawn. */
  readonly draws: 'random' | 'sobol' | 'antithetic';
  readonly paths: number;
  /** Confidence level of every interval. */
  readonly level: number;
  readonly method: string;
  /** Metrics without labels, by metric id. */
  readonly metrics: Readonly<Record<string, MetricPrecision>>;
  /** What a programme answers once per path, by the id of its metric. */
  readonly programme?: Readonly<Record<string, MetricPrecision>>;
  /** Present when the run was to go on until one figure is known well enough. */
  readonly goal?: PrecisionGoal;
}

/** One entry per fiscal year, or one for the horizon, in the unit of the metric there. */
export interface MetricPrecision {
  readonly periods: readonly string[];
  /** How far a quantile can be off where numbers were counted in bins instead of kept; left out where it is exact. */
  readonly resolution?: readonly number[];
  /** Standard error of the mean. */
  readonly meanError: readonly number[];
  /** Expected shortfall: the mean of the lowest tenth of the paths. */
  readonly lowestTenth: readonly number[];
  /** Ends of the confidence intervals of the quantiles; infinite where the paths are too few. */
  readonly p10: readonly (readonly [low: number, high: number])[];
  readonly p50: readonly (readonly [low: number, high: number])[];
  readonly p90: readonly (readonly [low: number, high: number])[];
}

/** A wish such as `roic.d2 FY2028 ± 1%`, and how exactly the median is known at the end. */
export interface PrecisionGoal {
  readonly text: string;
  readonly metric: string;
  readonly period: string;
  readonly unit: string;
  readonly median: number;
  readonly low: number;
  readonly high: number;
  readonly isMet: boolean;
}
