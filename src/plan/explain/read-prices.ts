import { periodLabel } from '../../time/index.ts';
import type { PriceRow } from '../plan-result.ts';
import { usdPerUnit } from '../price-columns.ts';
import type { SolvedPlan } from '../solve-plan.ts';
import { mwOfRow } from './work-mw.ts';
import { usdWords } from './money.ts';
import { allSites } from '../frame.ts';

/** What a limit counts in, by family of rows. */
const units = {
  power: 'MW of IT power',
  demand: 'MW of the best chip there can be for it',
  capital: '$ of capital spending',
  debt: '$ of debt',
  cover: '$ of EBITDA',
  service: 'MW of the best chip there can be for it',
} as const;

/**
 * Shadow prices by limit, place and time, in $ of NPV per unit: of rows from the duals, of order limits from the reduced costs.
 * Prices of equal limits in all scenarios add up, since one more is one more in each. Empty without duals.
 */
export function readPrices(plan: SolvedPlan): PriceRow[] {
  const { duals, reducedCosts } = plan.solution;
  if (!duals || !reducedCosts) return [];
  const { calendar, labels } = plan.frame.model.study;
  const periods = Array.from({ length: calendar.periods }, (_, t) => periodLabel(calendar, t));
  const indexOf = new Map(periods.map((period, t) => [period, t]));
  const found = new Map<string, { family: PriceRow['family']; place: string; unit: string; usd: number[] }>();
  const add = (family: PriceRow['family'], place: string, unit: string, at: { t: number; usd: number }) => {
    const key = `${family} ${place}`;
    if (!found.has(key)) found.set(key, { family, place, unit, usd: periods.map(() => 0) });
    found.get(key)!.usd[at.t]! += at.usd;
  };
  plan.model.lp.rowNames.forEach((name, row) => {
    const [, family, inside] = /^(power|demand|capital|service|debt|cover)\[(.*)\]$/.exec(name) ?? [];
    const dual = duals[row]!;
    if (family === undefined || Math.abs(dual) < 1e-9) return;
    const [place, period, scenario] = inside!.split(', ');
    const kind = family as keyof typeof units;
    if (kind === 'capital' || kind === 'debt' || kind === 'cover') {
      const year = place!;
      const t = periods.findIndex((_, i) => yearOf(plan, i) === year);
      add(kind, 'all', units[kind], { t: Math.max(t, 0), usd: dual });
      return;
    }
    const t = indexOf.get(period!)!;
    const isWork = kind === 'demand' || kind === 'service';
    const at = { d: labels['segment']?.indexOf(place!) ?? -1, t, s: Number(scenario!.slice(1)) - 1 };
    add(kind, place!, units[kind], { t, usd: dual * usdPerUnit * (isWork ? mwOfRow(plan, at) : 1) });
  });
  const { periods: T, chips: K, scenarios: S } = plan.frame.sizes;
  const seen = new Set<number>();
  for (let k = 0; k < K; k++)
    for (let t = 0; t < T; t++)
      for (let s = 0; s < S; s++) {
        const column = plan.model.columns.order(k, t, s);
        if (column < 0 || seen.has(column)) continue;
        seen.add(column);
        const gain = reducedCosts[column]!;
        const isAtLimit = plan.solution.values![column]! >= plan.model.lp.columnUpper[column]! - 1e-6;
        if (gain > 1e-9 && isAtLimit)
          add('orders', labels['chip']![k]!, 'chip', { t, usd: gain * usdPerUnit * plan.facts.unitMw[k]! });
      }
  return [...found.values()].filter(({ usd }) => usd.some((value) => Math.abs(value) > 1e-3));
}

function yearOf(plan: SolvedPlan, t: number): string {
  const { calendar } = plan.frame.model.study;
  const month = calendar.start.month - 1 + t * (12 / perYear(calendar.frequency));
  const year = calendar.start.year + Math.floor(month / 12);
  return `FY${(month % 12) + 1 > calendar.fiscalYearEndMonth ? year + 1 : year}`;
}

function perYear(frequency: string): number {
  return frequency === 'month' ? 12 : frequency === 'quarter' ? 4 : 1;
}

const mostSentences = 14;

/** That power binds nowhere, which its absence among the prices does not say. */
export function tellFreePower(rows: readonly PriceRow[]): string[] {
  return rows.some(({ family }) => family === 'power')
    ? []
    : ['Power binds in no period: one more MW of it would be worth nothing to this plan.'];
}

/** What binds, dearest first: one sentence for each limit and place, at the period in which it is worth most. */
export function tellPrices(rows: readonly PriceRow[], periods: readonly string[]): string[] {
  const told = rows.map((row) => {
    const peak = row.usd.reduce(
      (best, value, t) => (Math.abs(value) > Math.abs(row.usd[best]!) ? t : best),
      0,
    );
    const total = row.usd.reduce((sum, value) => sum + value, 0);
    const count = row.usd.filter((value) => Math.abs(value) > 1e-3).length;
    return { row, peak, total, count };
  });
  const order: PriceRow['family'][] = ['power', 'capital', 'debt', 'cover', 'orders', 'service', 'demand'];
  told.sort(
    (a, b) =>
      order.indexOf(a.row.family) - order.indexOf(b.row.family) || Math.abs(b.total) - Math.abs(a.total),
  );
  return told.slice(0, mostSentences).map(({ row, peak, total, count }) => {
    const usd = usdWords(Math.abs(row.usd[peak]!));
    const period = periods[peak]!;
    const many = `${count} of ${periods.length} periods`;
    switch (row.family) {
      case 'power':
        return `One more MW of IT power at ${row.place === allSites ? 'any site' : row.place} in ${period} is worth ${usd}; there from the start and to the end, ${usdWords(total)} (power binds in ${many}).`;
      case 'capital':
        return `One more dollar of capital spending in the year of ${period} is worth ${usd} of NPV.`;
      case 'debt':
        return `One more dollar of debt allowed by the covenant in the year of ${period} is worth ${usd} of NPV.`;
      case 'cover':
        return `One more dollar of EBITDA counted by the cover of debt service in the year of ${period} is worth ${usd} of NPV.`;
      case 'orders':
        return `One more ${row.place} on sale in ${period} is worth ${usd} above what it costs (its order limit binds in ${many}).`;
      case 'service':
        return `Keeping the service level of ${row.place} costs ${usd} per MW that serves it in ${period} (it binds in ${many}).`;
      case 'demand':
        return `More ${row.place} demand is worth ${usd} per MW that it keeps busy in ${period}, when it is worth most (all of it is served in ${many}).`;
    }
  });
}
