import type { DemandBreakEven, DemandBreakEvenRequest, DemandBuild } from 'buildout';
import type { CaseTexts, StudyOrder } from './protocol.ts';

/** What the Demand page asks. */
export interface DemandQuestions {
  readonly signals: { readonly texts: CaseTexts };
  readonly demandBreakEven: { readonly order: StudyOrder } & DemandBreakEvenRequest;
}

export interface DemandAnswers {
  /** What the signals beside the case say; empty where it has none. */
  readonly signals: { readonly build?: DemandBuild };
  readonly demandBreakEven: DemandBreakEven;
}
