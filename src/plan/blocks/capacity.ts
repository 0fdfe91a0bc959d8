import { label, type Term } from '../../lp/index.ts';
import type { Workshop } from '../columns.ts';

/** Chips busy for contracts and open demand are at most those that can be sold. */
export function addCapacity({ frame, facts, names, lp, columns }: Workshop): void {
  const { periods, scenarios, chips, segments, contracts } = frame.sizes;
  for (let s = 0; s < scenarios; s++)
    for (let k = 0; k < chips; k++)
      for (let t = 0; t < periods; t++) {
        const terms: Term[] = [];
        for (let d = 0; d < segments; d++) {
          const busy = columns.open(d, k, t, s);
          if (busy >= 0) terms.push([busy, 1]);
        }
        for (let c = 0; c < contracts; c++) {
          const busy = columns.contract(c, k, t, s);
          if (busy >= 0) terms.push([busy, 1]);
        }
        if (terms.length === 0) continue;
        const sellable = columns.sellable(k, t, s);
        if (sellable >= 0) terms.push([sellable, -1]);
        lp.addRow(label('capacity', names.chip(k), names.period(t), names.scenario(s)), terms, {
          upper: facts.sellableBase(k, t, s) * facts.unitMw[k]!,
        });
      }
}
