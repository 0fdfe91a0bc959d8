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
  readonly assumptions: readonly AssumptionRow[];
  /** Present when the case names a counterfactual: this case less the counterfactual, path by path. */
  readonly programme: Programme | undefined;
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

export interface Programme {
  readonly counterfactual: string;
  /** `capex`, `npv`, `irr`, `payback`, `payback-in-service`, `moic` of the difference, and yearly flows. */
  readonly metrics: Readonly<Record<string, Metric>>;
  readonly sentence: string;
}
