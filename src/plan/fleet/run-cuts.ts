import type { Solver } from '../../lp/index.ts';
import {
  CutLoop,
  type CutLoopOptions,
  type CutLoopState,
  type FirstStage,
  type RecourseOracle,
} from '../../stochastic/index.ts';
import {
  fingerprintParts,
  roundsOf,
  type FleetKeeper,
  type FleetState,
  type RelaxedFleet,
} from './fleet-state.ts';

/** What is known when cutting planes have ended, on the way to integers or with them. */
export interface EndOfCuts extends Omit<RelaxedFleet, 'x'> {
  readonly x: Float64Array | undefined;
}

/** Who keeps the state of cutting planes, what else the state holds, and the parts that the programme is known by. */
export interface KeptCuts {
  readonly keeper: FleetKeeper;
  readonly beside: Omit<FleetState, 'cuts'>;
  readonly parts: () => Iterable<unknown>;
}

/** Cutting planes to the gap, a limit or a wish, from the rounds that were kept of the same programme, else from `start`. */
export async function runCuts(
  stage: FirstStage,
  tools: { readonly solver: Solver; readonly oracle: RecourseOracle },
  options: CutLoopOptions & { readonly start: Float64Array | undefined },
  kept?: KeptCuts,
): Promise<EndOfCuts> {
  const programme = kept ? fingerprintParts(kept.parts()) : '';
  const stateWith = (rounds: CutLoopState): FleetState => ({ ...kept?.beside, cuts: { programme, rounds } });
  const onRound = (state: () => CutLoopState) => kept?.keeper.offer(() => stateWith(state()));
  const loop = new CutLoop(stage, tools, { ...options, ...(kept ? { onRound } : {}) });
  try {
    const before = kept && roundsOf(kept.keeper.state, programme);
    if (before && before.cuts.length > 0) loop.resume(before);
    const status = await loop.run(before?.x ?? options.start);
    if (status === 'cancelled' || status === 'time limit') kept?.keeper.keep(stateWith(loop.state));
    const { x, upper, lower, iterations, cuts } = loop;
    return { status, x, upper, lower, iterations, cuts: cuts.length, programme };
  } finally {
    loop.close();
  }
}
