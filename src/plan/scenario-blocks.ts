import type { Model } from '../simulate/index.ts';
import { pickPaths } from './draw-scenarios.ts';
import { makeFrame, type Frame, type Scenarios } from './frame.ts';
import { measureFacts, type Facts } from './measure-facts.ts';
import { pickSharing } from './sharing.ts';
import { shareSites, type SiteShares } from './site-shares.ts';

/** Some scenarios laid out together; made anew whenever needed, since a thousand at a time would not fit. */
export interface Block {
  readonly frame: Frame;
  readonly facts: Facts;
  readonly shares: SiteShares;
}

/** Numbers of the scenarios of each block, `size` to a block. */
function splitScenarios(count: number, size: number): number[][] {
  return Array.from({ length: Math.ceil(count / size) }, (_, b) =>
    Array.from({ length: Math.min(size, count - b * size) }, (__, i) => b * size + i),
  );
}

/** Scenarios of a plan, and how many are evaluated at a time: more need more memory. */
export interface ManyScenarios {
  readonly model: Model;
  readonly scenarios: Scenarios;
  readonly blockSize: number;
}

/** Lays out all scenarios, block by block, with the numbers of each block's. */
export function* layOutBlocks({ model, scenarios, blockSize }: ManyScenarios): Generator<{
  readonly block: Block;
  readonly numbers: readonly number[];
}> {
  for (const numbers of splitScenarios(scenarios.probabilities.length, blockSize))
    yield { block: layOutBlock(model, scenarios, numbers), numbers };
}

/** Lays some scenarios out, with one pool of power or one each as a single scenario would have. */
export function layOutBlock(model: Model, scenarios: Scenarios, numbers: readonly number[]): Block {
  const inputs = pickPaths(scenarios.inputs, scenarios.probabilities.length, numbers);
  const probabilities = numbers.map((s) => scenarios.probabilities[s]!);
  const sharing = scenarios.sharing && { sharing: pickSharing(scenarios.sharing, numbers) };
  const frame = makeFrame(model, { inputs, probabilities, ...sharing }, { placedScenarios: 1 });
  return { frame, facts: measureFacts(frame), shares: shareSites(frame) };
}
