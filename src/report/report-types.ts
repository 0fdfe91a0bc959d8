import type { Tornado } from '../analyse/index.ts';
import type { DemandBuild } from '../demand/index.ts';
import type { PlanResult } from '../plan/index.ts';
import type { Land } from './read-land.ts';
import type { RunResult } from './result-types.ts';

/** The part of a DOM document that charts are drawn with; linkedom's and a browser's both fit. */
export interface DrawingDocument {
  readonly documentElement: object;
  createElement(name: string): unknown;
  createElementNS(namespace: string, name: string): unknown;
}

/** Where a market figure comes from; a recalled figure has no address. */
export interface CapexSource {
  readonly title: string;
  readonly url?: string;
}

/** A column of the chart of capital spending by company, USD bn; `note` says where it is not comparable. */
export interface CapexColumn {
  readonly company: string;
  readonly year: number;
  readonly usdBn: number;
  readonly low?: number;
  readonly high?: number;
  readonly kind: 'actual' | 'guidance';
  readonly definition: string;
  readonly source: CapexSource;
  readonly confidence: string;
  readonly note: string;
}

/** A published claim and what became of it when checked against the data or the case. */
export interface ReportClaim {
  readonly id: string;
  readonly claim: string;
  readonly stated: { readonly text: string; readonly unit: string };
  readonly found?: number | string;
  readonly unit: string;
  readonly verdict: string;
  readonly because: string;
}

export interface ReportOptions {
  readonly document: DrawingDocument;
  readonly capexColumns?: readonly CapexColumn[];
  readonly claims?: readonly ReportClaim[];
  /** The outline below the map of the sites; without one the map is left out. */
  readonly land?: Land;
  /** The plan that the run simulates; its section comes first. */
  readonly plan?: PlanResult;
  /** What moves some answers of the case; without any the section is left out. */
  readonly tornadoes?: readonly Tornado[];
  /** What the case's signals say of its demand. */
  readonly signals?: DemandBuild;
}

/** What every section reads. */
export interface ReportContext {
  readonly result: RunResult;
  readonly document: DrawingDocument;
  readonly capexColumns: readonly CapexColumn[];
  readonly claims: readonly ReportClaim[];
  readonly land: Land | undefined;
}
