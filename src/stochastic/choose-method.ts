import type { StochasticProgramme } from './types.ts';

/** How a stochastic programme can be solved; `benders` of three stages and more is nested. */
export type StochasticMethod = 'extensive' | 'benders' | 'dual';

/**
 * Fewest scenarios for which dual decomposition pays. Below, HiGHS closes the extensive form first: of the public instances
 * with integer recourse those of 3 to 10 scenarios in 4 to 16 s (sslp_15_45_10 stood at 2.8% after 112 s of decomposition);
 * above, decomposition was the quicker (sslp_5_25_100: 15 s against 39 s) or the only one to come near (dcap).
 */
const fewestForDual = 20;

/**
 * Fewest decisions of a tree of three stages and more for which nested Benders pays: of LandS, fxm and pltexp with drawn outcomes
 * the extensive form was the quicker at 111 decisions (0.3 s of CPU to 1.1 s), the slower at 157 (3.5 to 2.0) and 601 (46 to 4.5).
 */
const fewestForNested = 150;

/**
 * The method that suits a programme. Of three stages and more: nested Benders for large trees without integers after the first
 * stage, else the extensive form. Of two: the extensive form for few scenarios with integers in the recourse, dual decomposition
 * for many such, Benders for the rest.
 */
export function chooseMethod({
  core,
  columnStage,
  stageNames,
  nodes,
}: StochasticProgramme): StochasticMethod {
  const hasMixedRecourse = core.kinds.some((kind, j) => kind !== 'continuous' && columnStage[j]! > 0);
  if (stageNames.length !== 2) {
    return hasMixedRecourse || nodes.length < fewestForNested ? 'extensive' : 'benders';
  }
  if (!hasMixedRecourse) return 'benders';
  const scenarios = nodes.filter(({ stage }) => stage === 1).length;
  return scenarios < fewestForDual ? 'extensive' : 'dual';
}
