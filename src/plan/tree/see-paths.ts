import { periodLabel, periodsPerYear } from '../../time/index.ts';
import { canonicalFactor, parseUnit } from '../../units/index.ts';
import { simulate, type Model } from '../../simulate/index.ts';
import { drawPaths } from '../draw-scenarios.ts';
import { evaluateFrame, makeFrame, reader, type Frame } from '../frame.ts';
import { emptyPoint, fixedShares, inputsOf } from '../point.ts';

/** Something that can be seen of a path by a review, without knowing what comes after. */
export interface Sight {
  /** What it is, such as `demand of startups`. */
  readonly what: string;
  /** Unit of its numbers, such as `work/quarter`. */
  readonly unit: string;
  /** $ that one unit more stands for over the periods left, were all else in proportion. */
  readonly weight: number;
}

/** What paths show by a review. */
export interface Seen {
  /** Period at whose start the review is; what is seen is that of the period before. */
  readonly review: number;
  readonly sights: readonly Sight[];
  /** Numbers in the sights' units: [sight][path]. */
  readonly values: readonly Float64Array[];
}

export interface Look {
  readonly seed: number;
  /** Paths of a run of that seed: from this one on so many. */
  readonly pathFrom: number;
  readonly paths: number;
  /** Periods at whose start reviews are. */
  readonly reviews: readonly number[];
}

/**
 * What can be seen of random paths by each review, whatever is planned: in the period before it, the demand and the price of each
 * segment, what contracts want, ready power, and the cost of makes on sale, of energy and of construction. Dates that have not come and makes not on sale yet are not
 * seen. Weights are means over these paths.
 */
export function seePaths(model: Model, { seed, pathFrom, paths, reviews }: Look): Seen[] {
  const inputs = drawPaths(model, { seed, pathFrom, paths });
  const probabilities = Array.from({ length: paths }, () => 1 / paths);
  const frame = makeFrame(model, { inputs, probabilities }, { placedScenarios: 1 });
  const idle = { ...emptyPoint(frame.sizes), ...fixedShares(frame) };
  const keep = ['new_demand', 'price', 'it_mw', 'it_mw_by_site', 'chip.cost', 'wanted'];
  const get = evaluateFrame(frame, inputsOf(idle), keep);
  return reviews.map((review) => ({ review, ...seeUntil(frame, get, review) }));
}

/** Reads a figure of the paths in the last period before a review, or a mean over them. */
type Get = ReturnType<typeof evaluateFrame>;

function seeUntil(frame: Frame, get: Get, review: number): Omit<Seen, 'review'> {
  const { sizes, inputs, model } = frame;
  const { labels, calendar } = model.study;
  const { periods, scenarios: paths } = sizes;
  const t = review - 1;
  const per = calendar.frequency;
  const input = (name: string) => reader(inputs.get(name)!, sizes);
  const [demand, price, power] = [get('new_demand'), get('price'), get('it_mw')];
  const [wanted, cost, siteMw] = [get('wanted'), get('chip.cost'), get('it_mw_by_site')];
  const sights: Sight[] = [];
  const values: Float64Array[] = [];
  const each = (of: (s: number) => number) => Float64Array.from({ length: paths }, (_, s) => of(s));
  const mean = (of: (s: number) => number) => {
    let sum = 0;
    for (let s = 0; s < paths; s++) sum += of(s);
    return sum / paths;
  };
  const later = (of: (period: number) => number) => {
    let sum = 0;
    for (let period = review; period < periods; period++) sum += of(period);
    return sum;
  };
  const add = (what: string, unit: string, own: Float64Array, weight: number) => {
    sights.push({ what, unit, weight });
    values.push(own);
  };
  const inProportion = (usd: number, own: Float64Array) => {
    const level = mean((s) => own[s]!);
    return level > 0 ? usd / level : 0;
  };

  let allUsd = 0;
  for (const [d, segment] of (labels['segment'] ?? []).entries()) {
    const usd = later((period) => mean((s) => demand(d, period, s) * price(d, period, s)));
    allUsd += usd;
    const [level, worth] = [each((s) => demand(d, t, s)), each((s) => price(d, t, s))];
    add(`demand of ${segment}`, `work/${per}`, level, inProportion(usd, level));
    add(`price of ${segment}`, '$/work', worth, inProportion(usd, worth));
  }
  for (const [c, contract] of (labels['contract'] ?? []).entries()) {
    const usd = later((period) => mean((s) => wanted(c, period, s) * input('contract.price')(c, period, s)));
    const level = each((s) => wanted(c, t, s));
    add(`work wanted by ${contract}`, `work/${per}`, level, inProportion(usd, level));
  }
  const laterMw = later((period) => mean((s) => power(0, period, s)));
  // A phase that is late comes within about a year, so power missing now is missed for that long.
  const usdPerMw =
    laterMw > 0 ? (allUsd / laterMw) * Math.min(periods - review, periodsPerYear(calendar)) : 0;
  add(
    'power ready',
    'MW',
    each((s) => power(0, t, s)),
    usdPerMw,
  );
  const fillMw = laterMw / Math.max(periods - review, 1) / Math.max(sizes.chips, 1);
  const [limit, supply] = [input('chip.order_limit'), reader(frame.supply, sizes)];
  for (const [k, chip] of (labels['chip'] ?? []).entries()) {
    if (!isOnSale((period, s) => Math.min(limit(k, period, s), supply(k, period, s)), review, paths))
      continue;
    add(
      `cost of ${chip}`,
      '$/chip',
      each((s) => cost(k, t, s)),
      fillMw / input('chip.power')(k, t, 0),
    );
  }
  const perMwh = canonicalFactor(parseUnit('$/MWh').value!, periodsPerYear(calendar));
  const energy = input('site.energy_price');
  const weigh = (s: number) => sumOver(sizes.sites, (site) => siteMw(site, t, s));
  add(
    'energy price',
    '$/MWh',
    each(
      (s) =>
        sumOver(sizes.sites, (site) => energy(site, t, s) * siteMw(site, t, s)) /
        Math.max(weigh(s), 1e-9) /
        perMwh,
    ),
    perMwh * laterMw,
  );
  const classes = labels['class']?.length ?? 0;
  const mw = input('phase.mw');
  const phases = new Map(
    frame.options.flatMap(({ phase, isFree }, o) => (isFree ? [[phase, mw(o, 0, 0)]] : [])),
  );
  const build = input('build.capex');
  add(
    'cost to build',
    '$/MW',
    each((s) => sumOver(classes, (i) => build(i, t, s))),
    [...phases.values()].reduce((sum, each) => sum + each, 0),
  );
  return { sights, values };
}

/** What tells paths apart of all that is seen: what all show alike tells nothing, and what stands for no money does not matter. */
export function tellingSights({ review, sights, values }: Seen): Seen {
  const isTelling = (j: number) => {
    const first = values[j]![0]!;
    return (
      sights[j]!.weight > 0 && values[j]!.some((value) => Math.abs(value - first) > 1e-12 * Math.abs(first))
    );
  };
  const kept = sights.flatMap((_, j) => (isTelling(j) ? [j] : []));
  return { review, sights: kept.map((j) => sights[j]!), values: kept.map((j) => values[j]!) };
}

/** Whether a make has been on sale on every path in some period before a review. */
function isOnSale(limit: (period: number, s: number) => number, review: number, paths: number): boolean {
  for (let s = 0; s < paths; s++) {
    let isThere = false;
    for (let period = 0; period < review && !isThere; period++) isThere = limit(period, s) > 0;
    if (!isThere) return false;
  }
  return true;
}

function sumOver(count: number, of: (i: number) => number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += of(i);
  return sum;
}

/** When the last period seen by a review was, such as `2026Q4`. */
export function seenIn(model: Model, review: number): string {
  return periodLabel(model.study.calendar, review - 1);
}

/** NPV of the case as written, by path of a run. */
export function worthOfPaths(model: Model, { seed, paths }: Pick<Look, 'seed' | 'paths'>): Float64Array {
  const { byPath, values } = simulate(model, { seed, paths, keep: ['npv'] }).byName.get('npv')!;
  return byPath ? values : new Float64Array(paths).fill(values[0]!);
}
