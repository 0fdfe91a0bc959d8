import type { Evidence } from './evidence.ts';
import type { ModelAnswers } from './model-answers.ts';
import type { SeedClaim } from './records.ts';
import type { Source } from './source.ts';

/**
 * What came of a claim. `reproduced`: other rows give the number, to its rounding or its words ("nearly", "more than").
 * `contradicted`: they give another. `consistent`: they allow it, under a definition or within a range, without confirming it.
 * `context`: nothing in it is modelled. `not reproduced`: what it needs (a row, or a run of the case) is not there.
 */
export type Verdict = 'reproduced' | 'contradicted' | 'consistent' | 'context' | 'not reproduced';

/** The number as the article states it: the words, and the value or the range in them when there are any. */
export interface Stated {
  readonly text: string;
  readonly value?: number;
  readonly low?: number;
  readonly high?: number;
  readonly unit: string;
}

/** One claim checked. `because` is a sentence with the arithmetic; `found` is in `unit`, or words where one number would mislead. */
export interface ClaimResult {
  readonly id: string;
  readonly claim: string;
  readonly stated: Stated;
  readonly found?: number | string;
  readonly unit: string;
  readonly verdict: Verdict;
  readonly because: string;
  readonly sources: readonly Source[];
  readonly from: 'data' | 'case';
}

/** What the check of one claim concludes; the rest of a result comes from the claim's row and the evidence used. */
export interface Finding {
  readonly verdict: Verdict;
  readonly because: string;
  readonly found?: number | string;
  /** Unit of `found` where it differs from the claim's. */
  readonly unit?: string;
  readonly from?: 'data' | 'case';
}

export interface ClaimContext {
  readonly claim: SeedClaim;
  readonly stated: Stated;
  readonly evidence: Evidence;
  readonly model: ModelAnswers | undefined;
}

export type ClaimCheck = (context: ClaimContext) => Finding;
