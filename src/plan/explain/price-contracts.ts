import type { PlannedContract } from '../plan-result.ts';
import { periodsPerYear } from '../../time/index.ts';
import type { SolvedPlan } from '../solve-plan.ts';
import type { Explorer } from './explorer.ts';
import { usdWords } from './money.ts';

const states = ['signed', 'offered', 'prospect'] as const;

/** What each contract is worth to the plan, and which open demand it displaces; orders and dispatch planned anew without it. */
export function priceContracts(explorer: Explorer): PlannedContract[] {
  const { plan } = explorer;
  const { study } = plan.frame.model;
  const names = study.labels['contract'] ?? [];
  const now = busyMwYears(plan, plan.solution.values!);
  return names.map((contract, c) => {
    const state = states[study.choices['contract.state']?.[c] ?? 0]!;
    const share = plan.point.accepted[c]!;
    const isAccepted = share > 0.5;
    const column = plan.model.columns.accept(c);
    const other = explorer.tryBounds([[column, isAccepted ? 0 : 1, isAccepted ? 0 : 1]]);
    const isThere = other.status === 'optimal' && other.values !== undefined;
    const change = isThere ? explorer.baseUsd - other.objective! * 1e6 : undefined;
    const then = isThere ? busyMwYears(plan, other.values!) : undefined;
    const worthUsd = change === undefined ? undefined : isAccepted ? change : -change;
    const takes = (isAccepted ? now : then)?.contracts[c] ?? 0;
    const displaces = then ? Math.abs(then.open - now.open) : undefined;
    return {
      contract,
      state,
      isAccepted,
      worthUsd,
      takesMwYears: takes,
      displacesMwYears: displaces,
      sentence: tell({ contract, state, isAccepted, worthUsd, takes, displaces }),
    };
  });
}

interface Told {
  readonly contract: string;
  readonly state: (typeof states)[number];
  readonly isAccepted: boolean;
  readonly worthUsd: number | undefined;
  readonly takes: number;
  readonly displaces: number | undefined;
}

function tell({ contract, state, isAccepted, worthUsd, takes, displaces }: Told): string {
  const verb = state === 'offered' ? (isAccepted ? 'accept' : 'reject') : state;
  if (worthUsd === undefined) return `${contract} (${verb}): without it the limits cannot be kept.`;
  const amount = `${Math.round(takes)} MW-years of chips`;
  const open =
    displaces === undefined
      ? ''
      : `, of which open demand would ${isAccepted ? 'take' : 'lose'} ${Math.round(displaces)}`;
  return `${contract} (${verb}): worth ${usdWords(worthUsd)} to the plan; it ${isAccepted ? 'takes' : 'would take'} ${amount}${open}.`;
}

/** Expected busy MW-years of open demand and of each contract. */
export function busyMwYears(plan: SolvedPlan, values: Float64Array): { open: number; contracts: number[] } {
  const { frame, model } = plan;
  const { periods, scenarios, chips, segments, contracts } = frame.sizes;
  const perYear = periodsPerYear(frame.model.study.calendar);
  let open = 0;
  const byContract = Array.from({ length: contracts }, () => 0);
  for (let s = 0; s < scenarios; s++)
    for (let k = 0; k < chips; k++)
      for (let t = 0; t < periods; t++) {
        const weight = frame.probabilities[s]! / perYear;
        for (let d = 0; d < segments; d++) {
          const column = model.columns.open(d, k, t, s);
          if (column >= 0) open += weight * values[column]!;
        }
        for (let c = 0; c < contracts; c++) {
          const column = model.columns.contract(c, k, t, s);
          if (column >= 0) byContract[c]! += weight * values[column]!;
        }
      }
  return { open, contracts: byContract };
}
