import { label } from '../../lp/index.ts';
import { orderPlace, type Workshop } from '../columns.ts';

/** An order of a make that comes in lots is a whole number of them. */
export function addLots({ frame, facts, names, lp, columns }: Workshop): void {
  const { periods, scenarios, chips } = frame.sizes;
  const seen = new Set<number>();
  for (let k = 0; k < chips; k++)
    for (let t = 0; t < periods; t++)
      for (let s = 0; s < scenarios; s++) {
        const lots = columns.lots(k, t, s);
        if (lots < 0 || seen.has(lots)) continue;
        seen.add(lots);
        const place = orderPlace({ frame, facts, names }, { chip: k, period: t, scenario: s });
        lp.addRow(
          label('lot', ...place),
          [
            [columns.order(k, t, s), 1],
            [lots, -facts.lot(k, 0, 0) * facts.unitMw[k]!],
          ],
          { equal: 0 },
        );
      }
}
