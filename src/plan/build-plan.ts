import { ModelBuilder, type LpModel, type Term } from '../lp/index.ts';
import { addCapacity } from './blocks/capacity.ts';
import { addCapital, limitedYears, type SpendingYear } from './blocks/capital.ts';
import { addContracts } from './blocks/contracts.ts';
import { addCovenants, covenantYears, type CovenantYear } from './blocks/covenants.ts';
import { addDelivery } from './blocks/delivery.ts';
import { addDemand } from './blocks/demand.ts';
import { addLots } from './blocks/lots.ts';
import { addMinimumTake, type TakePeriod } from './blocks/minimum-take.ts';
import { addPower } from './blocks/power.ts';
import { addRetirement } from './blocks/retirement.ts';
import { addRisk, type Risk } from './blocks/risk.ts';
import { addService } from './blocks/service.ts';
import { addStarts } from './blocks/starts.ts';
import { addWorking } from './blocks/working.ts';
import { addColumns, type Columns } from './columns.ts';
import type { Frame } from './frame.ts';
import type { Facts } from './measure-facts.ts';
import { nameThings } from './names.ts';
import type { Point } from './point.ts';
import { scenarioTerms, usdPerUnit } from './price-columns.ts';
import type { SiteShares } from './site-shares.ts';
import { valueFlows, type Flows } from './value-flows.ts';

/** A plan as a programme to be solved, and what its columns stand for. */
export interface PlanModel {
  readonly lp: LpModel;
  readonly columns: Columns;
  /** Slopes of NPV that priced the columns. */
  readonly flows: Flows;
}

export interface BuildRequest {
  readonly frame: Frame;
  readonly facts: Facts;
  readonly shares: SiteShares;
  /** Plan near which the accounts are made linear. */
  readonly near: Point;
  readonly risk?: Risk;
}

/** How the figures of the accounts that a plan's programme reads change with each decision, near a plan. */
export interface PlanFlows {
  readonly npv: Flows;
  readonly spending: readonly SpendingYear[];
  readonly covenants: readonly CovenantYear[];
  readonly takes: readonly TakePeriod[];
}

/** Builds the programme of a plan: columns priced by the slopes of the accounts, then one constraint family after another. */
export function buildPlan(request: BuildRequest): PlanModel {
  return layOutPlan(request, planFlows(request, request.near));
}

/** The programme of a plan from slopes that are known. */
export function layOutPlan(
  { frame, facts, shares, risk }: Omit<BuildRequest, 'near'>,
  { npv, spending, covenants, takes }: PlanFlows,
): PlanModel {
  const lp = new ModelBuilder({ name: 'plan', sense: 'maximise' });
  const columns = addColumns(lp, frame, facts);
  const workshop = { frame, facts, names: nameThings(frame), lp, columns };
  addStarts(workshop);
  addLots(workshop);
  addDelivery(workshop);
  addRetirement(workshop);
  addWorking(workshop);
  addPower(workshop);
  addCapacity(workshop);
  addDemand(workshop);
  addService(workshop);
  addContracts(workshop);
  addCapital(workshop, spending);
  addCovenants(workshop, covenants, shares);
  addMinimumTake(workshop, takes, shares);
  const values = frame.probabilities.map((_, s) => ({
    terms: scenarioTerms({ frame, facts, columns, shares }, npv, s),
    constant: npv.constant[s]! / usdPerUnit,
  }));
  values.forEach(({ terms, constant }, s) => {
    const probability = frame.probabilities[s]!;
    for (const [column, value] of terms) lp.addCost(column, probability * value);
    lp.addOffset(probability * constant);
  });
  if (risk && risk.weight > 0) addRisk(workshop, values, risk);
  return { lp: lp.finish(), columns, flows: npv };
}

/** The slopes of all figures that a programme reads, by one reverse sweep each, for all scenarios of a frame at once. */
export function planFlows(
  { frame, facts }: { readonly frame: Frame; readonly facts: Facts },
  near: Point,
): PlanFlows {
  return {
    npv: valueFlows({ frame, facts }, near),
    spending: spendingYears({ frame, facts }, near),
    covenants: yearsOfCovenants(frame, facts, near),
    takes: takePeriods(frame, facts, near),
  };
}

/** Capital spending of each fiscal year that has a limit. */
export function spendingYears(
  { frame, facts }: { readonly frame: Frame; readonly facts: Facts },
  near: Point,
): SpendingYear[] {
  return limitedYears({ frame, facts }).map(({ label, from, to }) => ({
    label,
    from,
    to,
    flows: valueFlows({ frame, facts }, near, { name: 'capex', period: from, periods: to - from }),
  }));
}

function takePeriods(frame: Frame, facts: Facts, near: Point): TakePeriod[] {
  return facts.takeSites.flatMap((site) =>
    Array.from({ length: frame.sizes.periods }, (_, period) => ({
      site,
      period,
      flows: valueFlows({ frame, facts }, near, { name: 'site.take_short', element: site, period }),
    })),
  );
}

function yearsOfCovenants(frame: Frame, facts: Facts, near: Point): CovenantYear[] {
  return covenantYears({ frame, facts }).map(({ family, figure, label, last }) => ({
    family,
    label,
    flows: valueFlows({ frame, facts }, near, { name: figure, period: last }),
  }));
}

/** The value of terms at some column values. */
export function valueOf(terms: readonly Term[], values: Float64Array): number {
  let sum = 0;
  for (const [column, coefficient] of terms) sum += coefficient * values[column]!;
  return sum;
}
