import type { Issue, Outcome } from '../base/issue.ts';
import { hasErrors, ok } from '../base/issue.ts';
import { readCsv } from '../table/index.ts';
import { readInstant } from './read-instant.ts';

/** One contract commitment: an amount of money or use that is owed over a span of months. */
export interface Commitment {
  readonly id: string;
  readonly category: 'Spend' | 'Usage';
  /** Money of the currency, or quantity of the unit. */
  readonly amount: number;
  readonly unit: string;
  /** Months since year 0, fractions by day. */
  readonly start: number;
  readonly end: number;
}

const needed = [
  'ContractCommitmentId',
  'ContractCommitmentCategory',
  'ContractCommitmentCost',
  'ContractCommitmentQuantity',
  'ContractCommitmentUnit',
  'ContractCommitmentPeriodStart',
  'ContractCommitmentPeriodEnd',
  'BillingCurrency',
] as const;

/**
 * Reads a FOCUS 1.3 dataset of contract commitments. Spend is in the billing currency, usage in its own unit. Issues: those of
 * `readCsv`, `commitment-column`, `commitment-cell`; with any of them there is no value.
 */
export function readCommitments(text: string, file: string): Outcome<readonly Commitment[]> {
  const table = readCsv(text, file);
  if (!table.value) return { issues: table.issues };
  const { columns, rows, lines } = table.value;
  const issues: Issue[] = needed
    .filter((name) => !columns.includes(name))
    .map((name) => ({
      code: 'commitment-column',
      severity: 'error',
      message: `The dataset has no column '${name}'.`,
      at: { file, line: 1, column: 1 },
      found: columns.join(', '),
      expected: 'the ContractCommitment dataset of FOCUS 1.3',
    }));
  if (issues.length > 0) return { issues };
  const commitments = rows.map((row, i): Commitment => {
    const cell = (name: (typeof needed)[number]) => row[columns.indexOf(name)]!.trim();
    const bad = (name: (typeof needed)[number], expected: string): number => {
      issues.push({
        code: 'commitment-cell',
        severity: 'error',
        message: 'The cell of a commitment cannot be read.',
        at: { file, line: lines[i]!, column: 1, path: `${cell('ContractCommitmentId')}.${name}` },
        found: cell(name) || '(empty)',
        expected,
      });
      return NaN;
    };
    const month = (name: 'ContractCommitmentPeriodStart' | 'ContractCommitmentPeriodEnd') => {
      const at = readInstant(cell(name));
      return at
        ? 12 * at.year + at.month - 1 + (at.day - 1) / 31
        : bad(name, 'a date such as 2026-01-31T00:00:00Z');
    };
    const category = cell('ContractCommitmentCategory');
    if (category !== 'Spend' && category !== 'Usage') bad('ContractCommitmentCategory', 'Spend or Usage');
    const isSpend = category === 'Spend';
    const name = isSpend ? 'ContractCommitmentCost' : 'ContractCommitmentQuantity';
    const amount = cell(name) === '' ? NaN : Number(cell(name));
    const [start, end] = [month('ContractCommitmentPeriodStart'), month('ContractCommitmentPeriodEnd')];
    if (end <= start) bad('ContractCommitmentPeriodEnd', 'a date after the start');
    return {
      id: cell('ContractCommitmentId'),
      category: isSpend ? 'Spend' : 'Usage',
      amount: amount >= 0 ? amount : bad(name, 'a number from 0 on'),
      unit: isSpend ? cell('BillingCurrency') : cell('ContractCommitmentUnit'),
      start,
      end,
    };
  });
  return hasErrors(issues) ? { issues } : ok(commitments);
}

/** What is owed by month from a month on, evenly over each commitment's span; one row a unit, spend and usage apart. */
export function commitmentsDue(
  commitments: readonly Commitment[],
  from: number,
  months: number,
): ReadonlyMap<string, Float64Array> {
  const due = new Map<string, Float64Array>();
  for (const { category, unit, amount, start, end } of commitments) {
    const key = `${category} [${unit}]`;
    const row = due.get(key) ?? new Float64Array(months);
    due.set(key, row);
    for (let m = 0; m < months; m++) {
      const overlap = Math.min(end, from + m + 1) - Math.max(start, from + m);
      if (overlap > 0) row[m]! += (amount * overlap) / (end - start);
    }
  }
  return due;
}
