import { describe, expect, it } from 'vitest';
import { shapeCase } from '../../bench/plan-shape.mjs';
import { makeFleetPlan, type FleetState, type OpenFleetKeeper } from '../../src/plan/index.ts';
import type { Model } from '../../src/simulate/index.ts';
import { readCheckpoint, writeCheckpoint } from '../../src/stochastic/index.ts';
import { openTiny } from '../study/support.ts';
import { openText, solverOf } from './support.ts';

const relativeGap = 1e-6;

const shapeText = shapeCase({ sites: 2, chips: 3, segments: 3, contracts: 2, periods: 12 });

const withOptions = `
phases:
  hall_2: { site: ohio, status: optional, mw: 10 MW, start: 2026-04, build_time: 1 years, delay: 0 to 0.5 years, energised: 2027-04, cost_factor: 0.2, may_wait: 1 years }
contracts:
  lab_two: { segment: labs, state: offered, start: 2027-04, term: 3 years, quantity: 20m work/year, price: 1.9 $/work, take_or_pay: 80%, damages: 10%, allowed: { own: 0 } }
`;

/** A fresh case each time, as a program that starts anew has it. */
const cases: Record<string, () => Model> = {
  'one fleet, dispatch by period': () => openText(shapeText),
  'scenario by scenario': () => openTiny((text) => text, withOptions),
};

/** A file that is kept in memory, as text. */
class Memory {
  text: string | undefined;
  rounds = 0;
  readonly open: OpenFleetKeeper = (owner) => {
    const read =
      this.text === undefined ? { issues: [] } : readCheckpoint<FleetState>(this.text, 'kept.json', owner);
    const keep = (state: FleetState) => {
      this.text = writeCheckpoint(owner, state);
    };
    const offer = (state: () => FleetState) => {
      this.rounds++;
      keep(state());
      this.afterRound(this.rounds);
    };
    return { state: read.value, issues: read.issues, keep, offer };
  };
  afterRound: (rounds: number) => void = () => {};
}

interface Asked {
  readonly memory?: Memory;
  readonly seed?: number;
  readonly gap?: number;
  readonly isCancelled?: () => boolean;
}

async function plan(model: Model, { memory, seed = 3, gap = relativeGap, isCancelled }: Asked = {}) {
  let ticks = 0;
  return makeFleetPlan(model, await solverOf(), {
    scenarios: 4,
    seed,
    relativeGap: gap,
    riskWeight: 0,
    riskTail: 0.1,
    timeLimitSeconds: 1e6,
    clock: () => ++ticks / 1000,
    ...(isCancelled ? { isCancelled } : {}),
    ...(memory ? { openKeeper: memory.open } : {}),
  });
}

async function valueOf(made: ReturnType<typeof plan>) {
  const found = await made;
  if (found.kind !== 'plan') throw new Error(JSON.stringify(found));
  return found.result.value;
}

/** Both values are proven to the gap, so they differ by it at most, and each bound holds for the other. */
function expectSame(
  one: Awaited<ReturnType<typeof valueOf>>,
  other: Awaited<ReturnType<typeof valueOf>>,
): void {
  const least = relativeGap * Math.abs(other.objectiveUsd);
  expect(one.gap).toBeLessThanOrEqual(relativeGap);
  expect(Math.abs(one.objectiveUsd - other.objectiveUsd)).toBeLessThanOrEqual(least);
  expect(Math.abs(one.boundUsd - other.boundUsd)).toBeLessThanOrEqual(2 * least);
}

describe.each(Object.entries(cases))('a plan that was interrupted: %s', (_, open) => {
  it('goes on from what it kept, to the same value and bound, in fewer rounds', async () => {
    const whole = new Memory();
    const straight = await valueOf(plan(open(), { memory: whole }));
    expect(whole.rounds).toBeGreaterThan(6);
    // As a program that is killed: early, halfway and shortly before the end.
    for (const rounds of [3, Math.floor(whole.rounds / 2), whole.rounds - 1]) {
      const memory = new Memory();
      memory.afterRound = (done) => {
        if (done === rounds) throw new Error('killed');
      };
      await expect(plan(open(), { memory })).rejects.toThrow('killed');
      const again = new Memory();
      again.text = memory.text;
      expectSame(await valueOf(plan(open(), { memory: again })), straight);
      // A few cuts of the first rounds, far from the plan, may save none.
      if (rounds > 3) expect(again.rounds).toBeLessThan(whole.rounds);
    }
  });

  it('is the plan that nobody keeps', async () => {
    const memory = new Memory();
    expect(await valueOf(plan(open(), { memory }))).toEqual(await valueOf(plan(open())));
  });

  it('is kept when it is stopped by a wish, and goes on', async () => {
    const memory = new Memory();
    let isWished = false;
    memory.afterRound = (done) => (isWished = done >= 4);
    const stopped = await plan(open(), { memory, isCancelled: () => isWished });
    expect(stopped.kind === 'plan' && stopped.result.status).toBe('stopped');
    const again = new Memory();
    again.text = memory.text;
    expectSame(await valueOf(plan(open(), { memory: again })), await valueOf(plan(open())));
  });

  it('is not taken up for another seed, another case, or from a damaged file', async () => {
    const memory = new Memory();
    await plan(open(), { memory, gap: 1e-2 });
    const kept = memory.text!;
    const others: [string, Asked, Model][] = [
      ['checkpoint-other', { seed: 4 }, open()],
      ['checkpoint-other', {}, openTiny((text) => text.replace('elasticity: 0.5', 'elasticity: 0.4'))],
    ];
    for (const [code, asked, model] of others) {
      const made = await plan(model, { ...asked, memory });
      if (made.kind !== 'faults') throw new Error(made.kind);
      expect(made.issues.map((issue) => [issue.code, issue.at!.file])).toEqual([[code, 'kept.json']]);
      expect(made.issues[0]!.fix).toMatch(/delete this one to start anew/);
    }
    memory.text = kept.slice(0, -20);
    const made = await plan(open(), { memory });
    expect(made.kind === 'faults' && made.issues[0]!.code).toBe('checkpoint-damaged');
    // What cannot be read is left as it is.
    expect(memory.text).toBe(kept.slice(0, -20));
  });

  it('does not take over cuts of another programme, though the file is its own', async () => {
    const memory = new Memory();
    memory.afterRound = (done) => {
      if (done === 5) throw new Error('killed');
    };
    await expect(plan(open(), { memory })).rejects.toThrow('killed');
    const again = new Memory();
    // Cuts that would end the search at once with a bound that is false, were they taken.
    const falsified: OpenFleetKeeper = (owner) => {
      const state = readCheckpoint<FleetState>(memory.text!, 'kept.json', owner).value!;
      const cuts = state.cuts!.rounds.cuts.map((cut) => ({ ...cut, constant: 1e9 }));
      const rounds = { ...state.cuts!.rounds, cuts };
      return { ...again.open(owner), state: { ...state, cuts: { programme: 'of another', rounds } } };
    };
    const found = await makeFleetPlan(open(), await solverOf(), {
      scenarios: 4,
      seed: 3,
      relativeGap,
      riskWeight: 0,
      riskTail: 0.1,
      timeLimitSeconds: 1e6,
      clock: () => 0,
      openKeeper: falsified,
    });
    if (found.kind !== 'plan') throw new Error(found.kind);
    expectSame(found.result.value, await valueOf(plan(open())));
  });
});
