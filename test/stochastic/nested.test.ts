import { describe, expect, it } from 'vitest';
import {
  buildPolicyGraph,
  countDecisions,
  solveNested,
  solveSddp,
  type NestedOptions,
  type NestedResult,
  type SddpOptions,
  type SddpResult,
  type StochasticProgramme,
} from '../../src/stochastic/index.ts';
import { financialPlanning, planningOptimum, planningStart } from './financial-planning.ts';
import { randomTree, type TreeOptions } from './random-tree.ts';
import { benders, randomProgramme, solver, tickingClock, wholeOptimum } from './support.ts';

/** Bounds meet to a relative 1e-7 and solvers leave 1e-7 a row: on objectives of a few hundred, 1e-3 is ten times that. */
const places = 3;

async function nested(
  programme: StochasticProgramme,
  options: Partial<NestedOptions> = {},
): Promise<NestedResult> {
  const how = { relativeGap: 1e-7, clock: tickingClock(), ...options };
  return solveNested(buildPolicyGraph(programme), await solver(), how);
}

async function sddp(programme: StochasticProgramme, options: Partial<SddpOptions> = {}): Promise<SddpResult> {
  const how = { relativeGap: 1e-7, clock: tickingClock(), ...options };
  return solveSddp(buildPolicyGraph(programme), await solver(), how);
}

const trees: [string, TreeOptions][] = [
  ['three stages, each node with futures of its own', { stages: 3, branches: 3 }],
  ['three stages, independent', { stages: 3, branches: 3, isIndependent: true }],
  ['five stages, independent', { stages: 5, branches: 2, isIndependent: true }],
  ['costs, coefficients and bounds', { stages: 4, branches: 2, isRich: true }],
  ['the same, maximising', { stages: 3, branches: 3, isRich: true, sense: 'maximise' }],
  ['without complete recourse', { stages: 4, branches: 2, isComplete: false }],
  ['stages unbounded by themselves', { stages: 4, branches: 2, canBorrow: true }],
  ['two stages', { stages: 2, branches: 5 }],
];

describe('financial planning (Birge & Louveaux), four stages', () => {
  it('is solved to the published optimum and first investments', async () => {
    const programme = financialPlanning();
    // Printed to three places.
    expect(await wholeOptimum(programme)).toBeCloseTo(planningOptimum, 3);
    for (const found of [await nested(programme), await sddp(programme)]) {
      expect(found.status).toBe('optimal');
      expect(found.objective).toBeCloseTo(planningOptimum, 3);
      for (const [j, amount] of planningStart.entries()) expect(found.x![j]).toBeCloseTo(amount, 2);
    }
  });
});

describe('nested Benders and SDDP agree with the extensive form', () => {
  it.each(trees)('%s', async (_, options) => {
    for (const seed of [1, 2, 3]) {
      const programme = randomTree(seed, options);
      const optimum = await wholeOptimum(programme);
      for (const found of [await nested(programme), await sddp(programme)]) {
        expect(found.status).toBe('optimal');
        expect(found.objective).toBeCloseTo(optimum, places);
        expect(found.bound).toBeCloseTo(optimum, places);
      }
    }
  });

  it('with one column for the future of each node', async () => {
    const programme = randomTree(4, { stages: 4, branches: 3, isIndependent: true });
    const optimum = await wholeOptimum(programme);
    expect((await nested(programme, { clusters: 1 })).objective).toBeCloseTo(optimum, places);
    expect((await sddp(programme, { clusters: 1 })).objective).toBeCloseTo(optimum, places);
  });

  it('with integers in the first stage', async () => {
    for (const seed of [1, 2, 3]) {
      const programme = randomTree(seed, { stages: 3, branches: 3, firstIntegers: true });
      const found = await nested(programme);
      expect(found.status).toBe('optimal');
      expect(found.objective).toBeCloseTo(await wholeOptimum(programme), places);
    }
  });

  it('on two stages as Benders does', async () => {
    const programme = randomProgramme(3, { scenarios: 6, isRich: true });
    expect((await nested(programme)).objective).toBeCloseTo((await benders(programme)).objective!, places);
  });

  it('for probabilities that do not add up to 1', async () => {
    const programme = randomTree(5, { stages: 3, branches: 3, isIndependent: true });
    const nodes = programme.nodes.map((node) => ({
      ...node,
      probability: node.probability * 0.9 ** node.stage,
    }));
    const raw = { ...programme, nodes };
    const optimum = await wholeOptimum(raw);
    expect((await nested(raw)).objective).toBeCloseTo(optimum, places);
    expect((await sddp(raw)).objective).toBeCloseTo(optimum, places);
  });
});

describe('nested Benders', () => {
  it('brackets the optimum where later stages hold integers, and says that a gap is left', async () => {
    for (const seed of [1, 2, 3, 4]) {
      const programme = randomTree(seed, {
        stages: 3,
        branches: 2,
        firstIntegers: true,
        laterIntegers: true,
      });
      const optimum = await wholeOptimum(programme);
      const found = await nested(programme);
      expect(found.bound!).toBeLessThanOrEqual(optimum + 1e-3);
      expect(found.objective!).toBeGreaterThanOrEqual(optimum - 1e-3);
      expect(found.status).toBe(found.gap! > 1e-7 ? 'gap left' : 'optimal');
    }
  });

  it('says that nothing is feasible', async () => {
    const programme = randomTree(4, { stages: 3, branches: 2, isComplete: false });
    const rowUpper = programme.core.rowUpper.map((limit, i) =>
      programme.core.rowNames[i]!.startsWith('budget') ? 0 : limit,
    );
    const spoilt = { ...programme, core: { ...programme.core, rowUpper } };
    expect((await nested(spoilt)).status).toBe('infeasible');
    expect((await sddp(spoilt)).status).toBe('infeasible');
  });

  it('says that a programme is unbounded', async () => {
    const programme = randomTree(4, { stages: 3, branches: 2, canBorrow: true });
    // Nothing need be paid back.
    const rowLower = programme.core.rowLower.map((limit, i) =>
      programme.core.rowNames[i]!.startsWith('owed') ? -Infinity : limit,
    );
    const spoilt = { ...programme, core: { ...programme.core, rowLower } };
    expect((await nested(spoilt)).status).toBe('unbounded');
    expect((await sddp(spoilt)).status).toBe('unbounded');
  });

  it('goes on from plain data after it was stopped', async () => {
    const programme = randomTree(6, { stages: 4, branches: 3 });
    const stopped = await nested(programme, { timeLimitSeconds: 0.9 });
    expect(stopped.status).toBe('time limit');
    const found = await nested(programme, { state: structuredClone(stopped.state) });
    expect(found.status).toBe('optimal');
    expect(found.objective).toBeCloseTo(await wholeOptimum(programme), places);
    expect(found.iterations).toBeGreaterThan(stopped.iterations);
    expect(found.solves).toBeLessThan((await nested(programme)).solves);
  });

  it('can be cancelled in the middle of a walk', async () => {
    const programme = randomTree(6, { stages: 5, branches: 3 });
    let asked = 0;
    const found = await nested(programme, { isCancelled: () => ++asked > 20 });
    expect(found.status).toBe('cancelled');
    expect(found.solves).toBeLessThan(21);
  });
});

describe('SDDP', () => {
  it('estimates the cost of its policy from paths, with an interval around the true one', async () => {
    const programme = randomTree(7, { stages: 4, branches: 3, isIndependent: true });
    const optimum = await wholeOptimum(programme);
    const found = await sddp(programme, { mostDecisions: 10, paths: 400, relativeGap: 1e-4, seed: 5 });
    expect(found.status).toBe('gap left');
    const { low, high, mean, paths } = found.sampled!;
    expect(paths).toBe(400);
    expect(found.objective).toBe(mean);
    // The bound has come to rest at the optimum; the true cost of the policy, hence the optimum, is in this interval of 95%.
    expect(found.bound!).toBeLessThanOrEqual(optimum + 1e-3);
    expect(found.bound!).toBeGreaterThan(optimum * (1 - 1e-2));
    expect(low).toBeLessThan(optimum);
    expect(high).toBeGreaterThan(optimum);
  });

  it('draws equal paths for equal seeds', async () => {
    const programme = randomTree(8, { stages: 4, branches: 3, isIndependent: true });
    const how = { mostDecisions: 10, paths: 50, mostPasses: 5 };
    const [one, same, other] = [
      await sddp(programme, { ...how, seed: 1 }),
      await sddp(programme, { ...how, seed: 1 }),
      await sddp(programme, { ...how, seed: 2 }),
    ];
    expect(one.sampled).toEqual(same.sampled);
    expect(one.sampled).not.toEqual(other.sampled);
  });

  it('goes on from plain data after it was stopped', async () => {
    const programme = randomTree(6, { stages: 4, branches: 3, isIndependent: true });
    const stopped = await sddp(programme, { mostPasses: 3 });
    expect(stopped.status).toBe('gap left');
    const found = await sddp(programme, { state: structuredClone(stopped.state) });
    expect(found.status).toBe('optimal');
    expect(found.objective).toBeCloseTo(await wholeOptimum(programme), places);
  });
});

describe('a policy graph', () => {
  it('has one node a stage where stages are independent, and knows the size of the tree', () => {
    const programme = randomTree(1, { stages: 5, branches: 3, isIndependent: true, isRich: true });
    const graph = buildPolicyGraph(programme);
    expect(graph.nodes.map(({ stage }) => stage)).toEqual([0, 1, 2, 3, 4]);
    expect(countDecisions(graph)).toBe(programme.nodes.length);
  });

  it('keeps futures apart that differ, and joins those of the last stage, which have none', () => {
    const graph = buildPolicyGraph(randomTree(1, { stages: 3, branches: 3 }));
    expect(graph.nodes.map(({ stage }) => stage)).toEqual([0, 1, 1, 1, 2]);
  });
});
