import type { InputData } from '../formula/index.ts';
import { evaluateFrame, reader, type Frame, type Read } from './frame.ts';
import { emptyPoint, fixedShares, inputsOf, cell, type Point } from './point.ts';

/** What the limits of a plan read from the model: how decisions turn into power, capacity and demand, scenario by scenario. */
export interface Facts {
  /** IT power of one chip in MW, in the first period and scenario: the plan counts chips by it. */
  readonly unitMw: Float64Array;
  /** Power of a chip over that: [chip]. */
  readonly powerRatio: Read;
  /** Chips delivered after some periods per chip ordered: [chip], the period counts from the order. */
  readonly arrivalResponse: Read;
  /** Chips delivered whatever the plan orders: [chip]. */
  readonly arrivalBase: Read;
  /** Chips still at work after some periods per chip installed: [chip]. */
  readonly workResponse: Read;
  /** Chips that can be sold after some periods per chip installed: [chip]. */
  readonly sellableResponse: Read;
  /** Make of each retirement, by number. */
  readonly chipOfRetirement: readonly number[];
  /** Age in periods at which its chips are taken out. */
  readonly retirementAge: readonly number[];
  /** Chips fewer at work after some periods per chip taken out: [retirement]. */
  readonly goneResponse: Read;
  /** Chips fewer that can be sold: [retirement]. */
  readonly unsoldResponse: Read;
  /** Chips that can be sold of those at work when the calendar starts: [chip]. */
  readonly sellableBase: Read;
  /** IT power left by fixed phases and the opening fleet in MW: [pool]. */
  readonly freeBase: Read;
  /** IT power of a phase option if built, in MW: [option]; 0 before it is ready. */
  readonly optionMw: Read;
  /** Work of a chip in a period for a segment that accepts it, else 0: [segment × chips + chip]. */
  readonly rate: Read;
  readonly trace: Trace;
  /** The same for a contract: [contract × chips + chip]. */
  readonly contractRate: Read;
  /** Work asked for in the period: [segment]. */
  readonly newDemand: Read;
  /** Share of unserved work that waits: [segment]. */
  readonly patience: Read;
  /** Work that the contract asks for if accepted: [contract]. */
  readonly wanted: Read;
  /** Most chips ordered in a period: [chip]. */
  readonly orderLimit: Read;
  /** Chips of one lot in which orders come, 0 for any number: [chip]. */
  readonly lot: Read;
  readonly serviceLevel: Read;
  readonly capitalLimit: Read;
  /** Most debt over EBITDA of a fiscal year, and least EBITDA over interest and lease repayments, at its last period. */
  readonly debtToEbitda: Read;
  readonly serviceCover: Read;
  readonly capex: { readonly hasLimit: boolean };
  /** Periods in which orders are the same in every scenario. */
  readonly sharedPeriods: number;
  /** Sites that pay for delivery beyond what they draw, where they draw less than their minimum take. */
  readonly takeSites: readonly number[];
  /** For each option its pool. */
  readonly poolOfOption: readonly number[];
}

/** Reads the facts by evaluating the model, never by repeating its formulas. */
export function measureFacts(frame: Frame): Facts {
  const { sizes, inputs } = frame;
  const input = (name: string) => reader(inputs.get(name)!, sizes);
  const supply = reader(frame.supply, sizes);
  const orderLimit: Read = (k, t, s) => Math.min(supply(k, t, s), input('chip.order_limit')(k, t, s));
  const base = measureBase(frame);
  const responses = { ...measureResponses(frame), ...measureRetirements(frame) };
  const power = input('chip.power');
  const unitMw = Float64Array.from({ length: sizes.chips }, (_, k) => power(k, 0, 0));
  const capitalLimit = input('plan.capital_limit');
  return {
    unitMw,
    powerRatio: (k, t, s) => power(k, t, s) / unitMw[k]!,
    ...base,
    ...responses,
    ...measureRates(frame, orderLimit),
    patience: input('segment.patience'),
    orderLimit,
    lot: input('chip.lot'),
    serviceLevel: input('segment.service_level'),
    capitalLimit,
    debtToEbitda: input('plan.debt_to_ebitda'),
    serviceCover: input('plan.service_cover'),
    capex: { hasLimit: isLimited(capitalLimit, frame) },
    sharedPeriods: Math.ceil(input('plan.shared_time')(0, 0, 0) - 1e-9),
    takeSites: sitesThatTake(frame),
    poolOfOption: poolsOfOptions(frame),
  };
}

/** Spending limits above this are no limits. */
const noLimit = 1e14;

function isLimited(limit: Read, { sizes }: Frame): boolean {
  for (let t = 0; t < sizes.periods; t++) if (limit(0, t, 0) < noLimit) return true;
  return false;
}

/** Sites with a price of delivery and a minimum take, of their own or of a right to power. */
function sitesThatTake({ sizes, inputs, graph }: Frame): number[] {
  const any = (name: string, element: number) => {
    const data = inputs.get(name)!;
    const read = reader(data, sizes);
    for (let t = 0; t < sizes.periods; t++)
      for (let s = 0; s < sizes.scenarios; s++) if (read(element, t, s) > 0) return true;
    return false;
  };
  const { maps } = graph.shape;
  const phaseOf = [...(maps['power.phase'] ?? [])];
  return Array.from({ length: sizes.sites }, (_, site) => site).filter(
    (site) =>
      any('site.delivery_price', site) &&
      (any('site.minimum_take', site) ||
        phaseOf.some((o, power) => maps['phase.site']![o] === site && any('power.minimum_take', power))),
  );
}

function poolsOfOptions(frame: Frame): number[] {
  const siteOf = frame.graph.shape.maps['phase.site'];
  return frame.options.map((_, o) => frame.pools.findIndex((pool) => pool.includes(siteOf?.[o] ?? 0)));
}

/** Nothing ordered and nothing installed, every contract accepted, fixed phases alone: what is there anyway. */
function measureBase(frame: Frame) {
  const { sizes } = frame;
  const fixed = fixedShares(frame);
  const idle = { ...emptyPoint(sizes), included: fixed.included };
  idle.accepted.fill(1);
  const get = evaluateFrame(frame, inputsOf(idle), [
    'arrivals',
    'used_mw',
    'it_mw_by_site',
    'sellable',
    'new_demand',
    'wanted',
    'contract_rate',
  ]);
  const [ready, used] = [get('it_mw_by_site'), get('used_mw')];
  const freeBase: Read = (pool, t, s) => {
    let free = 0;
    for (const site of frame.pools[pool]!) free += ready(site, t, s) - used(site, t, s);
    return free;
  };
  return {
    arrivalBase: get('arrivals'),
    sellableBase: get('sellable'),
    freeBase,
    newDemand: get('new_demand'),
    wanted: get('wanted'),
    contractRate: get('contract_rate'),
  };
}

/** One chip of each make ordered and installed in the first period, nothing else anywhere: how it works on over time. */
function measureResponses(frame: Frame) {
  const { sizes } = frame;
  const { scenarios, chips, sites, options, builders } = sizes;
  const single: Point = { ...emptyPoint(sizes), included: new Float64Array(options * builders).fill(1) };
  for (let k = 0; k < chips; k++) {
    for (let s = 0; s < scenarios; s++) {
      single.orders[cell(sizes, k, 0, s)] = 1;
      if (sites > 0) single.installed[cell(sizes, k * sites, 0, s)] = 1;
    }
  }
  const zero = { values: new Float64Array(chips), byTime: false, byPath: false };
  const change = new Map([...inputsOf(single), ['chip.opening', zero], ['chip.pipeline', zero]] as const);
  const get = evaluateFrame(frame, change, [
    'arrivals',
    'at_work',
    'sellable',
    'phase.online',
    'phase.built_mw',
  ]);
  const [work, online, built] = [get('at_work'), get('phase.online'), get('phase.built_mw')];
  return {
    arrivalResponse: get('arrivals'),
    workResponse: ((k, t, s) => work(k * sites, t, s)) as Read,
    sellableResponse: get('sellable'),
    optionMw: ((o, t, s) => online(o, t, s) * built(o, t, s)) as Read,
  };
}

/** One chip of each retirement taken out in the first period, nothing else anywhere: how it is missed over time. */
function measureRetirements(frame: Frame) {
  const { sizes } = frame;
  const { retirements, sites, chips, periods, scenarios } = sizes;
  const chipOf = Array.from(
    { length: retirements },
    (_, r) => frame.graph.shape.maps['retirement.chip']![r]!,
  );
  const age = evaluateFrame(frame, inputsOf(emptyPoint(sizes)), ['retirement.taken_at'])(
    'retirement.taken_at',
  );
  const gone = new Float64Array(retirements * periods * scenarios);
  const unsold = new Float64Array(retirements * periods * scenarios);
  const zero = { values: new Float64Array(chips), byTime: false, byPath: false };
  for (let r = 0; r < retirements; r++) {
    const single = emptyPoint(sizes);
    for (let s = 0; s < scenarios; s++) single.retired[cell(sizes, r * sites, 0, s)] = 1;
    const change = new Map([...inputsOf(single), ['chip.opening', zero], ['chip.pipeline', zero]] as const);
    const get = evaluateFrame(frame, change, ['at_work', 'sellable']);
    const [work, sellable] = [get('at_work'), get('sellable')];
    for (let t = 0; t < periods; t++)
      for (let s = 0; s < scenarios; s++) {
        gone[cell(sizes, r, t, s)] = -work(chipOf[r]! * sites, t, s);
        unsold[cell(sizes, r, t, s)] = -sellable(chipOf[r]!, t, s);
      }
  }
  const byBoth = (values: Float64Array) => reader({ values, byTime: true, byPath: true }, sizes);
  return {
    chipOfRetirement: chipOf,
    retirementAge: chipOf.map((_, r) => age(r, 0, 0)),
    goneResponse: byBoth(gone),
    unsoldResponse: byBoth(unsold),
  };
}

/** A trace of chips: a thousandth of one of every make in every period from the first in which the make can be there. */
export interface Trace {
  /** Chips of the trace, 0 where there is none: [chip][period][scenario]. */
  readonly chips: Float64Array;
  /** Deliveries that the plan does not order, with the trace. */
  readonly pipeline: InputData;
}

/** Enough to have an average cost, too few to matter, and far above the rounding of a million chips. */
const traceChips = 1e-3;

/**
 * Which chips each segment accepts once every make that could be at work by then is: the strictest reading of its rule, so
 * that what the plan serves is accepted in the simulation too, whatever the plan buys. And the trace of those makes.
 */
function measureRates(frame: Frame, orderLimit: Read): { rate: Read; trace: Trace } {
  const { sizes } = frame;
  const { periods, scenarios, chips, sites } = sizes;
  const wish = emptyPoint(sizes);
  for (let k = 0; k < chips; k++)
    for (let t = 0; t < periods; t++)
      for (let s = 0; s < scenarios; s++) wish.orders[cell(sizes, k, t, s)] = orderLimit(k, t, s) > 0 ? 1 : 0;
  const arrivals = evaluateFrame(frame, inputsOf(wish), ['arrivals'])('arrivals');
  const pipeline = reader(frame.inputs.get('chip.pipeline')!, sizes);
  const trace = new Float64Array(chips * periods * scenarios);
  const traced = new Float64Array(chips * periods * scenarios);
  for (let k = 0; k < chips; k++)
    for (let s = 0; s < scenarios; s++) {
      let isThere = 0;
      for (let t = 0; t < periods; t++) {
        const at = cell(sizes, k, t, s);
        if (arrivals(k, t, s) > 0) isThere = 1;
        if (sites > 0) wish.installed[cell(sizes, k * sites, t, s)] = isThere;
        trace[at] = isThere * traceChips;
        traced[at] = pipeline(k, t, s) + trace[at]!;
      }
    }
  return {
    rate: evaluateFrame(frame, inputsOf(wish), ['usable_rate'])('usable_rate'),
    trace: { chips: trace, pipeline: { values: traced, byTime: true, byPath: true } },
  };
}
