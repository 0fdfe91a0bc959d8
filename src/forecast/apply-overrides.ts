import type { Issue, Outcome } from '../base/issue.ts';
import { hasErrors, ok } from '../base/issue.ts';
import { readCsv } from '../table/index.ts';
import type { Bands } from './bands.ts';

/** A judgement over a forecast, with who made it, why, and until when it holds. */
export interface Override {
  readonly owner: string;
  readonly reason: string;
  /** Dates `YYYY-MM-DD`. */
  readonly made: string;
  readonly expires: string;
  readonly seriesId: string;
  /** Horizons from and to, inclusive, from 1. */
  readonly from: number;
  readonly to: number;
  readonly change: 'times' | 'plus' | 'set';
  readonly value: number;
  /** Line of the log, from 1. */
  readonly line: number;
}

/** One override as it was applied or left out, with the sums of the forecast before and after. */
export interface OverrideEntry {
  readonly override: Override;
  readonly applied: boolean;
  readonly because: string;
  readonly before: number;
  readonly after: number;
  /** The mean by horizon before and after it. */
  readonly meanBefore: Float64Array;
  readonly meanAfter: Float64Array;
}

const header = ['owner', 'reason', 'made', 'expires', 'series_id', 'from', 'to', 'change', 'value'] as const;
const date = /^\d{4}-\d{2}-\d{2}$/;

/** Reads a log of overrides. Owner, reason and expiry are required: an override without them is refused. Issues: `override-cell`. */
export function readOverrides(text: string, file: string): Outcome<readonly Override[]> {
  const table = readCsv(text, file);
  if (!table.value) return { issues: table.issues };
  const { columns, rows, lines } = table.value;
  const issues: Issue[] = [];
  const overrides = rows.map((row, i) => {
    const cell = (name: (typeof header)[number]) => (row[columns.indexOf(name)] ?? '').trim();
    const expect = (name: (typeof header)[number], holds: boolean, expected: string) => {
      if (holds) return;
      const place = { file, line: lines[i]!, column: 1, path: name };
      issues.push({
        code: 'override-cell',
        severity: 'error',
        message: 'The override cannot be taken: it would not be known who changed what, why and until when.',
        at: place,
        found: cell(name) || '(empty)',
        expected,
      });
    };
    const [from, to, value, change] = [
      Number(cell('from')),
      Number(cell('to')),
      Number(cell('value')),
      cell('change'),
    ];
    expect('owner', cell('owner') !== '', 'who answers for it');
    expect('reason', cell('reason') !== '', 'why');
    expect('made', date.test(cell('made')), 'a date such as 2026-02-05');
    expect('expires', date.test(cell('expires')) && cell('expires') > cell('made'), 'a later date');
    expect('series_id', cell('series_id') !== '', 'the series it changes');
    expect('from', Number.isInteger(from) && from >= 1, 'a period ahead, from 1');
    expect('to', Number.isInteger(to) && to >= from, 'a period ahead, not before from');
    expect('change', ['times', 'plus', 'set'].includes(change), 'times, plus or set');
    expect('value', cell('value') !== '' && Number.isFinite(value), 'a number');
    return {
      owner: cell('owner'),
      reason: cell('reason'),
      made: cell('made'),
      expires: cell('expires'),
      seriesId: cell('series_id'),
      from,
      to,
      change: change as Override['change'],
      value,
      line: lines[i]!,
    };
  });
  return hasErrors(issues) ? { issues } : ok(overrides);
}

/**
 * Lays the overrides that hold on a date over a series' bands, in the order written; the statistical forecast stays beside
 * it, so that what the judgement added can be measured later. Widths move with the mean: times scales them, plus and set shift.
 */
export function applyOverrides(
  seriesId: string,
  bands: Bands,
  overrides: readonly Override[],
  today: string,
): { readonly bands: Bands; readonly log: readonly OverrideEntry[] } {
  let now = bands;
  const log = overrides
    .filter((override) => override.seriesId === seriesId)
    .map((override): OverrideEntry => {
      const before = total(now, override);
      const meanBefore = now.mean;
      if (override.expires < today) {
        const because = `expired on ${override.expires}`;
        return {
          override,
          applied: false,
          because,
          before,
          after: before,
          meanBefore,
          meanAfter: meanBefore,
        };
      }
      now = changeBands(now, override);
      const after = total(now, override);
      return {
        override,
        applied: true,
        because: override.reason,
        before,
        after,
        meanBefore,
        meanAfter: now.mean,
      };
    });
  return { bands: now, log };
}

function changeBands(bands: Bands, override: Override): Bands {
  const { mean, lo80, hi80, lo95, hi95 } = bands;
  const each = (column: Float64Array) => changeColumn(column, mean, override);
  return { mean: each(mean), lo80: each(lo80), hi80: each(hi80), lo95: each(lo95), hi95: each(hi95) };
}

function changeColumn(
  column: Float64Array,
  mean: Float64Array,
  { from, to, change, value }: Override,
): Float64Array {
  return column.map((old, h) => {
    if (h + 1 < from || h + 1 > to) return old;
    if (change === 'times') return old * value;
    return old + (change === 'plus' ? value : value - mean[h]!);
  });
}

/** Lays the overrides of a series that hold on a date over its joint paths, as `applyOverrides` does over its bands. */
export function overridePaths(
  series: { readonly id: string; readonly mean: Float64Array; readonly paths: readonly Float64Array[] },
  overrides: readonly Override[],
  today: string,
): readonly Float64Array[] {
  let { mean, paths } = series;
  for (const override of overrides) {
    if (override.seriesId !== series.id || override.expires < today) continue;
    const before = mean;
    paths = paths.map((path) => changeColumn(path, before, override));
    mean = changeColumn(mean, before, override);
  }
  return paths;
}

function total({ mean }: Bands, { from, to }: Override): number {
  return mean.slice(from - 1, to).reduce((sum, value) => sum + value, 0);
}

/**
 * Forecast value added: the mean absolute error of the statistical forecast less that of the final one, in the unit of the
 * series; above 0 where the judgement helped. Source: M. Gilliland, "The Business Forecasting Deal" (2010).
 */
export function forecastValueAdded(
  actuals: ArrayLike<number>,
  statistical: ArrayLike<number>,
  final: ArrayLike<number>,
): number {
  const error = (path: ArrayLike<number>) => {
    let sum = 0;
    for (let h = 0; h < actuals.length; h++) sum += Math.abs(actuals[h]! - path[h]!);
    return sum / actuals.length;
  };
  return error(statistical) - error(final);
}
