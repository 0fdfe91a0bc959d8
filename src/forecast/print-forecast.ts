import { csvCell } from '../table/index.ts';
import type { Bands } from './bands.ts';
import { methods } from './forecast-points.ts';
import type { ForecastSet } from './forecast-set.ts';
import type { LayeredSet } from './layer-forecasts.ts';

export const forecastHeader = 'method,series_id,h,mean,lo80,hi80,lo95,hi95\n';

/** The forecasts of a set as CSV text, a piece a series and method, without the header; numbers to 10 digits. */
export function* printForecasts(set: ForecastSet): Generator<string> {
  for (const method of methods) {
    for (const series of set.series) {
      yield printBands(method, series.id, series.bands[method]);
    }
  }
}

/** The layers over the forecasts as rows of the same columns: `reconciled` and `judged`, where there are any. */
export function* printLayers(set: LayeredSet): Generator<string> {
  for (const layer of ['reconciled', 'judged'] as const) {
    for (const series of set.series) {
      const bands = series[layer];
      if (bands) yield printBands(layer, series.id, bands);
    }
  }
}

function printBands(method: string, id: string, { mean, lo80, hi80, lo95, hi95 }: Bands): string {
  const head = `${method},${csvCell(id)}`;
  let text = '';
  for (let h = 0; h < mean.length; h++) {
    text += `${head},${h + 1},${digits(mean[h]!)},${digits(lo80[h]!)},${digits(hi80[h]!)},${digits(lo95[h]!)},${digits(hi95[h]!)}\n`;
  }
  return text;
}

function digits(value: number): string {
  return String(Number(value.toPrecision(10)));
}
