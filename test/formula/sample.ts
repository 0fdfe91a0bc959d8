import type { Graph, InputData } from '../../src/formula/index.ts';
import { graphOf, makeRandom } from './support.ts';

/** A small model that uses every function and every kind of declaration. */
export const sampleText = `
module sample "Two sites, two phases, two chips, two segments"
dimension site sites "A place"
dimension phase phases "A part of a site"
dimension chip chips "A kind of chip"
dimension segment segments "A kind of demand"
map phase.site : phase -> site "Where the phase stands"
choice segment.rule[segment] : price-performance | outright-performance | locked default locked "How it selects"
choice segment.other[segment] : price-performance | outright-performance | locked "Another of the same kind"
input once phase.start[phase] : date "Groundbreaking"
input once phase.build_time[phase] : months default 6 months "Construction"
input phase.mw[phase] : MW "IT power"
input chip.price[chip] : $/chip "Price of one"
input once chip.life[chip] : years "Book life"
input chip.bought[chip] : chips/quarter "Chips bought"
input segment.need[segment] : work/hour "Demand"
input rate[segment, chip] : work/hour/chip "Speed"
input once wacc : %/year "Cost of capital"
noise shock[segment] "A normal"
given fraction : ratio "Given by code"
once phase.ready[phase] : date "First day" = max(phase.start + phase.build_time, 1 quarter, 0)
it_mw[site] : MW "Power ready" = sum(where(time >= phase.ready, phase.mw, 0), phase.site)
first_ready[site] : date "First phase" = least(phase.ready, phase.site)
site_mw[phase] : MW "Power of its site" = at(it_mw, phase.site)
share[phase] : ratio "Share of its site" = ratio(phase.mw, site_mw)
spend[chip] : $/period "Cash for chips" = chip.bought × chip.price
placed[chip] : $/period "Cash for chips, a period late" = lag(spend, 1 period, start_rate)
moved[chip] : $/period "Lag by life" = lag(spend + 2 * placed, chip.life / 8)
book[chip] : $/year "Depreciation" = window_sum(spend, chip.life) / chip.life
owned[chip] : chips "Fleet" = window_sum(chip.bought, chip.life)
worn[chip] : $ "Worn by age" = vintage_sum(spend, exp(-age / chip.life) * max(1 - age / (2 years), 0))
spent : $ "Spent so far" = cumulative(sum(spend, chip), opening_cash)
input once opening_cash : $ "Cash"
growth[chip] : $/year^2 "Change of spend" = change(spend, 3 * start_rate)
input once start_rate : $/year "Start"
served[segment, chip] : work/hour "Work done" = allocate(
  segment.need * exp(0.1 * shock), owned, rate,
  chip.price / (rate + 1e-9 * abs(rate)), order(sum(rate, chip), segment))
ranked[segment, chip] : ratio "Rank of speed" = order(rate, chip) + 10 * order(rate, segment)
rules[segment] : ratio "Rules" = where(segment.rule is price-performance and not segment.rule is segment.other, 1, 2)
  + (segment.rule is locked or fraction > 0.5) + (fraction <= 0.25) + (fraction < 0.1) + (fraction >= 0.9)
odd : ratio "Mixed arithmetic" = -fraction^2 + sqrt(abs(fraction - 0.5)) + log(1 + fraction) + floor(3 * fraction)
  + clamp(fraction, 20%, 0.8) + min(fraction, 1, 0.3) + over(fraction, 2) - most(shock, segment) * 2 ^ fraction / 3
feedback : $/year "A value that reads its own past" = 0.5 * lag(feedback, 2 periods) + sum(book, chip) + change(other) * 1 year
other : $/year "Read by a lag of an expression" = lag(cumulative(feedback + other) / 1 year, 1 period) * 0.1 + start_rate
nested : $/year "Lag of window of lag" = lag(window_sum(lag(other) + other, 1.5 quarters) / 1 year, 2 periods)
cash : $/period "Flow" = sum(served, segment, chip) * (0.02 * 1 period * start_rate / speed) / 1 period - sum(spend, chip)
input once speed : work/hour "Scale"
once spent_total : $ "All spend" = total(sum(spend, chip))
once spent_last[chip] : $/period "Last" = final(spend) - opening(spend) + peak(placed) * 2 - trough(placed + spend)
once return : %/year "IRR" = irr(cash, 3 * spent_total)
once return_modified : %/year "MIRR" = mirr(cash, wacc, wacc / 2, 1.5 * spent_total)
once back : years "Payback" = payback(cash + 0.9 * sum(spend, chip))
once excess : %/year "Over the cost of capital" = return_modified - wacc
clock : periods "The clock" = time
steady[chip] : $/chip "Constant when prices are" = chip.price * 2
steady_total[chip] : $*year/chip "Total of a constant" = lag(cumulative(steady), 1 period)
once steady_sum[chip] : $*year/chip "Total of a constant" = total(steady) + total(2 * chip.price)
wide[chip, site] : $/chip "Broadcast" = chip.price
`;

export function sampleGraph(periods = 6): Graph {
  return graphOf(sampleText, {
    labels: {
      site: ['ohio', 'oslo'],
      phase: ['p1', 'p2', 'p3'],
      chip: ['gpu', 'tpu'],
      segment: ['ai', 'web'],
    },
    maps: { 'phase.site': Int32Array.of(1, 0, 1) },
    choices: { 'segment.rule': Int32Array.of(0, 2), 'segment.other': Int32Array.of(0, 1) },
    periods,
  });
}

/** Random numbers for every input, a share of them faults; which vary by time and by path is random as well. */
export function sampleInputs(
  graph: Graph,
  options: { readonly seed: number; readonly paths: number; readonly faultShare?: number },
): Map<string, InputData> {
  const { seed, paths, faultShare = 0 } = options;
  const random = makeRandom(seed);
  const inputs = new Map<string, InputData>();
  for (const entry of graph.byName.values()) {
    if ('typed' in entry || entry.kind !== 'input') continue;
    const byTime = random() < 0.6 && entry.when === 'period';
    const byPath = random() < 0.5;
    const size = entry.dims.reduce((count, dim) => count * graph.shape.labels[dim]!.length, 1);
    const count = size * (byTime ? graph.shape.periods : 1) * (byPath ? paths : 1);
    // Times up to 9 periods, so that windows, lags and ready dates fall in and beyond six periods; a few exact zeros.
    const scale = entry.unit.dimension.time === 1 ? 9 : 2;
    const values = Float64Array.from({ length: count }, () => {
      if (random() < faultShare) return random() < 0.7 ? NaN : Infinity;
      return random() < 0.1 && scale === 2 ? 0 : scale * random();
    });
    inputs.set(entry.name, { values, byTime, byPath });
  }
  return inputs;
}

/** The inputs of some paths of a block, as another block would hold them. */
export function slicePaths(
  inputs: ReadonlyMap<string, InputData>,
  paths: number,
  range: { readonly from: number; readonly to: number },
): Map<string, InputData> {
  const sliced = new Map<string, InputData>();
  for (const [name, data] of inputs) {
    const values = data.byPath
      ? data.values.filter((_, i) => i % paths >= range.from && i % paths < range.to)
      : data.values;
    sliced.set(name, { ...data, values });
  }
  return sliced;
}
