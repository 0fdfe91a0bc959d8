import { describe, expect, it } from 'vitest';
import loadHighs, { type Highs } from 'highs';
import { label, ModelBuilder, solveModel, writeLp, writeMps, type LpModel } from '../../src/lp/index.ts';
import { loadHighs as loadSolver } from '../../src/solvers/index.ts';
import { randomModel } from './models.ts';

/** One of everything that a model can hold. */
function everything(): LpModel {
  const lp = new ModelBuilder({ name: 'one of everything', sense: 'maximise' });
  const power = lp.addColumn(label('power', 'ohio', '2027Q1'), { cost: 3, upper: 40 });
  const phase = lp.addColumn(label('phase', 'ohio-2'), { cost: -2.5, upper: 4, kind: 'integer' });
  const lots = lp.addColumn(label('lots', 'own chip'), { cost: 1, kind: 'integer', upper: 9 });
  const take = lp.addColumn('take', { lower: 2, upper: 8, kind: 'semi-continuous', cost: -1 });
  const cash = lp.addColumn('cash', { lower: -Infinity, cost: -0.125 });
  const debt = lp.addColumn('debt', { lower: -5, upper: -1 });
  const fixed = lp.addColumn('2fixed', { lower: 3, upper: 3 });
  lp.addColumn('e1', { lower: -Infinity, upper: 6, cost: 1 });
  lp.addRow(label('build', 'ohio', '2027Q1'), [[power, 1], [phase, -10]], { upper: 0 }); // prettier-ignore
  lp.addRow('range', [[power, 1], [lots, 2], [take, 1]], { lower: 10, upper: 60 }); // prettier-ignore
  lp.addRow('balance', [[cash, 1], [power, -0.5], [debt, 1], [fixed, 1]], { equal: 7 }); // prettier-ignore
  lp.addRow('serve', [[take, 1], [lots, 1]], { lower: 3 }); // prettier-ignore
  lp.addRow('free', [[lots, 1]], {});
  lp.addOffset(100);
  return lp.finish();
}

const load = loadHighs as unknown as (options: object) => Promise<Highs>;
const solving = loadSolver();
const loading = load({ print: () => {}, printErr: () => {} });

async function solveText(source: { format: 'lp' | 'mps'; data: string }): Promise<number> {
  const highs = await loading;
  const data = source.format === 'mps' ? new TextEncoder().encode(source.data) : source.data;
  return highs.withModel({ format: source.format, data }, (model) => {
    model.options.set({ output_flag: false, mip_rel_gap: 0 });
    model.run();
    expect(model.getModelStatus()).toBe(highs.constants.modelStatus.optimal);
    return model.getObjectiveValue();
  });
}

async function solveArrays(model: LpModel): Promise<number> {
  return solveModel(await solving, model, { relativeGap: 0 }).objective!;
}

describe('writeLp', () => {
  it('writes one of everything', async () => {
    await expect(writeLp(everything())).toMatchFileSnapshot('golden/everything.lp');
  });

  it.each([0, 1, 2, 3, 4])('writes what HiGHS reads back to the same optimum (%i)', async (seed) => {
    const model = seed === 0 ? everything() : randomModel(seed, { columns: 8, rows: 6, integers: seed > 2 });
    const objective = await solveArrays(model);
    expect(await solveText({ format: 'lp', data: writeLp(model) })).toBeCloseTo(objective, 5);
  });

  it('keeps names apart that only differ in what the format cannot hold', () => {
    const lp = new ModelBuilder({ name: 'names', sense: 'minimise' });
    for (const name of ['a b', 'a|b', 'a_b']) lp.addColumn(name, { cost: 1 });
    expect(writeLp(lp.finish())).toContain('obj: 1 a_b + 1 a_b~2 + 1 a_b~3');
  });
});

describe('writeMps', () => {
  it('writes one of everything', async () => {
    await expect(writeMps(everything())).toMatchFileSnapshot('golden/everything.mps');
  });

  it.each([0, 1, 2, 3, 4])('writes what HiGHS reads back to the same optimum (%i)', async (seed) => {
    const model = seed === 0 ? everything() : randomModel(seed, { columns: 8, rows: 6, integers: seed > 2 });
    const objective = await solveArrays(model);
    expect(await solveText({ format: 'mps', data: writeMps(model) })).toBeCloseTo(objective, 5);
  });
});
