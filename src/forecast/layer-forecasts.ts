import { hashName } from '../base/hash-name.ts';
import type { Override, OverrideEntry } from './apply-overrides.ts';
import { applyOverrides, overridePaths } from './apply-overrides.ts';
import type { Bands } from './bands.ts';
import type { ForecastSet } from './forecast-set.ts';
import type { Hierarchy } from './reconcile.ts';
import type { ReconciledSet } from './reconcile-set.ts';
import { bandsOf, reconcileSet } from './reconcile-set.ts';
import { samplePaths } from './sample-paths.ts';

/** What stands over the statistical forecast of one series. */
export interface LayeredSeries {
  readonly id: string;
  /** Made to add up; `undefined` outside the hierarchy, or without one. */
  readonly reconciled: Bands | undefined;
  /** After the overrides; `undefined` where none holds. */
  readonly judged: Bands | undefined;
  /** Joint paths of the last layer there is. */
  readonly paths: readonly Float64Array[];
}

export interface LayeredSet {
  readonly series: readonly LayeredSeries[];
  /** Every override with what it did, or why it was left out. */
  readonly log: readonly OverrideEntry[];
  readonly reconciliation: Pick<ReconciledSet, 'correlation' | 'largestGap'> | undefined;
}

export interface LayerOptions {
  readonly hierarchy?: Hierarchy | undefined;
  readonly overrides?: readonly Override[];
  /** Date `YYYY-MM-DD` on which the overrides have to hold. */
  readonly today: string;
  readonly paths: number;
  readonly seed: number;
}

/**
 * Lays a hierarchy, then judgement, over the combination's forecasts; each layer stands beside the one below, so that what it
 * added can be measured. Overrides change parts, and a total is again the sum of its parts, path by path.
 *
 * @example layerForecasts(set, { hierarchy, overrides, today: '2026-03-01', paths: 200, seed: 7 }).log
 */
export function layerForecasts(set: ForecastSet, options: LayerOptions): LayeredSet {
  const { hierarchy, overrides = [], today, paths, seed } = options;
  const found = hierarchy && reconcileSet(set, hierarchy, { paths: Math.max(paths, bandPaths), seed });
  const reconciled = new Map(found?.series.map((each) => [each.id, each]));
  const log: OverrideEntry[] = [];
  const layered = new Map(
    set.series.map((series) => {
      const { id, bands, isNonNegative } = series;
      const below = reconciled.get(id);
      const base = below?.bands ?? bands.buildout;
      const drawn =
        below?.paths ?? samplePaths({ ...series, mean: base.mean }, { paths, seed, stream: hashName(id) });
      const changed = applyOverrides(id, base, overrides, today);
      log.push(...changed.log);
      const isChanged = changed.log.some(({ applied }) => applied);
      const floor = (column: Float64Array) =>
        isNonNegative ? column.map((value) => Math.max(value, 0)) : column;
      const moved = isChanged
        ? overridePaths({ id, mean: base.mean, paths: drawn }, overrides, today).map(floor)
        : drawn;
      const judged = isChanged ? mapBands(changed.bands, floor) : undefined;
      return [id, { id, reconciled: below?.bands, judged, paths: moved }] as const;
    }),
  );
  for (const { id, of } of hierarchy?.totals ?? []) {
    const parts = of.map((part) => layered.get(part)!);
    if (parts.every(({ judged }) => judged === undefined)) continue;
    const mean = sumOf(parts.map(({ judged, reconciled: bands }) => (judged ?? bands!).mean));
    const sums = parts[0]!.paths.map((_, p) => sumOf(parts.map((part) => part.paths[p]!)));
    layered.set(id, { ...layered.get(id)!, judged: bandsOf(mean, sums), paths: sums });
  }
  const series = set.series.map(({ id }) => {
    const each = layered.get(id)!;
    return { ...each, paths: each.paths.slice(0, paths) };
  });
  return { series, log, reconciliation: found };
}

/** Paths from which the bands of a changed total are read. */
const bandPaths = 2000;

function mapBands(
  { mean, lo80, hi80, lo95, hi95 }: Bands,
  each: (column: Float64Array) => Float64Array,
): Bands {
  return { mean: each(mean), lo80: each(lo80), hi80: each(hi80), lo95: each(lo95), hi95: each(hi95) };
}

function sumOf(columns: readonly Float64Array[]): Float64Array {
  return columns[0]!.map((_, h) => columns.reduce((sum, column) => sum + column[h]!, 0));
}
