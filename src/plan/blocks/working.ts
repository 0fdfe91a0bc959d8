import { label, type Term } from '../../lp/index.ts';
import type { Workshop } from '../columns.ts';
import type { Read } from '../frame.ts';

/** Chips at work change by those installed and those whose economic life ends; chips that can be sold follow from them. */
export function addWorking({ frame, facts, names, lp, columns }: Workshop): void {
  const { periods, scenarios, chips, pools } = frame.sizes;
  for (let s = 0; s < scenarios; s++)
    for (let k = 0; k < chips; k++)
      for (let t = 0; t < periods; t++) {
        if (columns.waiting(k, t, s) < 0) continue;
        const balance = (stock: (period: number) => number, response: Read, places: readonly number[]) => {
          const terms: Term[] = [[stock(t), 1]];
          const before = t > 0 ? stock(t - 1) : -1;
          if (before >= 0) terms.push([before, -1]);
          for (let from = 0; from <= t; from++) {
            const now = response(k, t - from, s);
            const change = t > from ? now - response(k, t - from - 1, s) : now;
            if (Math.abs(change) < 1e-12) continue;
            for (const g of places) {
              const install = columns.install(k, g, from, s);
              if (install >= 0) terms.push([install, -change]);
            }
          }
          return terms;
        };
        const all = Array.from({ length: pools }, (_, g) => g);
        for (const g of all)
          lp.addRow(
            label('working', names.chip(k), names.pool(g), names.period(t), names.scenario(s)),
            balance((period) => columns.working(k, g, period, s), facts.workResponse, [g]),
            { equal: 0 },
          );
        lp.addRow(
          label('sellable', names.chip(k), names.period(t), names.scenario(s)),
          balance((period) => columns.sellable(k, period, s), facts.sellableResponse, all),
          { equal: 0 },
        );
      }
}
