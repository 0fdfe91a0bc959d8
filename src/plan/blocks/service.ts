import { label, type Term } from '../../lp/index.ts';
import { bestRate } from '../best-rate.ts';
import type { Workshop } from '../columns.ts';

/** Work served for a segment is at least its service level of the period's new demand, in every scenario. */
export function addService({ frame, facts, names, lp, columns }: Workshop): void {
  const { periods, scenarios, chips, segments } = frame.sizes;
  for (let s = 0; s < scenarios; s++)
    for (let d = 0; d < segments; d++)
      for (let t = 0; t < periods; t++) {
        const level = facts.serviceLevel(d, t, s);
        if (level <= 0) continue;
        const unit = bestRate(facts, chips, { d, t, s }) || 1;
        const terms: Term[] = [];
        for (let k = 0; k < chips; k++) {
          const busy = columns.open(d, k, t, s);
          if (busy >= 0) terms.push([busy, facts.rate(d * chips + k, t, s) / facts.unitMw[k]! / unit]);
        }
        lp.addRow(label('service', names.segment(d), names.period(t), names.scenario(s)), terms, {
          lower: (level * facts.newDemand(d, t, s)) / unit,
        });
      }
}
