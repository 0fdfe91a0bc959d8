import type { Tornado, TornadoRow } from '../../analyse/index.ts';
import type { EvidenceTier } from '../charts/tornado-chart.ts';
import { tierColour, tornadoChart } from '../charts/tornado-chart.ts';
import { displayFor, formatBare, formatValue, unitWords } from '../display.ts';
import type { LegendEntry } from '../figure.ts';
import { renderFigure } from '../figure.ts';
import type { Markup } from '../markup.ts';
import { markup } from '../markup.ts';
import { metricWords } from '../metric-words.ts';
import type { ReportContext } from '../report-types.ts';
import { tierWords } from '../tier-words.ts';
import type { Section } from './section.ts';
import { bodyOf } from './section.ts';

const shown = 12;

const tiers: readonly EvidenceTier[] = [1, 2, 3, 4, 0];

function tierName(tier: EvidenceTier): string {
  return tier === 0 ? 'no tier stated' : `${tierWords[tier]} (tier ${tier})`;
}

/** What moves the answers: one tornado each, coloured by the evidence behind what moves it. */
export function riskSection(context: ReportContext, tornadoes: readonly Tornado[]): Section {
  return {
    id: 'risk',
    title: 'What moves it',
    body: bodyOf(...tornadoes.map((each) => tornadoFigure(context, each))),
  };
}

function tornadoFigure(
  { document, result }: ReportContext,
  { target, central, rows, method }: Tornado,
): Markup {
  const widest = rows.filter(({ swing }) => Math.abs(swing) > 0).slice(0, shown);
  const largest = Math.max(
    ...[central, ...widest.flatMap(({ atLow, atHigh }) => [atLow, atHigh])].map(Math.abs),
  );
  const display = displayFor(target.unitText, largest);
  const show = (value: number): string => formatBare(value, display);
  const bars = widest.map((row) => ({
    label: row.driver,
    atLow: row.atLow * display.scale,
    atHigh: row.atHigh * display.scale,
    tier: tierOf(row),
  }));
  const name = metricWords(target.metric, result.metrics[target.metric]?.definition ?? target.metric);
  const period = target.period === 'horizon' ? '' : `, ${target.period}`;
  const seen = new Set(bars.map(({ tier }) => tier));
  const legend: LegendEntry[] = tiers
    .filter((tier) => seen.has(tier))
    .map((tier) => ({ text: tierName(tier), colour: tierColour(tier) }));
  const weakest = widest.find((row) => tierOf(row) === 0 || tierOf(row) >= 3);
  return markup`${renderFigure(document, {
    id: `tornado-${target.metric.replace(/[^a-z0-9]+/g, '-')}`,
    title: `${name}${period}: what moves it`,
    unit: unitWords(display),
    layout: 'full',
    draw: (size) => tornadoChart(bars, central * display.scale, size),
    legend,
    measures: `the answer with one uncertain number at its P10 (pale) or P90 (full), from ${formatValue(central, display)} with all at their medians; the colour is the evidence behind the number.`,
    source: `this case, ${rows.length} uncertain numbers, the ${widest.length} widest swings.`,
    limits: `${method}; the figures above, with all numbers varying at once, are means and medians over paths and need not be at the centre of these bars.`,
    table: {
      caption: `${name}${period} by what moves it, ${unitWords(display)}.`,
      columns: [
        { title: 'Uncertain number' },
        { title: 'As written' },
        { title: 'Tier' },
        { title: 'At P10', isNumber: true },
        { title: 'At P90', isNumber: true },
        { title: 'Swing', isNumber: true },
        { title: 'Elasticity', isNumber: true },
      ],
      rows: widest.map((row) => ({
        cells: [
          row.driver,
          row.text,
          row.tier === undefined ? 'none' : String(row.tier),
          show(row.atLow),
          show(row.atHigh),
          show(row.swing),
          row.elasticity?.toFixed(2) ?? 'n/a',
        ],
      })),
    },
  })}${
    weakest === undefined
      ? undefined
      : markup`<p>Of the numbers that rest on an estimate or a guess, <code>${weakest.driver}</code> (${weakest.text}) moves it most: from ${formatValue(weakest.atLow, display)} to ${formatValue(weakest.atHigh, display)}.</p>`
  }`;
}

function tierOf({ tier }: TornadoRow): EvidenceTier {
  return tier ?? 0;
}
