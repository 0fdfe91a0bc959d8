import { evaluateFrame, type Frame } from '../frame.ts';
import { inputsOf, type Point } from '../point.ts';
import type { SolvedPlan } from '../solve-plan.ts';
import { earlyPeriods, earlyYears } from './alternative-aims.ts';
import { mwPair, usdPair } from './money.ts';

/** What a plan is, as far as plans are compared. */
export interface Shape {
  /** Option by which each phase is built, by name. */
  readonly builds: ReadonlyMap<string, number>;
  readonly accepts: readonly boolean[];
  /** IT power at work by make, [chip][period], expected, in MW; the opening fleet included. */
  readonly mw: readonly Float64Array[];
  /** Expected capital spending of the first years, in $. */
  readonly earlyUsd: number;
}

/** Reads a plan's shape off the model's own formulas. */
export function shapeOf({ frame, facts }: Pick<SolvedPlan, 'frame' | 'facts'>, point: Point): Shape {
  const { sizes, probabilities } = frame;
  const get = evaluateFrame(frame, inputsOf(point), ['at_work', 'capex']);
  const [work, capex] = [get('at_work'), get('capex')];
  const builds = new Map<string, number>();
  frame.options.forEach(({ phaseName, isFree }, o) => {
    if (isFree && point.included[o]! > 0.5) builds.set(phaseName, o);
  });
  const mw = Array.from({ length: sizes.chips }, (_, k) =>
    Float64Array.from({ length: sizes.periods }, (_, t) =>
      probabilities.reduce((sum, probability, s) => {
        let chips = 0;
        for (let site = 0; site < sizes.sites; site++) chips += work(k * sizes.sites + site, t, s);
        return sum + probability * chips * facts.unitMw[k]! * facts.powerRatio(k, t, s);
      }, 0),
    ),
  );
  let earlyUsd = 0;
  for (let t = 0; t < earlyPeriods(frame); t++)
    probabilities.forEach((probability, s) => (earlyUsd += probability * capex(0, t, s)));
  return { builds, accepts: Array.from(point.accepted, (share) => share > 0.5), mw, earlyUsd };
}

/** How far two plans differ, in MW: chips at work on average, phases that one builds and the other does not. */
export function distanceMw(frame: Frame, a: Shape, b: Shape, optionMw: (o: number) => number): number {
  let sum = 0;
  a.mw.forEach((values, k) =>
    values.forEach((mw, t) => (sum += Math.abs(mw - b.mw[k]![t]!) / frame.sizes.periods)),
  );
  for (const { phaseName } of frame.options) {
    const [one, other] = [a.builds.get(phaseName), b.builds.get(phaseName)];
    if (one === other) continue;
    const sizeMw = optionMw((one ?? other)!);
    // A phase has several options, and each counts once.
    const options = frame.options.filter((option) => option.phaseName === phaseName).length;
    sum += (one === undefined || other === undefined ? sizeMw : sizeMw / 2) / options;
  }
  return sum;
}

/** At most so many makes are named, those whose power differs most. */
const mostChips = 3;

/** What another plan does that the plan does not, as sentences without their subject: `starts ohio_2 in 2027Q1; the plan leaves it out`. */
export function tellDifferences(frame: Frame, plan: Shape, other: Shape): string[] {
  const { labels } = frame.model.study;
  const nameOf = (o: number) => {
    const { start, powerName } = frame.options[o]!;
    return powerName === undefined ? start : `${start} on ${powerName}`;
  };
  const phases = [...new Set(frame.options.map(({ phaseName }) => phaseName))].flatMap((phase) => {
    const [was, is] = [plan.builds.get(phase), other.builds.get(phase)];
    if (was === is) return [];
    if (is === undefined) return [`leaves out ${phase}, which the plan starts in ${nameOf(was!)}`];
    if (was === undefined) return [`starts ${phase} in ${nameOf(is)}, which the plan leaves out`];
    return [`starts ${phase} in ${nameOf(is)}, not ${nameOf(was)}`];
  });
  const contracts = (labels['contract'] ?? []).flatMap((contract, c) =>
    plan.accepts[c] === other.accepts[c] ? [] : [`${other.accepts[c] ? 'accepts' : 'rejects'} ${contract}`],
  );
  const mean = (values: Float64Array) => values.reduce((sum, mw) => sum + mw, 0) / values.length;
  const makes = (labels['chip'] ?? []).map((chip, k) => ({
    chip,
    was: mean(plan.mw[k]!),
    is: mean(other.mw[k]!),
  }));
  const totalMw = makes.reduce((sum, { was }) => sum + was, 0);
  const chips = makes
    .filter(({ was, is }) => Math.abs(is - was) > 0.005 * totalMw)
    .toSorted((a, b) => Math.abs(b.is - b.was) - Math.abs(a.is - a.was))
    .slice(0, mostChips)
    .map(({ chip, was, is }) => {
      const [more, planned] = mwPair(is, was);
      return `has ${more} MW of ${chip} at work on average, not ${planned}`;
    });
  const [early, late] = usdPair(other.earlyUsd, plan.earlyUsd);
  const isSame = Math.abs(other.earlyUsd - plan.earlyUsd) <= 0.005 * Math.abs(plan.earlyUsd);
  const spends = isSame ? [] : [`spends ${early} of capital in the first ${earlyYears} years, not ${late}`];
  return [...phases, ...contracts, ...chips, ...spends];
}
