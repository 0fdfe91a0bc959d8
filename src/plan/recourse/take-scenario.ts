import type { InputData } from '../../formula/index.ts';
import type { PlanFlows } from '../build-plan.ts';
import { pickPaths } from '../draw-scenarios.ts';
import type { Frame, Read, Sizes } from '../frame.ts';
import type { Facts } from '../measure-facts.ts';
import type { Point } from '../point.ts';
import { pickSharing } from '../sharing.ts';
import type { Block } from '../scenario-blocks.ts';
import type { Flows } from '../value-flows.ts';

/** One scenario of a block as a block of its own: views of what the block has measured, nothing evaluated again. */
export function takeScenario({ frame, facts, shares }: Block, s: number): Block {
  return {
    frame: takeFrame(frame, s),
    facts: takeFacts(facts, frame.sizes, s),
    shares: (chip, site, period) => shares(chip, site, period, s),
  };
}

function takeFrame(frame: Frame, s: number): Frame {
  const { scenarios } = frame.sizes;
  const take = (inputs: Frame['inputs']) => pickPaths(inputs, scenarios, [s]);
  return {
    ...frame,
    inputs: take(frame.inputs),
    probabilities: [1],
    sharing: pickSharing(frame.sharing, [s]),
    supply: take(new Map([['supply', frame.supply]])).get('supply')!,
    sizes: { ...frame.sizes, scenarios: 1, builders: 1 },
  };
}

function takeFacts(facts: Facts, sizes: Sizes, s: number): Facts {
  const take =
    (of: Read): Read =>
    (element, period) =>
      of(element, period, s);
  const { powerRatio, trace } = facts;
  return {
    ...facts,
    // Chips are counted by their power in the scenario's own first period.
    unitMw: facts.unitMw.map((mw, k) => mw * powerRatio(k, 0, s)),
    powerRatio: (k, t) => powerRatio(k, t, s) / powerRatio(k, 0, s),
    arrivalResponse: take(facts.arrivalResponse),
    arrivalBase: take(facts.arrivalBase),
    workResponse: take(facts.workResponse),
    sellableResponse: take(facts.sellableResponse),
    goneResponse: take(facts.goneResponse),
    unsoldResponse: take(facts.unsoldResponse),
    sellableBase: take(facts.sellableBase),
    freeBase: take(facts.freeBase),
    optionMw: take(facts.optionMw),
    rate: take(facts.rate),
    contractRate: take(facts.contractRate),
    newDemand: take(facts.newDemand),
    patience: take(facts.patience),
    wanted: take(facts.wanted),
    orderLimit: take(facts.orderLimit),
    lot: take(facts.lot),
    serviceLevel: take(facts.serviceLevel),
    capitalLimit: take(facts.capitalLimit),
    debtToEbitda: take(facts.debtToEbitda),
    serviceCover: take(facts.serviceCover),
    trace: {
      chips: column(trace.chips, sizes.scenarios, s),
      pipeline: takeData(trace.pipeline, sizes.scenarios, s),
    },
  };
}

/** One scenario's slopes of those of a block. */
export function takeFlows({ npv, spending, covenants, takes }: PlanFlows, s: number): PlanFlows {
  const take = <T extends { readonly flows: Flows }>(of: T): T => ({ ...of, flows: takeSlopes(of.flows, s) });
  return {
    npv: takeSlopes(npv, s),
    spending: spending.map(take),
    covenants: covenants.map(take),
    takes: takes.map(take),
  };
}

function takeSlopes(flows: Flows, s: number): Flows {
  const take =
    (of: Read): Read =>
    (element, period) =>
      of(element, period, s);
  return {
    orders: take(flows.orders),
    installed: take(flows.installed),
    retired: take(flows.retired),
    served: take(flows.served),
    contractServed: take(flows.contractServed),
    topUp: take(flows.topUp),
    included: take(flows.included),
    accepted: take(flows.accepted),
    constant: flows.constant.slice(s, s + 1),
    at: flows.at.slice(s, s + 1),
  };
}

/** Writes what one scenario does into the decisions of its block; what is accepted, and built without a tree, is one for all of them. */
export function putScenario(into: Point, of: Point, { scenarios }: Sizes, s: number): void {
  const put = (to: Float64Array, from: Float64Array) => {
    for (let i = 0; i < from.length; i++) to[i * scenarios + s] = from[i]!;
  };
  put(into.orders, of.orders);
  put(into.installed, of.installed);
  put(into.retired, of.retired);
  put(into.served, of.served);
  put(into.contractServed, of.contractServed);
  put(into.topUp, of.topUp);
  if (into.buildsByScenario) put(into.included, of.included);
  else into.included.set(of.included);
  into.accepted.set(of.accepted);
}

function takeData(data: InputData, scenarios: number, s: number): InputData {
  return data.byPath ? { ...data, values: column(data.values, scenarios, s) } : data;
}

function column(values: Float64Array, scenarios: number, s: number): Float64Array {
  return Float64Array.from({ length: values.length / scenarios }, (_, row) => values[row * scenarios + s]!);
}
