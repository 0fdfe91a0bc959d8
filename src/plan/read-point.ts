import type { Columns } from './columns.ts';
import { evaluateFrame, type Frame } from './frame.ts';
import type { Facts } from './measure-facts.ts';
import { cell, emptyPoint, fixedShares, inputsOf, type Point } from './point.ts';
import type { SiteShares } from './site-shares.ts';

/** The decisions that a solution's column values stand for, in the model's units. */
export function readPoint(
  parts: {
    readonly frame: Frame;
    readonly facts: Facts;
    readonly columns: Columns;
    readonly shares: SiteShares;
  },
  values: Float64Array,
): Point {
  const { frame, facts, columns, shares } = parts;
  const { sizes } = frame;
  const { periods, scenarios, chips, pools, segments, contracts, options, sites } = sizes;
  const point = emptyPoint(sizes);
  const at = (column: number) => (column >= 0 ? values[column]! : 0);
  for (let o = 0; o < options; o++)
    for (let b = 0; b < sizes.builders; b++)
      point.included[o * sizes.builders + b] = at(columns.option(o, b));
  for (let c = 0; c < contracts; c++) point.accepted[c] = at(columns.accept(c));
  for (let r = 0; r < sizes.retirements; r++) {
    const [k, age] = [facts.chipOfRetirement[r]!, facts.retirementAge[r]!];
    for (let t = age; t < periods; t++)
      for (let s = 0; s < scenarios; s++)
        for (let g = 0; g < pools; g++)
          for (const site of frame.pools[g]!)
            point.retired[cell(sizes, r * sites + site, t, s)] =
              (at(columns.retire(r, g, t, s)) / facts.unitMw[k]!) * shares(k, site, t - age, s);
  }
  for (let k = 0; k < chips; k++) {
    const perMw = 1 / facts.unitMw[k]!;
    for (let t = 0; t < periods; t++)
      for (let s = 0; s < scenarios; s++) {
        point.orders[cell(sizes, k, t, s)] = at(columns.order(k, t, s)) * perMw;
        for (let g = 0; g < pools; g++)
          for (const site of frame.pools[g]!)
            point.installed[cell(sizes, k * sites + site, t, s)] =
              at(columns.install(k, g, t, s)) * perMw * shares(k, site, t, s);
        for (let d = 0; d < segments; d++)
          point.served[cell(sizes, d * chips + k, t, s)] =
            at(columns.open(d, k, t, s)) * perMw * facts.rate(d * chips + k, t, s);
        for (let c = 0; c < contracts; c++)
          point.contractServed[cell(sizes, c * chips + k, t, s)] =
            at(columns.contract(c, k, t, s)) * perMw * facts.contractRate(c * chips + k, t, s);
      }
  }
  if (facts.takeSites.length > 0) topUp(frame, point);
  return point;
}

/** What a point pays for delivery beyond what it draws, by the model and not by a solver's rows. */
function topUp(frame: Frame, point: Point): void {
  const { sizes } = frame;
  const short = evaluateFrame(frame, inputsOf(point), ['site.take_short'])('site.take_short');
  for (let site = 0; site < sizes.sites; site++)
    for (let t = 0; t < sizes.periods; t++)
      for (let s = 0; s < sizes.scenarios; s++)
        point.topUp[cell(sizes, site, t, s)] = Math.max(short(site, t, s), 0);
}

/**
 * A plan near which the accounts have one slope in every direction that matters: a trace of every chip delivered in every
 * period and every chip installed on arrival, in equal parts in all pools of power, so that average costs exist and do not jump; less work served, so that no demand
 * is met to the last bit, where the formulas have a kink. What is linear in the accounts has the same slopes there
 * as at the plan.
 */
export function nearPoint(
  parts: { readonly frame: Frame; readonly facts: Facts; readonly shares: SiteShares },
  plan: Point | undefined,
): Point {
  const { frame, facts, shares } = parts;
  const { sizes } = frame;
  const { periods, scenarios, chips, sites } = sizes;
  const near = emptyPoint(sizes);
  const change = new Map([...inputsOf(near), ['chip.pipeline', facts.trace.pipeline] as const]);
  const arrivals = evaluateFrame(frame, change, ['arrivals'])('arrivals');
  for (let k = 0; k < chips; k++)
    for (let t = 0; t < periods; t++)
      for (let s = 0; s < scenarios; s++)
        for (let site = 0; site < sites; site++)
          near.installed[cell(sizes, k * sites + site, t, s)] =
            ((plan ? facts.trace.chips[cell(sizes, k, t, s)]! : arrivals(k, t, s)) * shares(k, site, t, s)) /
            frame.pools.length;
  const fixed = fixedShares(frame);
  near.included.set(plan?.included ?? fixed.included);
  // Slopes by a contract need it to run: at a share of nothing, what it is paid for idle work has no slope.
  near.accepted.set(fixed.accepted.map((share, c) => Math.max(share, plan?.accepted[c] ?? 1, 0.5)));
  if (!plan) return near;
  const share = servedShare(frame);
  add(near.orders, plan.orders, 1);
  add(near.installed, plan.installed, 1);
  add(near.retired, plan.retired, 1);
  add(near.topUp, plan.topUp, 1);
  add(near.served, plan.served, share);
  add(near.contractServed, plan.contractServed, share);
  return near;
}

/**
 * Share of the work served near a plan. None where the accounts are linear in it: then the energy of a busy chip counts at the
 * sites' mix and does not pull on that mix. Nine tenths where tax or a residual by growth bends with profit.
 */
function servedShare(frame: Frame): number {
  const input = (name: string) => frame.inputs.get(name)?.values ?? [];
  const bends =
    input('tax.relief').some((relief) => relief < 1) ||
    frame.graph.shape.choices['valuation.residual']?.[0] === residualByGrowth;
  return bends ? 0.9 : 0;
}

/** `valuation.residual is growth`: its place among the options of the choice. */
const residualByGrowth = 1;

function add(to: Float64Array, from: Float64Array, share: number): void {
  for (let i = 0; i < to.length; i++) to[i]! += share * Math.max(from[i]!, 0);
}
