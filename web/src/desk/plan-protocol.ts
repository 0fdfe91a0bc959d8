import type { Issue, MakePlanOptions, NoPlan, PlanResult, Progress, WhyNot } from 'buildout';
import type { CaseTexts } from './protocol.ts';

/** A plan to make. */
export interface PlanOrder {
  readonly texts: CaseTexts;
  readonly overlays: readonly string[];
  readonly sets: readonly string[];
  readonly options: Omit<MakePlanOptions, 'onProgress' | 'onStage' | 'isCancelled'>;
}

/** What the planning worker is asked: one plan, then any number of choices to force upon it. */
export type PlanAsk =
  | { readonly kind: 'make'; readonly order: PlanOrder }
  /** Such as `leave out ohio-2`, in the words of the command `why-not`. */
  | { readonly kind: 'why-not'; readonly choice: string };

export type PlanTell =
  | { readonly kind: 'stage'; readonly stage: string }
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'plan'; readonly plan: PlanResult }
  | { readonly kind: 'faults'; readonly issues: readonly Issue[] }
  /** Why there is no plan, in words. */
  | { readonly kind: 'none'; readonly words: string; readonly why?: NoPlan }
  | { readonly kind: 'why-not'; readonly choice: string; readonly answer: WhyNot }
  /** The choice cannot be read. */
  | { readonly kind: 'unread'; readonly choice: string; readonly issues: readonly Issue[] };
