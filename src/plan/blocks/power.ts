import { label, type Term } from '../../lp/index.ts';
import type { Workshop } from '../columns.ts';

/** Chips at work draw no more IT power than the ready phases of their sites have. */
export function addPower({ frame, facts, names, lp, columns }: Workshop): void {
  const { periods, scenarios, chips, pools, options } = frame.sizes;
  for (let s = 0; s < scenarios; s++)
    for (let g = 0; g < pools; g++)
      for (let t = 0; t < periods; t++) {
        const terms: Term[] = [];
        for (let k = 0; k < chips; k++) {
          const working = columns.working(k, g, t, s);
          if (working >= 0) terms.push([working, facts.powerRatio(k, t, s)]);
        }
        if (terms.length === 0) continue;
        for (let o = 0; o < options; o++) {
          if (!frame.options[o]!.isFree || facts.poolOfOption[o] !== g) continue;
          const mw = facts.optionMw(o, t, s);
          if (mw > 0) terms.push([columns.option(o, s), -mw]);
        }
        lp.addRow(label('power', names.pool(g), names.period(t), names.scenario(s)), terms, {
          upper: Math.max(facts.freeBase(g, t, s), 0),
        });
      }
}
