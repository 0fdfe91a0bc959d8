import type { BackTest } from './back-test.ts';
import { backTest } from './back-test.ts';
import type { Bands } from './bands.ts';
import { makeBands } from './bands.ts';
import type { Basis, Calibration } from './calibrate.ts';
import { calibrateOwn, calibratePool, calibratePrior, fewestPooledSeries } from './calibrate.ts';
import { errorScale } from './error-scale.ts';
import type { Method } from './forecast-points.ts';
import { forecastPoints, methods } from './forecast-points.ts';
import type { Multipliers } from './multipliers.ts';
import type { Vintage } from './rolling-origin.ts';
import { forecastOrigins, ownOrigins, poolOrigins } from './rolling-origin.ts';
import { liftCensored } from './lift-censored.ts';
import type { Series, SeriesFrequency } from './series.ts';
import { seasonsOf } from './series.ts';

export interface ForecastOptions {
  /** Periods ahead. */
  readonly horizon: number;
  readonly frequency: SeriesFrequency;
  /** Season lengths instead of those of the frequency, the shorter first. */
  readonly seasons?: readonly number[];
  /** Called before each series with the share done, 0 to 1: first for looking back, then for the forecasts. */
  readonly onProgress?: (share: number) => void;
}

/** The forecasts of one series by every method, and what its joint paths are drawn from. */
export interface SeriesForecast {
  readonly id: string;
  readonly values: Float64Array;
  readonly lastPeriod: string;
  /** Where the widths come from. */
  readonly basis: Basis;
  readonly bands: Readonly<Record<Method, Bands>>;
  /** Scale of the errors by horizon, and the combination's multipliers of it. */
  readonly scale: Float64Array;
  readonly multipliers: Multipliers;
  readonly isNonNegative: boolean;
  /** Values raised to the demand behind them, where all there was to sell was sold. */
  readonly lifted?: { readonly periods: number; readonly added: number };
}

export interface ForecastSet {
  readonly series: readonly SeriesForecast[];
  /** How the same methods did from earlier origins; `undefined` when every series is too short to look back. */
  readonly backTest: BackTest | undefined;
}

/** Share of the work that looking back takes: up to three origins a series, or many of a single one. */
const lookingBack = 0.75;
/** Origins of a series that is judged by its own errors. */
const mostOwnOrigins = 36;

/**
 * Forecasts a set of series, sold-out periods raised to the demand behind them (`liftCensored`), with intervals that are calibrated by what the same methods got wrong before.
 *
 * Widths come from the errors of all series pooled, where there are enough of them; else from the series' own errors from
 * rolling origins; else from multipliers measured on public series. Equal input gives equal bytes.
 *
 * @example forecastSet([{ id: 'a', values, lastPeriod: '2026Q2' }], { horizon: 8, frequency: 'Q' }).series[0]?.basis // 'own'
 */
export function forecastSet(given: readonly Series[], options: ForecastOptions): ForecastSet {
  const { horizon, frequency } = options;
  const seasons = options.seasons ?? seasonsOf[frequency];
  const series = given.map((each) => liftSeries(each, seasons));
  const origins = { horizon, seasons };
  const isMany = series.length >= fewestPooledSeries;
  const tell = (i: number, from: number, to: number) =>
    options.onProgress?.(from + ((to - from) * i) / series.length);
  const vintages = series.map(({ values }, i): readonly Vintage[] => {
    tell(i, 0, lookingBack);
    return forecastOrigins(
      values,
      isMany ? poolOrigins(values.length, origins) : ownOrigins(values.length, seasons, mostOwnOrigins),
      origins,
    );
  });
  const pool = isMany ? calibratePool(vintages.flat(), horizon) : undefined;
  const prior = calibratePrior(frequency);
  const calibrationOf = (i: number): Calibration =>
    pool ?? (isMany ? undefined : calibrateOwn(vintages[i]!, horizon)) ?? prior;
  const forecasts = series.map((each, i) => {
    tell(i, lookingBack, 1);
    return forecastOne(each, calibrationOf(i), origins);
  });
  return {
    series: forecasts,
    backTest: backTest(vintages, { horizon, frequency, isPooled: pool !== undefined }),
  };
}

/** A series whose sold-out periods are the demand behind them. */
function liftSeries(series: Series, seasons: readonly number[]): Series & Pick<SeriesForecast, 'lifted'> {
  const { values: sold, soldOut } = series;
  if (!soldOut) return series;
  const values = liftCensored(sold, soldOut, seasons);
  const added = values.reduce((sum, value, t) => sum + value - sold[t]!, 0);
  return { ...series, values, lifted: { periods: soldOut.filter(Boolean).length, added } };
}

function forecastOne(
  series: Series,
  calibration: Calibration,
  { horizon, seasons }: { readonly horizon: number; readonly seasons: readonly number[] },
): SeriesForecast {
  const { values } = series;
  const { paths, spread } = forecastPoints(values, { horizon, seasons });
  const isNonNegative = values.every((value) => value >= 0);
  const measured = errorScale(values, spread, seasons[0] ?? 1);
  const isBare = values.length < 4;
  const scale = isBare ? guessScale(values, measured) : measured;
  const bands = methods.map((method) => {
    const multipliers = calibration.multipliers[method];
    return [method, makeBands(paths[method], scale, multipliers, isNonNegative)] as const;
  });
  return {
    ...series,
    basis: isBare ? 'model' : calibration.basis,
    bands: Object.fromEntries(bands) as Record<Method, Bands>,
    scale,
    multipliers: calibration.multipliers.buildout,
    isNonNegative,
  };
}

/** Share of its level that a series of one to three values is taken to move by in a period: there is nothing to measure. */
const guessedChange = 0.1;

function guessScale(values: Float64Array, measured: Float64Array): Float64Array {
  const level = Math.abs(values[values.length - 1]!);
  return measured.map((scale, h) => Math.max(scale, guessedChange * level * Math.sqrt(h + 1)));
}
