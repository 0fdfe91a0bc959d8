/** Words that start a declaration. */
export const keywords = ['module', 'dimension', 'choice', 'map', 'input', 'once', 'given', 'noise'] as const;

/** Words that stand between operands, and the built-in names. */
export const operatorWords = ['is', 'and', 'or', 'not', 'default', 'time', 'age', 'date'] as const;

/** Words that make a time of the number before them. */
export const timeWords: ReadonlySet<string> = new Set(
  'year years quarter quarters month months week weeks day days hour hours period periods'.split(' '),
);

/** A function of the language as the documentation and the arity check see it. */
export interface FunctionDecl {
  readonly name: string;
  readonly form: string;
  readonly least: number;
  /** `undefined` where any number of arguments may follow. */
  readonly most: number | undefined;
  readonly sentence: string;
}

/** Every function of the language; there are no others. */
export const functions: readonly FunctionDecl[] = [
  fn('min(a, b, …)', 2, undefined, 'The smallest of the values, element by element.'),
  fn('max(a, b, …)', 2, undefined, 'The largest of the values, element by element.'),
  fn('abs(x)', 1, 1, 'The value without its sign.'),
  fn('sqrt(x)', 1, 1, 'The square root; halves the dimension.'),
  fn('exp(x)', 1, 1, 'e to the power x; x has no unit.'),
  fn('log(x)', 1, 1, 'The natural logarithm; x has no unit.'),
  fn('floor(x)', 1, 1, 'The whole part, in $, MW, chips, tokens, people, work or periods.'),
  fn('clamp(x, low, high)', 3, 3, 'x held between low and high.'),
  fn('where(condition, a, b)', 3, 3, 'a where the condition is above 0, b elsewhere.'),
  fn('ratio(a, b)', 2, 2, 'a ÷ b, and 0 where b is 0.'),
  fn('over(a, b)', 2, 2, 'a ÷ b where b is above 0, and no value elsewhere.'),
  fn('sum(x, dimension or map, …)', 2, undefined, 'The sum over a dimension, or grouped by a map.'),
  fn('least(x, dimension or map, …)', 2, undefined, 'The smallest over a dimension; ∞ over no labels.'),
  fn('most(x, dimension or map, …)', 2, undefined, 'The largest over a dimension; −∞ over no labels.'),
  fn('at(x, map)', 2, 2, 'The value at the label that the map names.'),
  fn('order(x, dimension)', 2, 2, 'The position from 0 when sorted upwards; ties keep label order.'),
  fn('lag(x[, time[, initial]])', 1, 3, 'The value that long before; `initial` or 0 before the start.'),
  fn('change(x[, initial])', 1, 2, 'The step from the period before, per period.'),
  fn('cumulative(x[, initial])', 1, 2, 'The running total over periods, this one included.'),
  fn(
    'window_sum(x, length)',
    2,
    2,
    'The total over the last `length` of time; the last part may be a fraction.',
  ),
  fn('vintage_sum(x, profile)', 2, 2, 'The total over vintages of x times the profile at their age.'),
  fn('total(x)', 1, 1, 'The sum over all periods, times time.'),
  fn('final(x)', 1, 1, 'The value in the last period.'),
  fn('opening(x)', 1, 1, 'The value in the first period.'),
  fn('peak(x)', 1, 1, 'The largest value over time.'),
  fn('trough(x)', 1, 1, 'The smallest value over time.'),
  fn(
    'irr(flow[, terminal[, outlay]])',
    1,
    3,
    'The annual rate at which outlay, mid-period flows and terminal are worth 0.',
  ),
  fn('mirr(flow, finance, reinvest[, terminal[, outlay]])', 3, 5, 'The modified internal rate of return.'),
  fn('payback(flow)', 1, 1, 'Time from the first outflow to where the running total is back at 0.'),
  fn('allocate(need, capacity, rate, preference, priority)', 5, 5, 'Greedy merit-order allocation.'),
];

export const functionByName: ReadonlyMap<string, FunctionDecl> = new Map(functions.map((f) => [f.name, f]));

/**
 * Whether a word has a meaning in the language, so that no declaration may take it as its name. Functions are told from
 * names by the parenthesis behind them, so a formula may be called `irr`.
 */
export function isReserved(word: string): boolean {
  return reserved.has(word);
}

const reserved: ReadonlySet<string> = new Set([...keywords, ...operatorWords, ...timeWords]);

function fn(form: string, least: number, most: number | undefined, sentence: string): FunctionDecl {
  return { name: form.slice(0, form.indexOf('(')), form, least, most, sentence };
}
