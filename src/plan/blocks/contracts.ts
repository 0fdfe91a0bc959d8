import { label, type Term } from '../../lp/index.ts';
import type { Workshop } from '../columns.ts';

/** Work delivered to a contract is at most what its buyer asks for, and nothing unless it is accepted. */
export function addContracts({ frame, facts, names, lp, columns }: Workshop): void {
  const { periods, scenarios, chips, contracts } = frame.sizes;
  for (let s = 0; s < scenarios; s++)
    for (let c = 0; c < contracts; c++)
      for (let t = 0; t < periods; t++) {
        const rates = Array.from(
          { length: chips },
          (_, k) => facts.contractRate(c * chips + k, t, s) / facts.unitMw[k]!,
        );
        const unit = Math.max(...rates);
        const terms: Term[] = [];
        for (let k = 0; k < chips; k++) {
          const busy = columns.contract(c, k, t, s);
          if (busy >= 0) terms.push([busy, rates[k]! / unit]);
        }
        if (terms.length === 0) continue;
        terms.push([columns.accept(c), -facts.wanted(c, t, s) / unit]);
        lp.addRow(label('contract', names.contract(c), names.period(t), names.scenario(s)), terms, {
          upper: 0,
        });
      }
}
