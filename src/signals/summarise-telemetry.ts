import type { Issue } from '../base/issue.ts';
import { dayNumber } from '../time/index.ts';
import type { ScannedRow } from '../table/index.ts';
import { columnNames, makeRowScanner } from '../table/index.ts';
import { readInstant, type Instant } from './read-instant.ts';

/** Chips in use over a period. */
export interface BusyPeriod {
  /** `2026-01-05` or `2026-01-05 13:00`, UTC. */
  readonly period: string;
  /** Counts periods from the first of the file, which is 1; a period without samples is missing, not idle. */
  readonly t: number;
  readonly model: string;
  readonly chips: number;
  /** Hours for which there are samples, summed over chips. */
  readonly chipHours: number;
  /** The same, each hour by its mean utilisation. */
  readonly busyChipHours: number;
  /** Chips were nearly all busy: demand was at least this, and may have been more. */
  readonly isFull: boolean;
}

export interface TelemetrySummary {
  readonly periods: readonly BusyPeriod[];
  readonly samples: number;
  readonly rejected: number;
  /** Which column says how busy a chip was. */
  readonly measure: string;
  readonly issues: readonly Issue[];
}

export interface TelemetryOptions {
  readonly file: string;
  readonly grain: 'hour' | 'day';
  /** Mean utilisation from which a period counts as full, such as 0.95. */
  readonly fullFrom: number;
  readonly onRejected: (row: { readonly line: number; readonly reason: string }) => void;
}

/**
 * Columns that say how busy a chip was, the better first, with what 1 of them is as a share. Engine activity is a ratio of
 * cycles; utilisation is per cent of the sample in which anything ran.
 * Source: NVIDIA DCGM field identifiers and the shipped counters of dcgm-exporter; manual of nvidia-smi.
 */
const measures = [
  ['dcgm_fi_prof_gr_engine_active', 1],
  ['dcgm_fi_dev_gpu_util', 0.01],
  ['utilization.gpu [%]', 0.01],
  ['utilization.gpu', 0.01],
] as const;
/** A chip's index on its host, DCGM's `gpu`, is none: every host has a chip 0. */
const identities = ['uuid', 'gpu_uuid'];
const models = ['modelname', 'name', 'gpu_name', 'model'];
const moments = ['timestamp', 'time'];

/** Hours of chips held at once; beyond, the file should be cut by month. */
const mostCells = 2_000_000;

interface Cell {
  readonly model: string;
  readonly at: Instant;
  sum: number;
  count: number;
}

/**
 * Sums samples of chips' utilisation to busy chip-hours by model and period, in one pass: CSV of `nvidia-smi --query-gpu` or
 * of DCGM metrics, one column a metric. Columns of users, processes and hosts are not read.
 *
 * An hour of a chip counts by the mean of its samples. Issues: `telemetry-column`.
 */
export function makeTelemetryReader({ file, grain, fullFrom, onRejected }: TelemetryOptions) {
  const issues: Issue[] = [];
  const cells = new Map<string, Cell>();
  let places: ReturnType<typeof findColumns>;
  let isHeader = true;
  let [samples, rejected] = [0, 0];
  const reject = (line: number, reason: string) => {
    rejected++;
    onRejected({ line, reason });
  };
  const visit = (row: ScannedRow) => {
    if (isHeader) {
      isHeader = false;
      const names = columnNames(row);
      places = findColumns(names, file, issues);
      return;
    }
    if (!places) return;
    const { moment, chip, model, measure, share } = places;
    // nvidia-smi writes 2026/01/05 13:00:00.123.
    const text = row.cell(moment).trim();
    const at = readInstant(text.replace(/^(\d{4})\/(\d{2})\/(\d{2})/, '$1-$2-$3'));
    if (!at) return reject(row.line, `no moment: '${text.slice(0, 40)}'`);
    const written = row.cell(measure).trim();
    const busy = share * readShare(written);
    if (!(busy >= 0 && busy <= 1)) return reject(row.line, `no utilisation: '${written.slice(0, 40)}'`);
    const id = row.cell(chip).trim();
    if (id === '') return reject(row.line, 'no chip is named');
    const key = `${id}\u0000${hourOf(at)}`;
    let cell = cells.get(key);
    if (!cell) {
      if (cells.size >= mostCells)
        return reject(row.line, `more than ${mostCells} hours of chips: cut the file by month`);
      cell = { model: model < 0 ? '' : row.cell(model).trim(), at, sum: 0, count: 0 };
      cells.set(key, cell);
    }
    cell.sum += busy;
    cell.count++;
    samples++;
  };
  const scanner = makeRowScanner({ onRow: visit, onBad: ({ line, problem }) => reject(line, problem) });
  return {
    push: (bytes: Uint8Array) => scanner.push(bytes),
    end(): TelemetrySummary {
      scanner.end();
      if (isHeader) findColumns([], file, issues);
      return {
        periods: sumPeriods(cells, grain, fullFrom),
        samples,
        rejected,
        measure: places?.name ?? '',
        issues,
      };
    },
  };
}

/** A number, with or without the per cent sign that nvidia-smi writes behind it; NaN for `[N/A]` and other words. */
function readShare(text: string): number {
  const plain = /^(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?( ?%)?$/.exec(text);
  return plain ? Number(`${plain[1]}${plain[2] ?? ''}`) : NaN;
}

function hourOf({ year, month, day, hour }: Instant): number {
  return 24 * dayNumber({ year, month, day }) + hour;
}

function sumPeriods(cells: ReadonlyMap<string, Cell>, grain: 'hour' | 'day', fullFrom: number): BusyPeriod[] {
  const hours = grain === 'hour' ? 1 : 24;
  const sums = new Map<
    string,
    { at: Instant; model: string; chips: Set<string>; hours: number; busy: number }
  >();
  let first = Infinity;
  for (const [key, { model, at, sum, count }] of cells) {
    const index = Math.floor(hourOf(at) / hours);
    first = Math.min(first, index);
    const group = `${model}\u0000${index}`;
    let into = sums.get(group);
    if (!into) {
      into = { at, model, chips: new Set(), hours: 0, busy: 0 };
      sums.set(group, into);
    }
    into.chips.add(key.slice(0, key.indexOf('\u0000')));
    into.hours++;
    into.busy += sum / count;
  }
  const two = (value: number) => (value < 10 ? `0${value}` : String(value));
  return [...sums.values()]
    .map(({ at, model, chips, hours: chipHours, busy }) => ({
      period: `${at.year}-${two(at.month)}-${two(at.day)}${grain === 'hour' ? ` ${two(at.hour)}:00` : ''}`,
      t: Math.floor(hourOf(at) / hours) - first + 1,
      model,
      chips: chips.size,
      chipHours,
      busyChipHours: busy,
      isFull: busy >= fullFrom * chipHours,
    }))
    .sort((a, b) => (a.model === b.model ? a.t - b.t : a.model < b.model ? -1 : 1));
}

function findColumns(names: readonly string[], file: string, issues: Issue[]) {
  const small = names.map((name) => name.toLowerCase());
  const placeOf = (wanted: readonly string[]) =>
    wanted.map((name) => small.indexOf(name)).find((at) => at >= 0) ?? -1;
  const found = measures.find(([name]) => small.includes(name));
  const [moment, chip] = [placeOf(moments), placeOf(identities)];
  const needs: readonly (readonly [string, boolean, readonly string[]])[] = [
    ['moment', moment >= 0, moments],
    ['chip', chip >= 0, identities],
    ['utilisation', found !== undefined, measures.map(([name]) => name)],
  ];
  const missing = needs.filter(([, isThere]) => !isThere);
  for (const [what, , wanted] of missing) {
    issues.push({
      code: 'telemetry-column',
      severity: 'error',
      message: `The telemetry has no column for the ${what}.`,
      at: { file, line: 1, column: 1 },
      found: names.length > 0 ? names.slice(0, 12).join(', ') : '(nothing)',
      expected: wanted.join(' or '),
    });
  }
  if (missing.length > 0 || !found) return undefined;
  const measure = small.indexOf(found[0]);
  return { moment, chip, model: placeOf(models), measure, share: found[1], name: names[measure]! };
}
