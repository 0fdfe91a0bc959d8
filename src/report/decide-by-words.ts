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
  return { phases: lines, orders: now, contracts: plan.contracts.map(({ sentence }) => sentence) };
}

/** The decide-by calendar in words. */
export function renderDecideBy(plan: PlanResult): string {
  const { phases, orders, contracts } = decideByLines(plan);
  const listed = (lines: readonly string[]) => lines.map((line) => `- ${line}`);
  return [
    'Phases, first to be decided first',
    ...(phases.length > 0 ? listed(phases) : ['- none may be left out: every phase is committed']),
    '',
    `Orders of this period (${plan.periods[0]})`,
    ...(orders.length > 0 ? listed(orders) : ['- none; orders can wait']),
    ...(contracts.length > 0 ? ['', 'Contracts', ...listed(contracts)] : []),
  ].join('\n');
}
