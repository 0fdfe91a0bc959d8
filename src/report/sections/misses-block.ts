import { displayFor, formatRange, formatValue } from '../display.ts';
import type { Markup } from '../markup.ts';
import { markup } from '../markup.ts';
import { checkName } from '../metric-words.ts';
import { findMetric } from '../read-metric.ts';
import type { Check, RunResult } from '../result-types.ts';
import { numberColumns, renderTable, type TableSpec } from '../table.ts';

/** A miss in parts that add up to it, in the metric's own unit. */
export interface Miss {
  readonly check: Check;
  readonly said: number;
  readonly miss: number;
  readonly parts: readonly { readonly words: string; readonly part: number }[];
}

/**
 * What was reported against the medians of the run, and why it differs: of a profit, revenue and margin; of anything else, what was off
 * in the period before already and what is new. Only periods of the calendar are read, not years.
 */
export function findMisses(result: RunResult): readonly Miss[] {
  const actuals = result.checks.filter(({ kind }) => kind === 'actual');
  return actuals.flatMap((check): Miss[] => {
    const said = medianOf(result, check.metric, check.period);
    if (said === undefined) return [];
    const miss = check.value - said;
    const sales = actuals.find(({ metric, period }) => metric === 'revenue' && period === check.period);
    const saidSales = medianOf(result, 'revenue', check.period);
    if (check.metric === 'ebit' && sales && saidSales) {
      const bySales = (sales.value - saidSales) * (said / saidSales);
      return [
        {
          check,
          said,
          miss,
          parts: [
            { words: 'revenue, at the margin of the forecast', part: bySales },
            { words: 'margin', part: miss - bySales },
          ],
        },
      ];
    }
    const before = previous(result, check, actuals);
    if (!before) return [{ check, said, miss, parts: [] }];
    const carried = (before.value - before.said) * (said / before.said);
    return [
      {
        check,
        said,
        miss,
        parts: [
          { words: 'the period before, carried on', part: carried },
          { words: 'growth since', part: miss - carried },
        ],
      },
    ];
  });
}

function previous(result: RunResult, check: Check, actuals: readonly Check[]) {
  const { periods } = result.calendar;
  const label = periods[periods.indexOf(check.period) - 1];
  const found = actuals.find(({ metric, period }) => metric === check.metric && period === label);
  const said = found && medianOf(result, found.metric, found.period);
  return found && said ? { value: found.value, said } : undefined;
}

function medianOf(result: RunResult, id: string, period: string): number | undefined {
  const metric = findMetric(result, id);
  return metric?.p50[metric.periods.indexOf(period)];
}

/** Actuals against the last forecast, and the miss by cause; `undefined` where the case has no actuals. */
export function missesTable(result: RunResult): TableSpec | undefined {
  const misses = findMisses(result);
  if (misses.length === 0) return undefined;
  const rows = misses.map(({ check, said, miss, parts }) => {
    const display = displayFor(check.unit, Math.abs(check.value));
    const show = (value: number) => `${value > 0 ? '+' : ''}${formatValue(value, display)}`;
    return {
      cells: [
        checkName(check),
        check.period,
        formatValue(said, display),
        check.low === undefined || check.high === undefined
          ? '–'
          : formatRange(check.low, check.high, display),
        formatValue(check.value, display),
        `${show(miss)} (${formatValue((100 * miss) / said, displayFor('%', 1))})`,
        parts.map(({ words, part }) => `${show(part)} ${words}`).join('; ') || 'nothing known before it',
      ],
    };
  });
  return {
    caption: 'Actuals against the medians of this run.',
    columns: [
      { title: 'Figure' },
      { title: 'Period' },
      ...numberColumns(['Forecast', '80% range', 'Actual', 'Miss']),
      { title: 'Of which' },
    ],
    rows,
  };
}

/** What the table says and does not, in words. */
export const missesWords =
  'What this case said at its date against what was reported since. Parts add up to the miss. What follows from it is a case of its own: an overlay with what is known now, set beside this one by';

/** The table of misses with its heading. */
export function missesBlock(result: RunResult): Markup {
  const table = missesTable(result);
  if (!table) return markup``;
  return markup`<h3>Actuals against the forecast, and the miss by cause</h3>
<p>${missesWords} <code>compare</code>.</p>
${renderTable(table)}`;
}
