import { label, type Term } from '../../lp/index.ts';
import type { Workshop } from '../columns.ts';

/** Chips taken out early, at whichever age, are at most those that were installed together. */
export function addRetirement({ frame, facts, names, lp, columns }: Workshop): void {
  const { periods, scenarios, chips, pools } = frame.sizes;
  for (let s = 0; s < scenarios; s++)
    for (let k = 0; k < chips; k++)
      for (let g = 0; g < pools; g++)
        for (let from = 0; from < periods; from++) {
          const terms: Term[] = [];
          facts.chipOfRetirement.forEach((chip, r) => {
            const at = from + facts.retirementAge[r]!;
            const retire = chip === k && at < periods ? columns.retire(r, g, at, s) : -1;
            if (retire >= 0) terms.push([retire, 1]);
          });
          if (terms.length === 0) continue;
          terms.push([columns.install(k, g, from, s), -1]);
          lp.addRow(
            label('retired', names.chip(k), names.pool(g), names.period(from), names.scenario(s)),
            terms,
            { upper: 0 },
          );
        }
}
