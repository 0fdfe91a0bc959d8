import type { PlanResult } from '../plan/index.ts';
import { formatCount } from './display.ts';

/** The decide-by calendar as sentences: phases by their last date, orders of the first period, contracts. */
export function decideByLines(plan: PlanResult) {
  const phases = plan.phases.filter(({ decideBy }) => decideBy !== undefined);
  const lines = phases
    .toSorted((a, b) => (a.decideBy!.lastAt ?? Infinity) - (b.decideBy!.lastAt ?? Infinity))
    .map(({ decideBy }) => decideBy!.sentence);
  const now = plan.orders.flatMap(({ chip, chips }) =>
    chips[0]! > 0.5 ? [`order ${formatCount(Math.round(chips[0]!))} ${chip} in ${plan.periods[0]}`] : [],
  );
  return {
    phases: lines,
    orders: now,
    next: nextOrders(plan),
    contracts: plan.contracts.map(({ sentence }) => sentence),
  };
}

/** The first later order of each make, soonest first; where it follows what is seen by a review, at its mean. */
function nextOrders({ orders, periods, tree }: PlanResult): string[] {
  const review = tree?.reviews[0]?.at ?? Infinity;
  return orders
    .flatMap(({ chip, chips }) => {
      const t = chips.findIndex((count, at) => at > 0 && count > 0.5);
      const mean = t < review ? '' : ', on average over futures';
      const words = `${formatCount(Math.round(chips[t]!))} ${chip} in ${periods[t]}${mean}`;
      return t < 0 ? [] : [{ t, words }];
    })
    .toSorted((a, b) => a.t - b.t)
    .map(({ words }) => words);
}

/** The decide-by calendar in words. */
export function renderDecideBy(plan: PlanResult): string {
  const { phases, orders, next, contracts } = decideByLines(plan);
  const listed = (lines: readonly string[]) => lines.map((line) => `- ${line}`);
  return [
    'Phases, first to be decided first',
    ...(phases.length > 0 ? listed(phases) : ['- none may be left out: every phase is committed']),
    '',
    `Orders of this period (${plan.periods[0]})`,
    ...(orders.length > 0 ? listed(orders) : ['- None: no order is due yet.']),
    ...(next.length > 0 ? ['', 'The next orders of each make', ...listed(next)] : []),
    ...(contracts.length > 0 ? ['', 'Contracts', ...listed(contracts)] : []),
  ].join('\n');
}
