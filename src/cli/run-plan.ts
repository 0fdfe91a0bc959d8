import { quantileOf, sortedCopy } from '../num/index.ts';
import {
  judgePolicy,
  meanInterval,
  poolPolicy,
  usdWords,
  withResidual,
  type PlanResult,
} from '../plan/index.ts';
import { simulate } from '../simulate/index.ts';
import { openStudy, type Study } from '../study/index.ts';
import type { Opened } from './open.ts';
import type { Policy } from './plan-task.ts';
import { splitDifference } from './split-difference.ts';

/** What a run of a plan is asked for. */
export interface RunFlags {
  readonly seed: number;
  readonly paths: number;
  readonly set: readonly string[];
}

/** Name of the plan among the overlays of its run. */
export const planFile = 'plan-overlay.yaml';

/** The case with the plan laid over it; the overlay is ours, so faults in it are faults of this program. */
export function openPlanned({ loaded }: Opened, flags: RunFlags, overlay: string): Study {
  const files = new Map([...loaded.files, [planFile, overlay] as const]);
  const overlays = [...loaded.overlays, planFile];
  const study = openStudy({ files, main: loaded.main, overlays, sets: flags.set });
  if (!study.value) throw new Error(`the plan's overlay does not open: ${study.issues[0]?.message}`);
  return study.value;
}

/** The plan with what runs of it and of its alternatives are worth, on other paths than those it was made on. */
export function withRun(planned: Study, flags: RunFlags, result: PlanResult, opened: Opened): PlanResult {
  const values = worthByPath(planned, flags, result);
  const how = `Run by the rules of the simulation on ${values.length} other paths (seed ${runOf(flags).seed}), the plan`;
  const alternatives = result.alternatives.map((alternative) => {
    const run = worthByPath(openPlanned(opened, flags, alternative.overlay), flags, result);
    return { ...alternative, runUsd: run.reduce((sum, value) => sum + value, 0) / run.length };
  });
  const run = outOfSample(values, { how, seed: runOf(flags).seed });
  const own = splitDifference(planned, result, run.meanUsd);
  return {
    ...result,
    alternatives,
    outOfSample: { ...run, ownUsd: own.usd, sentence: `${run.sentence}${own.words}` },
  };
}

/** The plan on a tree with what its runs are worth, each path run as its future decides, and against one decision for all. */
export function withPolicy(
  opened: Opened,
  flags: RunFlags,
  { result, policy }: { readonly result: PlanResult; readonly policy: Policy },
): PlanResult {
  const run = (overlay: string) => worthByPath(openPlanned(opened, flags, overlay), flags, result);
  const worth = new Map(policy.futures.map(({ node, overlay }) => [node, run(overlay)]));
  const twoStage = policy.twoStage === undefined ? undefined : run(policy.twoStage);
  const { seed } = runOf(flags);
  const tree = result.tree!;
  const values = poolPolicy({ routes: policy.routes, worth });
  const how = `Run by the rules of the simulation on ${values.length} other paths (seed ${seed}), each as the future decides that is seen of it, the plan`;
  return {
    ...result,
    outOfSample: outOfSample(values, { how, seed }),
    tree: { ...tree, outOfSample: judgePolicy({ routes: policy.routes, worth, twoStage, seed, tree }) },
  };
}

/** NPV of a run of a plan, path by path. */
function worthByPath(planned: Study, flags: RunFlags, { settings }: PlanResult): Float64Array {
  const model = withResidual(planned, settings.residual);
  const samples = simulate(model, { ...runOf(flags), keep: ['npv'] });
  const { byPath, values } = samples.byName.get('npv')!;
  return byPath ? values : new Float64Array(flags.paths).fill(values[0]!);
}

function outOfSample(
  values: Float64Array,
  { how, seed }: { readonly how: string; readonly seed: number },
): NonNullable<PlanResult['outOfSample']> {
  const { mean: meanUsd, low: lowUsd, high: highUsd } = meanInterval(values);
  const sorted = sortedCopy(values);
  const [p10Usd, p50Usd, p90Usd] = [0.1, 0.5, 0.9].map((p) => quantileOf(sorted, p)) as [
    number,
    number,
    number,
  ];
  return {
    paths: values.length,
    seed,
    meanUsd,
    lowUsd,
    highUsd,
    p10Usd,
    p50Usd,
    p90Usd,
    sentence: `${how} is worth ${usdWords(meanUsd)} on average (95% interval ${usdWords(lowUsd)} to ${usdWords(highUsd)}); 80% of paths lie between ${usdWords(p10Usd)} and ${usdWords(p90Usd)}.`,
  };
}

/** The paths on which a plan is run: others than those it was made on. */
export function runOf({ seed, paths }: Pick<RunFlags, 'seed' | 'paths'>): {
  readonly seed: number;
  readonly paths: number;
} {
  return { seed: seed + 1, paths };
}
