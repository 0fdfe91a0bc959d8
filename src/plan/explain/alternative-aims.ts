import { periodsPerYear } from '../../time/index.ts';
import type { Frame } from '../frame.ts';
import { nearPoint } from '../read-point.ts';
import { scenarioTerms } from '../price-columns.ts';
import type { SolvedPlan } from '../solve-plan.ts';
import { valueFlows } from '../value-flows.ts';

/** In which way an alternative is to differ from the plan: an amount of the columns that it has as much of as it can. */
export interface Aim {
  readonly name: string;
  /** By column; more is farther from the plan in this way. */
  readonly weights: Float64Array;
  /** Whether only phases, power and contracts count, so that the rest is planned for its value afterwards. */
  readonly isOfChoices: boolean;
}

/** The ways in which plans of a case can differ: what is built and signed, whose chips, and what is spent early. */
export function aimsOf(plan: SolvedPlan): Aim[] {
  return [choicesAim(plan), ...chipAims(plan), capitalAim(plan)].flatMap((aim) => aim ?? []);
}

/**
 * Choices other than the plan's: 1 for a phase built and not left out or the other way, half for another start or power, 1 for a
 * contract. The amount is that less what the plan has.
 */
function choicesAim({ frame, model, point }: SolvedPlan): Aim | undefined {
  const weights = new Float64Array(model.lp.columnNames.length);
  const builds = new Map<string, number>();
  frame.options.forEach(({ phaseName }, o) => {
    if (point.included[o]! > 0.5) builds.set(phaseName, o);
  });
  frame.options.forEach(({ phaseName, isFree, isCommitted }, o) => {
    if (!isFree) return;
    const planned = builds.get(phaseName);
    const otherwise = isCommitted ? 1 : -0.5;
    weights[model.columns.option(o, 0)] = planned === undefined ? 1 : planned === o ? -1 : otherwise;
  });
  for (let c = 0; c < frame.sizes.contracts; c++) {
    const column = model.columns.accept(c);
    if (model.lp.kinds[column] !== 'continuous') weights[column] = point.accepted[c]! > 0.5 ? -1 : 1;
  }
  if (weights.every((weight) => weight === 0)) return undefined;
  return { name: 'other phases and contracts', weights, isOfChoices: true };
}

/** Own silicon and merchant chips at work, where the case has both. */
function chipAims({ frame, model }: SolvedPlan): Aim[] {
  const origins = frame.model.study.choices['chip.origin'];
  const { chips, periods, scenarios, pools } = frame.sizes;
  const aims = (['more own silicon', 'more merchant chips'] as const).map((name, origin) => {
    const weights = new Float64Array(model.lp.columnNames.length);
    for (let k = 0; k < chips; k++) {
      if ((origins?.[k] === 0) !== (origin === 0)) continue;
      for (let t = 0; t < periods; t++)
        for (let s = 0; s < scenarios; s++)
          for (let g = 0; g < pools; g++) {
            const column = model.columns.working(k, g, t, s);
            if (column >= 0) weights[column] = frame.probabilities[s]! / periods;
          }
    }
    return { name, weights, isOfChoices: false };
  });
  return aims.every(({ weights }) => weights.some((weight) => weight !== 0)) ? aims : [];
}

/** Years in which capital spending counts as early. */
export const earlyYears = 2;

/** Less capital spending in the first years, by the accounts' own figure. */
function capitalAim(plan: SolvedPlan): Aim | undefined {
  const weights = new Float64Array(plan.model.lp.columnNames.length);
  for (const { column, usdm } of earlyCapital(plan)) weights[column]! -= usdm;
  if (weights.every((weight) => weight === 0)) return undefined;
  return { name: `less capital spending in the first ${earlyYears} years`, weights, isOfChoices: false };
}

/** Expected capital spending of the first years by column, in $m per unit, near the plan. */
function earlyCapital(plan: SolvedPlan): { readonly column: number; readonly usdm: number }[] {
  const { frame, facts, shares, model, point } = plan;
  const flows = valueFlows({ frame, facts }, nearPoint({ frame, facts, shares }, point), {
    name: 'capex',
    period: 0,
    periods: earlyPeriods(frame),
  });
  return frame.probabilities.flatMap((probability, s) =>
    scenarioTerms({ frame, facts, columns: model.columns, shares }, flows, s).map(([column, usdm]) => ({
      column,
      usdm: probability * usdm,
    })),
  );
}

/** Periods of the first years, or of the horizon where it is shorter. */
export function earlyPeriods({ model }: Frame): number {
  const { calendar } = model.study;
  return Math.min(earlyYears * periodsPerYear(calendar), calendar.periods);
}
