import type { Issue, MakePlanOptions, PlanResult, Progress } from 'buildout';
import type { CaseTexts } from './protocol.ts';

/** What the planning worker is asked: one plan, then it is let go. */
export interface PlanOrder {
  readonly texts: CaseTexts;
  readonly overlays: readonly string[];
  readonly sets: readonly string[];
  readonly options: Omit<MakePlanOptions, 'onProgress' | 'onStage' | 'isCancelled'>;
}

export type PlanTell =
  | { readonly kind: 'stage'; readonly stage: string }
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'plan'; readonly plan: PlanResult }
  | { readonly kind: 'faults'; readonly issues: readonly Issue[] }
  /** Why there is no plan, in words. */
  | { readonly kind: 'none'; readonly words: string };
