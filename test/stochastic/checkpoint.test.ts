import { describe, expect, it } from 'vitest';
import { renderIssue } from '../../src/base/issue.ts';
import {
  buildPolicyGraph,
  fingerprint,
  localPool,
  readCheckpoint,
  solveBenders,
  solveDual,
  solveNested,
  solveSddp,
  splitTwoStage,
  writeCheckpoint,
} from '../../src/stochastic/index.ts';
import { randomTree } from './random-tree.ts';
import { randomProgramme, solver, tickingClock, wholeOptimum } from './support.ts';

const owner = { method: 'benders', problem: fingerprint({ a: Float64Array.of(1, 2) }) };

describe('a checkpoint', () => {
  it('holds every number exactly', () => {
    const state = {
      x: Float64Array.of(0.1, 1 / 3, -0, Infinity, 5e-324),
      at: Int32Array.of(3, -1),
      upper: Infinity,
      lower: -Infinity,
      small: -0,
      none: undefined,
      cuts: [{ cluster: 0, constant: 1e300 / 7 }],
      empty: [],
    };
    const read = readCheckpoint<typeof state>(writeCheckpoint(owner, state), 'run.json', owner);
    expect(read.issues).toEqual([]);
    expect(read.value).toEqual(state);
    expect(Object.is(read.value!.small, -0)).toBe(true);
  });

  it('knows a problem by all its numbers', () => {
    const other = fingerprint({ a: Float64Array.of(1, 2 + 2 ** -51) });
    expect(other).not.toBe(owner.problem);
    expect(fingerprint({ a: Float64Array.of(1, 2) })).toBe(owner.problem);
  });

  it.each([
    ['cut off', (text: string) => text.slice(0, -20), 'checkpoint-damaged'],
    ['of another kind of file', () => '{"cases": []}', 'checkpoint-damaged'],
    ['with a changed number', (text: string) => text.replace('0.25', '0.75'), 'checkpoint-damaged'],
    [
      'of another version',
      (text: string) => text.replace('"checkpoint":1', '"checkpoint":0'),
      'checkpoint-other',
    ],
    ['of another method', (text: string) => text.replace('"benders"', '"dual"'), 'checkpoint-other'],
    ['of another problem', (text: string) => text.replace(owner.problem, '0'.repeat(64)), 'checkpoint-other'],
  ])('%s is refused, with a way out', (_, spoil, code) => {
    const text = writeCheckpoint(owner, { lower: 0.25 });
    const { value, issues } = readCheckpoint(spoil(text), 'run.json', owner);
    expect(value).toBeUndefined();
    expect(issues.map((issue) => issue.code)).toEqual([code]);
    expect(renderIssue(issues[0]!)).toMatch(/^run\.json:1:1 error /);
    expect(issues[0]!.fix).toMatch(/start anew/);
  });
});

/** A run that dies after so many rounds, and the last text it wrote. */
async function crash<S>(
  rounds: number,
  run: (onRound: (state: () => S) => void) => Promise<unknown>,
): Promise<string> {
  let text = '';
  let left = rounds;
  const onRound = (state: () => S): void => {
    text = writeCheckpoint(owner, state());
    if (--left === 0) throw new Error('power failure');
  };
  await expect(run(onRound)).rejects.toThrow('power failure');
  return text;
}

function stateOf<S>(text: string): S {
  return readCheckpoint<S>(text, 'run.json', owner).value!;
}

describe('a decomposition that died goes on from its checkpoint', () => {
  it('by Benders', async () => {
    const programme = randomProgramme(5, { scenarios: 20, firstIntegers: true });
    const problem = splitTwoStage(programme);
    const tools = { solver: await solver(), pool: localPool(await solver(), problem) };
    const options = { relativeGap: 1e-7, clock: tickingClock() };
    const text = await crash((await solveBenders(problem, tools, options)).iterations - 1, (onRound) =>
      solveBenders(problem, tools, { ...options, onRound }),
    );
    const state = stateOf<NonNullable<Parameters<typeof solveBenders>[2]['state']>>(text);
    const found = await solveBenders(problem, tools, { ...options, state });
    expect(found.status).toBe('optimal');
    expect(found.objective).toBeCloseTo(await wholeOptimum(programme), 3);
    expect(state.cuts.length).toBeGreaterThan(0);
    await tools.pool.close();
  });

  it('by nested Benders and SDDP', async () => {
    const programme = randomTree(6, { stages: 4, branches: 3, isIndependent: true });
    const graph = buildPolicyGraph(programme);
    const optimum = await wholeOptimum(programme);
    const options = { relativeGap: 1e-7, clock: tickingClock() };
    const tool = await solver();
    const runs = [
      (more: object) => solveNested(graph, tool, { ...options, ...more }),
      (more: object) => solveSddp(graph, tool, { ...options, ...more }),
    ];
    for (const run of runs) {
      const straight = await run({});
      const text = await crash(2, (onRound) => run({ onRound }));
      const found = await run({ state: stateOf(text) });
      expect(found.status).toBe('optimal');
      expect(found.objective).toBeCloseTo(optimum, 3);
      expect(found.solves).toBeLessThan(straight.solves);
    }
  });

  it('by dual decomposition, never with a worse bound', async () => {
    const programme = randomProgramme(8, { scenarios: 8, secondIntegers: true });
    const problem = splitTwoStage(programme);
    const tools = { solver: await solver(), pool: localPool(await solver(), problem) };
    const options = { relativeGap: 1e-4, clock: tickingClock(), groupSize: 1 };
    const text = await crash(1, (onRound) => solveDual(problem, tools, { ...options, onRound }));
    const state = stateOf<NonNullable<Parameters<typeof solveDual>[2]['state']>>(text);
    const found = await solveDual(problem, tools, { ...options, state });
    expect(found.bound!).toBeGreaterThanOrEqual(state.lower);
    expect(found.iterations).toBeGreaterThan(state.iterations);
    await tools.pool.close();
  });
});
