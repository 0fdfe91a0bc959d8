import type { Issue } from '../base/issue.ts';
import type { ScannedRow } from '../table/index.ts';
import { columnNames, makeRowScanner } from '../table/index.ts';
import { isPersonalColumn, looksPersonal } from './personal-columns.ts';
import { readInstant } from './read-instant.ts';
import type { UsageField, UsageMapping } from './read-mapping.ts';
import type { UsagePlaces } from './usage-places.ts';
import { findPlaces, isMapped } from './usage-places.ts';

export type Grain = 'hour' | 'day' | 'month';

/** What a usage row is summed by. */
export interface UsageGroup {
  readonly period: string;
  readonly provider: string;
  readonly category: string;
  readonly service: string;
  readonly region: string;
  readonly unit: string;
  readonly currency: string;
}

export interface UsageRow extends UsageGroup {
  readonly quantity: number;
  /** The part of the quantity that a commitment covers; the rest is on demand. */
  readonly reservedQuantity: number;
  readonly cost: number;
  readonly rows: number;
}

/** A row that was not used, with its line and what is wrong with it. */
export interface RejectedRow {
  readonly line: number;
  readonly reason: string;
  /** The row as it stands, without the cells that may be personal. */
  readonly text: string;
}

export interface UsageImport {
  readonly usage: readonly UsageRow[];
  readonly rows: number;
  readonly used: number;
  readonly rejected: number;
  /** Good rows that are no use of anything, by kind of charge: purchases, taxes, credits, unused commitments. */
  readonly setAside: ReadonlyMap<string, number>;
  /** Corrections of earlier periods, which are booked where they say they belong. */
  readonly corrections: number;
  /** Rows of negative use that are not called corrections: providers take back small quantities in this way; they are netted. */
  readonly reversals: number;
  readonly personalColumns: readonly string[];
  readonly personalCells: number;
  readonly unknownColumns: readonly string[];
  readonly issues: readonly Issue[];
}

export interface UsageImportOptions {
  readonly file: string;
  readonly mapping: UsageMapping;
  readonly grain: Grain;
  readonly onRejected: (row: RejectedRow) => void;
}

export interface UsageImporter {
  /** Takes the next bytes of a CSV. */
  push(bytes: Uint8Array): void;
  /** Takes a row that was read in another way, the header first. */
  visit(row: ScannedRow): void;
  end(): UsageImport;
}

/** Groups held at once; beyond, a new group is a sign that the grain is too fine, and the import says so. */
const mostGroups = 500_000;
const plainNumber = /^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/;

interface Sum {
  readonly group: UsageGroup;
  quantity: number;
  reserved: number;
  cost: number;
  rows: number;
}

/**
 * Sums a billing export to usage by period, in one pass and memory bounded by the number of groups.
 *
 * Only use counts as demand: purchases of commitments, taxes, credits and unused commitments are counted and set aside;
 * a correction carries the period it corrects. Each bad row is named with its line and reason and lost alone. Columns that
 * may hold personal data are not read. Issues: `usage-column`, `usage-groups`.
 */
export function makeUsageImporter(options: UsageImportOptions): UsageImporter {
  const { file, mapping, grain, onRejected } = options;
  const issues: Issue[] = [];
  const sums = new Map<string, Sum>();
  const setAside = new Map<string, number>();
  let places: UsagePlaces | undefined;
  let names: readonly string[] = [];
  let personal: readonly number[] = [];
  let isHeader = true;
  let [rows, used, rejected, corrections, reversals, personalCells] = [0, 0, 0, 0, 0, 0];
  const periods = new Map<string, string | undefined>();

  const reject = (line: number, reason: string, text: string) => {
    rejected++;
    onRejected({ line, reason, text });
  };
  const cellOf = (row: ScannedRow, field: UsageField): string => cellAt(row, places!.fields.get(field));
  const cellAt = (row: ScannedRow, at: number | undefined): string => {
    if (at === undefined) return '';
    const text = row.cell(at).trim();
    return text === 'NULL' || text === 'null' ? '' : text;
  };
  const wordOf = (row: ScannedRow, field: UsageField): string => {
    const text = cellOf(row, field);
    if (!looksPersonal(text)) return text;
    personalCells++;
    return '(personal)';
  };
  const periodOf = (text: string) => {
    if (periods.size > 100_000) periods.clear();
    if (!periods.has(text)) periods.set(text, labelOf(text, grain));
    return periods.get(text);
  };

  const visit = (row: ScannedRow) => {
    if (isHeader) {
      isHeader = false;
      names = columnNames(row);
      personal = names.flatMap((name, i) => (isPersonalColumn(name) ? [i] : []));
      places = findPlaces(names, mapping, file, issues);
      return;
    }
    rows++;
    if (!places) return;
    const fault = (reason: string) => reject(row.line, reason, withoutPersonal(row, personal));
    const period = periodOf(cellOf(row, 'period_start'));
    if (period === undefined)
      return fault(`${nameOf('period_start')} is no date: '${short(cellOf(row, 'period_start'))}'`);
    const word = cellOf(row, 'kind');
    const kind = readKind(word, mapping);
    const status = cellOf(row, 'commitment_status');
    const aside = status === 'Unused' ? 'Unused commitment' : kind === 'Usage' ? undefined : kind;
    if (aside !== undefined) {
      setAside.set(aside, (setAside.get(aside) ?? 0) + 1);
      return;
    }
    const quantityText = cellOf(row, 'quantity');
    if (!plainNumber.test(quantityText)) {
      return fault(
        quantityText === ''
          ? `${nameOf('quantity')} is empty on a usage row`
          : `${nameOf('quantity')} is no number: '${short(quantityText)}'`,
      );
    }
    const costAt = places.costs.get(word) ?? places.fields.get('cost');
    const costText = cellAt(row, costAt);
    if (costText !== '' && !plainNumber.test(costText))
      return fault(`${names[costAt!]} is no number: '${short(costText)}'`);
    const quantity = Number(quantityText);
    const isCorrection = cellOf(row, 'correction') === 'Correction';
    if (quantity < 0 && !isCorrection) reversals++;
    const group: UsageGroup = {
      period,
      provider: wordOf(row, 'provider'),
      category: wordOf(row, 'category'),
      service: wordOf(row, 'service'),
      region: wordOf(row, 'region'),
      unit: wordOf(row, 'unit'),
      currency: wordOf(row, 'currency'),
    };
    const key = `${period}\u0000${group.provider}\u0000${group.category}\u0000${group.service}\u0000${group.region}\u0000${group.unit}\u0000${group.currency}`;
    let sum = sums.get(key);
    if (!sum) {
      if (sums.size >= mostGroups) return fault(`more than ${mostGroups} groups: take a coarser period`);
      sum = { group, quantity: 0, reserved: 0, cost: 0, rows: 0 };
      sums.set(key, sum);
    }
    sum.quantity += quantity;
    if (places.commitments.some((at) => cellAt(row, at) !== '')) sum.reserved += quantity;
    sum.cost += costText === '' ? 0 : Number(costText);
    sum.rows++;
    used++;
    if (isCorrection) corrections++;
  };
  const nameOf = (field: UsageField) => names[places?.fields.get(field) ?? -1] ?? field;

  const scanner = makeRowScanner({
    onRow: visit,
    onBad: ({ line, problem }) => {
      rows++;
      // A row that cannot be split into cells may show a person anywhere; its text is not kept.
      reject(line, problem, '');
    },
  });
  return {
    push: (bytes) => scanner.push(bytes),
    visit,
    end() {
      scanner.end();
      if (isHeader) findPlaces([], mapping, file, issues);
      const usage = [...sums.values()].map(({ group, quantity, reserved, cost, rows: count }) => ({
        ...group,
        quantity,
        reservedQuantity: reserved,
        cost,
        rows: count,
      }));
      usage.sort(byGroup);
      return {
        usage,
        rows,
        used,
        rejected,
        setAside,
        corrections,
        reversals,
        personalColumns: personal.map((i) => names[i]!),
        personalCells,
        unknownColumns: names.filter((name, i) => !isMapped(name, mapping) && !personal.includes(i)),
        issues,
      };
    },
  };
}

function readKind(text: string, mapping: UsageMapping): string {
  return mapping.kinds.get(text) ?? (text === '' ? 'Usage' : text);
}

function labelOf(text: string, grain: Grain): string | undefined {
  const at = readInstant(text);
  if (!at) return undefined;
  const two = (value: number) => (value < 10 ? `0${value}` : String(value));
  const month = `${at.year}-${two(at.month)}`;
  if (grain === 'month') return month;
  const day = `${month}-${two(at.day)}`;
  return grain === 'day' ? day : `${day} ${two(at.hour)}:00`;
}

/** A bad row for the side file, with the cells of personal columns blanked. */
function withoutPersonal(row: ScannedRow, personal: readonly number[]): string {
  const cells: string[] = [];
  for (let i = 0; i < row.cells; i++) {
    const text = row.cell(i);
    cells.push(personal.includes(i) || looksPersonal(text) ? '(personal)' : text);
  }
  return cells.join(' | ');
}

function short(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

function byGroup(a: UsageRow, b: UsageRow): number {
  const keys = ['provider', 'category', 'service', 'region', 'unit', 'currency', 'period'] as const;
  for (const key of keys) if (a[key] !== b[key]) return a[key] < b[key] ? -1 : 1;
  return 0;
}
