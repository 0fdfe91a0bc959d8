import { describe, expect, it } from 'vitest';
import {
  judgePolicy,
  makePlan,
  planOverlay,
  readChoice,
  routePaths,
  treeOverlays,
  whyNot,
  type MadePlan,
  type MakePlanOptions,
} from '../../src/plan/index.ts';
import { simulate } from '../../src/simulate/index.ts';
import { openTiny } from '../study/support.ts';
import { solverOf } from './support.ts';

/** Halls that only high demand needs, and demand that wanders far. */
const halls = `
phases:
  hall_2: { site: ohio, status: optional, mw: 8 MW, start: 2026-07, build_time: 0.5 years, delay: 0 to 0.5 years, energised: 2027-01, cost_factor: 0.1, may_wait: 1.5 years }
segments:
  startups: { volume: { growth: { from: 60m work/year, rate: 30 %/year }, times: demand_level }, volatility: 35% }
drivers: { demand_level: { value: 0.4 to 2 } }
`;

const seed = 7;
let making: Promise<Extract<MadePlan, { kind: 'plan' }>> | undefined;

/** One plan for most tests of this file. */
function planned() {
  making ??= planWith({ depth: 'calendar', reviews: ['2027Q1', '2028Q1'], branches: ['2', '2'] });
  return making;
}

async function planWith(wishes: Pick<MakePlanOptions, 'depth' | 'reviews' | 'branches'>, ...more: string[]) {
  const made = makePlan(
    openTiny((text) => text, halls, ...more),
    await solverOf(),
    {
      scenarios: 8,
      seed,
      sampled: 100,
      relativeGap: 1e-3,
      timeLimitSeconds: 120,
      riskWeight: 0,
      riskTail: 0.1,
      ...wishes,
    },
  );
  if (made.kind !== 'plan') throw new Error(made.kind);
  return made;
}

describe('a plan on a tree, told', () => {
  it('orders by make within a year of its review, and says the rest as one amount', async () => {
    const { result, plan } = await planWith(
      { depth: 'plan', reviews: ['2026Q3'], branches: ['2'] },
      // Few can be bought at a time, so that orders go on.
      'chips: { bought: { order_limit: 1000 chips/quarter } }',
    );
    const { nodes } = result.tree!;
    const { probabilities, sizes } = plan.frame;
    for (const { stage, scenarios, decisions, orders } of nodes) {
      const [from, to] = stage === 0 ? [0, 2] : [2, sizes.periods];
      const likely = scenarios.reduce((sum, s) => sum + probabilities[s]!, 0);
      const mwIn = (first: number, end: number) => {
        let mw = 0;
        for (let k = 0; k < sizes.chips; k++)
          for (let t = first; t < end; t++)
            for (const s of scenarios)
              mw +=
                (probabilities[s]! / likely) *
                plan.point.orders[(k * sizes.periods + t) * sizes.scenarios + s]! *
                plan.facts.unitMw[k]!;
        return mw;
      };
      const told = decisions.filter((line) => line.startsWith('order '));
      const later = told.filter((line) => line.startsWith('order chips of'));
      const isLonger = to > from + 4;
      // What is after the first year is told to two digits below 10 MW and whole above: half of 1 in 20 at most.
      const laterMw = mwIn(from + 4, to);
      if (isLonger && laterMw >= 0.05) {
        expect(later).toHaveLength(1);
        expect(told.every((line) => line.includes('by the end of'))).toBe(true);
        const mw = Number(/of ([\d.,]+) MW/.exec(later[0]!)![1]!.replaceAll(',', ''));
        expect(Math.abs(mw - laterMw)).toBeLessThanOrEqual(0.05 * laterMw);
      } else expect(later).toEqual([]);
      const all = orders.reduce((sum, { mw }) => sum + mw, 0);
      expect(all).toBeCloseTo(mwIn(from, to), 1);
    }
    expect(nodes.some(({ decisions }) => decisions.some((line) => line.startsWith('order chips of')))).toBe(
      true,
    );
  });

  it('has nodes whose worth, starts and orders add up to those of the plan', async () => {
    const { result, plan } = await planned();
    const { nodes, reviews, value } = result.tree!;
    expect(reviews.map(({ period, seenIn }) => [period, seenIn])).toEqual([
      ['2027Q1', '2026Q4'],
      ['2028Q1', '2027Q4'],
    ]);
    const last = nodes.filter(({ stage }) => stage === 2);
    expect(last).toHaveLength(4);
    const worth = last.reduce((sum, { probability, expectedUsd }) => sum + probability * expectedUsd, 0);
    // Probabilities of nodes are shares of paths, those of scenarios sums of them: equal but for rounding.
    expect(worth / result.value.expectedUsd).toBeCloseTo(1, 9);
    // Orders of nodes, at their probabilities, are the orders of the plan; orders below half a chip are not told.
    const { chips } = result.orders[1]!;
    const bought = nodes.reduce(
      (sum, { probability, orders }) =>
        sum + probability * (orders.find(({ chip }) => chip === 'bought')?.chips ?? 0),
      0,
    );
    expect(Math.abs(bought - chips.reduce((sum, count) => sum + count, 0))).toBeLessThan(nodes.length / 2);
    // The hall is built in some futures: its shares are those of the nodes that start it.
    const hall = result.phases.find(({ phase }) => phase === 'hall_2')!;
    const started = nodes.filter(({ starts }) => starts.some(({ phase }) => phase === 'hall_2'));
    expect(started.length).toBeGreaterThan(0);
    const share = started.reduce((sum, { probability }) => sum + probability, 0);
    expect(share).toBeLessThan(1);
    expect(hall.starts!.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(share, 9);
    // Power that the plan adds is that of the futures that build it.
    expect(result.power.optional.at(-1)!).toBeCloseTo(8 * share, 9);
    expect(hall.decideBy!.sentence).toMatch(
      /^hall_2: decided as in this plan it is worth \$.*with one answer for every future/,
    );
    expect(value.worthUsd!).toBeCloseTo(plan.objectiveUsd - value.twoStageUsd!, 0);
    for (const { condition, signs, stage } of nodes)
      if (stage > 0)
        expect(condition).toMatch(signs.length > 0 ? /× its median in 202[67]Q4/ : /whatever is seen/);
  });

  it('answers why not by what the choice costs in every future', async () => {
    const { plan } = await planned();
    const choice = readChoice('start hall_2 in 2026Q3', plan.frame).value!;
    expect(choice.words).toBe('start hall_2 in 2026Q3, in every future');
    const { costUsd } = whyNot(await solverOf(), plan, choice, { relativeGap: 1e-3, timeLimitSeconds: 120 });
    // Forced, the plan is worth no more than the bound of the free one.
    expect(costUsd!).toBeGreaterThan(plan.objectiveUsd - plan.boundUsd - 1);
  });
});

describe('a plan on a tree, run', () => {
  it('has an overlay for each future, the same before the first review; plan.yaml is the likeliest', async () => {
    const { plan, result } = await planned();
    const futures = treeOverlays(plan, result.tree!, ['A plan.']);
    expect(futures).toHaveLength(4);
    expect(new Set(futures.map(({ name }) => name)).size).toBe(4);
    const before = (text: string) =>
      [...text.matchAll(/(\w+): \{ fill: 0%, orders: (.*) \}/g)].map(([, chip, orders]) => [
        chip,
        [...orders!.matchAll(/(2026Q\d): (\d+)/g)].map(([, period, count]) => [period, count]),
      ]);
    for (const { overlay, node } of futures) {
      expect(before(overlay)).toEqual(before(futures[0]!.overlay));
      expect(overlay).toContain(`# By 2028Q1: ${result.tree!.nodes[node]!.condition}.`);
      expect(openTiny((text) => text, halls, overlay).study.name).toBe('Tiny cloud');
    }
    expect(new Set(futures.map(({ overlay }) => overlay.replaceAll(/^#.*\n/gm, ''))).size).toBeGreaterThan(1);
    const likeliest = futures.reduce((a, b) =>
      result.tree!.nodes[b.node]!.probability > result.tree!.nodes[a.node]!.probability ? b : a,
    );
    const bare = (text: string) => text.replaceAll(/^#.*\n/gm, '');
    expect(bare(planOverlay(plan, []))).toBe(bare(likeliest.overlay));
  });

  it('leads the paths it was grown from to the nodes they are in', async () => {
    const { model, tree } = await planned();
    const { scenarios } = tree!;
    const routes = routePaths(model, scenarios.tree, { seed, paths: 100 });
    scenarios.paths.forEach((path, s) => expect(routes[path]).toBe(scenarios.sharing.nodeOf[2]![s]));
    for (const [number, { stage, probability }] of scenarios.tree.nodes.entries())
      if (stage === 2)
        expect(routes.filter((node) => node === number).length / 100).toBeCloseTo(probability, 12);
  });

  it('is worth what its futures are worth on the paths led to them, against one decision for all (by hand)', () => {
    const told = judgePolicy({
      routes: Int32Array.of(1, 2, 2, 1),
      worth: new Map([
        [1, Float64Array.of(1e6, 9e6, 9e6, 3e6)],
        [2, Float64Array.of(0, 4e6, 6e6, 0)],
      ]),
      twoStage: Float64Array.of(1e6, 3e6, 4e6, 3e6),
      seed: 8,
      tree: { nodes: [{ parent: -1 }, { parent: 0 }, { parent: 0 }] as never, reviews: [] },
    });
    // Led so, the paths are worth 1, 4, 6 and 3; one decision for all 1, 3, 4 and 3; gains are 0, 1, 2 and 0.
    expect(told.meanUsd).toBe(3.5e6);
    expect(told.twoStageUsd).toBe(2.75e6);
    expect(told.gainUsd).toBe(0.75e6);
    // Gains of 0, 1, 2, 0 about 0.75 have a variance of 2.75 / 3 in the sample, over 4 paths.
    expect(told.gainHighUsd! - told.gainUsd!).toBeCloseTo(1.96e6 * Math.sqrt(2.75 / 3 / 4), 3);
    expect(told.shares).toEqual([1, 0.5, 0.5]);
    expect(told.sentence).toContain('gains nothing that can be told from chance: $750k');
  });

  it('runs each path on the same draws in every future', async () => {
    const { plan, result } = await planned();
    const values = treeOverlays(plan, result.tree!, []).map(
      ({ overlay }) =>
        simulate(
          openTiny((text) => text, halls, overlay),
          { seed: 8, paths: 20, keep: ['new_demand'] },
        ).byName.get('new_demand')!.values,
    );
    for (const each of values) expect(each).toEqual(values[0]);
  });
});
