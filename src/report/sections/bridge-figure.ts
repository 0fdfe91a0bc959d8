import type { WaterfallBar } from '../charts/waterfall-chart.ts';
import { waterfallChart } from '../charts/waterfall-chart.ts';
import type { Display } from '../display.ts';
import { formatBare, formatValue } from '../display.ts';
import type { FigureSpec } from '../figure.ts';
import type { Bridge, RunResult } from '../result-types.ts';
import { roicWords } from '../roic-names.ts';
import { runWords } from './source-words.ts';

/** A waterfall from one named return to another. */
export function bridgeFigure(result: RunResult, bridge: Bridge, index: number): FigureSpec {
  const bars = bridgeBars(bridge);
  const title = `From ${roicWords(bridge.from)} to ${roicWords(bridge.to)}, ${bridge.year}`;
  return {
    id: `bridge-${index + 1}`,
    title,
    unit: '% a year, with every driver at its median',
    layout: 'half',
    draw: (size) => waterfallChart(bars, size),
    measures: 'Each step changes one part of the definition; the steps add up to the whole difference.',
    source: runWords(result),
    limits:
      'One central path, so the ends differ a little from the medians over paths; the order of the steps sets their size.',
    table: {
      caption: `${title}.`,
      columns: [{ title: 'Step' }, { title: '%', isNumber: true }],
      rows: bars.map((bar) => ({
        cells: [bar.label, bar.text],
        ...(bar.kind === 'total' ? { style: 'total' as const } : {}),
      })),
    },
  };
}

/** A bridge is in shares a year. */
const display: Display = { family: 'percent', scale: 100, unit: '%', per: '' };

export function bridgeBars(bridge: Bridge): readonly WaterfallBar[] {
  const scaled = (value: number) => value * display.scale;
  let level = bridge.start;
  const steps = bridge.steps.map(({ label, change }): WaterfallBar => {
    const from = level;
    level += change;
    const sign = change > 0 ? '+' : '';
    return {
      label,
      from: scaled(from),
      to: scaled(level),
      kind: change < 0 ? 'down' : 'up',
      text: `${sign}${formatBare(change, display)}`,
    };
  });
  const total = (name: string, value: number): WaterfallBar => ({
    label: roicWords(name),
    from: 0,
    to: scaled(value),
    kind: 'total',
    text: formatValue(value, display),
  });
  return [total(bridge.from, bridge.start), ...steps, total(bridge.to, bridge.end)];
}

/** A bridge as a sentence: both ends, and the steps that make the difference, largest first. */
export function writeBridge({ year, from, to, start, end, steps }: Bridge): string {
  const ends = `In ${year}, ROIC ${roicWords(from)} is ${formatValue(start, display)} and ${roicWords(to)} is ${formatValue(end, display)}`;
  const moved = steps
    .filter(({ change }) => /[1-9]/.test(formatBare(change, display)))
    .toSorted((a, b) => Math.abs(b.change) - Math.abs(a.change))
    .map(({ label, change }) => `${label} (${change > 0 ? '+' : ''}${formatBare(change, display)} points)`);
  if (moved.length === 0) return `${ends}: in this case the definitions do not differ.`;
  return `${ends}. What makes the difference: ${moved.join('; ')}. Every uncertain number stands at its median.`;
}
