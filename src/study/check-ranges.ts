import type { Issue } from '../base/issue.ts';
import {
  bindInput,
  centralDraws,
  type Assumption,
  type Case,
  type Draws,
  type Term,
  type ValueSpec,
} from '../case/index.ts';
import type { InputDecl, Program } from '../formula/index.ts';
import { rangeOf, type InputRange } from '../model/index.ts';
import { quantile, support, type Distribution } from '../num/index.ts';
import { periodLabels, periodsPerYear } from '../time/index.ts';
import { formatQuantity } from '../units/index.ts';
import type { StudyCode } from './codes.ts';

/** The lowest and highest value of something. */
interface Bounds {
  readonly low: number;
  readonly high: number;
}

/**
 * Checks every number that a case gives against the range of its input: numbers and bounded distributions as a whole,
 * those with a tail between their P5 and P95, factors multiplied in, paths over time on the central path in every period.
 *
 * Fault: `out-of-range`, at the value.
 */
export function checkRanges(study: Case, program: Program): Issue[] {
  const decls = program.decls.filter(
    (decl): decl is InputDecl => decl.kind === 'input' && decl.origin === 'case',
  );
  const central = centralDraws(study);
  const drawn = new Map(study.drivers.map((driver) => [driver.name, boundsOf(driver.distribution)]));
  return decls.flatMap((decl) => {
    const range = rangeOf(decl);
    const given = (study.inputs.get(decl.name) ?? []).filter((each) => !each.isDefault);
    return given.flatMap((each) => {
      const wrong =
        outside(boundsOfSpec(each.value, drawn), range) ?? outsideInTime(each, range, { study, central });
      return wrong === undefined ? [] : [outOfRange(each, range, { study, ...wrong })];
    });
  });
}

interface Wrong {
  readonly value: number;
  readonly period?: number;
}

function outside(bounds: Bounds, range: InputRange): Wrong | undefined {
  // A P5 that is meant to lie on the bound misses it by a few roundings of the spread.
  const slack = 1e-9 * Math.abs(bounds.high - bounds.low);
  // Written so that NaN is outside of every range.
  const isHighEnough = range.isAboveLow ? bounds.low > range.low : bounds.low >= range.low - slack;
  if (!isHighEnough) return { value: bounds.low };
  return bounds.high <= range.high + slack ? undefined : { value: bounds.high };
}

/** The first period in which a growing value leaves the range on the central path. */
function outsideInTime(
  each: Assumption,
  range: InputRange,
  { study, central }: { readonly study: Case; readonly central: Draws },
): Wrong | undefined {
  if (each.value.shape !== 'growth') return undefined;
  const { values } = bindInput(study, each.input, central);
  const { periods } = study.calendar;
  for (let period = 0; period < periods; period++) {
    const value = values[each.element * periods + period]!;
    const wrong = outside({ low: value, high: value }, range);
    if (wrong) return { ...wrong, period };
  }
  return undefined;
}

function outOfRange(each: Assumption, range: InputRange, about: Wrong & { readonly study: Case }): Issue {
  const { calendar } = about.study;
  const number = formatQuantity(about.value, each.unit, {
    periodsPerYear: periodsPerYear(calendar),
    digits: 'full',
    periodName: calendar.frequency,
  });
  const when = about.period === undefined ? '' : ` in ${periodLabels(calendar)[about.period]}`;
  const whole = number === each.text ? '' : ` in '${excerpt(each.text)}'`;
  return {
    code: 'out-of-range' satisfies StudyCode,
    severity: 'error',
    message: `${each.path} makes no sense at that size.`,
    at: each.at,
    found: `${number}${when}${whole}`,
    expected: range.words,
  };
}

const longest = 60;

function excerpt(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

function boundsOfSpec(spec: ValueSpec, drawn: ReadonlyMap<string, Bounds>): Bounds {
  const of = (term: Term): Bounds =>
    term.kind === 'number' ? { low: term.value, high: term.value } : drawn.get(term.name)!;
  return [union(partsOf(spec, of)), ...spec.times.map(of)].reduce(product);
}

function partsOf(spec: ValueSpec, of: (term: Term) => Bounds): readonly Bounds[] {
  if (spec.shape === 'constant') return [of(spec.term)];
  if (spec.shape === 'growth') return [of(spec.first)];
  if (spec.shape === 'table') return Array.from(spec.values, (value) => ({ low: value, high: value }));
  return spec.terms.map(of);
}

function union(parts: readonly Bounds[]): Bounds {
  const low = parts.reduce((least, part) => Math.min(least, part.low), Infinity);
  const high = parts.reduce((most, part) => Math.max(most, part.high), -Infinity);
  return { low, high };
}

function product(a: Bounds, b: Bounds): Bounds {
  const corners = [a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high];
  return { low: Math.min(...corners), high: Math.max(...corners) };
}

function boundsOf(distribution: Distribution): Bounds {
  const { low, high } = support(distribution);
  if (Number.isFinite(low) && Number.isFinite(high)) return { low, high };
  return { low: quantile(distribution, 0.05), high: quantile(distribution, 0.95) };
}
