import { label, type Term } from '../../lp/index.ts';
import type { Workshop } from '../columns.ts';
import { scenarioTerms, usdPerUnit } from '../price-columns.ts';
import type { SiteShares } from '../site-shares.ts';
import type { Flows } from '../value-flows.ts';

/** A site in a period, and how what it draws short of its minimum take follows from the decisions. */
export interface TakePeriod {
  readonly site: number;
  readonly period: number;
  readonly flows: Flows;
}

/** Delivery paid for and not drawn is at least what a site draws short of its minimum take, in MW. */
export function addMinimumTake(
  { frame, facts, names, lp, columns }: Workshop,
  takes: readonly TakePeriod[],
  shares: SiteShares,
): void {
  for (const { site, period, flows } of takes)
    for (let s = 0; s < frame.sizes.scenarios; s++) {
      const terms: Term[] = [[columns.topUp(site, period, s), 1]];
      for (const [column, value] of scenarioTerms({ frame, facts, columns, shares }, flows, s))
        terms.push([column, -value * usdPerUnit]);
      lp.addRow(label('take', names.site(site), names.period(period), names.scenario(s)), terms, {
        lower: flows.constant[s]!,
      });
    }
}
