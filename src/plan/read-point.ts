import type { Columns } from './columns.ts';
import { evaluateFrame, type Frame } from './frame.ts';
import type { Facts } from './measure-facts.ts';
import { cell, emptyPoint, fixedShares, inputsOf, type Point } from './point.ts';
import type { SiteShares } from './site-shares.ts';

/** The decisions that a solution's column values stand for, in the model's units. */
export function readPoint(
  parts: { readonly frame: Frame; readonly facts: Facts; readonly columns: Columns; readonly shares: SiteShares },
  values: Float64Array,
): Point {
  const { frame, facts, columns, shares } = parts;
  const { sizes } = frame;
  const { periods, scenarios, chips, pools, segments, contracts, options, sites } = sizes;
  const point = emptyPoint(sizes);
  const at = (column: number) => (column >= 0 ? values[column]! : 0);
  for (let o = 0; o < options; o++) point.included[o] = at(columns.option(o));
  for (let c = 0; c < contracts; c++) point.accepted[c] = at(columns.accept(c));
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
  return point;
}

/** Share of an MW ordered everywhere near a plan: enough for the books to know each chip, too little to matter. */
const traceMw = 1e-6;

/**
 * A plan near which the accounts have one slope in every direction that matters: a trace of every chip ordered and installed
 * on arrival, so that average costs exist; and a tenth less work served, so that no demand is met to the last bit, where the
 * formulas have a kink. What is linear in the accounts has the same slopes there.
 */
export function nearPoint(
  parts: { readonly frame: Frame; readonly facts: Facts; readonly shares: SiteShares },
  plan: Point | undefined,
): Point {
  const { frame, facts, shares } = parts;
  const { sizes } = frame;
  const { periods, scenarios, chips, sites } = sizes;
  const near = emptyPoint(sizes);
  for (let k = 0; k < chips; k++)
    for (let t = 0; t < periods; t++)
      for (let s = 0; s < scenarios; s++)
        if (facts.orderLimit(k, t, s) > 0) near.orders[cell(sizes, k, t, s)] = traceMw / facts.unitMw[k]!;
  const arrivals = evaluateFrame(frame, inputsOf(near), ['arrivals'])('arrivals');
  for (let k = 0; k < chips; k++)
    for (let t = 0; t < periods; t++)
      for (let s = 0; s < scenarios; s++)
        for (let site = 0; site < sites; site++) {
          const trace = arrivals(k, t, s) - (plan ? facts.arrivalBase(k, t, s) : 0);
          near.installed[cell(sizes, k * sites + site, t, s)] = Math.max(trace, 0) * shares(k, site, t, s);
        }
  const fixed = fixedShares(frame);
  near.included.set(plan?.included ?? fixed.included);
  // Slopes by a contract need it to run: at a share of nothing, what it is paid for idle work has no slope.
  near.accepted.set(fixed.accepted.map((share, c) => Math.max(share, plan?.accepted[c] ?? 1, 0.5)));
  if (!plan) return near;
  add(near.orders, plan.orders, 1);
  add(near.installed, plan.installed, 1);
  add(near.served, plan.served, 0.9);
  add(near.contractServed, plan.contractServed, 0.9);
  return near;
}

function add(to: Float64Array, from: Float64Array, share: number): void {
  for (let i = 0; i < to.length; i++) to[i]! += share * from[i]!;
}
