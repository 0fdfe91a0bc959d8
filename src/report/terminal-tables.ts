import Table from 'cli-table3';
import { mostChance } from './chance.ts';
import { formatBare, formatBareRange, unitWords } from './display.ts';
import { completeYears, findMetric, yearDisplay, yearEstimate } from './read-metric.ts';
import type { RunResult } from './result-types.ts';
import { wrapText } from './wrap-text.ts';

interface ColumnSpec {
  readonly id: string;
  readonly words: string;
}

const money: readonly ColumnSpec[] = [
  { id: 'capex', words: 'Capital spending' },
  { id: 'revenue', words: 'Revenue' },
  { id: 'ebit', words: 'Operating income' },
  { id: 'fcf', words: 'Free cash flow' },
  { id: 'net-ppe', words: 'Net property' },
];

const returns: readonly ColumnSpec[] = [
  { id: 'roic.d2', words: 'ROIC D2 (incl. CIP)' },
  { id: 'roic.d1', words: 'ROIC D1 (ex CIP)' },
  { id: 'it-mw', words: 'IT power ready' },
  { id: 'demand-mw', words: 'IT power wanted' },
  { id: 'shortfall-mw', words: 'Shortfall' },
];

/** Money by fiscal year, in as many tables as the width asks for. */
export function moneyTable(result: RunResult, width: number): string | undefined {
  return yearlyTable(result, { title: 'Money by fiscal year', columns: money, width });
}

/** Returns and power by fiscal year, in as many tables as the width asks for. */
export function returnTable(result: RunResult, width: number): string | undefined {
  return yearlyTable(result, { title: 'Returns and power by fiscal year', columns: returns, width });
}

const chanceRow = 'chance';

interface YearlySpec {
  readonly title: string;
  readonly columns: readonly ColumnSpec[];
  readonly width: number;
}

function yearlyTable(result: RunResult, spec: YearlySpec): string | undefined {
  const years = completeYears(result).map(({ label }) => label);
  const found = spec.columns.flatMap(({ id, words }) => {
    const metric = findMetric(result, id);
    if (metric === undefined || metric.years.labels.length === 0) return [];
    const display = yearDisplay(metric);
    const cells = years.map((year) => {
      const estimate = yearEstimate(metric, year);
      const mid = formatBare(estimate?.mid, display);
      const range = formatBareRange(estimate?.low, estimate?.high, display);
      return range === mid ? mid : `${mid} (${range})`;
    });
    const chance = mostChance(result, id, metric);
    const last = chance === undefined ? [] : [`± ${formatBare(chance, display)}`];
    return [{ head: `${words}, ${unitWords(display)}`, cells: [...cells, ...last] }];
  });
  if (found.length === 0 || years.length === 0) return undefined;
  const rows = found.some(({ cells }) => cells.length > years.length) ? [...years, chanceRow] : years;
  const yearWidth = Math.max(...years.map((year) => year.length)) + 2;
  const groups = groupColumns(found, spec.width - yearWidth - 2);
  const tables = groups.map((columns) => drawTable(rows, yearWidth, columns));
  const chance = rows === years ? '' : `; ${chanceRow}: most that chance moves a median (95%)`;
  return `${spec.title}: median (P10–P90)${chance}\n${tables.join('\n')}`;
}

function drawTable(years: readonly string[], yearWidth: number, columns: readonly FittedColumn[]): string {
  const table = new Table({
    head: ['', ...columns.map(({ head, room }) => wrapText(head, room).join('\n'))],
    colWidths: [yearWidth, ...columns.map(({ room }) => room + 2)],
    colAligns: ['left', ...columns.map(() => 'right' as const)],
    style: { head: [], border: [] },
    chars: rulesOnly,
  });
  for (const [i, year] of years.entries())
    table.push([year, ...columns.map(({ cells }) => cells[i] ?? (year === chanceRow ? '' : 'n/a'))]);
  const lines = table.toString().split('\n');
  return lines.map((line) => line.trimEnd()).join('\n');
}

interface FittedColumn {
  readonly head: string;
  readonly cells: readonly string[];
  readonly room: number;
}

const leastRoom = 10;

/** Columns in groups that fit beside each other, at least one in each. */
function groupColumns(
  columns: readonly Omit<FittedColumn, 'room'>[],
  width: number,
): readonly (readonly FittedColumn[])[] {
  const groups: FittedColumn[][] = [];
  let left = 0;
  for (const column of columns) {
    const room = Math.max(leastRoom, ...column.cells.map((cell) => cell.length));
    const last = groups[groups.length - 1];
    if (last === undefined || room + 2 > left) {
      groups.push([{ ...column, room }]);
      left = width - room - 2;
    } else {
      last.push({ ...column, room });
      left -= room + 2;
    }
  }
  return groups;
}

const rulesOnly = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '',
};
