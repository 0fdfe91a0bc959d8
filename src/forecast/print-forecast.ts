import { csvCell } from '../table/index.ts';
import { methods } from './forecast-points.ts';
import type { ForecastSet } from './forecast-set.ts';

export const forecastHeader = 'method,series_id,h,mean,lo80,hi80,lo95,hi95\n';

/** The forecasts of a set as CSV text, a piece a series and method, without the header; numbers to 10 digits. */
export function* printForecasts(set: ForecastSet): Generator<string> {
  for (const method of methods) {
    for (const series of set.series) {
      const { mean, lo80, hi80, lo95, hi95 } = series.bands[method];
      const head = `${method},${csvCell(series.id)}`;
      let text = '';
      for (let h = 0; h < mean.length; h++) {
        text += `${head},${h + 1},${digits(mean[h]!)},${digits(lo80[h]!)},${digits(hi80[h]!)},${digits(lo95[h]!)},${digits(hi95[h]!)}\n`;
      }
      yield text;
    }
  }
}

function digits(value: number): string {
  return String(Number(value.toPrecision(10)));
}
