import { usdWords, withResidual, type PlanResult } from '../plan/index.ts';
import { evaluateCentral, simulate } from '../simulate/index.ts';
import type { Study } from '../study/index.ts';

/**
 * Splits what the run of a plan is worth less (or more) than the plan, in $: what the rules of the simulation change on the plan's
 * own scenarios, and what other paths change. `usd` is the expected NPV of the run on those scenarios; no words where the
 * difference is below a hundredth.
 */
export function splitDifference(
  planned: Study,
  { settings, value }: PlanResult,
  meanUsd: number,
): { readonly usd: number; readonly words: string } {
  const usd = runOnScenarios(planned, settings);
  const planUsd = value.expectedUsd;
  if (Math.abs(planUsd - meanUsd) < 0.01 * Math.abs(planUsd)) return { usd, words: '' };
  const change = (by: number) => `${usdWords(Math.abs(by))} ${by < 0 ? 'less' : 'more'}`;
  const few = settings.scenarios === settings.sampled ? '' : ': the scenarios are few';
  return {
    usd,
    words: ` On the plan's own scenarios the run is worth ${usdWords(usd)}, ${change(usd - planUsd)} than the plan: a run installs and serves by rule, without knowing what comes, and orders are the same on every path. On the other paths it is worth ${change(meanUsd - usd)} than on those${few}.`,
  };
}

/** Scenarios are paths of the plan's seed, so that a run of that seed passes through them; one alone is the central path. */
function runOnScenarios(planned: Study, settings: PlanResult['settings']): number {
  const model = withResidual(planned, settings.residual);
  if (settings.scenarios === 1) return evaluateCentral(model, ['npv']).get('npv').values[0]!;
  const paths = Math.max(...settings.paths) + 1;
  const sample = simulate(model, { seed: settings.seed, paths, keep: ['npv'] }).byName.get('npv')!;
  return settings.paths.reduce(
    (sum, path, s) => sum + settings.probabilities[s]! * sample.values[sample.byPath ? path : 0]!,
    0,
  );
}
