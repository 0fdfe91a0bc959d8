import { usdWords } from '../explain/money.ts';
import type { PlanResult } from '../plan-result.ts';
import type { FleetPlan } from './fleet-plan.ts';

/** Scenarios on which prices and power by period are told. */
export const toldScenarios = 4;

/** The result of a plan whose scenarios are all paths: value and gap over all, what binds as told on a few. */
export function tellFleet(parts: {
  readonly told: PlanResult;
  readonly priced: PlanResult;
  readonly fleet: FleetPlan;
  readonly paths: number;
  readonly isOneFleet: boolean;
}): PlanResult {
  const { told, priced, fleet, paths, isOneFleet } = parts;
  const probabilities = Array.from({ length: paths }, () => 1 / paths);
  return {
    ...told,
    settings: {
      ...told.settings,
      scenarios: paths,
      sampled: paths,
      paths: Array.from({ length: paths }, (_, path) => path),
      probabilities,
      loss: 0,
    },
    ...overAll({ told, priced, fleet, probabilities }),
    byRules: tellByRules(fleet),
    limits: [
      ...told.limits,
      `Starts, contracts, ${isOneFleet ? 'orders and installation' : 'and orders within the shared time'} are one decision for all ${paths} scenarios, ${isOneFleet ? 'dispatch follows' : 'installation and dispatch follow'} each: value, bound and gap are over all of them. Power, mix and shadow prices are told on ${toldScenarios} scenarios that stand for them, the prices with orders free.`,
    ],
  };
}

/** What is told over all scenarios of a plan that is told on a few: its value and size, with the prices of those few. */
export function overAll(parts: {
  readonly told: PlanResult;
  readonly priced: PlanResult;
  readonly fleet: FleetPlan;
  readonly probabilities: readonly number[];
}): Pick<PlanResult, 'value' | 'size' | 'prices' | 'binding'> {
  const { told, priced, fleet, probabilities } = parts;
  const { objectiveUsd, boundUsd, gap, accountsUsd, differenceUsd, cuts, iterations } = fleet;
  return {
    value: {
      objectiveUsd,
      boundUsd,
      gap,
      accountsUsd: [...accountsUsd],
      expectedUsd: accountsUsd.reduce((sum, usd, s) => sum + probabilities[s]! * usd, 0),
      differenceUsd,
    },
    size: { ...told.size, rows: told.size.rows + cuts, solves: iterations },
    prices: priced.prices,
    binding: priced.binding,
  };
}

/** Differences below this share of the value are not worth a reason. */
const leastShare = 1e-4;

/** What the rules of the simulation make of a plan on its own scenarios, and why that is not what the plan promises. */
function tellByRules({
  byRules: { npvUsd, installedUsd },
  accountsUsd,
}: Pick<FleetPlan, 'byRules' | 'accountsUsd'>): NonNullable<PlanResult['byRules']> {
  const promisedUsd = accountsUsd.reduce((sum, value) => sum + value / accountsUsd.length, 0);
  const least = leastShare * Math.abs(promisedUsd);
  const lessUsd = promisedUsd - npvUsd;
  const byInstalling = installedUsd === undefined ? 0 : promisedUsd - installedUsd;
  const byServing = lessUsd - byInstalling;
  const reasons = [
    ...(Math.abs(byInstalling) > least
      ? [
          `${change(byInstalling)} because they install chips as they come, where the plan installs what is best in each scenario`,
        ]
      : []),
    ...(Math.abs(byServing) > least
      ? [
          `${change(byServing)} because segments come in the order of their margins and take the chips that they prefer, where the plan serves whom it likes from which chips it likes`,
        ]
      : []),
  ];
  const words = `On the same scenarios the rules of the simulation make ${usdWords(npvUsd)} of these decisions`;
  const sentence = reasons.length === 0 ? `${words}.` : `${words}: ${reasons.join('; ')}.`;
  return { meanUsd: npvUsd, ...(installedUsd === undefined ? {} : { installedUsd }), sentence };
}

function change(lessUsd: number): string {
  return `${usdWords(Math.abs(lessUsd))} ${lessUsd > 0 ? 'less' : 'more'}`;
}
