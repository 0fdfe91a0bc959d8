import { breakEvenChips, type FrontierPoint, type ServingView } from '../serving/index.ts';
import { heatChart } from './charts/heat-chart.ts';
import { rankChart } from './charts/rank-chart.ts';
import { scatterChart, type ScatterPoint } from './charts/scatter-chart.ts';
import { renderFigure, type FigureSpec } from './figure.ts';
import { markup, trusted, type Markup } from './markup.ts';
import { seriesColour } from './palette.ts';
import type { DrawingDocument } from './report-types.ts';
import { theme } from './theme.ts';

const source = 'data/silicon: catalogue, measured rows and their calibration (serving_fit.json).';
const money = (usd: number): string => `$${usd.toPrecision(3)}`;
const thousands = (value: number): string => Math.round(value).toLocaleString('en-US');

/**
 * One self-contained page of a serving view: price against speed for each limit, revenue per MW, break-even volume of an own chip, regret of
 * fleets, and model quality against price. Without script or network, like the report of a run.
 */
export function renderServingPage(view: ServingView, document: DrawingDocument): string {
  const { workload } = view;
  const figures = servingFigures(view);
  const title = `Serving ${workload.name}`;
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${trusted(theme)}</style>
</head>
<body>
<header><h1>${title}: which chip, at which speed and price</h1>
<p>${workload.model.name}, ${workload.inputTokens} tokens in and ${workload.outputTokens} out. What you decide here: the chips to
buy for this work, and whether one of your own pays.</p></header>
<main><section>${figures.map((figure): Markup => renderFigure(document, figure))}</section></main>
<footer>Ranges are 80%. Planning software; not investment advice.</footer>
</body>
</html>
`.markup;
}

/** Fronts by limit, revenue per MW, break-even of an own chip, regret of fleets, and models by price. */
export function servingFigures(view: ServingView): readonly FigureSpec[] {
  return [
    ...view.limits.map((_, i) => frontierFigure(view, i)),
    revenueFigure(view),
    breakEvenFigure(),
    ...(view.regret ? [regretFigure(view.regret)] : []),
    modelFigure(view),
  ];
}

function colourOf({ chip }: FrontierPoint): string {
  if (chip.make === 'aws-neuron') return seriesColour(1);
  return chip.make.startsWith('nvidia') ? seriesColour(0) : seriesColour(2);
}

const makes = [
  { text: 'Nvidia', colour: seriesColour(0) },
  { text: 'AWS', colour: seriesColour(1) },
  { text: 'others', colour: seriesColour(2) },
];

function frontierFigure(view: ServingView, index: number): FigureSpec {
  const { perTokenMs, points, front } = view.limits[index]!;
  const limit = perTokenMs === undefined ? 'offline' : `at most ${perTokenMs} ms per token`;
  const dots = points.map((point): ScatterPoint => ({
    label: point.name,
    x: point.cost,
    y: point.gain,
    low: point.costLow,
    high: point.costHigh,
    colour: colourOf(point),
    isFront: front.has(point.name),
  }));
  return {
    id: `front-${index + 1}`,
    title: `Price against speed, ${limit}`,
    unit: 'tokens/s that a user sees, against $ per million tokens (input and output together)',
    layout: 'full',
    draw: (size) =>
      scatterChart(
        {
          points: dots,
          xLabel: '$ per million tokens',
          yLabel: 'tokens/s per user',
          height: 380,
          isLogX: true,
          isLogY: true,
        },
        size,
      ),
    legend: makes,
    measures:
      'Full dots are on the front: no other chip is both cheaper and faster. Bars are 80% ranges of the cost.',
    source,
    limits:
      'Chip prices are planning estimates; speed is that of the roofline at the batch that memory and the limit allow.',
    table: {
      caption: `Chips, ${limit}.`,
      columns: [
        { title: 'Chip' },
        { title: '$/M tokens', isNumber: true },
        { title: '80% range', isNumber: true },
        { title: 'tokens/s per chip', isNumber: true },
        { title: 'tokens/s per user', isNumber: true },
        { title: '$/chip-hour sold', isNumber: true },
        { title: 'bound by' },
        { title: 'measured before' },
      ],
      rows: points.map((point) => ({
        cells: [
          `${point.name} ${point.precision}${front.has(point.name) ? ' (front)' : ''}`,
          money(point.cost),
          `${money(point.costLow)} to ${money(point.costHigh)}`,
          thousands(point.estimate.value),
          point.gain.toPrecision(3),
          money(point.hour.perSoldHourUsd),
          point.estimate.served.bound,
          point.estimate.nearest,
        ],
      })),
    },
  };
}

function revenueFigure(view: ServingView): FigureSpec {
  const points = [...(view.limits[0]?.points ?? [])]
    .sort((a, b) => b.tokensPerSecondPerMw - a.tokensPerSecondPerMw)
    .slice(0, 12);
  const isPriced = points.every(({ revenuePerMwUsd }) => revenuePerMwUsd !== undefined);
  const value = (point: FrontierPoint): number =>
    (isPriced ? point.revenuePerMwUsd! : point.tokensPerSecondPerMw * 1000) / 1e6;
  const unit = isPriced
    ? '$m a year per MW of IT power at list prices'
    : 'million output tokens/s per GW of IT power';
  return {
    id: 'per-mw',
    title: isPriced ? 'Revenue per MW' : 'Work per MW',
    unit,
    layout: 'full',
    draw: (size) =>
      rankChart(
        points.map((point) => ({
          label: point.name,
          value: value(point),
          low: (value(point) * point.estimate.low80) / point.estimate.value,
          high: (value(point) * point.estimate.high80) / point.estimate.value,
          colour: colourOf(point),
        })),
        size,
      ),
    legend: makes,
    measures: 'What a megawatt earns or does when power is what binds; bars show 80% ranges.',
    source,
    limits:
      'Power per chip counts its share of server and network where known, otherwise 1.7 times the chip alone.',
    table: {
      caption: unit,
      columns: [{ title: 'Chip' }, { title: unit, isNumber: true }],
      rows: points.map((point) => ({ cells: [point.name, value(point).toPrecision(3)] })),
    },
  };
}

function breakEvenFigure(): FigureSpec {
  const savings = [4000, 5000, 7500, 10_000, 15_000, 20_000];
  const nres = [0.5e9, 1e9, 2e9];
  const points = nres.flatMap((nre, i) =>
    savings.map((saving): ScatterPoint => ({
      label:
        saving === 5000 || saving === 15_000
          ? `$${nre / 1e9}bn: ${thousands(breakEvenChips(nre, saving)! / 1000)}k`
          : '',
      x: saving / 1000,
      y: breakEvenChips(nre, saving)! / 1000,
      colour: seriesColour(i),
      isFront: false,
    })),
  );
  return {
    id: 'break-even',
    title: 'Chips at which an own chip pays its development back',
    unit: 'thousand chips, against $ thousand saved on each',
    layout: 'half',
    draw: (size) =>
      scatterChart(
        {
          points,
          xLabel: '$k saved per chip',
          yLabel: 'thousand chips',
          height: 320,
          isLogX: true,
          isLogY: true,
        },
        size,
      ),
    legend: nres.map((nre, i) => ({ text: `$${nre / 1e9}bn development`, colour: seriesColour(i) })),
    measures: 'Development cost over the saving per chip, without discounting.',
    source: 'Arithmetic.',
    limits: 'No delay, respin or discounting here: the programme of a case has them.',
    table: {
      caption: 'Thousand chips to break even.',
      columns: [
        { title: 'Saved per chip' },
        ...nres.map((nre) => ({ title: `$${nre / 1e9}bn`, isNumber: true })),
      ],
      rows: savings.map((saving) => ({
        cells: [
          `$${thousands(saving)}`,
          ...nres.map((nre) => (breakEvenChips(nre, saving)! / 1000).toFixed(1)),
        ],
      })),
    },
  };
}

function regretFigure({ choices, states, regretUsd, least }: NonNullable<ServingView['regret']>): FigureSpec {
  const most = Math.max(...regretUsd.flat(), 1e-12);
  const short = (state: string): string => state.replace('merchant price ', '');
  return {
    id: 'regret',
    title: 'Regret of fleets when the merchant price moves',
    unit: '$ per million tokens beyond the best fleet of each column; columns are factors on the merchant price',
    layout: 'half',
    draw: (size) =>
      heatChart(
        choices.flatMap((row, i) =>
          states.map((state, j) => ({
            column: short(state),
            row,
            share: regretUsd[i]![j]! / most,
            text: regretUsd[i]![j]!.toFixed(3),
            colour: 'var(--c2)',
            isStrong: regretUsd[i]![j] === 0,
          })),
        ),
        size,
      ),
    measures: `The least largest regret has: ${least}.`,
    source,
    limits: 'The first limit above; cost only, no software effort and no shortage.',
    table: {
      caption: 'Regret in $ per million tokens.',
      columns: [{ title: 'Fleet' }, ...states.map((title) => ({ title, isNumber: true }))],
      rows: choices.map((choice, i) => ({
        cells: [choice, ...regretUsd[i]!.map((value) => value.toFixed(4))],
      })),
    },
  };
}

function modelFigure({ models, modelFront }: ServingView): FigureSpec {
  return {
    id: 'models',
    title: 'Quality against list price',
    unit: 'arena score (2025-12-17, style control), against $ per million tokens at three tokens in for one out',
    layout: 'full',
    draw: (size) =>
      scatterChart(
        {
          points: models.map(({ name, cost, gain }) => ({
            label: modelFront.has(name) || name.startsWith('Nova') ? name : '',
            x: cost,
            y: gain,
            colour: name.startsWith('Nova') ? seriesColour(1) : seriesColour(0),
            isFront: modelFront.has(name),
          })),
          xLabel: '$ per million tokens',
          yLabel: 'arena score',
          height: 400,
          isLogX: true,
        },
        size,
      ),
    legend: [
      { text: 'Amazon Nova', colour: seriesColour(1) },
      { text: 'others', colour: seriesColour(0) },
    ],
    measures: 'Full dots: no model is both cheaper and better rated.',
    source: 'data/silicon/models.csv: llm-prices (2026-08-05), LMArena (2025-12-17).',
    limits: 'Prices and scores are of different days; one index of quality among several.',
    table: {
      caption: 'Models.',
      columns: [{ title: 'Model' }, { title: '$/M', isNumber: true }, { title: 'score', isNumber: true }],
      rows: [...models]
        .sort((a, b) => a.cost - b.cost)
        .map(({ name, cost, gain }) => ({
          cells: [modelFront.has(name) ? `${name} (front)` : name, cost.toPrecision(3), gain.toFixed(0)],
        })),
    },
  };
}
