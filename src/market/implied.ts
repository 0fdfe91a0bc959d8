import type { Issue, Outcome } from '../base/issue.ts';
import { fail, ok } from '../base/issue.ts';
import { bracketRoots, findRoot } from '../num/index.ts';

/** What a buyer at an enterprise value takes for granted about a business. Rates are fractions a year. */
export interface ValueInputs {
  /** Enterprise value today, USD bn. */
  readonly enterpriseUsdBn: number;
  /** Revenue of the year before the first one forecast, USD bn. */
  readonly revenueUsdBn: number;
  /** Revenue growth in the first year; it goes in a straight line to `finalGrowth` in the last. */
  readonly growth: number;
  readonly finalGrowth: number;
  /** Operating margin before tax. */
  readonly margin: number;
  readonly taxRate: number;
  /** Invested capital that a dollar of added yearly revenue needs, such as 1.5. */
  readonly capitalPerRevenue: number;
  /** Rate at which cash flows are discounted. */
  readonly discountRate: number;
  /** Years forecast one by one, before the steady state. */
  readonly years: number;
}

/** One year of the forecast that a value rests on, USD bn. */
export interface ValueYear {
  readonly year: number;
  readonly growth: number;
  readonly revenueUsdBn: number;
  readonly nopatUsdBn: number;
  readonly reinvestedUsdBn: number;
  readonly freeCashUsdBn: number;
  readonly presentUsdBn: number;
}

export interface Valuation {
  readonly enterpriseUsdBn: number;
  readonly terminalUsdBn: number;
  /** Share of the value that lies beyond the years forecast. */
  readonly terminalShare: number;
  readonly years: readonly ValueYear[];
}

/** What may be solved for: the one input that makes the value right, the others held. */
export const solvable = ['growth', 'margin', 'discountRate'] as const;
export type Solvable = (typeof solvable)[number];

export interface Implied {
  readonly solved: Solvable;
  readonly value: number;
  readonly inputs: ValueInputs;
  readonly valuation: Valuation;
}

/**
 * Enterprise value by discounted free cash flow: after-tax operating profit less the capital that growth needs, mid-year,
 * and a perpetuity at `finalGrowth` after the last year. With no growth and no reinvestment it is profit over rate.
 *
 * The perpetuity is worth next year's cash over (rate − growth), also mid-year. Throws nothing; a rate at or below the final
 * growth has no value and gives Infinity. Source: Koller, Goedhart, Wessels, "Valuation" (2020), chapter 3 (value driver).
 */
export function valueBusiness(inputs: Omit<ValueInputs, 'enterpriseUsdBn'>): Valuation {
  const { growth, finalGrowth, margin, taxRate, capitalPerRevenue, discountRate, years } = inputs;
  let revenue = inputs.revenueUsdBn;
  let factor = 1 / Math.sqrt(1 + discountRate);
  let sum = 0;
  const rows: ValueYear[] = [];
  for (let i = 0; i < years; i++) {
    const rate = years === 1 ? growth : growth + ((finalGrowth - growth) * i) / (years - 1);
    const added = revenue * rate;
    revenue += added;
    const nopat = revenue * margin * (1 - taxRate);
    const reinvested = added * capitalPerRevenue;
    const free = nopat - reinvested;
    sum += free * factor;
    rows.push({
      year: i + 1,
      growth: rate,
      revenueUsdBn: revenue,
      nopatUsdBn: nopat,
      reinvestedUsdBn: reinvested,
      freeCashUsdBn: free,
      presentUsdBn: free * factor,
    });
    factor /= 1 + discountRate;
  }
  const nextFree = revenue * ((1 + finalGrowth) * margin * (1 - taxRate) - finalGrowth * capitalPerRevenue);
  // `factor` is now that of the middle of the year after the last, when the perpetuity pays first.
  const terminalUsdBn =
    discountRate > finalGrowth
      ? (nextFree * factor * (1 + discountRate)) / (discountRate - finalGrowth)
      : Infinity;
  const enterpriseUsdBn = sum + terminalUsdBn;
  return { enterpriseUsdBn, terminalUsdBn, terminalShare: terminalUsdBn / enterpriseUsdBn, years: rows };
}

const ranges: Readonly<Record<Solvable, readonly [number, number]>> = {
  growth: [-0.5, 3],
  margin: [0.001, 0.99],
  discountRate: [0, 1],
};

/**
 * The growth, margin or return that an enterprise value already pays for, the other inputs held.
 *
 * Issues: `implied-input` for inputs out of range, `implied-none` when no value in range makes the price right.
 *
 * @example solveImplied({ ...inputs, enterpriseUsdBn: 1390 }, 'growth').value?.value // 0.24…
 */
export function solveImplied(inputs: ValueInputs, solved: Solvable): Outcome<Implied> {
  const issues = checkInputs(inputs, solved);
  if (issues.length > 0) return fail(...issues);
  const [bottom, top] = ranges[solved];
  const low = solved === 'discountRate' ? inputs.finalGrowth + 1e-6 : bottom;
  const gap = (x: number) => {
    const { enterpriseUsdBn } = valueBusiness({ ...inputs, [solved]: x });
    return Math.min(enterpriseUsdBn, 1e12) - inputs.enterpriseUsdBn;
  };
  // Growth beyond what it earns lowers the value again: of two answers the lower one is the one that is meant.
  const value = findLowest(gap, low, top);
  if (value === undefined) return fail(noneFound(inputs, solved, [low, top]));
  const found = { ...inputs, [solved]: value };
  return ok({ solved, value, inputs: found, valuation: valueBusiness(found) });
}

function findLowest(gap: (x: number) => number, low: number, high: number): number | undefined {
  const [first] = bracketRoots(gap, low, high, 400);
  return first && findRoot(gap, first[0], first[1]);
}

function checkInputs(inputs: ValueInputs, solved: Solvable): Issue[] {
  const checks: readonly (readonly [keyof ValueInputs, number, number])[] = [
    ['enterpriseUsdBn', 1e-9, 1e6],
    ['revenueUsdBn', 1e-9, 1e6],
    ['growth', ...ranges.growth],
    ['finalGrowth', -0.1, 0.2],
    ['margin', ...ranges.margin],
    ['taxRate', 0, 0.9],
    ['capitalPerRevenue', 0, 20],
    ['discountRate', ...ranges.discountRate],
    ['years', 1, 100],
  ];
  return checks.flatMap(([name, low, high]) => {
    if (name === solved || (inputs[name] >= low && inputs[name] <= high)) return [];
    return {
      code: 'implied-input',
      severity: 'error',
      message: `The input ${name} is out of range`,
      found: String(inputs[name]),
      expected: `a number from ${low} to ${high}`,
    } satisfies Issue;
  });
}

function noneFound(inputs: ValueInputs, solved: Solvable, [low, high]: readonly [number, number]): Issue {
  const at = (x: number) =>
    `${valueBusiness({ ...inputs, [solved]: x }).enterpriseUsdBn.toFixed(0)} at ${x.toFixed(3)}`;
  return {
    code: 'implied-none',
    severity: 'error',
    message: `No ${solved} between ${low.toFixed(2)} and ${high.toFixed(2)} gives this enterprise value`,
    found: `value ${at(low)} and ${at(high)}`,
    expected: `${inputs.enterpriseUsdBn} USD bn in between`,
    fix: 'change the value or another input',
  };
}
