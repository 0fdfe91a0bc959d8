import { label, type ModelBuilder } from '../lp/index.ts';
import type { Facts } from './measure-facts.ts';
import type { Frame, Sizes } from './frame.ts';
import { offered } from './point.ts';
import { nameThings, type Names } from './names.ts';
import { nodeAt, nodeName, togetherAt } from './sharing.ts';

/** Column numbers by what they stand for; −1 where the plan has no such choice. Amounts of chips are in MW of IT power. */
export interface Columns {
  readonly order: (chip: number, period: number, scenario: number) => number;
  /** Lots that an order is made of, where a make comes in lots. */
  readonly lots: (chip: number, period: number, scenario: number) => number;
  readonly install: (chip: number, pool: number, period: number, scenario: number) => number;
  /** Chips taken out early: [retirement]. */
  readonly retire: (retirement: number, pool: number, period: number, scenario: number) => number;
  readonly working: (chip: number, pool: number, period: number, scenario: number) => number;
  readonly sellable: (chip: number, period: number, scenario: number) => number;
  readonly waiting: (chip: number, period: number, scenario: number) => number;
  /** Chips busy for open demand: [segment]. */
  readonly open: (segment: number, chip: number, period: number, scenario: number) => number;
  readonly contract: (contract: number, chip: number, period: number, scenario: number) => number;
  /** Demand that waits, only where a segment is patient. */
  readonly unserved: (segment: number, period: number, scenario: number) => number;
  /** Delivery paid for and not drawn, in MW, where a site has a minimum take. */
  readonly topUp: (site: number, period: number, scenario: number) => number;
  readonly option: (option: number, scenario: number) => number;
  readonly accept: (contract: number) => number;
}

/** What every constraint family reads and writes. */
export interface Workshop {
  readonly frame: Frame;
  readonly facts: Facts;
  readonly names: Names;
  readonly lp: ModelBuilder;
  readonly columns: Columns;
}

/** Orders above this many MW in one period are not limited. */
const noLimitMw = 1e7;

/** Adds the columns of a plan, or those of its fleet alone: what is built, bought, signed and installed. */
export function addColumns(
  lp: ModelBuilder,
  frame: Frame,
  facts: Facts,
  { isFleetAlone = false }: { readonly isFleetAlone?: boolean } = {},
): Columns {
  const { sizes, sharing } = frame;
  const { periods: T, scenarios: S, chips: K, pools: G, segments: D, contracts: C, options: O } = sizes;
  const names = nameThings(frame);
  const grid = (size: number) => new Int32Array(size).fill(-1);
  const order = grid(K * T * S);
  const lots = grid(K * T * S);
  const install = grid(K * G * T * S);
  const retire = grid(sizes.retirements * G * T * S);
  const working = grid(K * G * T * S);
  const sellable = grid(K * T * S);
  const waiting = grid(K * T * S);
  const open = grid(D * K * T * S);
  const contract = grid(C * K * T * S);
  const unserved = grid(D * T * S);
  const topUp = grid(sizes.sites * T * S);
  const option = grid(O * S);
  const accept = grid(C);

  for (let o = 0; o < O; o++) {
    const { isFree, phaseName, start, powerName, decidedAt } = frame.options[o]!;
    const fixed = frame.model.study.inputs.get('phase.included') ? fixedIncluded(frame, o) : 1;
    const bounds = isFree ? { lower: 0, upper: 1, kind: 'integer' as const } : { lower: fixed, upper: fixed };
    const place = [phaseName, start, ...(powerName ? [powerName] : [])];
    for (let s = 0; s < S; s++) {
      const first = isFree ? togetherAt(sharing, decidedAt, s)[0]! : 0;
      const node = isFree ? nodeAt(sharing, decidedAt, s) : 0;
      option[o * S + s] =
        s > first
          ? option[o * S + first]!
          : lp.addColumn(label('start', ...place, ...nodeName(node)), bounds);
    }
  }
  for (let c = 0; c < C; c++) {
    const isFree = frame.model.study.choices['contract.state']?.[c] === offered;
    const fixed = fixedAccepted(frame, c);
    const bounds = isFree ? { lower: 0, upper: 1, kind: 'integer' as const } : { lower: fixed, upper: fixed };
    accept[c] = lp.addColumn(label('accept', names.contract(c)), bounds);
  }
  for (let k = 0; k < K; k++) {
    for (let t = 0; t < T; t++) {
      for (let s = 0; s < S; s++) {
        const at = (k * T + t) * S + s;
        if (!arrivesInTime(facts, k, T - 1 - t, S)) continue;
        const scenarios = t < facts.sharedPeriods ? togetherAt(sharing, t, s) : [s];
        const most = Math.min(...scenarios.map((i) => facts.orderLimit(k, t, i))) * facts.unitMw[k]!;
        if (most <= 0) continue;
        if (scenarios[0]! < s) {
          order[at] = order[(k * T + t) * S + scenarios[0]!]!;
          lots[at] = lots[(k * T + t) * S + scenarios[0]!]!;
          continue;
        }
        const place = orderPlace({ frame, facts, names }, { chip: k, period: t, scenario: s });
        order[at] = lp.addColumn(label('order', ...place), { upper: most < noLimitMw ? most : Infinity });
        const lotMw = facts.lot(k, 0, 0) * facts.unitMw[k]!;
        if (lotMw > 0) {
          const upper = most < noLimitMw ? Math.floor(most / lotMw + 1e-9) : Infinity;
          lots[at] = lp.addColumn(label('lots', ...place), { upper, kind: 'integer' });
        }
      }
    }
  }
  for (let s = 0; s < S; s++) {
    for (let k = 0; k < K; k++) {
      let mayHave = false;
      for (let t = 0; t < T; t++) {
        mayHave ||= facts.arrivalBase(k, t, s) > 0 || mayArrive(facts, order, { k, t, s, T, S });
        if (!mayHave) continue;
        const place = [names.chip(k), names.period(t), names.scenario(s)] as const;
        const at = (k * T + t) * S + s;
        for (let g = 0; g < G; g++) {
          const pooled = [names.chip(k), names.pool(g), names.period(t), names.scenario(s)] as const;
          install[((k * G + g) * T + t) * S + s] = lp.addColumn(label('install', ...pooled));
          working[((k * G + g) * T + t) * S + s] = lp.addColumn(label('working', ...pooled));
        }
        sellable[at] = lp.addColumn(label('sellable', ...place));
        waiting[at] = lp.addColumn(label('waiting', ...place));
      }
      facts.chipOfRetirement.forEach((chip, r) => {
        if (chip !== k) return;
        for (let t = facts.retirementAge[r]!; t < T; t++)
          for (let g = 0; g < G; g++) {
            const isThere = install[((k * G + g) * T + t - facts.retirementAge[r]!) * S + s]! >= 0;
            if (isThere && facts.goneResponse(r, 0, s) > 0)
              retire[((r * G + g) * T + t) * S + s] = lp.addColumn(
                label('retire', names.retirement(r), names.pool(g), names.period(t), names.scenario(s)),
              );
          }
      });
      for (let t = 0; t < T; t++) {
        if (isFleetAlone) break;
        if (sellable[(k * T + t) * S + s]! < 0 && facts.sellableBase(k, t, s) <= 0) continue;
        const place = [names.chip(k), names.period(t), names.scenario(s)] as const;
        for (let d = 0; d < D; d++)
          if (facts.rate(d * K + k, t, s) > 0 && facts.newDemand(d, t, s) > 0)
            open[((d * K + k) * T + t) * S + s] = lp.addColumn(label('serve', names.segment(d), ...place));
        for (let c = 0; c < C; c++)
          if (facts.contractRate(c * K + k, t, s) > 0 && facts.wanted(c, t, s) > 0)
            contract[((c * K + k) * T + t) * S + s] = lp.addColumn(
              label('deliver', names.contract(c), ...place),
            );
      }
    }
    for (const site of isFleetAlone ? [] : facts.takeSites)
      for (let t = 0; t < T; t++)
        topUp[(site * T + t) * S + s] = lp.addColumn(
          label('topup', names.site(site), names.period(t), names.scenario(s)),
        );
    for (let d = 0; d < D; d++)
      for (let t = 0; t < T; t++)
        if (facts.patience(d, t, s) > 0 && !isFleetAlone)
          unserved[(d * T + t) * S + s] = lp.addColumn(
            label('unserved', names.segment(d), names.period(t), names.scenario(s)),
          );
  }
  const grids = {
    order,
    lots,
    install,
    retire,
    working,
    sellable,
    waiting,
    open,
    contract,
    unserved,
    topUp,
    option,
    accept,
  };
  return columnsIn(sizes, grids);
}

/** Columns by what they stand for, in grids of numbers; apart, so that they hold on to nothing else that they were added with. */
function columnsIn(
  { periods: T, scenarios: S, chips: K, pools: G }: Sizes,
  {
    order,
    lots,
    install,
    retire,
    working,
    sellable,
    waiting,
    open,
    contract,
    unserved,
    topUp,
    option,
    accept,
  }: Readonly<Record<keyof Columns, Int32Array>>,
): Columns {
  return {
    order: (k, t, s) => order[(k * T + t) * S + s]!,
    lots: (k, t, s) => lots[(k * T + t) * S + s]!,
    install: (k, g, t, s) => install[((k * G + g) * T + t) * S + s]!,
    retire: (r, g, t, s) => retire[((r * G + g) * T + t) * S + s]!,
    working: (k, g, t, s) => working[((k * G + g) * T + t) * S + s]!,
    sellable: (k, t, s) => sellable[(k * T + t) * S + s]!,
    waiting: (k, t, s) => waiting[(k * T + t) * S + s]!,
    open: (d, k, t, s) => open[((d * K + k) * T + t) * S + s]!,
    contract: (c, k, t, s) => contract[((c * K + k) * T + t) * S + s]!,
    unserved: (d, t, s) => unserved[(d * T + t) * S + s]!,
    topUp: (site, t, s) => topUp[(site * T + t) * S + s]!,
    option: (o, s) => option[o * S + s]!,
    accept: (c) => accept[c]!,
  };
}

/** Columns of a way to build a phase: one for each node that decides on it. */
export function optionColumns(columns: Columns, { sizes }: Pick<Frame, 'sizes'>, option: number): number[] {
  const all = Array.from({ length: sizes.scenarios }, (_, s) => columns.option(option, s));
  return [...new Set(all)];
}

/** Names of make, period and, where not all scenarios order together, of the node or scenario that orders. */
export function orderPlace(
  { frame, facts, names }: Pick<Workshop, 'frame' | 'facts' | 'names'>,
  { chip, period, scenario }: { readonly chip: number; readonly period: number; readonly scenario: number },
): readonly string[] {
  const who =
    period < facts.sharedPeriods
      ? nodeName(nodeAt(frame.sharing, period, scenario))
      : [names.scenario(scenario)];
  return [names.chip(chip), names.period(period), ...who];
}

/** Whether an order with `left` periods to go is delivered within the horizon. */
function arrivesInTime(facts: Facts, k: number, left: number, scenarios: number): boolean {
  for (let s = 0; s < scenarios; s++)
    for (let lag = 0; lag <= left; lag++) if (facts.arrivalResponse(k, lag, s) > 0) return true;
  return false;
}

interface Spot {
  readonly k: number;
  readonly t: number;
  readonly s: number;
  readonly T: number;
  readonly S: number;
}

/** Whether an order could be delivered in the period. */
function mayArrive(facts: Facts, order: Int32Array, { k, t, s, T, S }: Spot): boolean {
  for (let from = 0; from <= t; from++)
    if (order[(k * T + from) * S + s]! >= 0 && facts.arrivalResponse(k, t - from, s) > 0) return true;
  return false;
}

function fixedIncluded(frame: Frame, o: number): number {
  const data = frame.inputs.get('phase.included')!;
  return data.values[o * (data.values.length / frame.sizes.options)]!;
}

function fixedAccepted(frame: Frame, c: number): number {
  const data = frame.inputs.get('contract.accepted')!;
  return data.values[c * (data.values.length / frame.sizes.contracts)]!;
}
