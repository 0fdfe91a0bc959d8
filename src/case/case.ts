import type { Place } from '../base/issue.ts';
import type { Distribution } from '../num/index.ts';
import type { Calendar } from '../time/index.ts';
import type { Dimension, Unit } from '../units/index.ts';

/** A part of a value, in calendar-canonical numbers: certain, or the value of a driver. */
export type Term =
  { readonly kind: 'number'; readonly value: number } | { readonly kind: 'driver'; readonly name: string };

/** Terms that follow each other: `terms[i]` from time `from[i]`, in periods from the start of the calendar. */
export interface TermSeries {
  readonly from: readonly number[];
  readonly terms: readonly Term[];
}

/**
 * A value as data, in calendar-canonical numbers (the base of time is the period). With t the index of a period:
 * - `constant`: one term;
 * - `steps`: the last term whose time has come at the start of period t; before the first, the first;
 * - `linear`: on the straight line between the terms around time t; flat outside them;
 * - `growth`: `first` × Π over periods 1…t of max(0, 1 + r)^(1/periodsPerYear), with r the annual rate of that period;
 *   rates are per period here, so r = rate × periodsPerYear;
 * - `table`: one certain number per period.
 * All of them times every factor in `times`.
 */
export type ValueSpec = (
  | { readonly shape: 'constant'; readonly term: Term }
  | ({ readonly shape: 'steps' } & TermSeries)
  | ({ readonly shape: 'linear' } & TermSeries)
  | { readonly shape: 'growth'; readonly first: Term; readonly rates: TermSeries }
  | { readonly shape: 'table'; readonly values: Float64Array }
) & { readonly times: readonly Term[] };

/** Where a value comes from. */
export interface Provenance {
  /** Key of `Case.sources`, or a free text. */
  readonly source?: string;
  readonly asOf?: string;
  /** 1 filing or measurement, 2 reputable report, 3 estimate, 4 guess. */
  readonly tier?: 1 | 2 | 3 | 4;
  readonly note?: string;
  /** Rows of published measurements that it leans on, by their ids in the catalogue of silicon. */
  readonly measured?: readonly string[];
}

/** Another value for the same thing, kept beside the one in use; calendar-canonical. */
export interface Alternative extends Provenance {
  readonly text: string;
  readonly distribution: Distribution;
  readonly at: Place;
}

/** One number, range or path over time that the model reads, with where it was written. */
export interface Assumption extends Provenance {
  /** Where it stands in the case, such as `chips.trn2.price`, whether or not it is written there. */
  readonly path: string;
  /** Name of the input it is an element of, such as `chip.price`. */
  readonly input: string;
  /** Index of the element, row-major over the input's dims. */
  readonly element: number;
  readonly at: Place;
  /** As written. */
  readonly text: string;
  readonly value: ValueSpec;
  readonly alternatives: readonly Alternative[];
  readonly isDefault: boolean;
  readonly unit: Unit;
  readonly isDate: boolean;
  /** Place of the value that an overlay or a set replaced. */
  readonly overrides?: Place;
}

/** A word that a case gives: the option of a choice, or the label that a map leads to. */
export interface Setting extends Provenance {
  readonly path: string;
  readonly name: string;
  readonly element: number;
  readonly at: Place;
  readonly text: string;
  readonly isDefault: boolean;
  readonly overrides?: Place;
}

/** An uncertain number, drawn once on each path however many values read it. */
export interface Driver extends Provenance {
  /** Path of the value it stands for, or `drivers.` and its name. */
  readonly name: string;
  /** In calendar-canonical numbers. */
  readonly distribution: Distribution;
  /** Number of its random stream: a hash of the name, so that drivers never shift each other's draws. */
  readonly stream: number;
  readonly at: Place;
  readonly text: string;
  readonly dimension: Dimension;
}

/** The correlation of the normal scores of two drivers (a Gaussian copula). */
export interface Correlation {
  readonly of: string;
  readonly with: string;
  readonly value: number;
  readonly at: Place;
}

/** What a result must be; figures are texts, because only the study knows the metric's unit. */
export interface Expectation {
  readonly metric: string;
  /** Period or fiscal year, such as `FY2028`; none for a metric of the whole horizon. */
  readonly period?: string;
  /** `p50`, `p5`, … or `mean`; the median when not given. */
  readonly quantile?: string;
  readonly check:
    | { readonly kind: 'between'; readonly low: string; readonly high: string }
    | { readonly kind: 'is'; readonly value: string; readonly within: string };
  readonly note?: string;
  readonly at: Place;
}

/** Bounds outside which a result deserves doubt. */
export interface Band extends Provenance {
  readonly metric: string;
  readonly period?: string;
  readonly low?: string;
  readonly high?: string;
  readonly at: Place;
}

/** What came true later of something that the case says. */
export interface Actual extends Provenance {
  readonly metric: string;
  readonly period?: string;
  readonly value: string;
  readonly at: Place;
}

/** Where values come from. */
export interface Source {
  readonly key: string;
  readonly title: string;
  readonly url?: string;
  readonly asOf?: string;
  readonly tier?: 1 | 2 | 3 | 4;
  readonly confidence?: string;
  readonly note?: string;
  readonly at: Place;
}

/** A case, read and checked: plain data that can be stored, hashed and posted to a worker. */
export interface Case {
  readonly name: string;
  readonly question?: string;
  readonly asOf?: string;
  readonly about?: string;
  readonly calendar: Calendar;
  readonly labels: Readonly<Record<string, readonly string[]>>;
  readonly maps: Readonly<Record<string, Int32Array>>;
  readonly choices: Readonly<Record<string, Int32Array>>;
  /** In the order of the program's declarations, then of elements. */
  readonly assumptions: readonly Assumption[];
  /** The same assumptions by input; every element of an input, in order. */
  readonly inputs: ReadonlyMap<string, readonly Assumption[]>;
  readonly settings: readonly Setting[];
  /** Every uncertain number, sorted by name; certain named drivers are folded into the values. */
  readonly drivers: readonly Driver[];
  readonly correlations: readonly Correlation[];
  readonly expectations: readonly Expectation[];
  readonly bands: readonly Band[];
  readonly actuals: readonly Actual[];
  /** Overlay file, as a key of the case's files, whose difference from the case is the programme. */
  readonly counterfactual?: string;
  readonly metricsText?: string;
  /** Where the metrics' text starts, so that faults in it can be placed. */
  readonly metricsAt?: Place;
  readonly sources: ReadonlyMap<string, Source>;
  /** SHA-256 over the texts it was read from, in the order in which they apply. */
  readonly hash: string;
  /** Files it was read from, in the order in which they apply; tables last. */
  readonly files: readonly string[];
}
