import { hashName } from '../base/hash-name.ts';
import type { Graph, KernelDraw } from '../formula/index.ts';
import type { DrawPlan } from './draw-plan.ts';
import { elementNames, noiseOf } from './noise-names.ts';

/**
 * Noise that compiled formulas draw themselves: the numbers of `drawNoise`, to the bit, without an array in between. None
 * where paths are not drawn independently, since Sobol points and mirrored pairs come from outside.
 */
export function kernelNoise({ program, shape }: Graph, plan: DrawPlan): readonly KernelDraw[] {
  if (plan.mode !== 'random') return [];
  return noiseOf(program).flatMap(({ name, dims }) =>
    elementNames(name, dims, shape).map((full, element) => ({
      input: name,
      element,
      counter: { second: 0, perPeriod: 1, third: hashName(full), fourth: plan.copy ?? 0 },
      word: 0,
      bits: 'uniform52',
      as: 'normal',
    })),
  );
}
