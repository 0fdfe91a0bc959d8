import type { Term } from '../lp/index.ts';
import type { Columns } from './columns.ts';
import type { Frame } from './frame.ts';
import type { Facts } from './measure-facts.ts';
import type { Flows } from './value-flows.ts';
import type { SiteShares } from './site-shares.ts';

/** Dollars of the solver: all money in a plan's programme is in millions. */
export const usdPerUnit = 1e6;

/** The value of one scenario as terms of its columns, in $m: slopes of the accounts, brought to the columns' units. */
export function scenarioTerms(
  parts: {
    readonly frame: Frame;
    readonly facts: Facts;
    readonly columns: Columns;
    readonly shares: SiteShares;
  },
  flows: Flows,
  s: number,
): Term[] {
  const { frame, facts, columns, shares } = parts;
  const { periods, chips, pools, segments, contracts, options, sites } = frame.sizes;
  const terms: Term[] = [];
  const add = (column: number, usd: number) => {
    if (column >= 0 && usd !== 0) terms.push([column, usd / usdPerUnit]);
  };
  for (let o = 0; o < options; o++) add(columns.option(o, s), flows.included(o, 0, s));
  for (let c = 0; c < contracts; c++) add(columns.accept(c), flows.accepted(c, 0, s));
  for (const site of facts.takeSites)
    for (let t = 0; t < periods; t++) add(columns.topUp(site, t, s), flows.topUp(site, t, s));
  for (let r = 0; r < frame.sizes.retirements; r++) {
    const k = facts.chipOfRetirement[r]!;
    for (let t = 0; t < periods; t++)
      for (let g = 0; g < pools; g++) {
        const column = columns.retire(r, g, t, s);
        if (column < 0) continue;
        let usd = 0;
        for (const site of frame.pools[g]!)
          usd += shares(k, site, t - facts.retirementAge[r]!, s) * flows.retired(r * sites + site, t, s);
        add(column, usd / facts.unitMw[k]!);
      }
  }
  for (let k = 0; k < chips; k++) {
    const perMw = 1 / facts.unitMw[k]!;
    for (let t = 0; t < periods; t++) {
      add(columns.order(k, t, s), flows.orders(k, t, s) * perMw);
      for (let g = 0; g < pools; g++) {
        if (columns.install(k, g, t, s) < 0) continue;
        let usd = 0;
        for (const site of frame.pools[g]!)
          usd += shares(k, site, t, s) * flows.installed(k * sites + site, t, s);
        add(columns.install(k, g, t, s), usd * perMw);
      }
      for (let d = 0; d < segments; d++)
        add(
          columns.open(d, k, t, s),
          flows.served(d * chips + k, t, s) * facts.rate(d * chips + k, t, s) * perMw,
        );
      for (let c = 0; c < contracts; c++)
        add(
          columns.contract(c, k, t, s),
          flows.contractServed(c * chips + k, t, s) * facts.contractRate(c * chips + k, t, s) * perMw,
        );
    }
  }
  return terms;
}
