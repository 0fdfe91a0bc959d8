import type { InputData } from '../formula/index.ts';
import { median, pow } from '../num/index.ts';
import { periodsPerYear } from '../time/index.ts';
import type { Case, Term, TermSeries, ValueSpec } from './case.ts';

/** The value of a driver on each path of a block, or one number where it is the same on all. */
export type Draws = (driver: string) => Float64Array | number;

/**
 * The numbers of one input for a block of paths, as the formulas read them: [element][period or 1][path or 1].
 *
 * `byTime` is false where no element changes over time, `byPath` where every driver it reads is one number. Throws when the
 * case has no such input, or when draws differ in length.
 *
 * @example bindInput(value, 'chip.price', centralDraws(value)).values[0] // dollars per chip
 */
export function bindInput(
  value: Pick<Case, 'inputs' | 'calendar'>,
  inputName: string,
  draws: Draws,
): InputData {
  const assumptions = value.inputs.get(inputName);
  if (!assumptions) throw new Error(`The case has no input '${inputName}'`);
  const specs = assumptions.map((assumption) => assumption.value);
  const drawn = drawAll(specs, draws);
  const byTime = specs.some((spec) => spec.shape !== 'constant');
  const periods = byTime ? value.calendar.periods : 1;
  const paths = drawn.paths ?? 1;
  const values = new Float64Array(specs.length * periods * paths);
  const perYear = periodsPerYear(value.calendar);
  specs.forEach((spec, element) => {
    const out = values.subarray(element * periods * paths, (element + 1) * periods * paths);
    const rowOf = (term: Term): Float64Array => {
      const found = term.kind === 'number' ? term.value : drawn.found.get(term.name)!;
      return typeof found === 'number' ? new Float64Array(paths).fill(found) : found;
    };
    fillElement(out, { spec, periods, perYear, paths, rowOf });
  });
  return { values, byTime, byPath: drawn.paths !== undefined };
}

/** The median of every driver by name. */
export function driverMedians(value: Pick<Case, 'drivers'>): ReadonlyMap<string, number> {
  return new Map(value.drivers.map((driver) => [driver.name, median(driver.distribution)]));
}

/** Every driver at its median: the central path. */
export function centralDraws(value: Case): (driver: string) => number {
  const medians = driverMedians(value);
  return (name) => {
    const found = medians.get(name);
    if (found === undefined) throw new Error(`The case has no driver '${name}'`);
    return found;
  };
}

/** The names of the drivers that an input reads, sorted. */
export function driversOf(value: Case, inputName: string): string[] {
  const specs = (value.inputs.get(inputName) ?? []).map((assumption) => assumption.value);
  const names = specs.flatMap(termsOf).flatMap((term) => (term.kind === 'driver' ? [term.name] : []));
  return [...new Set(names)].toSorted();
}

/** Every term of a value, factors included. */
export function termsOf(spec: ValueSpec): readonly Term[] {
  if (spec.shape === 'constant') return [spec.term, ...spec.times];
  if (spec.shape === 'growth') return [spec.first, ...spec.rates.terms, ...spec.times];
  return spec.shape === 'table' ? spec.times : [...spec.terms, ...spec.times];
}

interface Drawn {
  /** Length of the draws, `undefined` where all are uniform. */
  readonly paths: number | undefined;
  readonly found: ReadonlyMap<string, Float64Array | number>;
}

function drawAll(specs: readonly ValueSpec[], draws: Draws): Drawn {
  const found = new Map<string, Float64Array | number>();
  let paths: number | undefined;
  for (const term of specs.flatMap(termsOf)) {
    if (term.kind === 'number' || found.has(term.name)) continue;
    const values = draws(term.name);
    found.set(term.name, values);
    if (typeof values === 'number') continue;
    if (paths !== undefined && values.length !== paths) {
      throw new Error(`Draws of '${term.name}' have ${values.length} paths where others have ${paths}`);
    }
    paths = values.length;
  }
  return { paths, found };
}

interface Fill {
  readonly spec: ValueSpec;
  readonly periods: number;
  readonly perYear: number;
  readonly paths: number;
  /** A term on every path. */
  readonly rowOf: (term: Term) => Float64Array;
}

/** One element: a row of paths for each period. */
function fillElement(out: Float64Array, fill: Fill): void {
  const { spec, periods, paths, rowOf } = fill;
  const factor = new Float64Array(paths).fill(1);
  for (const term of spec.times) {
    const row = rowOf(term);
    for (let path = 0; path < paths; path++) factor[path]! *= row[path]!;
  }
  if (spec.shape === 'growth') return fillGrowth(out, spec, fill, factor);
  if (spec.shape === 'table') {
    for (let t = 0; t < periods; t++) {
      for (let path = 0; path < paths; path++) out[t * paths + path] = factor[path]! * spec.values[t]!;
    }
    return;
  }
  const rows = spec.shape === 'constant' ? [rowOf(spec.term)] : spec.terms.map(rowOf);
  for (let t = 0; t < periods; t++) {
    const i = spec.shape === 'constant' ? 0 : indexAt(spec, t);
    const share = spec.shape === 'linear' ? shareAt(spec, i, t) : 0;
    const [row, next] = [rows[i]!, rows[i + 1] ?? rows[i]!];
    const to = t * paths;
    if (share === 0) for (let path = 0; path < paths; path++) out[to + path] = factor[path]! * row[path]!;
    else {
      for (let path = 0; path < paths; path++) {
        out[to + path] = factor[path]! * (row[path]! + share * (next[path]! - row[path]!));
      }
    }
  }
}

/** How far period t lies from term i on the way to the next; 0 before the first and after the last. */
function shareAt(series: TermSeries, i: number, t: number): number {
  const [from, to] = [series.from[i]!, series.from[i + 1]];
  return to === undefined || t <= from ? 0 : (t - from) / (to - from);
}

/** The last term whose time has come by the start of period t; before the first, the first. */
function indexAt(series: TermSeries, t: number): number {
  let i = 0;
  while (i + 1 < series.from.length && series.from[i + 1]! <= t) i++;
  return i;
}

/** Compounds from period to period by the rate in force in the later of the two. */
function fillGrowth(
  out: Float64Array,
  spec: Extract<ValueSpec, { shape: 'growth' }>,
  fill: Fill,
  factor: Float64Array,
): void {
  const { periods, perYear, paths, rowOf } = fill;
  const steps = spec.rates.terms.map((term) => {
    if (term.kind === 'number') return new Float64Array(paths).fill(stepOf(term.value, perYear));
    return rowOf(term).map((rate) => stepOf(rate, perYear));
  });
  const first = rowOf(spec.first);
  for (let path = 0; path < paths; path++) out[path] = factor[path]! * first[path]!;
  for (let t = 1; t < periods; t++) {
    const step = steps[indexAt(spec.rates, t)]!;
    for (let path = 0; path < paths; path++)
      out[t * paths + path] = out[(t - 1) * paths + path]! * step[path]!;
  }
}

/** Growth over one period at a rate per period, compounded over the year. */
function stepOf(rate: number, perYear: number): number {
  return pow(Math.max(0, 1 + rate * perYear), 1 / perYear);
}
