import { label, type Term } from '../../lp/index.ts';
import type { Workshop } from '../columns.ts';
import { bestRate } from '../best-rate.ts';

/**
 * Work served for a segment is at most what is asked for: new demand and the share of unserved work that waited. Rows count
 * in MW of the chip that does most work per MW.
 */
export function addDemand({ frame, facts, names, lp, columns }: Workshop): void {
  const { periods, scenarios, chips, segments } = frame.sizes;
  for (let s = 0; s < scenarios; s++)
    for (let d = 0; d < segments; d++)
      for (let t = 0; t < periods; t++) {
        const best = bestRate(facts, chips, { d, t, s });
        const unserved = columns.unserved(d, t, s);
        if (best === 0 && unserved < 0) continue;
        const unit = best > 0 ? best : 1;
        const terms: Term[] = [];
        for (let k = 0; k < chips; k++) {
          const busy = columns.open(d, k, t, s);
          if (busy >= 0) terms.push([busy, facts.rate(d * chips + k, t, s) / facts.unitMw[k]! / unit]);
        }
        const place = label('demand', names.segment(d), names.period(t), names.scenario(s));
        const upper = facts.newDemand(d, t, s) / unit;
        if (unserved < 0) {
          if (terms.length > 0) lp.addRow(place, terms, { upper });
          continue;
        }
        terms.push([unserved, 1]);
        if (t > 0) {
          const before = bestRate(facts, chips, { d, t: t - 1, s }) || 1;
          terms.push([columns.unserved(d, t - 1, s), (-facts.patience(d, t, s) * before) / unit]);
        }
        lp.addRow(place, terms, { equal: upper });
      }
}
