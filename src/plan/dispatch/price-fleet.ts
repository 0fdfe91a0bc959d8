import { cell, type Point } from '../point.ts';
import { scenarioTerms, usdPerUnit } from '../price-columns.ts';
import { readPoint } from '../read-point.ts';
import { layOutBlocks, type Block, type ManyScenarios } from '../scenario-blocks.ts';
import { valueFlows } from '../value-flows.ts';
import { readDispatch, type DispatchBlock } from './dispatch-data.ts';
import type { DispatchOracle } from './dispatch-oracle.ts';
import type { FleetModel } from './fleet-model.ts';

/** What the fleet costs by column, and all dispatch. */
export interface Priced {
  readonly cost: Float64Array;
  readonly offset: number;
  readonly blocks: readonly DispatchBlock[];
}

/** Prices the fleet and all dispatch by the slopes of the accounts, each block near a plan; ends where one has none. */
export function priceFleet(
  { lp, columns }: FleetModel,
  of: ManyScenarios,
  nearOf: (block: Block, b: number) => Point | undefined,
): Priced | undefined {
  const cost = new Float64Array(lp.columnNames.length);
  const blocks: DispatchBlock[] = [];
  let offset = 0;
  for (const { block } of layOutBlocks(of)) {
    const near = nearOf(block, blocks.length);
    if (!near) return undefined;
    const flows = valueFlows(block, near);
    blocks.push(readDispatch(block.frame, block.facts, flows));
    block.frame.probabilities.forEach((probability, s) => {
      offset -= (probability * flows.constant[s]!) / usdPerUnit;
      for (const [column, value] of scenarioTerms({ ...block, columns }, flows, s))
        cost[column]! -= probability * value;
    });
  }
  return { cost, offset, blocks };
}

/** What cuts hold for: the fleet with its prices, and all dispatch but where its solver stands. */
export function* partsOf({ lp }: FleetModel, { cost, offset, blocks }: Priced): Generator<unknown> {
  yield { ...lp, cost, offset };
  for (const { probabilities, periods } of blocks) {
    yield probabilities;
    for (const { bases: _, chipRows, buyerRows, ...rest } of periods)
      yield { ...rest, chipRows: Int32Array.from(chipRows), buyerRows: Int32Array.from(buyerRows) };
  }
}

/** Decisions of a block's scenarios: the fleet, and their dispatch at it. */
export function pointOf(
  { columns }: FleetModel,
  block: Block,
  at: { readonly x: Float64Array; readonly oracle: DispatchOracle; readonly dispatch: DispatchBlock },
): Point {
  const point = readPoint({ ...block, columns }, at.x);
  const { facts } = block;
  const { sizes } = block.frame;
  const contractsFrom = sizes.segments * sizes.chips;
  at.oracle.forEachDispatch(at.x, at.dispatch, (t, s, period, levels) => {
    levels.forEach((mw, j) => {
      const place = period.places[j]!;
      const chips = mw / facts.unitMw[place % sizes.chips]!;
      if (place < contractsFrom) point.served[cell(sizes, place, t, s)] = chips * facts.rate(place, t, s);
      else
        point.contractServed[cell(sizes, place - contractsFrom, t, s)] =
          chips * facts.contractRate(place - contractsFrom, t, s);
    });
  });
  return point;
}
