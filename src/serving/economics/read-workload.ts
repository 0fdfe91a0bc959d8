import { fail, ok, type Outcome } from '../../base/issue.ts';
import { findModel } from '../catalogue/find-model.ts';
import type { Catalogue } from '../catalogue/types.ts';
import type { Workload } from './serving-frontier.ts';

/**
 * A workload from words: a benchmark task such as `llama2-70b`, or a model with lengths such as `Llama-3.1-70B:1000/300`.
 * Warning: `serving-model-unknown`; error: `serving-value-unknown` for lengths that do not read.
 *
 * @example readWorkload(catalogue, 'Llama-3.1-70B:1000/300').value?.outputTokens // 300
 */
export function readWorkload(catalogue: Catalogue, text: string): Outcome<Workload> {
  const task = catalogue.tasks.get(text);
  if (task) {
    const { model, issues } = findModel(catalogue, task.model);
    const { inputTokens, outputTokens } = task;
    return ok({ name: text, model, inputTokens, outputTokens }, issues);
  }
  const match = /^(.+?)(?::(\d+)\/(\d+))?$/.exec(text.trim());
  const [inputTokens, outputTokens] = [Number(match?.[2] ?? 1000), Number(match?.[3] ?? 300)];
  if (!match || inputTokens < 1 || outputTokens < 1) {
    return fail({
      code: 'serving-value-unknown',
      severity: 'error',
      message: 'The workload does not read.',
      found: text,
      expected: `a task (${[...catalogue.tasks.keys()].join(', ')}) or MODEL:INPUT/OUTPUT such as Llama-3.1-70B:1000/300`,
    });
  }
  const { model, issues } = findModel(catalogue, match[1]!);
  return ok({ name: text, model, inputTokens, outputTokens }, issues);
}
