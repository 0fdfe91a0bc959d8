import type { PlannedContract } from '../plan-result.ts';
import { periodsPerYear } from '../../time/index.ts';
import type { SolvedPlan } from '../solve-plan.ts';
import { notWorkedOut, type Answered } from './answered.ts';
import type { Explorer } from './explorer.ts';
import { usdWords } from './money.ts';

const states = ['signed', 'offered', 'prospect'] as const;

/**
 * What each contract is worth to the plan, which open demand it displaces and which chips there are for it; orders and dispatch
 * planned anew without it, or with it where the plan rejects it.
 */
export function priceContracts(explorer: Explorer): PlannedContract[] {
  const { plan, base } = explorer;
  const { study } = plan.frame.model;
  const names = study.labels['contract'] ?? [];
  return names.map((contract, c) => {
    const state = states[study.choices['contract.state']?.[c] ?? 0]!;
    const isAccepted = plan.point.accepted[c]! > 0.5;
    const column = plan.model.columns.accept(c);
    const changed = explorer.tryBounds([[column, isAccepted ? 0 : 1, isAccepted ? 0 : 1]]);
    const [withIt, without] = isAccepted ? [base, changed] : [changed, base];
    const told = compare(plan, c, withIt, without);
    return {
      contract,
      state,
      isAccepted,
      worthUsd: told?.worthUsd,
      takesMwYears: told?.takes ?? (base.kind === 'value' ? busyMwYears(plan, base.values).contracts[c]! : 0),
      displacesMwYears: told?.displaces,
      displaced: told?.displaced ?? [],
      sentence: tell({ contract, state, isAccepted, told, changed: changed.kind }),
    };
  });
}

interface Compared {
  readonly worthUsd: number;
  readonly takes: number;
  /** MW-years of open demand that come back without the contract, and by segment, most first. */
  readonly displaces: number;
  readonly displaced: PlannedContract['displaced'];
  /** MW-years of chips at work with the contract less those without it. */
  readonly moreAtWork: number;
}

function compare(plan: SolvedPlan, c: number, withIt: Answered, without: Answered): Compared | undefined {
  if (withIt.kind !== 'value' || without.kind !== 'value') return undefined;
  const [is, was] = [busyMwYears(plan, withIt.values), busyMwYears(plan, without.values)];
  const segments = plan.frame.model.study.labels['segment'] ?? [];
  const displaced = segments
    .map((segment, d) => ({ segment, mwYears: was.segments[d]! - is.segments[d]! }))
    .filter(({ mwYears }) => Math.abs(mwYears) > leastMwYears)
    .toSorted((a, b) => Math.abs(b.mwYears) - Math.abs(a.mwYears));
  return {
    worthUsd: withIt.usd - without.usd,
    takes: is.contracts[c]!,
    displaces: was.open - is.open,
    displaced,
    moreAtWork: is.atWork - was.atWork,
  };
}

interface Told {
  readonly contract: string;
  readonly state: (typeof states)[number];
  readonly isAccepted: boolean;
  readonly told: Compared | undefined;
  readonly changed: Answered['kind'];
}

function tell({ contract, state, isAccepted, told, changed }: Told): string {
  const verb = state === 'offered' ? (isAccepted ? 'accept' : 'reject') : state;
  if (!told)
    return changed === 'impossible'
      ? `${contract} (${verb}): ${isAccepted ? 'without' : 'with'} it the limits cannot be kept.`
      : `${contract} (${verb}): what it is worth ${notWorkedOut}.`;
  const { worthUsd, takes, displaces, displaced, moreAtWork } = told;
  const named = displaced
    .slice(0, 3)
    .map(({ segment, mwYears }) => `${segment} ${mwYears < 0 ? '−' : ''}${mwYearWords(Math.abs(mwYears))}`);
  const open = `${mwYearWords(displaces)} MW-years`;
  const where = `open demand${named.length > 0 ? ` (${named.join(', ')})` : ''}`;
  const isDisplacing = displaces >= leastMwYears;
  if (!isAccepted) {
    const costs = worthUsd <= 0 ? `${usdWords(-worthUsd)} less` : `${usdWords(worthUsd)} more`;
    const those = isDisplacing ? `; ${open} more serve ${where} in the plan` : '';
    return `${contract} (${verb}): with it the plan would be worth ${costs}; it would take ${mwYearWords(takes)} MW-years of chips${those}.`;
  }
  const those = isDisplacing ? `Without it ${open} more would serve ${where}` : 'It displaces no open demand';
  const fewer =
    moreAtWork >= leastMwYears
      ? `; ${isDisplacing ? '' : 'without it '}${mwYearWords(moreAtWork)} MW-years fewer would be at work`
      : '';
  return `${contract} (${verb}): worth ${usdWords(worthUsd)} to the plan; it takes ${mwYearWords(takes)} MW-years of chips. ${those}${fewer}.`;
}

/** Less than this is what a solver leaves of nothing. */
const leastMwYears = 0.05;

function mwYearWords(mwYears: number): string {
  return mwYears < 10 ? String(Number(mwYears.toPrecision(2))) : String(Math.round(mwYears));
}

/** Expected busy MW-years of open demand, by segment and in all, and of each contract; MW-years of bought chips at work. */
export function busyMwYears(
  plan: SolvedPlan,
  values: Float64Array,
): {
  readonly open: number;
  readonly segments: readonly number[];
  readonly contracts: readonly number[];
  readonly atWork: number;
} {
  const { frame, model } = plan;
  const { periods, scenarios, chips, pools, segments, contracts } = frame.sizes;
  const perYear = periodsPerYear(frame.model.study.calendar);
  const bySegment = Array.from({ length: segments }, () => 0);
  const byContract = Array.from({ length: contracts }, () => 0);
  let atWork = 0;
  for (let s = 0; s < scenarios; s++)
    for (let k = 0; k < chips; k++)
      for (let t = 0; t < periods; t++) {
        const weight = frame.probabilities[s]! / perYear;
        const at = (column: number) => (column >= 0 ? weight * values[column]! : 0);
        for (let d = 0; d < segments; d++) bySegment[d]! += at(model.columns.open(d, k, t, s));
        for (let c = 0; c < contracts; c++) byContract[c]! += at(model.columns.contract(c, k, t, s));
        for (let g = 0; g < pools; g++) atWork += at(model.columns.working(k, g, t, s));
      }
  const open = bySegment.reduce((sum, mwYears) => sum + mwYears, 0);
  return { open, segments: bySegment, contracts: byContract, atWork };
}
