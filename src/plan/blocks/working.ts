import { label, type Term } from '../../lp/index.ts';
import type { Workshop } from '../columns.ts';
import type { Read } from '../frame.ts';

/**
 * Chips at work change by those installed, those whose economic life ends and those taken out before; chips that can be sold
 * follow from them.
 */
export function addWorking({ frame, facts, names, lp, columns }: Workshop): void {
  const { periods, scenarios, chips, pools } = frame.sizes;
  for (let s = 0; s < scenarios; s++)
    for (let k = 0; k < chips; k++)
      for (let t = 0; t < periods; t++) {
        if (columns.waiting(k, t, s) < 0) continue;
        const balance = (
          stock: (period: number) => number,
          [response, gone]: readonly [Read, Read],
          places: readonly number[],
        ) => {
          const terms: Term[] = [[stock(t), 1]];
          const before = t > 0 ? stock(t - 1) : -1;
          if (before >= 0) terms.push([before, -1]);
          const add = (
            of: Read,
            element: number,
            sign: 1 | -1,
            column: (g: number, from: number) => number,
          ) => {
            for (let from = 0; from <= t; from++) {
              const now = of(element, t - from, s);
              const change = t > from ? now - of(element, t - from - 1, s) : now;
              if (Math.abs(change) < 1e-12) continue;
              for (const g of places) {
                const at = column(g, from);
                if (at >= 0) terms.push([at, -sign * change]);
              }
            }
          };
          add(response, k, 1, (g, from) => columns.install(k, g, from, s));
          facts.chipOfRetirement.forEach((chip, r) => {
            if (chip === k) add(gone, r, -1, (g, from) => columns.retire(r, g, from, s));
          });
          return terms;
        };
        const all = Array.from({ length: pools }, (_, g) => g);
        for (const g of all)
          lp.addRow(
            label('working', names.chip(k), names.pool(g), names.period(t), names.scenario(s)),
            balance(
              (period) => columns.working(k, g, period, s),
              [facts.workResponse, facts.goneResponse],
              [g],
            ),
            { equal: 0 },
          );
        lp.addRow(
          label('sellable', names.chip(k), names.period(t), names.scenario(s)),
          balance(
            (period) => columns.sellable(k, period, s),
            [facts.sellableResponse, facts.unsoldResponse],
            all,
          ),
          { equal: 0 },
        );
      }
}
