import { describe, expect, it } from 'vitest';
import { driverTable, tornado } from '../../src/analyse/index.ts';
import { breakEvens, findTarget, solveMetric } from '../../src/study/index.ts';
import { openShipped } from './support.ts';

const study = openShipped('tiny', []);
const target = findTarget(study, 'npv').value!;
const swings = tornado(study, target);
const wide = swings.rows.filter(({ middle, swing }) => middle > 0 && swing !== 0);

describe('breakEvens', () => {
  // A figure between the ends of the widest swing, so that at least this number has a break-even within its own range.
  const figure = (swings.central + wide[0]!.atLow) / 2;
  const asked = { metric: 'npv', target: `${figure} ${target.unitText}` };
  const found = breakEvens(study, { ...asked, most: 3 });

  it('finds for each number what solveMetric finds with a multiplier', () => {
    expect(found.issues).toEqual([]);
    const { rows, central, between } = found.value!;
    expect(central).toBe(swings.central);
    const solved = rows.filter(({ multiple }) => multiple !== undefined);
    expect(solved.map(({ driver }) => driver)).toContain(wide[0]!.driver);
    for (const { driver, multiple } of solved) {
      const one = solveMetric(study, { ...asked, between, vary: { path: driver, how: 'multiplier' } });
      expect(one.value!.solution).toMatchObject({ kind: 'solved', x: multiple });
    }
  });

  it('says how likely the number is on the wrong side, by its own range', () => {
    const row = found.value!.rows.find(({ driver }) => driver === wide[0]!.driver)!;
    // The break-even lies between P10 and the median, so between 10 and 50 in 100 fall beyond it.
    expect(row.chance).toBeGreaterThan(0.1);
    expect(row.chance).toBeLessThan(0.5);
    expect(row.side).toBe(wide[0]!.swing > 0 ? 'at least' : 'at most');
  });

  it('passes on the faults of the question', () => {
    expect(breakEvens(study, { metric: 'nvp', target: '$1bn', most: 1 }).issues[0]?.code).toBe(
      'metric-unknown',
    );
    expect(breakEvens(study, { metric: 'npv', target: '3 MW', most: 1 }).issues[0]?.code).toBe(
      'unit-mismatch',
    );
  });
});

describe('driverTable', () => {
  it('agrees with the tornado where only one of its two numbers leaves its median', () => {
    const [first, second] = wide;
    const { values } = driverTable(study, target, [first!.driver, second!.driver]);
    expect(values[2]![2]).toBe(swings.central);
    expect(values[0]![2]).toBe(first!.atLow);
    expect(values[2]![4]).toBe(second!.atHigh);
  });

  it('refuses a number that the case does not have', () => {
    expect(() => driverTable(study, target, ['nothing', wide[0]!.driver])).toThrow('no uncertain number');
  });
});
