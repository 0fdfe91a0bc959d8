import type { PlotOptions } from '@observablehq/plot';
import { axisFx, axisFy, axisX, axisY, barY, gridY, ruleX, ruleY, text } from '@observablehq/plot';
import { quietColour, ruleColour, seriesColour } from '../palette.ts';
import type { CapexColumn } from '../report-types.ts';
import type { ChartSize } from './chart-size.ts';
import { hatchFill, hatchMark } from './hatch.ts';

/** Room above the tallest column for its label, as a share of its height. */
const labelAir = 1.14;
const narrowPanelPx = 92;

/**
 * Columns of capital spending, one panel a company: filled for actuals, outlined when recalled, hatched for guidance.
 * Panels stand side by side, or one below the other on a narrow chart.
 */
export function companyChart(columns: readonly CapexColumn[], size: ChartSize): PlotOptions {
  const companies = [...new Set(columns.map(({ company }) => company))];
  const years = [...new Set(columns.map(({ year }) => year))].sort((a, b) => a - b);
  const ends = new Set(size.isNarrow ? years : [years[0], years[years.length - 1]]);
  const tallest = Math.max(...columns.map(({ usdBn, high }) => Math.max(usdBn, high ?? 0)));
  const facet = size.isNarrow ? ({ fy: 'company' } as const) : ({ fx: 'company' } as const);
  const panels = { domain: companies, padding: size.isNarrow ? 0.3 : 0.12, label: null, axis: null };
  const quiet = { tickSize: 0, label: null, fill: quietColour } as const;
  return {
    height: size.isNarrow ? companies.length * narrowPanelPx + 40 : 310,
    marginLeft: size.isNarrow ? 32 : 40,
    marginRight: 6,
    marginTop: size.isNarrow ? 8 : 30,
    marginBottom: 26,
    ...(size.isNarrow ? { fy: panels } : { fx: panels }),
    x: { type: 'band', domain: years, padding: 0.25 },
    y: { type: 'linear', domain: [0, tallest * labelAir] },
    marks: [
      ...companies.map((_company, i) => hatchMark(`${size.id}-hatch-${i}`, seriesColour(i))),
      gridY({ stroke: ruleColour, strokeOpacity: 1, ticks: size.isNarrow ? 3 : 5 }),
      ...columnMarks(columns, companies, size),
      ruleY([0], { stroke: quietColour }),
      axisY({ ...quiet, ticks: size.isNarrow ? 3 : 5 }),
      axisX({ ...quiet, tickFormat: (year: number) => (ends.has(year) ? `’${String(year).slice(2)}` : '') }),
      ...(size.isNarrow
        ? [
            axisFy({ ...quiet, tickFormat: () => '' }),
            text(companies, { ...facetOf(facet), text: (name: string) => name, ...cornerLabel }),
          ]
        : [axisFx({ anchor: 'top', tickSize: 0, label: null, fontWeight: 600, fontSize: 13 })]),
    ],
  };
}

const cornerLabel = { frameAnchor: 'top-left', dx: 6, dy: 2, fontWeight: 600, textAnchor: 'start' } as const;

/** The facet channel for data that are the names themselves. */
function facetOf(facet: { readonly fy: string } | { readonly fx: string }) {
  const itself = (name: string) => name;
  return 'fy' in facet ? { fy: itself } : { fx: itself };
}

function columnMarks(columns: readonly CapexColumn[], companies: readonly string[], size: ChartSize) {
  const facet = size.isNarrow ? ({ fy: 'company' } as const) : ({ fx: 'company' } as const);
  const base = { ...facet, x: 'year', y: 'usdBn' } as const;
  const colourOf = (column: CapexColumn) => seriesColour(companies.indexOf(column.company));
  const hatchOf = (column: CapexColumn) => hatchFill(`${size.id}-hatch-${companies.indexOf(column.company)}`);
  const actual = columns.filter(({ kind }) => kind === 'actual');
  const recalled = actual.filter(({ confidence }) => confidence === 'memory');
  const filed = actual.filter(({ confidence }) => confidence !== 'memory');
  const guided = columns.filter(({ kind }) => kind === 'guidance');
  const ranged = guided.filter(({ low, high }) => low !== undefined && high !== undefined);
  const latest = companies.map((company) => columns.findLast((column) => column.company === company)!);
  return [
    barY(filed, { ...base, fill: colourOf }),
    barY(recalled, { ...base, fill: colourOf, fillOpacity: 0.18, stroke: colourOf, inset: 0.5 }),
    barY(guided, { ...base, fill: hatchOf, stroke: colourOf, inset: 0.5 }),
    ruleX(ranged, { ...facet, x: 'year', y1: 'low', y2: 'high', stroke: 'currentColor', strokeWidth: 1.5 }),
    text(latest, {
      ...base,
      y: (column: CapexColumn) => Math.max(column.usdBn, column.high ?? 0),
      text: (column: CapexColumn) => `$${Math.round(column.usdBn)}bn`,
      textAnchor: 'end',
      dx: 9,
      dy: -8,
      fontWeight: 600,
    }),
  ];
}
