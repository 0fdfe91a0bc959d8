import type { Issue, Json, LiveFan, Place, RunResult, TraceView } from 'buildout';
import type { SiliconAnswers, SiliconQuestions } from './silicon-protocol.ts';
import type { DemandAnswers, DemandQuestions } from './demand-protocol.ts';
import type { RaceAnswers, RaceQuestions } from './race-protocol.ts';
import type { RiskAnswers, RiskQuestions } from './risk-protocol.ts';

/**
 * What page and desk say to each other. The desk is a worker that holds cases and computes; the page only draws. Every ask has an id;
 * every answer bears the id of its ask. A run tells progress and two results, coarse and full; a question may tell progress and has one answer.
 */
export interface CaseTexts {
  readonly main: string;
  readonly files: readonly (readonly [name: string, text: string])[];
}

/** A case as it is to be read: texts by the key they were sent under, overlays in order, and `path=value` texts. */
export interface StudyOrder {
  readonly caseKey: string;
  readonly overlays: readonly string[];
  readonly sets: readonly string[];
}

export interface RunOrder extends StudyOrder {
  readonly seed: number;
  readonly paths: number;
}

/** Texts to check, under overlays and sets. */
export interface CheckOrder extends Omit<StudyOrder, 'caseKey'> {
  readonly texts: CaseTexts;
}

/** A number to trace or to move: a metric id such as `roic.d2` and a period or fiscal year; none for the whole horizon. */
export interface FigureOrder extends StudyOrder {
  readonly metric: string;
  readonly period?: string;
}

export type Ask =
  | { readonly kind: 'case'; readonly key: string; readonly texts: CaseTexts }
  | { readonly kind: 'run'; readonly id: number; readonly order: RunOrder; readonly coarsePaths: number }
  | Question
  | { readonly kind: 'cancel'; readonly id: number };

/** What is asked besides runs, by kind. A new kind is a line here, one in `Answers` and one in `handlers.ts`. */
export interface Questions extends DemandQuestions, RaceQuestions, RiskQuestions, SiliconQuestions {
  readonly live: {
    readonly order: RunOrder;
    readonly metrics: readonly string[];
    /** On the few paths that come first, or on all in single precision. */
    readonly isCoarse: boolean;
  };
  readonly trace: { readonly order: FigureOrder };
  readonly movers: { readonly order: FigureOrder };
  readonly json: { readonly order: RunOrder };
  readonly parquet: { readonly order: RunOrder };
  /** Texts that are still being written: only what is wrong with them. */
  readonly check: { readonly order: CheckOrder };
  readonly schema: Readonly<Record<never, never>>;
  readonly overlaid: { readonly order: StudyOrder };
}

export type Question<K extends keyof Questions = keyof Questions> = {
  readonly [Kind in K]: {
    readonly kind: 'question';
    readonly id: number;
    readonly what: Kind;
    readonly about: Questions[Kind];
  };
}[K];

/** What one uncertain number does to a figure: its value with that number at P10 and at P90, the others at their medians. */
export interface Mover {
  readonly path: string;
  readonly text: string;
  readonly tier: number | undefined;
  readonly atLow: number;
  readonly atHigh: number;
}

export interface Movers {
  readonly central: number;
  /** Unit of all three numbers, as `displayFor` reads it; empty for plain numbers. */
  readonly unit: string;
  readonly method: string;
  /** Widest swing first. */
  readonly rows: readonly Mover[];
}

/** Answers by the kind of what was asked. */
export interface Answers extends DemandAnswers, RaceAnswers, RiskAnswers, SiliconAnswers {
  readonly live: readonly LiveFan[];
  readonly trace: TraceView;
  readonly movers: Movers;
  /** The bytes that `buildout run --json` writes. */
  readonly json: string;
  /** The bytes that `buildout run --parquet` writes. */
  readonly parquet: ArrayBuffer;
  readonly check: readonly Issue[];
  /** JSON Schema of a case. */
  readonly schema: Json;
  /** Values of the files that something laid over them replaces. */
  readonly overlaid: readonly {
    readonly path: string;
    readonly at: Place;
    readonly by: Place;
    readonly text: string;
  }[];
}

export type Tell =
  /** `paths` is 0 for what is not counted in paths. */
  | { readonly kind: 'progress'; readonly id: number; readonly share: number; readonly paths: number }
  | {
      readonly kind: 'result';
      readonly id: number;
      readonly result: RunResult;
      /** Warnings of the case, each rendered by `renderIssue` of the engine where it is shown. */
      readonly issues: readonly Issue[];
      readonly isCoarse: boolean;
      readonly seconds: number;
    }
  | { readonly kind: 'answer'; readonly id: number; readonly value: Answers[keyof Answers] }
  /** The case or the question has faults, all of them. */
  | { readonly kind: 'faults'; readonly id: number; readonly issues: readonly Issue[] }
  | { readonly kind: 'stopped'; readonly id: number }
  /** A fault of the program or the machine. */
  | { readonly kind: 'failed'; readonly id: number; readonly message: string };
