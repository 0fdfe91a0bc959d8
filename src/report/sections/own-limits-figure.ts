import { columnChart } from '../charts/column-chart.ts';
import type { Display } from '../display.ts';
import { unitWords } from '../display.ts';
import { emptyFigure, type Figure } from '../figure.ts';
import { ownSiliconText, ownShares } from '../own-silicon-words.ts';
import { findMetric } from '../read-metric.ts';
import type { RunResult } from '../result-types.ts';
import { stackTable, sumRows } from '../year-table.ts';
import { runWords } from './source-words.ts';

const ownColour = 'var(--c1)';
const limitColours = ['var(--c2)', 'var(--c5)', 'var(--c4)', 'var(--c6)', 'var(--c3)'];
const shareDisplay: Display = { family: 'percent', scale: 1, unit: '%', per: '' };

/** What own accelerators do of the accelerators' work, and what keeps the rest from them, by fiscal year. */
export function ownLimitsFigure(result: RunResult): Figure {
  const labels = findMetric(result, 'accelerator-work')?.years.labels ?? [];
  const words = ownSiliconText(result);
  const shares = labels.map((year) => ownShares(result, year));
  const first = shares.find((each) => each !== undefined);
  if (words === undefined || first === undefined)
    return emptyFigure('what limits own silicon', ['accelerator-work', 'own-work', 'own-accelerator-mw']);
  const parts = [
    {
      label: 'done by own silicon',
      colour: ownColour,
      values: shares.map((each) => 100 * (each?.own ?? 0)),
    },
    ...first.limits.map(({ words: label }, i) => ({
      label,
      colour: limitColours[i]!,
      values: shares.map((each) => 100 * (each?.limits[i]?.share ?? 0)),
    })),
  ].filter(({ values }) => values.some((value) => value > 0));
  const columns = parts.flatMap(({ label, colour, values }) =>
    labels.map((x, i) => ({ x, value: values[i]!, series: label, colour })),
  );
  return {
    id: 'own-silicon-limits',
    title: 'What own silicon does, and what keeps the rest from it',
    unit: '% of the work wanted from accelerators, by value at list price',
    layout: 'full',
    draw: (size) => columnChart({ labels, parts: columns, height: 300 }, size),
    legend: parts.map(({ label, colour }) => ({ text: label, colour })),
    measures: `Means over paths; the parts add up to all work wanted, open demand and contracts. ${words}`,
    source: runWords(result),
    limits:
      'Which rule a segment follows, its threshold and its cost of moving are assumptions of the case. Work that is waited for counts again in each period.',
    table: stackTable({
      caption: `Work wanted from accelerators by what becomes of it, ${unitWords(shareDisplay)} of its value.`,
      years: labels,
      columns: [...parts, { label: 'Together', values: sumRows(parts.map(({ values }) => values)) }],
      display: shareDisplay,
    }),
  };
}
