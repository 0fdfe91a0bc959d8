import type { Alternative } from '../plan-result.ts';
import type { Explorer } from './explorer.ts';
import { usdPerUnit } from '../price-columns.ts';

/**
 * How far plans within a share of the best value can differ: for own silicon and for merchant chips, the least and the most
 * MW at work on average over the horizon of those bought; phases and contracts as planned. Takes the objective as a limit and each amount as the new objective.
 *
 * Source: E. D. Brill, S.-Y. Chang, L. D. Hopkins, "Modeling to generate alternatives", Management Science 28 (1982).
 */
export function listAlternatives(explorer: Explorer, share: number): Alternative[] {
  const { plan, open } = explorer;
  const { lp, columns } = plan.model;
  const { periods, scenarios, chips, pools } = plan.frame.sizes;
  const origins = plan.frame.model.study.choices['chip.origin'];
  const costUsd = share * Math.abs(explorer.baseUsd);
  const priced = lp.columnNames.flatMap((_, j) => (lp.cost[j] !== 0 ? [j] : []));
  const everyColumn = Array.from(lp.cost, (_, j) => j);
  const floor = (explorer.baseUsd - costUsd) / usdPerUnit - lp.offset;
  open.addRows({
    lower: [floor],
    upper: [Infinity],
    starts: [0, priced.length],
    columns: priced,
    coefficients: priced.map((j) => lp.cost[j]!),
  });
  const found: Alternative[] = [];
  for (const [origin, words] of [
    [0, 'own silicon'],
    [1, 'merchant chips'],
  ] as const) {
    const weights = new Float64Array(lp.cost.length);
    for (let k = 0; k < chips; k++) {
      if ((origins?.[k] === 0) !== (origin === 0)) continue;
      for (let t = 0; t < periods; t++)
        for (let s = 0; s < scenarios; s++) {
          for (let g = 0; g < pools; g++) {
            const column = columns.working(k, g, t, s);
            if (column >= 0) weights[column]! += plan.frame.probabilities[s]! / periods;
          }
        }
    }
    if (weights.every((weight) => weight === 0)) continue;
    const amount = (values: Float64Array) => weights.reduce((sum, weight, j) => sum + weight * values[j]!, 0);
    const planned = amount(plan.solution.values!);
    const [least, most] = [-1, 1].map((sign) => {
      open.changeCosts(
        everyColumn,
        weights.map((weight) => sign * weight),
      );
      const solution = open.solve({ isRelaxed: true });
      return solution.status === 'optimal' ? amount(solution.values!) : undefined;
    });
    if (least === undefined || most === undefined) continue;
    const mw = (value: number) => `${Math.round(value)} MW`;
    found.push({
      what: `mean power of ${words} bought and at work over the horizon`,
      value: `${mw(least)} to ${mw(most)}, ${mw(planned)} in the plan`,
      costUsd,
    });
  }
  open.removeRows([lp.rowNames.length]);
  open.changeCosts(everyColumn, lp.cost);
  return found;
}
