import { label, type Term } from '../../lp/index.ts';
import { fiscalYears } from '../../time/index.ts';
import type { Workshop } from '../columns.ts';
import type { Flows } from '../value-flows.ts';

/** A fiscal year and how its capital spending follows from the decisions. */
export interface SpendingYear {
  readonly label: string;
  readonly from: number;
  readonly to: number;
  readonly flows: Flows;
}

/** Capital spending of a fiscal year, summed over its periods, is at most its limit, in every scenario. In $m. */
export function addCapital(
  { frame, facts, names, lp, columns }: Workshop,
  years: readonly SpendingYear[],
): void {
  const { scenarios, chips, periods, options } = frame.sizes;
  for (const year of years)
    for (let s = 0; s < scenarios; s++) {
      let limit = -year.flows.constant[s]!;
      for (let t = year.from; t < year.to; t++) limit += facts.capitalLimit(0, t, s);
      const terms: Term[] = [];
      for (let k = 0; k < chips; k++)
        for (let t = 0; t < periods; t++) {
          const [order, usd] = [columns.order(k, t, s), year.flows.orders(k, t, s)];
          if (order >= 0 && usd !== 0) terms.push([order, usd / facts.unitMw[k]! / 1e6]);
        }
      for (let o = 0; o < options; o++) {
        const usd = year.flows.included(o, 0, s);
        if (usd !== 0) terms.push([columns.option(o, s), usd / 1e6]);
      }
      lp.addRow(label('capital', year.label, names.scenario(s)), terms, { upper: limit / 1e6 });
    }
}

/** Fiscal years of the calendar in which a limit of capital spending holds. */
export function limitedYears({ frame, facts }: Pick<Workshop, 'frame' | 'facts'>, noLimit = 1e14) {
  return fiscalYears(frame.model.study.calendar).filter(({ from, to }) => {
    for (let t = from; t < to; t++) if (facts.capitalLimit(0, t, 0) < noLimit) return true;
    return false;
  });
}
