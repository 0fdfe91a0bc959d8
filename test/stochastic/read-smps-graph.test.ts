import { describe, expect, it } from 'vitest';
import {
  buildPolicyGraph,
  countDecisions,
  readSmps,
  readSmpsGraph,
  solveNested,
  unpackChanges,
  type PolicyGraph,
  type SmpsFiles,
  type SmpsOptions,
} from '../../src/stochastic/index.ts';
import { solver, tickingClock, wholeOptimum } from './support.ts';
import { tiny } from './tiny.ts';

const independent = tiny(`INDEP         DISCRETE
    RHS       D1               4.0   SECOND         0.5
    RHS       D1               8.0   SECOND         0.5
    RHS       D2               6.0   THIRD          0.25
    RHS       D2              12.0   THIRD          0.75
`);

/** A block of the second period that fixes a number of the third. */
const spanning = tiny(`BLOCKS        DISCRETE
 BL B1        SECOND         0.6
    RHS       D1               7.0   D2               9.0
 BL B1        SECOND         0.4
    RHS       D1               3.0   D2              20.0
`);

function readGraph(files: SmpsFiles, options: SmpsOptions = {}): PolicyGraph {
  return readSmpsGraph(files, options).value!;
}

async function optimum(graph: PolicyGraph): Promise<number> {
  const { objective } = await solveNested(graph, await solver(), {
    relativeGap: 1e-9,
    clock: tickingClock(),
  });
  return objective!;
}

describe('readSmpsGraph', () => {
  it('is the graph of the tree where periods are independent, without the tree', async () => {
    const graph = readGraph(independent);
    expect(graph.nodes.map(({ branches }) => branches.length)).toEqual([2, 2, 0]);
    expect(countDecisions(graph)).toBe(7);
    expect(graph).toEqual(buildPolicyGraph(readSmps(independent).value!));
    // As worked out beside the test of the tree: x = 12, nothing bought.
    expect(await optimum(graph)).toBeCloseTo(120, 6);
  });

  it('keeps apart what an element says of a later period', async () => {
    const graph = readGraph(spanning);
    expect(graph.nodes.map(({ stage }) => stage)).toEqual([0, 1, 1, 2]);
    expect(await optimum(graph)).toBeCloseTo(await wholeOptimum(readSmps(spanning).value!), 6);
  });

  it('needs no room for the product over periods', () => {
    expect(readSmps(independent, { mostNodes: 6 }).issues[0]!.code).toBe('smps-size');
    expect(countDecisions(readGraph(independent, { mostNodes: 2 }))).toBe(7);
    const { value, issues } = readSmpsGraph(independent, { mostNodes: 1 });
    expect(value).toBeUndefined();
    expect(issues.map(({ code, found }) => [code, found])).toEqual([['smps-size', '2 in one period']]);
  });

  it('draws so many outcomes for each period', () => {
    const graph = readGraph(independent, { sample: { count: 40, seed: 1 } });
    expect(graph.nodes.map(({ branches }) => branches.length)).toEqual([40, 40, 0]);
    expect(graph).toEqual(readGraph(independent, { sample: { count: 40, seed: 1 } }));
    expect(graph).not.toEqual(readGraph(independent, { sample: { count: 40, seed: 2 } }));
    const high = graph.nodes[1]!.branches.filter((branch) =>
      [...unpackChanges(branch.changes)].some((change) => change.kind === 'limits' && change.lower === 12),
    );
    // 40 draws with a chance of ¾: 30, with a standard deviation of 2.7; four of those.
    expect(Math.abs(high.length - 30)).toBeLessThan(11);
  });

  it('takes probabilities raw or divided by their sum', () => {
    const files = tiny('INDEP DISCRETE\n RHS D1 4.0 0.5\n RHS D1 8.0 0.3\n');
    const chances = (options: SmpsOptions) =>
      readGraph(files, options).nodes[0]!.branches.map(({ probability }) => probability);
    expect(chances({})).toEqual([0.5, 0.3]);
    expect(chances({ probabilities: 'normalised' })).toEqual([0.625, expect.closeTo(0.375, 12)]);
  });

  it('tells of faults as readSmps does', () => {
    const files = tiny('INDEP DISCRETE\n RHS D9 4.0 1\n');
    expect(readSmpsGraph(files)).toEqual(readSmps(files));
  });
});
