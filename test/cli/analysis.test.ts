import { describe, expect, it } from 'vitest';
import { cli } from './run-cli.ts';

const tiny = 'cases/tiny';
const withChoice = ['cases/amazon-2026', '--metric', 'npv'];

interface TornadoJson {
  readonly tornado: {
    readonly central: number;
    readonly rows: readonly { readonly driver: string; readonly swing: number; readonly atLow: number }[];
  };
  readonly variance?: { readonly shares: readonly { readonly first: number; readonly total: number }[] };
}

/** The metric on the central path with some values changed, by way of the tornado. */
function centralOf(metric: readonly string[], ...sets: readonly string[]): number {
  const { code, out } = cli(
    'tornado',
    tiny,
    '--metric',
    ...metric,
    '--json',
    ...sets.flatMap((set) => ['--set', set]),
  );
  expect(code).toBe(0);
  return (JSON.parse(out) as TornadoJson).tornado.central;
}

describe('tornado', () => {
  it('lists drivers, widest first, with their evidence', () => {
    const { code, out, err } = cli('tornado', tiny, '--metric', 'npv', '--most', '2');
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^npv horizon: \S+ with every driver at its median\./);
    expect(out).toMatch(/Driver\W+As written\W+Tier[\s\S]*drivers\.demand_level\W+0\.8 to 1\.3\W+4/);
    expect(out).toMatch(/\d+ more drivers swing it less\./);
  });

  it('swings by what the case says at P10 and P90, and adds shares of the variance', () => {
    const { code, out } = cli('tornado', tiny, '--metric', 'npv', '--json', '--indices', '16');
    expect(code).toBe(0);
    const { tornado, variance } = JSON.parse(out) as TornadoJson;
    const sizes = tornado.rows.map(({ swing }) => Math.abs(swing));
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
    // A range is a 90% interval of a lognormal: P10 = √(0.8·1.3) · exp(−1.2815516 · ln(1.3/0.8)/2/1.6448536).
    const low =
      Math.sqrt(0.8 * 1.3) * Math.exp((-1.2815515655446004 * Math.log(1.3 / 0.8)) / 2 / 1.6448536269514722);
    const row = tornado.rows.find(({ driver }) => driver === 'drivers.demand_level')!;
    const central = centralOf(['npv'], `drivers.demand_level=${low}`);
    // The value went through a text of 17 digits: rounding only, of sums of a few hundred terms.
    expect(Math.abs(row.atLow - central)).toBeLessThanOrEqual(1e-9 * Math.abs(central) + 1e-3);
    expect(variance!.shares.length).toBeGreaterThan(3);
  });

  it('says what it lacks', () => {
    expect(cli('tornado', tiny, '--metric', 'nvp')).toMatchObject({ code: 2, out: '' });
    expect(cli('tornado', tiny, '--metric', 'nvp').err).toContain('write npv');
    const { code, err } = cli('tornado', tiny, '--metric', 'npv', '--information', '50');
    expect(code).toBe(2);
    expect(err).toMatch(/needs a case with a counterfactual/);
  });

  it('tells what knowing a driver is worth', () => {
    const { code, out } = cli('tornado', ...withChoice, '--most', '3', '--information', '120');
    expect(code).toBe(0);
    expect(out).toMatch(
      /(The case|The counterfactual) is better on average[\s\S]*Knowing everything before choosing/,
    );
  });
});

describe('table', () => {
  const axes = ['--rows', 'accounts.tax_rate=20%;30%', '--columns', 'chips.own.power=1.2kW/chip;2kW/chip'];

  it('fills each cell with what the case says when both values are set', () => {
    const metric = ['roic.d2', '--period', 'FY2028'];
    const { code, out, err } = cli('table', tiny, '--metric', ...metric, ...axes, '--json');
    expect([code, err]).toEqual([0, '']);
    const { values, unit } = JSON.parse(out) as { values: number[][]; unit: string };
    expect(unit).toBe('%/year');
    expect(values[1]![0]).toBe(centralOf(metric, 'accounts.tax_rate=30%', 'chips.own.power=1.2kW/chip'));
    expect(values[0]![1]).toBe(centralOf(metric, 'accounts.tax_rate=20%', 'chips.own.power=2kW/chip'));
  });

  it('shows nine cases of demand and capital cost without axes', () => {
    const { code, out } = cli('table', tiny, '--metric', 'npv');
    expect(code).toBe(0);
    expect(out).toMatch(/demand \\ capital cost[\s\S]*× 0\.8[\s\S]*× 1\.2/);
    const { values } = JSON.parse(cli('table', tiny, '--metric', 'npv', '--json').out) as {
      values: number[][];
    };
    expect(values[1]![1]).toBe(centralOf(['npv']));
  });

  it('refuses half a table and what it does not know', () => {
    const half = cli('table', tiny, '--metric', 'npv', ...axes.slice(0, 2));
    expect([half.code, half.out]).toEqual([2, '']);
    expect(half.err).toMatch(/needs both --rows and --columns/);
    const wrong = cli('table', tiny, '--metric', 'npv', '--rows', 'accounts.tax=1;2', ...axes.slice(2));
    expect([wrong.code, wrong.out]).toEqual([2, '']);
    expect(wrong.err).toMatch(/unknown-key[\s\S]*found\s+tax\n/);
  });
});

describe('solve-for', () => {
  const demand = ['--vary', 'drivers.demand_level', '--between', '0.2', '2'];
  const roic = ['roic.d2', '--period', 'FY2028'];

  it('finds the value at which the metric meets the figure', () => {
    const { code, out, err } = cli(
      'solve-for',
      tiny,
      '--metric',
      ...roic,
      '--target',
      '10%/year',
      ...demand,
      '--json',
    );
    expect([code, err]).toEqual([0, '']);
    const { x, residual } = JSON.parse(out) as { x: number; residual: number };
    // The root is found to 1e-12 of the range or better; the metric moves by some 20 points over it.
    expect(Math.abs(residual)).toBeLessThanOrEqual(1e-9);
    expect(Math.abs(centralOf(roic, `drivers.demand_level=${x}`) - 10)).toBeLessThanOrEqual(1e-9);
  });

  it('says that there is none, with what it tried', () => {
    const { code, out } = cli('solve-for', tiny, '--metric', ...roic, '--target', '90%/year', ...demand);
    expect(code).toBe(0);
    expect(out).toMatch(
      /^No solution in range: between 0\.2 and 2 no tried drivers\.demand_level gives roic\.d2 FY2028/,
    );
    expect(out).toMatch(/On the central path/);
  });

  it('meets it for a quantile of random paths, the same at every trial', () => {
    const tail = ['--quantile', 'p50', '--paths', '60', '--seed', '3'];
    const asked = ['solve-for', tiny, '--metric', ...roic, '--target', '15%/year', ...demand.slice(0, 2)];
    const { code, out } = cli(...asked, '--between', '0.5', '1.5', '--multiply', ...tail);
    expect(code).toBe(0);
    expect(out).toMatch(
      /drivers\.demand_level × \S+ gives roic\.d2 FY2028 15%\/year\.[\s\S]*P50 of 60 paths, seed 3/,
    );
  });

  it('refuses a range or figure that cannot be used', () => {
    const bad = cli('solve-for', tiny, '--metric', 'npv', '--target', '2 MW', ...demand);
    expect([bad.code, bad.out]).toEqual([2, '']);
    expect(bad.err).toContain('unit-mismatch');
    const one = cli('solve-for', tiny, '--metric', 'npv', '--target', '$0', ...demand.slice(0, 4));
    expect(one.code).toBe(2);
    expect(one.err).toMatch(/--between takes two values/);
  });
});
