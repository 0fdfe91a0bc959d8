import { ModelBuilder, withModel, type LpModel, type OpenModel, type Solver } from '../../lp/index.ts';
import { addColumns } from '../columns.ts';
import { methodFor } from '../solve-method.ts';
import type { Alternative } from '../plan-result.ts';
import { usdPerUnit } from '../price-columns.ts';
import { readPoint } from '../read-point.ts';
import type { SolvedPlan } from '../solve-plan.ts';
import { figureAt } from '../value-flows.ts';
import { planOverlay } from '../write-overlay.ts';
import { aimsOf, type Aim } from './alternative-aims.ts';
import { notWorkedOut } from './answered.ts';
import type { ExploreOptions } from './explorer.ts';
import { shareWords, usdWords } from './money.ts';
import { distanceMw, shapeOf, tellDifferences, type Shape } from './tell-alternative.ts';

/** Other plans of nearly the value of the best, and what can be said of them together. */
export interface Alternatives {
  readonly plans: readonly Alternative[];
  readonly sentence: string;
}

/** At most so many are offered, those farthest from the plan and from each other. */
const mostPlans = 3;

/** An alternative is whatever was found by then: it keeps the limits and its value is told, however long the search. */
const mostSeconds = 10;

/** A plan with reviews is several overlays, and another of its kind cannot be told by how it differs from one. */
const notInTrees =
  'Plans nearly as good are not listed for a plan with reviews; leave --reviews out to have those of one decision for all.';

/**
 * Whole plans within a share of the best value that differ most from it: in what is built and signed, in own and merchant chips,
 * in what is spent early. For each way the value is taken as a limit and the way as the new objective, phases, contracts and lots
 * whole; what it costs is what the accounts say. The farthest are kept, each as an overlay. None for a plan on a tree.
 *
 * Source: E. D. Brill, S.-Y. Chang, L. D. Hopkins, "Modeling to generate alternatives", Management Science 28 (1982).
 */
export function listAlternatives(
  solver: Solver,
  plan: SolvedPlan,
  { share, ...options }: ExploreOptions & { readonly share: number },
): Alternatives {
  if (plan.frame.sharing.reviews.length > 0) return { plans: [], sentence: notInTrees };
  // A plan on a tree decides by what has been seen: another one would be a tree, and no single overlay.
  if (plan.frame.sharing.reviews.length > 0)
    return { plans: [], sentence: 'Plans nearly as good are not listed for a plan with reviews.' };
  const floorUsd = plan.objectiveUsd - share * Math.abs(plan.objectiveUsd);
  const lp = withChoicesOpen(plan);
  const aims = aimsOf(plan);
  let isComplete = true;
  const found = withModel(solver, lp, (open) => {
    addFloor(open, lp, floorUsd / usdPerUnit);
    return aims.flatMap((aim) => {
      const values = options.isCancelled?.() ? undefined : farthest(open, { lp, aim, plan, options });
      if (values === 'none') return [];
      if (values === undefined) isComplete = false;
      return values === undefined ? [] : [tell(plan, aim, values)];
    });
  });
  const planned = shapeOf(plan, plan.point);
  const optionMw = (o: number) => lastMw(plan, o);
  const distance = (a: Shape, b: Shape) => distanceMw(plan.frame, a, b, optionMw);
  const plans = pickFarthest(found, planned, distance).map(({ shape, alternative }) => ({
    ...alternative,
    differences: tellDifferences(plan.frame, planned, shape),
  }));
  return { plans, sentence: sentenceOf(plans, { share, usd: plan.objectiveUsd - floorUsd, isComplete }) };
}

/** The programme of a plan with phases, contracts and lots free again. */
function withChoicesOpen({ frame, facts, model: { lp } }: SolvedPlan): LpModel {
  const builder = new ModelBuilder({ name: 'columns', sense: 'maximise' });
  addColumns(builder, frame, facts);
  const { columnLower, columnUpper } = builder.finish();
  const isWhole = (j: number) => lp.kinds[j] !== 'continuous';
  return {
    ...lp,
    columnLower: lp.columnLower.map((lower, j) => (isWhole(j) ? columnLower[j]! : lower)),
    columnUpper: lp.columnUpper.map((upper, j) => (isWhole(j) ? columnUpper[j]! : upper)),
  };
}

/** The value of the plan, less what may be given up, as a limit. */
function addFloor(open: OpenModel, lp: LpModel, floor: number): void {
  const priced = lp.columnNames.flatMap((_, j) => (lp.cost[j] !== 0 ? [j] : []));
  open.addRows({
    lower: [floor - lp.offset],
    upper: [Infinity],
    starts: [0, priced.length],
    columns: priced,
    coefficients: priced.map((j) => lp.cost[j]!),
  });
}

interface Search {
  readonly lp: LpModel;
  readonly aim: Aim;
  readonly plan: SolvedPlan;
  readonly options: ExploreOptions;
}

/** The farthest plan in one way; `none` where no plan differs that way, `undefined` where the search found nothing. */
function farthest(open: OpenModel, { lp, aim, plan, options }: Search): Float64Array | 'none' | undefined {
  const every = Array.from(lp.cost, (_, j) => j);
  const limits = {
    ...options,
    timeLimitSeconds: Math.min(options.timeLimitSeconds ?? mostSeconds, mostSeconds),
  };
  const amount = (values: Float64Array) =>
    aim.weights.reduce((sum, weight, j) => sum + weight * values[j]!, 0);
  open.changeCosts(every, aim.weights);
  open.suggestValues(plan.solution.values!);
  const { values, status } = open.solve({ ...limits, relativeGap: 0.02, ...methodFor(lp) });
  if (!values) return undefined;
  const gained = amount(values) - amount(plan.solution.values!);
  if (gained <= 1e-6 * (1 + Math.abs(amount(plan.solution.values!))))
    return status === 'optimal' ? 'none' : undefined;
  return aim.isOfChoices ? bestWith(open, { lp, values, limits }) : values;
}

/** The best plan with the phases, contracts and lots of some values: what is not of the aim is not left to chance. */
function bestWith(
  open: OpenModel,
  {
    lp,
    values,
    limits,
  }: { readonly lp: LpModel; readonly values: Float64Array; readonly limits: ExploreOptions },
): Float64Array {
  const every = Array.from(lp.cost, (_, j) => j);
  const choices = every.filter(
    (j) => lp.kinds[j] !== 'continuous' && !lp.columnNames[j]!.startsWith('lots['),
  );
  const fixed = choices.map((j) => Math.round(values[j]!));
  open.changeColumnBounds(choices, fixed, fixed);
  open.changeCosts(every, lp.cost);
  open.suggestValues(values);
  const best = open.solve({ ...limits, relativeGap: 1e-3 });
  open.changeColumnBounds(
    choices,
    choices.map((j) => lp.columnLower[j]!),
    choices.map((j) => lp.columnUpper[j]!),
  );
  return best.values ?? values;
}

interface Found {
  readonly shape: Shape;
  readonly alternative: Omit<Alternative, 'differences'>;
}

function tell(plan: SolvedPlan, { name }: Aim, values: Float64Array): Found {
  const { frame, facts, shares, model } = plan;
  const point = readPoint({ frame, facts, shares, columns: model.columns }, values);
  const mean = (accounts: Float64Array) =>
    accounts.reduce((sum, usd, s) => sum + frame.probabilities[s]! * usd, 0);
  const costUsd = mean(plan.accountsUsd) - mean(figureAt(frame, point, 'npv'));
  const overlay = planOverlay({ ...plan, point }, [
    `A plan nearly as good: ${name}, ${usdWords(costUsd)} of expected NPV given up.`,
  ]);
  return { shape: shapeOf(plan, point), alternative: { name, costUsd, overlay } };
}

/** Those farthest from the plan and from one another, one after another; none that hardly differs from one kept. */
function pickFarthest(
  found: readonly Found[],
  planned: Shape,
  distance: (a: Shape, b: Shape) => number,
): Found[] {
  const total = planned.mw.reduce(
    (sum, values) => sum + values.reduce((a, b) => a + b, 0) / values.length,
    0,
  );
  const isOther = ({ shape }: Found, than: Shape) =>
    shape.accepts.some((accepts, c) => accepts !== than.accepts[c]) ||
    distance(shape, than) > 0.01 * total ||
    Math.abs(shape.earlyUsd - than.earlyUsd) > 0.02 * Math.abs(than.earlyUsd);
  const kept: Found[] = [];
  const left = found.filter((each) => isOther(each, planned));
  while (kept.length < mostPlans) {
    const shapes = [planned, ...kept.map(({ shape }) => shape)];
    const far = left
      .filter((each) => shapes.every((shape) => isOther(each, shape)))
      .map((each) => ({ each, apart: Math.min(...shapes.map((shape) => distance(each.shape, shape))) }))
      .toSorted((a, b) => b.apart - a.apart)[0];
    if (!far) break;
    kept.push(far.each);
    left.splice(left.indexOf(far.each), 1);
  }
  return kept;
}

/** IT power of an option if built, expected at the end of the horizon, in MW. */
function lastMw({ frame, facts }: SolvedPlan, o: number): number {
  return frame.probabilities.reduce(
    (sum, p, s) => sum + p * facts.optionMw(o, frame.sizes.periods - 1, s),
    0,
  );
}

function sentenceOf(
  plans: readonly Alternative[],
  { share, usd, isComplete }: { readonly share: number; readonly usd: number; readonly isComplete: boolean },
): string {
  const within = `within ${shareWords(share).replace(/\.00%$/, '%')} of the value (${usdWords(usd)})`;
  const rest = isComplete ? '' : ` Some ways to differ were not searched to the end: that ${notWorkedOut}.`;
  if (plans.length === 0)
    return isComplete
      ? `No plan ${within} differs much from this one.`
      : `No other plan ${within} was found.${rest}`;
  return `${plans.length === 1 ? 'One plan' : `${plans.length} plans`} ${within} that differ${plans.length === 1 ? 's' : ''} most, each a whole plan and an overlay.${rest}`;
}
