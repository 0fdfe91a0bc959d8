import { label, type Term } from '../../lp/index.ts';
import type { Workshop } from '../columns.ts';

/** Chips that wait = those that waited + those delivered (orders one lead time ago and the pipeline) − those installed. */
export function addDelivery({ frame, facts, names, lp, columns }: Workshop): void {
  const { periods, scenarios, chips, pools } = frame.sizes;
  for (let s = 0; s < scenarios; s++)
    for (let k = 0; k < chips; k++)
      for (let t = 0; t < periods; t++) {
        const waiting = columns.waiting(k, t, s);
        if (waiting < 0) continue;
        const terms: Term[] = [[waiting, 1]];
        const before = t > 0 ? columns.waiting(k, t - 1, s) : -1;
        if (before >= 0) terms.push([before, -1]);
        for (let g = 0; g < pools; g++) terms.push([columns.install(k, g, t, s), 1]);
        for (let from = 0; from <= t; from++) {
          const arrives = facts.arrivalResponse(k, t - from, s);
          const order = columns.order(k, from, s);
          if (order >= 0 && arrives !== 0) terms.push([order, -arrives]);
        }
        lp.addRow(label('delivered', names.chip(k), names.period(t), names.scenario(s)), terms, {
          equal: facts.arrivalBase(k, t, s) * facts.unitMw[k]!,
        });
      }
}
