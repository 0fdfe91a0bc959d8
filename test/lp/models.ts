import { label, ModelBuilder, type LpModel } from '../../src/lp/index.ts';

/**
 * The blending problem worked by hand in many textbooks: maximise 3x + 5y, x ≤ 4, 2y ≤ 12, 3x + 2y ≤ 18.
 * Optimum 36 at (2, 6) with shadow prices 0, 3/2, 1 (Hillier & Lieberman, Introduction to Operations Research,
 * the Wyndor Glass Co.).
 */
export function wyndor(): LpModel {
  const lp = new ModelBuilder({ name: 'wyndor', sense: 'maximise' });
  const doors = lp.addColumn('make[doors]', { cost: 3 });
  const windows = lp.addColumn('make[windows]', { cost: 5 });
  lp.addRow('hours[plant 1]', [[doors, 1]], { upper: 4 });
  lp.addRow('hours[plant 2]', [[windows, 2]], { upper: 12 });
  lp.addRow(
    'hours[plant 3]',
    [
      [doors, 3],
      [windows, 2],
    ],
    { upper: 18 },
  );
  return lp.finish();
}

/** Maximise the value of whole items under a weight: 60, 100, 120 of weight 10, 20, 30 in 50 gives 220 (items 2 and 3). */
export function knapsack(): LpModel {
  const lp = new ModelBuilder({ name: 'knapsack', sense: 'maximise' });
  const items = [
    [60, 10],
    [100, 20],
    [120, 30],
  ] as const;
  const columns = items.map(([value], i) =>
    lp.addColumn(label('take', `item ${i + 1}`), { cost: value, upper: 1, kind: 'integer' }),
  );
  lp.addRow(
    'weight',
    columns.map((column, i) => [column, items[i]![1]] as const),
    { upper: 50 },
  );
  return lp.finish();
}

/** x + y ≥ 3 and x + y ≤ 1 beside a row that has no part in the conflict. */
export function conflicting(): LpModel {
  const lp = new ModelBuilder({ name: 'conflicting', sense: 'minimise' });
  const x = lp.addColumn('x', { cost: 1 });
  const y = lp.addColumn('y', { cost: 2 });
  lp.addRow('harmless', [[x, 1]], { upper: 10 });
  lp.addRow(
    'at least 3',
    [
      [x, 1],
      [y, 1],
    ],
    { lower: 3 },
  );
  lp.addRow(
    'at most 1',
    [
      [x, 1],
      [y, 1],
    ],
    { upper: 1 },
  );
  return lp.finish();
}

/** Small whole-number generator (Park & Miller 1988), so that random models are the same everywhere. */
export function makeRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

/** A random feasible, bounded model: limits are set around a point that is drawn first. */
export function randomModel(
  seed: number,
  options: { columns: number; rows: number; integers?: boolean },
): LpModel {
  const random = makeRandom(seed);
  const whole = (most: number): number => Math.floor(random() * (most + 1));
  const lp = new ModelBuilder({ name: `random ${seed}`, sense: seed % 2 === 0 ? 'minimise' : 'maximise' });
  const point: number[] = [];
  for (let j = 0; j < options.columns; j++) {
    point.push(whole(5));
    lp.addColumn(label('x', `${j}`), {
      cost: whole(20) - 10,
      upper: 5 + whole(5),
      kind: options.integers && j % 2 === 0 ? 'integer' : 'continuous',
    });
  }
  for (let i = 0; i < options.rows; i++) {
    const terms: [number, number][] = [];
    for (let j = 0; j < options.columns; j++) if (random() < 0.5) terms.push([j, whole(10) - 5]);
    const at = terms.reduce((sum, [j, a]) => sum + a * point[j]!, 0);
    const shape = i % 4;
    if (shape === 0) lp.addRow(label('row', `${i}`), terms, { upper: at + whole(5) });
    else if (shape === 1) lp.addRow(label('row', `${i}`), terms, { lower: at - whole(5) });
    else if (shape === 2)
      lp.addRow(label('row', `${i}`), terms, { lower: at - whole(3), upper: at + whole(3) });
    else lp.addRow(label('row', `${i}`), terms, { equal: at });
  }
  lp.addOffset(whole(100));
  return lp.finish();
}
