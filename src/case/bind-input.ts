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
export function bindInput(value: Case, inputName: string, draws: Draws): InputData {
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
    for (let path = 0; path < paths; path++) {
      const at = (term: Term): number => drawn.valueOf(term, path);
      fillPath(values, { spec, periods, perYear, at, from: element * periods * paths + path, stride: paths });
    }
  });
  return { values, byTime, byPath: drawn.paths !== undefined };
}

/** The median of every driver by name. */
export function driverMedians(value: Case): ReadonlyMap<string, number> {
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
  readonly valueOf: (term: Term, path: number) => number;
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
  const valueOf = (term: Term, path: number): number => {
    if (term.kind === 'number') return term.value;
    const values = found.get(term.name)!;
    return typeof values === 'number' ? values : values[path]!;
  };
  return { paths, valueOf };
}

interface Fill {
  readonly spec: ValueSpec;
  readonly periods: number;
  readonly perYear: number;
  readonly at: (term: Term) => number;
  readonly from: number;
  readonly stride: number;
}

function fillPath(out: Float64Array, fill: Fill): void {
  const { spec, periods, at, from, stride } = fill;
  const factor = spec.times.reduce((product, term) => product * at(term), 1);
  if (spec.shape === 'growth') return fillGrowth(out, spec, fill, factor);
  for (let t = 0; t < periods; t++) out[from + t * stride] = factor * valueAt(spec, t, at);
}

function valueAt(spec: Exclude<ValueSpec, { shape: 'growth' }>, t: number, at: Fill['at']): number {
  if (spec.shape === 'constant') return at(spec.term);
  if (spec.shape === 'table') return spec.values[t]!;
  const i = indexAt(spec, t);
  const value = at(spec.terms[i]!);
  const next = spec.terms[i + 1];
  if (spec.shape === 'steps' || next === undefined || t <= spec.from[i]!) return value;
  const share = (t - spec.from[i]!) / (spec.from[i + 1]! - spec.from[i]!);
  return value + share * (at(next) - value);
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
  factor: number,
): void {
  const { periods, perYear, at, from, stride } = fill;
  const steps = spec.rates.terms.map((term) => pow(Math.max(0, 1 + at(term) * perYear), 1 / perYear));
  let value = factor * at(spec.first);
  for (let t = 0; t < periods; t++) {
    if (t > 0) value *= steps[indexAt(spec.rates, t)]!;
    out[from + t * stride] = value;
  }
}
