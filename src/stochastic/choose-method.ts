import type { StochasticProgramme } from './types.ts';

/** How a stochastic programme can be solved. */
export type StochasticMethod = 'extensive' | 'benders' | 'dual';

/**
 * Fewest scenarios for which dual decomposition pays. Below, HiGHS closes the extensive form first: of the public instances
 * with integer recourse those of 3 to 10 scenarios in 4 to 16 s (sslp_15_45_10 stood at 2.8% after 112 s of decomposition);
 * above, decomposition was the quicker (sslp_5_25_100: 15 s against 39 s) or the only one to come near (dcap).
 */
const fewestForDual = 20;

/**
 * The method that suits a programme: the extensive form of more than two stages, and of few scenarios with integers in the
 * recourse; dual decomposition of many such; Benders for the rest.
 */
export function chooseMethod({
  core,
  columnStage,
  stageNames,
  nodes,
}: StochasticProgramme): StochasticMethod {
  if (stageNames.length !== 2) return 'extensive';
  const hasMixedRecourse = core.kinds.some((kind, j) => kind !== 'continuous' && columnStage[j]! > 0);
  if (!hasMixedRecourse) return 'benders';
  const scenarios = nodes.filter(({ stage }) => stage === 1).length;
  return scenarios < fewestForDual ? 'extensive' : 'dual';
}
