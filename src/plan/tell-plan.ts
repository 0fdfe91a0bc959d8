import { periodLabels } from '../time/index.ts';
import { readPrices, tellFreePower, tellPrices } from './explain/read-prices.ts';
import { evaluateFrame, type Read } from './frame.ts';
import type { PlannedContract, PlanResult } from './plan-result.ts';
import { cell, includedAt, inputsOf } from './point.ts';
import type { ResidualRule } from './residual-rule.ts';
import type { ScenarioSet } from './sample-scenarios.ts';
import { tellPhases } from './tell-phases.ts';
import { tellRetirements } from './tell-retirements.ts';
import type { SolvedPlan } from './solve-plan.ts';
import { quantileOf } from './weighted-quantile.ts';

export interface TellSettings {
  readonly scenarios: ScenarioSet;
  readonly seed: number;
  readonly risk: { readonly weight: number; readonly tail: number };
  readonly residual: ResidualRule;
  readonly caseResidual: ResidualRule;
  readonly isStopped: boolean;
}

/** A solved plan as plain data for people: what is built, bought and signed, power by period, what binds. */
export function tellPlan(plan: SolvedPlan, settings: TellSettings): PlanResult {
  const { frame, solution, model } = plan;
  const { study } = frame.model;
  const periods = periodLabels(study.calendar);
  const prices = readPrices(plan);
  const { scenarios } = settings;
  const expected = plan.accountsUsd.reduce((sum, value, s) => sum + frame.probabilities[s]! * value, 0);
  const arePooled = frame.pools.some((pool) => pool.length > 1);
  return {
    format: 'buildout-plan',
    version: 1,
    name: study.name,
    caseHash: study.hash,
    periods,
    settings: {
      seed: settings.seed,
      scenarios: frame.probabilities.length,
      sampled: scenarios.sampled,
      paths: scenarios.paths,
      probabilities: frame.probabilities,
      loss: scenarios.loss,
      riskWeight: settings.risk.weight,
      riskTail: settings.risk.tail,
      residual: settings.residual,
      caseResidual: settings.caseResidual,
      arePooled,
    },
    status: settings.isStopped ? 'stopped' : 'optimal',
    value: {
      objectiveUsd: plan.objectiveUsd,
      boundUsd: plan.boundUsd,
      gap: plan.gap,
      accountsUsd: [...plan.accountsUsd],
      expectedUsd: expected,
      differenceUsd: plan.differenceUsd,
    },
    size: {
      rows: model.lp.rowNames.length,
      columns: model.lp.columnNames.length,
      entries: model.lp.matrix.columns.length,
      solves: plan.solves,
    },
    phases: tellPhases(plan),
    contracts: tellContracts(plan),
    orders: tellOrders(plan),
    retirements: tellRetirements(plan),
    ...tellPower(plan),
    prices,
    binding: solution.duals ? [...tellFreePower(prices), ...tellPrices(prices, periods)] : [],
    alternatives: [],
    limits: limitsOf(settings, {
      arePooled,
      mayRetire: frame.sizes.retirements > 0,
      reviews: frame.sharing.reviews.map((period) => periods[period]!),
    }),
  };
}

function limitsOf(
  settings: TellSettings,
  {
    arePooled,
    mayRetire,
    reviews,
  }: { readonly arePooled: boolean; readonly mayRetire: boolean; readonly reviews: readonly string[] },
): string[] {
  const limits = [
    reviews.length === 0
      ? 'Phases start once or not at all, whole; contracts are accepted whole; the same in every scenario.'
      : `Phases start once or not at all, whole; contracts are accepted whole, before anything is seen. Starts and orders dated before ${reviews[0]} are the same in every scenario, later ones in those that look alike at their review; installation, early retirement and dispatch follow the scenario.`,
    mayRetire
      ? 'Chips may be taken out early at the ages that the case lists, not at others; the opening fleet retires as it would.'
      : 'Chips retire at the end of their economic life: the case lists no `retirements`.',
    'Shadow prices are those of the programme with phases, contracts and lots fixed as planned, solved again.',
    'Dispatch is free in the plan; a run serves contracts first and then segments by margin, so its value differs.',
    'A segment accepts a chip if its rule does once every make that could be on the floor by then is: the strictest reading.',
  ];
  if (arePooled)
    limits.push('Sites share one pool of power in the plan and take chips in proportion to their power.');
  if (settings.residual !== settings.caseResidual)
    limits.push(
      `The plan is made on the ${settings.residual} residual; the case reports on '${settings.caseResidual}', which rewards a plan for the profit of its last year alone.`,
    );
  return limits;
}

function tellContracts({ frame, point }: SolvedPlan): PlannedContract[] {
  const { study } = frame.model;
  const states = ['signed', 'offered', 'prospect'] as const;
  return (study.labels['contract'] ?? []).map((contract, c) => ({
    contract,
    state: states[study.choices['contract.state']?.[c] ?? 0]!,
    isAccepted: point.accepted[c]! > 0.5,
    worthUsd: undefined,
    takesMwYears: 0,
    displacesMwYears: undefined,
    displaced: [],
    sentence: '',
  }));
}

function tellOrders({ frame, point, facts }: SolvedPlan): PlanResult['orders'] {
  const { study } = frame.model;
  const { periods } = study.calendar;
  return (study.labels['chip'] ?? []).map((chip, k) => {
    const chips = Array.from({ length: periods }, (_, t) =>
      frame.probabilities.reduce((sum, p, s) => sum + p * point.orders[cell(frame.sizes, k, t, s)]!, 0),
    );
    return {
      chip,
      origin: study.choices['chip.origin']?.[k] === 0 ? 'own' : 'merchant',
      chips,
      mw: chips.map((count) => count * facts.unitMw[k]!),
    };
  });
}

/** Power and demand by period at the plan, from the model's own formulas. */
function tellPower(plan: SolvedPlan): Pick<PlanResult, 'mix' | 'power'> {
  const { frame, facts, point } = plan;
  const { sizes, probabilities } = frame;
  const { periods, chips, sites, segments, contracts } = sizes;
  const keep = ['at_work', 'waiting', 'sellable', 'it_mw', 'used_mw', 'new_demand', 'price', 'wanted'];
  const get = evaluateFrame(frame, inputsOf(point), keep);
  const [work, waiting, sellable, itMw] = [get('at_work'), get('waiting'), get('sellable'), get('it_mw')];
  const [used, demand, price, wanted] = [get('used_mw'), get('new_demand'), get('price'), get('wanted')];
  const power = (k: number, t: number, s: number) => facts.unitMw[k]! * facts.powerRatio(k, t, s);
  const mean = (of: (t: number, s: number) => number) =>
    Array.from({ length: periods }, (_, t) => probabilities.reduce((sum, p, s) => sum + p * of(t, s), 0));
  const sum = (count: number, of: (i: number) => number) => {
    let total = 0;
    for (let i = 0; i < count; i++) total += of(i);
    return total;
  };
  const busy = (t: number, s: number) => sum(chips, (k) => busyChips(plan, { k, t, s }) * power(k, t, s));
  // Of the chips that can be at work by then; of all where none can.
  const mwOf = (rate: Read, row: number, t: number, s: number) => {
    const canServe = rate === facts.rate ? plan.model.columns.open : plan.model.columns.contract;
    let [best, possible] = [0, 0];
    for (let k = 0; k < chips; k++) {
      const work = rate(row * chips + k, t, s) / power(k, t, s);
      best = Math.max(best, work);
      if (canServe(row, k, t, s) >= 0) possible = Math.max(possible, work);
    }
    return possible > 0 ? possible : best;
  };
  const missing = (t: number, s: number) =>
    sum(segments, (d) =>
      ratio(Math.max(demand(d, t, s) - servedOf(plan, { d, t, s }), 0), mwOf(facts.rate, d, t, s)),
    );
  const demandMw = (t: number, s: number) =>
    busy(t, s) +
    missing(t, s) +
    sum(contracts, (c) =>
      ratio(Math.max(wanted(c, t, s) - deliveredOf(plan, { c, t, s }), 0), mwOf(facts.contractRate, c, t, s)),
    );
  const labels = frame.model.study.labels['chip'] ?? [];
  const optional = mean((t, s) =>
    sum(sizes.options, (o) => {
      const { isFree, isCommitted } = frame.options[o]!;
      return isFree && !isCommitted ? includedAt(point, sizes, o, s) * facts.optionMw(o, t, s) : 0;
    }),
  );
  const ready = mean((t, s) => itMw(0, t, s));
  const quantile = (p: number) =>
    Array.from({ length: periods }, (_, t) =>
      quantileOf(
        probabilities.map((_, s) => demandMw(t, s)),
        probabilities,
        p,
      ),
    );
  return {
    mix: labels.map((chip, k) => ({
      chip,
      mw: mean((t, s) => sum(sites, (site) => work(k * sites + site, t, s)) * power(k, t, s)),
    })),
    power: {
      ready,
      used: mean((t, s) => sum(sites, (site) => used(site, t, s))),
      stranded: mean((t, s) => Math.max(itMw(0, t, s) - sum(sites, (site) => used(site, t, s)), 0)),
      idle: mean((t, s) => Math.max(sum(chips, (k) => sellable(k, t, s) * power(k, t, s)) - busy(t, s), 0)),
      waiting: mean((t, s) => sum(chips, (k) => Math.max(waiting(k, t, s), 0) * power(k, t, s))),
      shortfall: mean(missing),
      shortfallUsd: mean((t, s) =>
        sum(segments, (d) => Math.max(demand(d, t, s) - servedOf(plan, { d, t, s }), 0) * price(d, t, s)),
      ),
      demand: [quantile(0.1), quantile(0.5), quantile(0.9)],
      committed: ready.map((mw, t) => mw - optional[t]!),
      optional,
    },
  };
}

function ratio(a: number, b: number): number {
  return b > 0 ? a / b : 0;
}

function busyChips(
  { frame, facts, point }: SolvedPlan,
  { k, t, s }: { readonly k: number; readonly t: number; readonly s: number },
): number {
  const { chips, segments, contracts } = frame.sizes;
  let busy = 0;
  for (let d = 0; d < segments; d++) {
    const row = d * chips + k;
    busy += ratio(point.served[cell(frame.sizes, row, t, s)]!, facts.rate(row, t, s));
  }
  for (let c = 0; c < contracts; c++) {
    const row = c * chips + k;
    busy += ratio(point.contractServed[cell(frame.sizes, row, t, s)]!, facts.contractRate(row, t, s));
  }
  return busy;
}

function servedOf(
  { frame, point }: SolvedPlan,
  { d, t, s }: { readonly d: number; readonly t: number; readonly s: number },
): number {
  let served = 0;
  for (let k = 0; k < frame.sizes.chips; k++)
    served += point.served[cell(frame.sizes, d * frame.sizes.chips + k, t, s)]!;
  return served;
}

function deliveredOf(
  { frame, point }: SolvedPlan,
  { c, t, s }: { readonly c: number; readonly t: number; readonly s: number },
): number {
  let served = 0;
  for (let k = 0; k < frame.sizes.chips; k++)
    served += point.contractServed[cell(frame.sizes, c * frame.sizes.chips + k, t, s)]!;
  return served;
}
