import type { WaterfallBar } from '../charts/waterfall-chart.ts';
import { waterfallChart } from '../charts/waterfall-chart.ts';
import type { Display } from '../display.ts';
import { formatBare, formatValue } from '../display.ts';
import { renderFigure } from '../figure.ts';
import type { Markup } from '../markup.ts';
import type { ReportContext } from '../report-types.ts';
import type { Bridge } from '../result-types.ts';
import { roicWords } from '../roic-names.ts';
import { runWords } from './source-words.ts';

/** A waterfall from one named return to another. */
export function bridgeFigure(context: ReportContext, bridge: Bridge, index: number): Markup {
  const bars = bridgeBars(bridge);
  const title = `From ${roicWords(bridge.from)} to ${roicWords(bridge.to)}, ${bridge.year}`;
  return renderFigure(context.document, {
    id: `bridge-${index + 1}`,
    title,
    unit: '% a year, with every driver at its median',
    layout: 'half',
    draw: (size) => waterfallChart(bars, size),
    measures: 'Each step changes one part of the definition; the steps add up to the whole difference.',
    source: runWords(context.result),
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
  });
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
