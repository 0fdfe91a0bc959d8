import type { Override, OverrideEntry } from './apply-overrides.ts';
import { forecastValueAdded } from './apply-overrides.ts';
import type { ForecastSet } from './forecast-set.ts';
import type { LayeredSet } from './layer-forecasts.ts';
import type { Series } from './series.ts';

/** Mean absolute errors of one series by layer, in its own unit, over the periods that have come. */
export interface SeriesValueAdded {
  readonly id: string;
  /** Periods of the forecast that have come. */
  readonly periods: number;
  readonly statistical: number;
  readonly reconciled: number | undefined;
  readonly judged: number | undefined;
  /** Error of the statistical forecast less that of the last layer: above 0 where the layers helped. */
  readonly added: number;
}

/** What one override took off the mean absolute error of the periods it changed and that have come. */
export interface OverrideValueAdded {
  readonly override: Override;
  readonly periods: number;
  readonly added: number;
}

export interface ValueAdded {
  readonly series: readonly SeriesValueAdded[];
  readonly overrides: readonly OverrideValueAdded[];
}

/**
 * Forecast value added of every layer and every override, from what came after: `actuals` holds the values after the last of each
 * series, oldest first, as many as there are. Series without actuals are left out.
 *
 * @example valueAdded(set, layers, [{ id: 'a', values: Float64Array.of(120, 130), lastPeriod: '' }]).series[0]?.added // 4.5
 */
export function valueAdded(set: ForecastSet, layers: LayeredSet, actuals: readonly Series[]): ValueAdded {
  const byId = new Map(actuals.map(({ id, values }) => [id, values]));
  const layered = new Map(layers.series.map((each) => [each.id, each]));
  const series = set.series.flatMap(({ id, bands }): SeriesValueAdded[] => {
    const came = byId.get(id)?.slice(0, bands.buildout.mean.length);
    if (!came || came.length === 0) return [];
    const { reconciled, judged } = layered.get(id)!;
    const errorOf = (mean: Float64Array) => meanError(came, mean);
    const statistical = errorOf(bands.buildout.mean);
    const last = judged ?? reconciled ?? bands.buildout;
    return [
      {
        id,
        periods: came.length,
        statistical,
        reconciled: reconciled && errorOf(reconciled.mean),
        judged: judged && errorOf(judged.mean),
        added: forecastValueAdded(came, bands.buildout.mean, last.mean),
      },
    ];
  });
  const overrides = layers.log.flatMap((entry): OverrideValueAdded[] => {
    const came = byId.get(entry.override.seriesId);
    return entry.applied && came ? overrideAdded(entry, came) : [];
  });
  return { series, overrides };
}

function overrideAdded(entry: OverrideEntry, came: Float64Array): OverrideValueAdded[] {
  const { override, meanBefore, meanAfter } = entry;
  const [from, to] = [override.from - 1, Math.min(override.to, came.length)];
  if (to <= from) return [];
  const part = (column: Float64Array) => column.slice(from, to);
  const added = forecastValueAdded(part(came), part(meanBefore), part(meanAfter));
  return [{ override, periods: to - from, added }];
}

function meanError(actuals: Float64Array, mean: Float64Array): number {
  return actuals.reduce((sum, value, h) => sum + Math.abs(value - mean[h]!), 0) / actuals.length;
}
