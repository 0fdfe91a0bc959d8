import type { Tornado, TornadoRow } from '../../analyse/index.ts';
import type { EvidenceTier } from '../charts/tornado-chart.ts';
import { tierColour, tornadoChart } from '../charts/tornado-chart.ts';
import { displayFor, formatBare, formatValue, unitWords, type Display } from '../display.ts';
import type { FigureSpec, LegendEntry } from '../figure.ts';
import type { RunResult } from '../result-types.ts';
import { tierWords } from '../tier-words.ts';
import { targetSlug, targetWords } from './target-words.ts';

const shown = 12;

const tiers: readonly EvidenceTier[] = [1, 2, 3, 4, 0];

/** What moves an answer: the widest swings, each coloured by the evidence behind the number. */
export function tornadoFigure(result: Pick<RunResult, 'metrics'>, tornado: Tornado): FigureSpec {
  const { target, central, rows, method } = tornado;
  const widest = widestOf(tornado);
  const display = displayOf(tornado);
  const show = (value: number): string => formatBare(value, display);
  const bars = widest.map((row) => ({
    label: row.driver,
    atLow: row.atLow * display.scale,
    atHigh: row.atHigh * display.scale,
    tier: tierOf(row),
  }));
  const name = targetWords(result, target);
  return {
    id: `tornado-${targetSlug(target)}`,
    title: `${name}: what moves it`,
    unit: unitWords(display),
    layout: 'full',
    draw: (size) => tornadoChart(bars, central * display.scale, size),
    legend: tierLegend(bars.map(({ tier }) => tier)),
    measures: `the answer with one uncertain number at its P10 (pale) or P90 (full), from ${formatValue(central, display)} with all at their medians; the colour is the evidence behind the number.`,
    source: `this case, ${rows.length} uncertain numbers, the ${widest.length} widest swings.`,
    limits: `${method}; the figures above, with all numbers varying at once, are means and medians over paths and need not be at the centre of these bars.`,
    table: {
      caption: `${name} by what moves it, ${unitWords(display)}.`,
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
  };
}

/** The evidence tiers of some numbers, each once, as a legend. */
export function tierLegend(seen: readonly EvidenceTier[]): readonly LegendEntry[] {
  return tiers
    .filter((tier) => seen.includes(tier))
    .map((tier) => ({ text: tierName(tier), colour: tierColour(tier) }));
}

function tierName(tier: EvidenceTier): string {
  return tier === 0 ? 'no tier stated' : `${tierWords[tier]} (tier ${tier})`;
}

/** The number that rests on an estimate or a guess and swings the answer most; `undefined` where none does. */
export function weakestEvidence(tornado: Tornado) {
  const weakest = widestOf(tornado).find((row) => tierOf(row) === 0 || tierOf(row) >= 3);
  if (weakest === undefined) return undefined;
  const display = displayOf(tornado);
  return {
    driver: weakest.driver,
    text: weakest.text,
    atLow: formatValue(weakest.atLow, display),
    atHigh: formatValue(weakest.atHigh, display),
  };
}

function widestOf({ rows }: Tornado): readonly TornadoRow[] {
  return rows.filter(({ swing }) => Math.abs(swing) > 0).slice(0, shown);
}

function displayOf(tornado: Tornado): Display {
  const ends = widestOf(tornado).flatMap(({ atLow, atHigh }) => [atLow, atHigh]);
  return displayFor(tornado.target.unitText, Math.max(...[tornado.central, ...ends].map(Math.abs)));
}

export function tierOf({ tier }: Pick<TornadoRow, 'tier'>): EvidenceTier {
  return tier ?? 0;
}
