import { hashName } from '../base/hash-name.ts';
import type { BackTest, Bands, ForecastSet, LayeredSeries, SeriesForecast } from '../forecast/index.ts';
import { methods, multiplierAt, samplePaths } from '../forecast/index.ts';
import type { PathFan } from './charts/path-fan-chart.ts';
import { pathFanChart } from './charts/path-fan-chart.ts';
import { shareChart } from './charts/share-chart.ts';
import type { LegendEntry } from './figure.ts';
import { renderFigure } from './figure.ts';
import type { Markup } from './markup.ts';
import { markup } from './markup.ts';
import { renderPage } from './render-page.ts';
import type { DrawingDocument } from './report-types.ts';
import { numberColumns } from './table.ts';

export interface ForecastPageOptions {
  readonly document: DrawingDocument;
  /** Name of the file the series come from. */
  readonly file: string;
  readonly version: string;
  readonly seed: number;
  /** What stands over the statistical forecasts, by series. */
  readonly layers?: readonly LayeredSeries[];
}

/** Fans drawn on the page; more would not be looked at. */
const mostFans = 8;
const drawnPaths = 6;
/** Values of the past drawn for each period ahead. */
const pastPerPeriod = 4;

export const bandLegend: readonly LegendEntry[] = [
  { text: 'as it was', colour: 'var(--c1)', look: 'line' },
  { text: 'forecast', colour: 'var(--c1)', look: 'dashed' },
  { text: '50% band', colour: 'var(--c1)', opacity: 0.6 },
  { text: '80%', colour: 'var(--c1)', opacity: 0.4 },
  { text: '95%', colour: 'var(--c1)', opacity: 0.18 },
];

/** A page with the fans of the first series of a set and the back-test of all of them. */
export function renderForecastPage(set: ForecastSet, options: ForecastPageOptions): string {
  const shown = set.series.slice(0, mostFans);
  const rest = set.series.length - shown.length;
  const lead = [
    `${set.series.length} series of ${options.file}, forecast ${shown[0]?.scale.length ?? 0} periods ahead.${rest > 0 ? ` The first ${shown.length} are drawn.` : ''}`,
    ...(set.backTest ? [backTestSentence(set.backTest)] : []),
  ];
  const body: Markup[] = [
    ...(set.backTest ? [markup`<div class="pair">${backTestFigures(set.backTest, options)}</div>`] : []),
    markup`<div class="pair">${shown.map((series, i) => fanFigure(series, i, options))}</div>`,
  ];
  return renderPage({ title: `Forecast of ${options.file}`, lead, body, version: options.version });
}

/** What the back-test says, in a sentence. */
export function backTestSentence({ scores, forecasts, series, error95 }: BackTest): string {
  const { mase, covered95 } = scores.buildout;
  const floor = Math.min(scores.naive.mase, scores.seasonal_naive.mase);
  const better = 100 * (1 - mase / floor);
  const against =
    better >= 0
      ? `${better.toFixed(0)}% smaller than those of the better naive method`
      : `${(-better).toFixed(0)}% larger than those of the better naive method`;
  return `Looking back at ${forecasts} forecasts of ${series} series, the combination's errors were ${against}; its 95% band held ${(100 * covered95).toFixed(1)}% of what came (${(100 * error95.low).toFixed(1)}–${(100 * error95.high).toFixed(1)}).`;
}

/** The fan of one forecast: history, graded bands and joint paths. */
export function fanOf(series: SeriesForecast, seed: number, colour = 'var(--c1)'): PathFan {
  const { values, scale, multipliers, isNonNegative } = series;
  const { mean } = series.bands.buildout;
  const kept = Math.min(values.length, Math.max(12, pastPerPeriod * mean.length));
  const from = values.length - kept;
  const clip = (value: number) => (isNonNegative ? Math.max(value, 0) : value);
  const end = (h: number, p: number) => clip(mean[h]! + scale[h]! * multiplierAt(multipliers, h, p));
  const paths = samplePaths(
    { mean, scale, multipliers, isNonNegative },
    { paths: drawnPaths, seed, stream: hashName(series.id) },
  );
  return {
    label: series.id,
    colour,
    history: Array.from(values.subarray(from), (y, i) => ({ x: i - kept + 1, y })),
    future: Array.from(mean, (mid, h) => ({
      x: h + 1,
      mid,
      bands: [
        [end(h, 0.25), end(h, 0.75)],
        [end(h, 0.1), end(h, 0.9)],
        [end(h, 0.025), end(h, 0.975)],
      ] as const,
    })),
    paths: paths.map((path) => Array.from(path)),
  };
}

/** The last layer over a forecast, if there is one. */
function layerOf(
  { id }: SeriesForecast,
  layers: readonly LayeredSeries[],
): { readonly name: string; readonly bands: Bands } | undefined {
  const found = layers.find((each) => each.id === id);
  if (found?.judged) return { name: 'judged', bands: found.judged };
  return found?.reconciled && { name: 'reconciled', bands: found.reconciled };
}

function layerFan({ name, bands }: NonNullable<ReturnType<typeof layerOf>>): PathFan {
  const { mean, lo80, hi80, lo95, hi95 } = bands;
  const future = Array.from(mean, (mid, h) => ({
    x: h + 1,
    mid,
    bands: [[lo80[h]!, hi80[h]!] as const, [lo95[h]!, hi95[h]!] as const],
  }));
  return { label: name, colour: 'var(--c2)', history: [], future, paths: [] };
}

function fanFigure(
  series: SeriesForecast,
  i: number,
  { document, file, seed, layers = [] }: ForecastPageOptions,
): Markup {
  const fan = fanOf(series, seed);
  const layer = layerOf(series, layers);
  const shown = (value: number) => String(Number(value.toPrecision(5)));
  const last = series.lastPeriod === '' ? 'the last value' : series.lastPeriod;
  const { mean, lo80, hi80, lo95, hi95 } = series.bands.buildout;
  return renderFigure(document, {
    id: `fan-${i + 1}`,
    title: series.id,
    unit: 'unit of the file, by period before and after the last value',
    layout: 'half',
    draw: (size) =>
      pathFanChart(
        {
          fans: layer ? [fan, layerFan(layer)] : [fan],
          tickText: (x) => (x > 0 ? `+${x}` : String(x)),
          height: 280,
          fromZero: false,
        },
        size,
      ),
    legend: layer
      ? [...bandLegend, { text: `${layer.name}, 80 and 95%`, colour: 'var(--c2)', look: 'dashed' as const }]
      : bandLegend,
    measures: `The combination's mean after ${last}, its 50, 80 and 95% bands, and ${fan.paths.length} joint paths.`,
    source: `${file}; widths from ${series.basis} errors.`,
    limits:
      'It carries forward what the series did; it knows of no event ahead. The axis need not start at 0.',
    table: {
      caption: `Forecast of ${series.id}.`,
      columns: [
        { title: 'Period' },
        ...numberColumns([
          'Mean',
          'Low 80',
          'High 80',
          'Low 95',
          'High 95',
          ...(layer ? [`Mean, ${layer.name}`, 'Low 80', 'High 80'] : []),
        ]),
      ],
      rows: Array.from(mean, (value, h) => ({
        cells: [
          `+${h + 1}`,
          ...[value, lo80[h]!, hi80[h]!, lo95[h]!, hi95[h]!].map(shown),
          ...(layer
            ? [layer.bands.mean, layer.bands.lo80, layer.bands.hi80].map((column) => shown(column[h]!))
            : []),
        ],
      })),
    },
  });
}

function backTestFigures(backTest: BackTest, { document, file }: ForecastPageOptions): Markup[] {
  const { pit, byHorizon, scores } = backTest;
  const source = `${file}: ${backTest.how}.`;
  const pitFigure = renderFigure(document, {
    id: 'pit',
    title: 'Where outcomes fell in the predicted distribution',
    unit: '% of outcomes by tenth',
    layout: 'half',
    draw: (size) =>
      shareChart(
        {
          columns: pit.map((share, i) => ({ label: `${10 * i}–${10 * i + 10}`, share })),
          level: 0.1,
          height: 240,
        },
        size,
      ),
    measures:
      'Probability integral transform of the combination: flat when the bands are right, a hump when too wide, a bowl when too narrow.',
    source,
    limits: 'Outcomes of one series are not independent of each other.',
    table: {
      caption: 'Share of outcomes by tenth of the predicted distribution.',
      columns: [{ title: 'Tenth' }, ...numberColumns(['Share'])],
      rows: pit.map((share, i) => ({ cells: [String(i + 1), `${(100 * share).toFixed(1)}%`] })),
    },
  });
  const row = (pick: (each: (typeof byHorizon)[number]) => number) =>
    byHorizon.map((each) => ({ x: each.h, y: pick(each) }));
  const errorFigure = renderFigure(document, {
    id: 'back-test',
    title: 'Error by horizon, looking back',
    unit: 'mean absolute error over the mean change in a season',
    layout: 'half',
    draw: (size) =>
      pathFanChart(
        {
          fans: [
            {
              label: 'combination',
              colour: 'var(--c1)',
              history: row(({ mase }) => mase),
              future: [],
              paths: [],
            },
            {
              label: 'naive',
              colour: 'var(--c6)',
              history: row(({ naive }) => naive),
              future: [],
              paths: [],
            },
          ],
          tickText: (x) => `+${x}`,
          height: 240,
          fromZero: true,
        },
        size,
      ),
    measures:
      'The combination against the better of the naive and the seasonal naive method, by periods ahead.',
    source,
    limits: 'The past is no promise: an error here is one made under the conditions of then.',
    table: {
      caption: 'Scores of every method, looking back.',
      columns: [{ title: 'Method' }, ...numberColumns(['MASE', 'sMAPE', 'MSIS', 'In 80%', 'In 95%'])],
      rows: methods.map((method) => {
        const { mase, smape, msis, covered80, covered95 } = scores[method];
        const percent = (share: number) => `${(100 * share).toFixed(1)}%`;
        return {
          cells: [
            method,
            mase.toFixed(3),
            smape.toFixed(2),
            msis.toFixed(2),
            percent(covered80),
            percent(covered95),
          ],
        };
      }),
    },
  });
  return [errorFigure, pitFigure];
}
