import { powerOfTwo } from './bits.ts';
import { exp } from './exp.ts';
import { expm1, log1p } from './expm1.ts';
import { evenGrid, findRoot, gridBrackets } from './find-root.ts';
import { presentValue, timesOf } from './npv.ts';

/** Every internal rate of return in (−0.99, 10), and the one to quote when there is exactly one. */
export interface InternalRates {
  /** Effective rates per unit of time, ascending, where the net present value is 0. */
  readonly roots: readonly number[];
  /** The only root; `undefined` when there is none or when several make the rate ambiguous. */
  readonly conventional: number | undefined;
}

const LOWEST_RATE = -0.99;
const HIGHEST_RATE = 10;
const GRID_STEPS = 256;

/**
 * The internal rates of return: all rates in (−0.99, 10) at which the net present value of the flows is 0, to 1e-12 or so.
 *
 * Times are in years for a yearly rate, 0, 1, 2, … unless given. With one change of sign over time there is at most one root
 * (Descartes); otherwise log(1 + rate) is searched on a grid of 256 cells, where near-touching roots are looked for as well, unless
 * running totals tell that there is at most one (`hasOneAtMost`): then its cell is found by halving, with the same bits.
 * Source: R. Brealey, S. Myers, F. Allen, "Principles of Corporate Finance", chapter 5 (several rates of return).
 *
 * @example irr([-100, 30, 30, 30, 30, 30]).conventional // 0.1524, that is 15.24%
 */
export function irr(flows: readonly number[], times?: readonly number[]): InternalRates {
  const at = timesOf(flows, times);
  const totals = totalsInOrder(flows, at);
  const changes = signChanges(totals);
  if (changes === 0) return { roots: [], conventional: undefined };
  const origin = at.reduce((least, time) => Math.min(least, time), Infinity);
  const cash = { flows, times: origin === 0 ? at : at.map((time) => time - origin) };
  const logs = changes === 1 ? onlyRoot(cash) : hasOneAtMost(totals) ? cellRoot(cash) : gridRoots(cash);
  const roots = logs.map((x) => expm1(x));
  return { roots, conventional: roots.length === 1 ? roots[0] : undefined };
}

/**
 * The internal rates of return of dated flows: yearly effective rates, with time = days since the first date / 365.
 *
 * `dates` are day numbers (whole days, any origin). Convention: XIRR of Microsoft Excel (actual/365).
 *
 * @example xirr([-100, 110], [0, 365]).conventional // 0.1
 */
export function xirr(flows: readonly number[], dates: readonly number[]): InternalRates {
  const first = dates[0] ?? 0;
  return irr(
    flows,
    dates.map((day) => (day - first) / 365),
  );
}

interface Cash {
  readonly flows: readonly number[];
  readonly times: readonly number[];
}

/** Net present value by x = log(1 + rate), in which it is smooth and evenly scaled. */
function value(cash: Cash, x: number): number {
  let sum = 0;
  for (let i = 0; i < cash.flows.length; i++) sum += presentValue(cash.flows[i]!, x, cash.times[i]!);
  return sum;
}

function slope(cash: Cash, x: number): number {
  let sum = 0;
  for (let i = 0; i < cash.flows.length; i++) {
    sum -= cash.times[i]! * presentValue(cash.flows[i]!, x, cash.times[i]!);
  }
  return sum;
}

function onlyRoot(cash: Cash): number[] {
  const root = findRoot((x) => value(cash, x), log1p(LOWEST_RATE), log1p(HIGHEST_RATE));
  return root === undefined ? [] : [root];
}

/**
 * Whether totals in order of time have at most one rate at which they are worth 0.
 *
 * With x = log(1 + rate) above 0, the value over x is the Laplace transform of the running total, which has no more roots than the
 * running total has changes of sign; below 0 the same holds of the total still to come. Source: C. J. Norstrøm, Journal of Financial
 * and Quantitative Analysis 7 (1972), 1835–1839, for the first; S. Karlin, "Total Positivity" (1968), for both.
 */
function hasOneAtMost(totals: readonly number[]): boolean {
  const running = totals.slice();
  for (let i = 1; i < running.length; i++) running[i]! += running[i - 1]!;
  const coming = totals.slice();
  for (let i = coming.length - 2; i >= 0; i--) coming[i]! += coming[i + 1]!;
  return coming[0] !== 0 && signChanges(running) + signChanges(coming) === 1;
}

/** The only root there can be: its cell of the grid by halving, then as `gridRoots` finds it there. */
function cellRoot(cash: Cash): number[] {
  const grid = discountGrid(cash.times);
  const worthAt = (point: number): number => gridWorth(cash, grid, point);
  let [low, high] = [0, GRID_STEPS];
  const [first, last] = [worthAt(low), worthAt(high)];
  if (!(first * last < 0)) return gridRoots(cash);
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    const worth = worthAt(middle);
    // A root on a point of the grid, or no number: the grid knows what to make of it.
    if (worth === 0 || Number.isNaN(worth)) return gridRoots(cash);
    if (worth > 0 === first > 0) low = middle;
    else high = middle;
  }
  return [findRoot((x) => value(cash, x), grid.points[low]!, grid.points[high]!)!];
}

/** `value` at a point of the grid, summed in the order of the flows. */
function gridWorth({ flows }: Cash, { points, factors }: DiscountGrid, point: number): number {
  let sum = 0;
  for (let i = 0; i < flows.length; i++) {
    if (flows[i] !== 0) sum += flows[i]! * factors[i * points.length + point]!;
  }
  return sum;
}

/** The roots that a search of the whole grid finds, ascending, as logarithms of 1 + rate. */
export function gridRoots(cash: Cash): number[] {
  const f = (x: number): number => value(cash, x);
  const grid = discountGrid(cash.times);
  const worths = new Float64Array(GRID_STEPS + 1);
  const slopes = new Float64Array(GRID_STEPS + 1);
  fillGrid(cash, grid, worths, slopes);
  const brackets = gridBrackets(grid.points, worths);
  // A pair of roots inside one cell lies about a turning point of the value; a double root lies on it.
  for (const [a, b] of gridBrackets(grid.points, slopes)) {
    const turn = findRoot((x) => slope(cash, x), a, b) ?? a;
    const height = f(turn);
    if (isRounding(cash, turn, height)) brackets.push([turn, turn]);
    else if (f(a) > 0 === f(b) > 0 && f(a) > 0 !== height > 0) brackets.push([a, turn], [turn, b]);
  }
  const roots = brackets.map(([a, b]) => (a === b ? a : findRoot(f, a, b)!));
  roots.sort((a, b) => a - b);
  return roots.filter((root, i) => i === 0 || root - roots[i - 1]! > 1e-7);
}

/** Discount factors of some times at every point of the grid, time after time. */
interface DiscountGrid {
  readonly times: readonly number[];
  readonly points: Float64Array;
  readonly factors: Float64Array;
}

// Paths of one run share their times, so the last few grids serve all of them.
const recentGrids: DiscountGrid[] = [];
const mostGrids = 4;

function discountGrid(times: readonly number[]): DiscountGrid {
  const known = recentGrids.find((grid) => isSame(grid.times, times));
  if (known) return known;
  const points = evenGrid(log1p(LOWEST_RATE), log1p(HIGHEST_RATE), GRID_STEPS);
  const factors = new Float64Array(points.length * times.length);
  points.forEach((x, j) => times.forEach((time, i) => (factors[i * points.length + j] = exp(-x * time))));
  const made = { times: [...times], points, factors };
  recentGrids.unshift(made);
  recentGrids.splice(mostGrids);
  return made;
}

function isSame(a: readonly number[], b: readonly number[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** `value` and `slope` at every point of the grid, to the last bit: each sums in the order of the flows. */
function fillGrid(
  { flows, times }: Cash,
  { factors }: DiscountGrid,
  worths: Float64Array,
  slopes: Float64Array,
): void {
  const points = worths.length;
  for (let i = 0; i < flows.length; i++) {
    const [flow, time] = [flows[i]!, times[i]!];
    if (flow === 0) continue;
    const from = i * points;
    for (let j = 0; j < points; j++) {
      const present = flow * factors[from + j]!;
      worths[j]! += present;
      slopes[j]! -= time * present;
    }
  }
}

/** Whether a value is no more than the rounding of its sum. */
function isRounding(cash: Cash, x: number, found: number): boolean {
  const size = cash.flows.reduce((sum, flow, i) => sum + Math.abs(presentValue(flow, x, cash.times[i]!)), 0);
  return Math.abs(found) <= powerOfTwo(-50) * size;
}

/** Flows in order of time, those at the same time added up. */
function totalsInOrder(flows: readonly number[], times: readonly number[]): number[] {
  let isOrdered = true;
  for (let i = 1; i < times.length; i++) isOrdered &&= times[i - 1]! <= times[i]!;
  const order = flows.map((_, i) => i);
  if (!isOrdered) order.sort((i, j) => times[i]! - times[j]! || i - j);
  const totals: number[] = [];
  let lastTime = NaN;
  for (const i of order) {
    if (times[i] === lastTime) totals[totals.length - 1]! += flows[i]!;
    else totals.push(flows[i]!);
    lastTime = times[i]!;
  }
  return totals;
}

/** How often numbers change sign, zeros left out. */
function signChanges(numbers: readonly number[]): number {
  let changes = 0;
  let last = 0;
  for (const number of numbers) {
    if (number === 0) continue;
    if (last !== 0 && number > 0 !== last > 0) changes++;
    last = number;
  }
  return changes;
}
