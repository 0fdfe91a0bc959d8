import { hashName } from '../base/hash-name.ts';
import { inverseNormal, normalCdf, pow, quantileOf, sortedCopy, uniformAt } from '../num/index.ts';
import type { Bands } from './bands.ts';
import type { ForecastSet, SeriesForecast } from './forecast-set.ts';
import { multiplierAt } from './multipliers.ts';
import type { Hierarchy } from './reconcile.ts';
import { makeReconciler } from './reconcile.ts';

/** A series as its hierarchy lets it be: bands, and joint paths that add up one by one. */
export interface ReconciledSeries {
  readonly id: string;
  readonly bands: Bands;
  /** One array a path, by horizon. */
  readonly paths: readonly Float64Array[];
}

export interface ReconciledSet {
  /** Totals first, then parts, in the order of the hierarchy. */
  readonly series: readonly ReconciledSeries[];
  /** Correlation of the errors of any two parts at which their spreads add up to those of the totals; 0 to 0.95. */
  readonly correlation: number;
  /** Largest gap between a total's forecast and the sum of those of its parts before, as a share of the total. */
  readonly largestGap: number;
}

/** Draws the bands are read from, at least. */
const fewestDraws = 2000;
/** Distance of the 10th and 90th percentile of a standard normal. */
const normalWidth80 = 2.5631031310892007;
const mostCorrelation = 0.95;

/**
 * Makes the forecasts of a hierarchy add up, means and every joint path, keeping what was calibrated.
 *
 * Errors of parts share one factor; how much is not assumed but read from the widths: the correlation at which the parts'
 * spreads add up to the totals'. A total's error is taken to be that of the sum of its parts, so that reconciling does not
 * narrow a total by treating one surprise as several. Parts are not below 0 where no series' past is.
 *
 * @example reconcileSet(set, { parts: ['a', 'b'], totals: [{ id: 't', of: ['a', 'b'] }] }, { paths: 200, seed: 7 }).series[0]?.id // 't'
 */
export function reconcileSet(
  set: ForecastSet,
  hierarchy: Hierarchy,
  options: { readonly paths: number; readonly seed: number },
): ReconciledSet {
  const byId = new Map(set.series.map((each) => [each.id, each]));
  const parts = hierarchy.parts.map((id) => byId.get(id)!);
  const totals = hierarchy.totals.map(({ id }) => byId.get(id)!);
  const members = hierarchy.totals.map(({ of }) => of.map((id) => hierarchy.parts.indexOf(id)));
  const all = [...totals, ...parts];
  const horizon = parts[0]!.scale.length;
  const count = Math.max(fewestDraws, options.paths);
  const correlation = impliedCorrelation(totals, parts, members);
  const kind = all.every(({ isNonNegative }) => isNonNegative) ? 'non-negative' : 'free';
  const scores = parts.map((part) => scorePaths(part, correlation, count, options.seed));
  const paths = all.map(() => Array.from({ length: count }, () => new Float64Array(horizon)));
  const means = all.map(() => new Float64Array(horizon));
  let largestGap = 0;
  for (let h = 0; h < horizon; h++) {
    const reconcile = makeReconciler(
      hierarchy,
      all.map((each) => square(spreadAt(each, h))),
      kind,
    );
    const base = all.map(({ bands }) => bands.buildout.mean[h]!);
    members.forEach((of, k) => {
      const sum = of.reduce((total, i) => total + base[totals.length + i]!, 0);
      if (base[k] !== 0) largestGap = Math.max(largestGap, Math.abs(sum / base[k]! - 1));
    });
    reconcile(base).forEach((value, r) => (means[r]![h] = value));
    const drawn = parts.map((part, i) => scores[i]!.map((z) => valueAt(part, h, normalCdf(z[h]!))));
    const above = totals.map((total, k) => {
      const sums = Float64Array.from({ length: count }, (_, p) =>
        members[k]!.reduce((sum, i) => sum + drawn[i]![p]!, 0),
      );
      return rankShares(sums).map((share) => valueAt(total, h, share));
    });
    for (let p = 0; p < count; p++) {
      const draw = [...above.map((values) => values[p]!), ...drawn.map((values) => values[p]!)];
      reconcile(draw).forEach((value, r) => (paths[r]![p]![h] = value));
    }
  }
  const series = all.map(({ id }, r) => ({
    id,
    bands: bandsOf(means[r]!, paths[r]!),
    paths: paths[r]!.slice(0, options.paths),
  }));
  return { series, correlation, largestGap };
}

/** Bands whose ends are the quantiles of joint paths. */
export function bandsOf(mean: Float64Array, paths: readonly Float64Array[]): Bands {
  const columns = Array.from(mean, (_, h) => sortedCopy(paths.map((path) => path[h]!)));
  const end = (p: number) => Float64Array.from(columns, (column) => quantileOf(column, p));
  return { mean, lo80: end(0.1), hi80: end(0.9), lo95: end(0.025), hi95: end(0.975) };
}

function spreadAt({ scale, multipliers }: SeriesForecast, h: number): number {
  return (
    (scale[h]! * (multiplierAt(multipliers, h, 0.9) - multiplierAt(multipliers, h, 0.1))) / normalWidth80
  );
}

function valueAt({ bands, scale, multipliers, isNonNegative }: SeriesForecast, h: number, p: number): number {
  const value = bands.buildout.mean[h]! + scale[h]! * multiplierAt(multipliers, h, p);
  return isNonNegative ? Math.max(value, 0) : value;
}

/** ρ of var(total) = Σσ² + ρ·((Σσ)² − Σσ²), the mean over totals of several parts and horizons. */
function impliedCorrelation(
  totals: readonly SeriesForecast[],
  parts: readonly SeriesForecast[],
  members: readonly (readonly number[])[],
): number {
  let [sum, count] = [0, 0];
  totals.forEach((total, k) => {
    for (let h = 0; h < total.scale.length; h++) {
      const spreads = members[k]!.map((i) => spreadAt(parts[i]!, h));
      const squares = spreads.reduce((all, each) => all + each * each, 0);
      const together = square(spreads.reduce((all, each) => all + each, 0));
      if (!(together - squares > 1e-12 * together)) continue;
      sum += (square(spreadAt(total, h)) - squares) / (together - squares);
      count++;
    }
  });
  return count === 0 ? 0 : Math.min(Math.max(sum / count, 0), mostCorrelation);
}

/** Normal scores by path and horizon: a part's own and a common one, lasting as `samplePaths` lets them. */
function scorePaths(part: SeriesForecast, correlation: number, count: number, seed: number): Float64Array[] {
  const [own, common] = [hashName(part.id), hashName('hierarchy.common')];
  const [shared, alone] = [Math.sqrt(correlation), Math.sqrt(1 - correlation)];
  const draw = (path: number, stream: number, h: number) => inverseNormal(uniformAt(seed, path, stream, h));
  const lasting = Array.from(part.scale, (_, h) =>
    h === 0 ? 0 : pow(h / (h + 1), part.multipliers.persistence),
  );
  return Array.from({ length: count }, (_, path) => {
    let z = 0;
    return Float64Array.from(lasting, (keep, h) => {
      const fresh = shared * draw(path, common, h) + alone * draw(path, own, h);
      z = keep * z + Math.sqrt(1 - keep * keep) * fresh;
      return z;
    });
  });
}

function square(value: number): number {
  return value * value;
}

/** Where each value stands among all, from 0 to 1; equal values in the order of the paths. */
function rankShares(values: Float64Array): Float64Array {
  const order = Array.from(values, (_, i) => i).sort((a, b) => values[a]! - values[b]! || a - b);
  const shares = new Float64Array(values.length);
  order.forEach((i, rank) => (shares[i] = (rank + 0.5) / values.length));
  return shares;
}
