import type { Solution } from '../../lp/index.ts';
import { usdPerUnit } from '../price-columns.ts';

/**
 * What a question to the solver came to: a value in $ with the columns' values, proof that there is no such plan, or neither,
 * where the solve was stopped, ran out of time or failed. What is not known is never told as impossible.
 */
export type Answered =
  | { readonly kind: 'value'; readonly usd: number; readonly values: Float64Array }
  | { readonly kind: 'impossible' | 'unknown' };

/** Reads a solution of a plan's programme, in $m, as an answer. */
export function answerOf({ status, objective, values }: Solution): Answered {
  if (status === 'optimal' && objective !== undefined && values)
    return { kind: 'value', usd: objective * usdPerUnit, values };
  return { kind: status === 'infeasible' ? 'impossible' : 'unknown' };
}

/** Why something is not told. */
export const notWorkedOut = 'was not worked out: the solver was stopped, or gave up, before it was done';
