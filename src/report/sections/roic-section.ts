import { yearFan, periodFan } from '../charts/fan-rows.ts';
import { lineChart } from '../charts/line-chart.ts';
import { shortYear, yearStarts, yearTicks } from '../charts/time-axis.ts';
import { emptyFigure, fanLegend, renderFigure } from '../figure.ts';
import type { Figure } from '../figure.ts';
import { labelWords } from '../label-words.ts';
import { markup } from '../markup.ts';
import { seriesColour } from '../palette.ts';
import { findFamily, findMetric, headlineYear, periodDisplay, yearDisplay } from '../read-metric.ts';
import type { ReportContext } from '../report-types.ts';
import type { Bridge, RunResult } from '../result-types.ts';
import { roicNames } from '../roic-names.ts';
import { renderEmpty } from '../table.ts';
import { costOfCapital } from '../verdict.ts';
import { yearTable } from '../year-table.ts';
import { bridgeFigure } from './bridge-figure.ts';
import type { Section } from './section.ts';
import { bodyOf } from './section.ts';
import { runWords } from './source-words.ts';

export function roicSection(context: ReportContext): Section {
  const { document, result } = context;
  const bridges = bridgesShown(result);
  const body = bodyOf(
    renderFigure(document, definitionsFigure(result)),
    bridges.length === 0
      ? renderEmpty('the bridge between definitions', ['bridge'])
      : markup`<div class="pair">${bridges.map((bridge, i) => renderFigure(document, bridgeFigure(result, bridge, i)))}</div>`,
    renderFigure(document, vintageFigure(result)),
  );
  return { id: 'roic', title: 'What it earns on its capital', body };
}

/** The bridges of a fiscal year, the headline's unless given, or of the last year that has any. */
export function bridgesShown(result: RunResult, asked?: string): readonly Bridge[] {
  const main = asked ?? headlineYear(result);
  const year = result.bridge.some((bridge) => bridge.year === main) ? main : result.bridge.at(-1)?.year;
  return result.bridge.filter((bridge) => bridge.year === year);
}

/** Return on invested capital by fiscal year under each definition. */
export function definitionsFigure(result: RunResult): Figure {
  const found = roicNames.flatMap((name, i) => {
    const metric = findMetric(result, name.id);
    return metric === undefined || metric.years.labels.length === 0
      ? []
      : [{ ...name, label: name.words, metric, colour: colours[i]! }];
  });
  const [first] = found;
  if (first === undefined)
    return emptyFigure(
      'return on invested capital',
      roicNames.map(({ id }) => id),
    );
  const { labels } = first.metric.years;
  const series = found.map(({ id, label, metric, colour }) => ({
    label,
    colour,
    rows: yearFan(metric, yearDisplay(metric)),
    isFan: id === 'roic.d2',
    hasDots: true,
  }));
  const cost = costOfCapital(result);
  const chart = {
    series,
    ticks: (plotWidth: number) =>
      labels.map((label, x) => ({ x, text: shortYear(label, plotWidth / labels.length) })),
    starts: [],
    domainX: [-0.3, labels.length - 0.7] as const,
    ...(cost === undefined ? {} : { level: { y: cost, text: `WACC ${cost.toFixed(1)}%` } }),
    height: 380,
  };
  const meanings = found.map(({ short, meaning }) => `${short}: ${meaning}`).join('. ');
  return {
    id: 'roic-definitions',
    title: 'Return on invested capital, by definition',
    unit: '% a year, fiscal years',
    layout: 'full',
    draw: (size) => lineChart(chart, size),
    legend: found.some(({ id }) => id === 'roic.d2')
      ? fanLegend.map((entry) => ({ ...entry, text: `D2, ${entry.text}` }))
      : [],
    measures: `NOPAT is operating income less tax at the book rate. ${meanings}.${cost === undefined ? '' : ' WACC, the dotted rule, is the cost of capital the case assumes.'}`,
    source: runWords(result),
    limits:
      'The definitions answer different questions and cannot be compared with each other or with another company’s figure without the bridge below. The first year rests on the opening balance sheet.',
    table: yearTable('Return on invested capital by definition.', found),
  };
}

/** D2, the default, takes the first colour. */
const colours = [1, 0, 2, 3, 4, 5].map(seriesColour);

/** Return of the capital spent in each fiscal year, through its life. */
export function vintageFigure(result: RunResult): Figure {
  const found = findFamily(result, 'vintage.roic');
  if (found.length === 0) return emptyFigure('the return of each capex year', ['vintage.roic']);
  const series = found.map(({ label, metric }, i) => ({
    label: labelWords(label),
    colour: seriesColour(i),
    rows: periodFan(metric, periodDisplay(metric)).filter(({ p50 }) => Number.isFinite(p50) && p50 !== 0),
    isDashed: i >= 6,
  }));
  const { years, periods } = result.calendar;
  const chart = {
    series,
    ticks: (plotWidth: number) => yearTicks(years, plotWidth),
    starts: yearStarts(years),
    domainX: [0, periods.length] as const,
    height: 320,
  };
  const named = found.map(({ label, metric }) => ({ label: labelWords(label), metric }));
  return {
    id: 'roic-vintages',
    title: 'Return of each year’s capital spending through its life',
    unit: '% a year, medians',
    layout: 'full',
    draw: (size) => lineChart(chart, size),
    measures:
      'For the capital spent in one fiscal year: NOPAT of the last four quarters over the average net capital of that vintage, construction included.',
    source: runWords(result),
    limits:
      'Revenue and costs are shared out between vintages by the chips at work, which is a rule and not a measurement. A falling capital base lifts the figure late in life.',
    table: yearTable('Return of each vintage.', named),
  };
}
