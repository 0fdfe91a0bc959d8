import type { MerchantStop, OwnershipRule, ServingView } from 'buildout';
import type { StudyOrder } from './protocol.ts';

/** What the Silicon page asks. */
export interface SiliconQuestions {
  readonly serving: {
    readonly workload: string;
    /** Limits in ms per output token; `undefined` is offline. */
    readonly perTokenMs: readonly (number | undefined)[];
    readonly rule: OwnershipRule;
  };
  readonly merchantStop: { readonly order: StudyOrder };
}

export interface SiliconAnswers {
  /** The view, and the tasks that there are. */
  readonly serving: { readonly view: ServingView; readonly tasks: readonly string[] };
  /** Empty where the case has no counterfactual or buys no chip of a chip maker. */
  readonly merchantStop: { readonly stop?: MerchantStop };
}
