import type {
  AnswerSpread,
  BreakEvens,
  DriverTable,
  ScenarioGrid,
  SolveMetricOptions,
  Tornado,
} from 'buildout';
import type { RunOrder } from './protocol.ts';

/** One answer of a case: a metric, and a fiscal year unless it has one number for the whole horizon. */
export interface AnswerOrder {
  readonly order: RunOrder;
  readonly metric: string;
  readonly period?: string;
}

/** What the page on risk asks. */
export interface RiskQuestions {
  readonly spread: AnswerOrder & {
    readonly figure?: string;
    /** What the case adds to its counterfactual instead of what it is. */
    readonly isProgramme: boolean;
  };
  readonly swings: AnswerOrder;
  readonly crossed: AnswerOrder & { readonly drivers: readonly [rows: string, columns: string] };
  readonly breakEvens: AnswerOrder & { readonly target: string; readonly most: number };
  readonly solve: { readonly order: RunOrder; readonly options: SolveMetricOptions };
}

export interface Swings {
  readonly tornado: Tornado;
  /** `undefined` where the case has no demand or nothing to build. */
  readonly grid: ScenarioGrid | undefined;
}

export interface RiskAnswers {
  readonly spread: AnswerSpread;
  readonly swings: Swings;
  readonly crossed: DriverTable;
  readonly breakEvens: BreakEvens;
  /** The lines that the command line prints. */
  readonly solve: readonly string[];
}
