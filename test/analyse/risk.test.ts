import { describe, expect, it } from 'vitest';
import {
  demandAxis,
  scenarioGrid,
  shocks,
  tornado,
  twoWayTable,
  valueOfInformation,
  varianceShares,
} from '../../src/analyse/index.ts';
import { evaluateCentral, readTarget, type Target } from '../../src/simulate/index.ts';
import { fillTable, findTarget, type Study } from '../../src/study/index.ts';
import { caseFolder, openShipped, openTiny, swap } from '../study/support.ts';
import { loadCase } from '../../src/node/index.ts';

const tiny = openTiny();
const target = (study: Study, metric: string, period?: string): Target =>
  findTarget(study, metric, period).value!;
const central = (study: Study, of: Target) =>
  readTarget(evaluateCentral(study, [of.name]).get(of.name), of, { model: study, paths: 1 })[0]!;

const z90 = 1.2815515655446004;
const z95 = 1.6448536269514722;

describe('tornado', () => {
  const ready = tornado(tiny, target(tiny, 'phase.ready[hall_1]'));

  it('is what one works out by hand', () => {
    // The hall is ready when both are: the shell at 2025-10 + 1 year + delay, quarter 3 of the calendar plus a median of 1; the power at
    // 2026-10, quarter 3, plus a median of 1.5. `0 to 0.75 years` is a normal with mean 0.375 years = 1.5 quarters and standard deviation
    // 3/(2·1.645) quarters; at its P10 the shell is the later. Equal to rounding: 1e-12 of numbers near 5.
    const power = ready.rows.find((row) => row.driver === 'phases.hall_1.energise_delay')!;
    const spread = (z90 * 3) / (2 * z95);
    expect(ready.central).toBeCloseTo(4.5, 12);
    expect(power.low).toBeCloseTo(1.5 - spread, 12);
    expect(power.atLow).toBeCloseTo(4, 12);
    expect(power.atHigh).toBeCloseTo(4.5 + spread, 12);
    expect(power.swing).toBeCloseTo(0.5 + spread, 12);
    // One percent of 1.5 quarters moves 4.5 quarters by a third of a percent.
    expect(power.elasticity).toBeCloseTo(1 / 3, 9);
    // The shell delay reaches 1 + 1.56·… quarters at its P90, later than the power by little.
    const shell = ready.rows.find((row) => row.driver === 'phases.hall_1.delay')!;
    const shellHigh = 3 + 1 + (z90 * 2) / (2 * z95);
    expect(shell.atLow).toBeCloseTo(4.5, 12);
    expect(shell.atHigh).toBeCloseTo(Math.max(4.5, shellHigh), 12);
  });

  it('comes widest first, and leaves at 0 what does not matter', () => {
    expect(ready.rows.slice(0, 2).map((row) => row.driver)).toEqual([
      'phases.hall_1.energise_delay',
      'phases.hall_1.delay',
    ]);
    expect(ready.rows.slice(2).map((row) => row.swing)).toEqual([0, 0, 0, 0, 0]);
  });

  it('equals runs of the case with the driver at those values', () => {
    const npv = target(tiny, 'npv');
    const { rows, central: middle } = tornado(tiny, npv);
    expect(middle).toBe(central(tiny, npv));
    const demand = rows.find((row) => row.driver === 'drivers.demand_level')!;
    const fixed = openShipped('tiny', [], [`drivers.demand_level=${demand.high}`]);
    // Equal up to the rounding of the number written into the case and back.
    expect(Math.abs(central(fixed, npv) - demand.atHigh)).toBeLessThanOrEqual(1e-9 * Math.abs(demand.atHigh));
    expect([demand.tier, demand.text]).toEqual([4, '0.8 to 1.3']);
    expect(rows.find((row) => row.driver === 'sites.ohio.energy_price')?.tier).toBe(2);
  });
});

describe('varianceShares', () => {
  it('of a sum of two normals are the shares of their variances', () => {
    // Both dates are driven by normals of standard deviation 3/(2·1.645) and 2/(2·1.645) quarters; where the sum of two delays is the
    // answer, their variances share 9 : 4. Read through a metric of the case's own.
    const study = openTiny((text) =>
      swap(
        text,
        'metrics: |\n',
        'metrics: |\n  once two_delays : quarters "Sum of two delays" = phase_delays\n  once phase_delays : quarters "Delays" = sum(phase.delay + phase.energise_delay, phase)\n',
      ),
    );
    const found = varianceShares(study, { target: target(study, 'two_delays'), points: 256, seed: 3 })!;
    const of = (name: string) => found.shares.find((share) => share.factor.includes(name))!;
    for (const [name, share] of [
      ['phases.hall_1.energise_delay', 9 / 13],
      ['phases.hall_1.delay', 4 / 13],
    ] as const) {
      const each = of(name);
      // A fourth of the bootstrap interval is a standard error; scrambled points do better than that.
      expect(Math.abs(each.first - share), name).toBeLessThan(each.firstHigh - each.firstLow);
      expect(Math.abs(each.total - share), name).toBeLessThan(each.totalHigh - each.totalLow);
      expect(each.totalHigh - each.totalLow).toBeLessThan(0.4);
    }
    // Exactly 0: the answer does not read them.
    for (const name of ['drivers.demand_level', shocks])
      expect(of(name)).toMatchObject({ first: 0, total: 0 });
    expect(found.paths).toBe(256 * (7 + 1 + 2));
    // The standard deviation of 512 normals is known to 1/√1024; 4 of them.
    const sd = Math.sqrt(13) / (2 * z95);
    expect(Math.abs(found.sd - sd)).toBeLessThan((4 * sd) / Math.sqrt(1024));
  });

  it('take correlated drivers as one, and stop when asked', () => {
    const study = openTiny((text) =>
      swap(
        text,
        'drivers:\n',
        'correlations:\n  - { of: drivers.demand_level, with: drivers.other, value: 0.5 }\ndrivers:\n  other: 0.9 to 1.1\n',
      ),
    );
    const npv = target(study, 'npv');
    const { shares } = varianceShares(study, { target: npv, points: 16, seed: 3 })!;
    expect(shares.map((share) => share.factor)).toContainEqual(['drivers.demand_level', 'drivers.other']);
    expect(shares).toHaveLength(8);
    expect(
      varianceShares(study, { target: npv, points: 4, seed: 3, onProgress: () => false }),
    ).toBeUndefined();
  });
});

describe('valueOfInformation', () => {
  const without = openTiny((text) => swap(text, 'quantity: 40m work/year', 'quantity: 1 work/year'));
  const request = { plan: tiny, without, target: target(tiny, 'npv'), paths: 300, seed: 5 };

  it('is never negative, never above perfect information, and nothing where one plan is always better', () => {
    const rows = valueOfInformation(request);
    expect(rows).toHaveLength(7);
    for (const row of rows) {
      expect(row.value).toBeGreaterThanOrEqual(0);
      // Groups' means cannot beat the paths themselves; 1e-9 of the payoff for the rounding of sums.
      expect(row.value).toBeLessThanOrEqual(row.ceiling + 1e-9 * Math.abs(row.now));
    }
    expect(rows.map((row) => row.value)).toEqual(rows.map((row) => row.value).sort((a, b) => b - a));
    const same = valueOfInformation({ ...request, without: tiny });
    // Two equal options: nothing is left but the rounding of sums.
    for (const row of same)
      expect(Math.max(row.value, row.ceiling)).toBeLessThanOrEqual(1e-9 * Math.abs(row.now));
  });
});

describe('tables', () => {
  const npv = target(tiny, 'npv');

  it('of the nine cases have the case itself in the middle', () => {
    const { tables } = scenarioGrid(tiny, [npv, target(tiny, 'capex', 'FY2026')]);
    const [values, capex] = tables.map((table) => table.values) as [number[][], number[][]];
    expect(values[1]![1]).toBe(central(tiny, npv));
    for (const row of values) expect(row.toSorted((a, b) => b - a)).toEqual(row);
    for (let column = 0; column < 3; column++) {
      const down = values.map((row) => row[column]!);
      expect(down.toSorted((a, b) => a - b)).toEqual(down);
      // What is asked for changes no spending in a case with given orders.
      expect(new Set(capex.map((row) => row[column]!)).size).toBe(1);
    }
  });

  it('multiply the inputs of their axes', () => {
    const grid = scenarioGrid(tiny, [npv], {
      rows: { ...demandAxis, factors: [1.1] },
      columns: { label: 'tax', inputs: ['accounts.tax_rate'], factors: [1, 2] },
    });
    const other = openShipped(
      'tiny',
      [],
      [
        'accounts.tax_rate=50%',
        'segments.startups.volume={ growth: { from: 44m work/year, rate: 30 %/year }, times: demand_level }',
        'segments.labs.volume={ growth: { from: 33m work/year, rate: 20 %/year }, times: demand_level }',
      ],
    );
    const expected = central(other, npv);
    expect(Math.abs(grid.tables[0]!.values[0]![1]! - expected)).toBeLessThanOrEqual(
      1e-9 * Math.abs(expected),
    );
    expect(() =>
      scenarioGrid(tiny, [npv], { rows: { ...demandAxis, inputs: ['no.such'] }, columns: demandAxis }),
    ).toThrow('no.such');
  });

  it('of two assumptions are the answers of the cases so changed', () => {
    const { files, main } = loadCase(caseFolder('tiny'), []).value!;
    const open = { files, main, overlays: [], sets: [] };
    const rows = { path: 'accounts.tax_rate', values: ['20%', '25%'] };
    const columns = { path: 'chips.own.price', values: ['9000 $/chip', '12000 $/chip', '8000 $/chip'] };
    const table = fillTable({ open, metric: 'npv', rows, columns }).value!;
    expect(table.values[1]![0]).toBe(central(tiny, npv));
    const cell = openShipped('tiny', [], ['accounts.tax_rate=20%', 'chips.own.price=8000 $/chip']);
    expect(table.values[0]![2]).toBe(central(cell, npv));
    const faulty = fillTable({ open, metric: 'npv', rows: { ...rows, values: ['20 MW'] }, columns });
    expect(faulty.issues[0]?.code).toBe('unit-mismatch');
    expect(fillTable({ open, metric: 'npw', rows, columns }).issues[0]?.code).toBe('metric-unknown');
  });

  it('ask for a model once per cell', () => {
    const asked: string[] = [];
    const modelOf = (row: string, column: string) => {
      asked.push(row + column);
      return tiny;
    };
    const { values } = twoWayTable({ target: npv, rows: ['a', 'b'], columns: ['c'], modelOf });
    expect(asked).toEqual(['ac', 'bc']);
    expect(values).toEqual([[central(tiny, npv)], [central(tiny, npv)]]);
  });
});

describe('findTarget', () => {
  it('names a period, a year, an element and the horizon', () => {
    expect(target(tiny, 'capex', 'FY2027')).toMatchObject({
      from: 4,
      to: 8,
      isFlow: true,
      unitText: '$/year',
    });
    expect(target(tiny, 'capex', '2027Q2')).toMatchObject({ from: 5, to: 6, unitText: '$/quarter' });
    expect(target(tiny, 'npv')).toMatchObject({ from: 0, to: 1, isFlow: false, period: 'horizon' });
    expect(target(tiny, 'chip.installed[bought]', 'FY2027')).toMatchObject({ element: 1, isFlow: false });
  });

  it('says what is wrong', () => {
    expect(findTarget(tiny, 'capex').issues[0]?.code).toBe('period-missing');
    expect(findTarget(tiny, 'capex', 'FY2050').issues[0]?.code).toBe('period-unknown');
    expect(findTarget(tiny, 'npv', 'FY2027').issues[0]?.code).toBe('period-unknown');
  });
});
