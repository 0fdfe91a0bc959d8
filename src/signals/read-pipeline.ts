import type { Issue, Outcome } from '../base/issue.ts';
import { hasErrors, ok } from '../base/issue.ts';
import { nearestName } from '../base/nearest.ts';
import { readCsv } from '../table/index.ts';
import { parseDate } from '../time/index.ts';

/** One opportunity: how likely, how large, when, and how it ramps. Months count from year 0. */
export interface Deal {
  readonly id: string;
  readonly account: string;
  readonly stage: string;
  /** Win probability from 0 to 1; 1 when won, 0 when lost. */
  readonly probability: number;
  readonly isClosed: boolean;
  readonly amountUsd: number;
  readonly closeMonth: number;
  readonly rampMonth: number;
  readonly rampMonths: number;
  readonly termMonths: number;
  readonly chip: string;
  readonly region: string;
  readonly peakMw: number;
}

const needed = [
  'Id',
  'AccountName',
  'StageName',
  'Probability',
  'Amount',
  'CloseDate',
  'IsClosed',
  'IsWon',
  'Ramp_Start__c',
  'Ramp_Months__c',
  'Term_Months__c',
  'Accelerator_Class__c',
  'Region__c',
  'Peak_MW__c',
] as const;
type Column = (typeof needed)[number];

/**
 * Reads a pipeline in the shape of a Salesforce export of opportunities. `asOf` is a month such as `2026-02`.
 *
 * A closed deal's probability is 1 or 0 whatever the cell says. An open deal whose close date has passed is a warning: its
 * close is moved to the month asked from. Issues: those of `readCsv`, `pipeline-column`, `pipeline-cell`, `pipeline-stale`.
 */
export function readPipeline(text: string, file: string, asOf: string): Outcome<readonly Deal[]> {
  const table = readCsv(text, file);
  if (!table.value) return { issues: table.issues };
  const { columns, rows, lines } = table.value;
  const issues: Issue[] = [];
  for (const name of needed) {
    if (columns.includes(name)) continue;
    const near = nearestName(name, columns);
    issues.push({
      code: 'pipeline-column',
      severity: 'error',
      message: `The pipeline has no column '${name}'.`,
      at: { file, line: 1, column: 1 },
      found: columns.join(', '),
      expected: name,
      ...(near === undefined ? {} : { fix: `rename ${near} to ${name}` }),
    });
  }
  if (issues.length > 0) return { issues };
  const now = monthOf(asOf) ?? 0;
  const deals = rows.flatMap((row, i) => {
    const cell = (name: Column) => row[columns.indexOf(name)]!.trim();
    const bad = (name: Column, expected: string) => {
      issues.push({
        code: 'pipeline-cell',
        severity: 'error',
        message: 'The cell of a deal cannot be read.',
        at: { file, line: lines[i]!, column: 1, path: `${cell('Id')}.${name}` },
        found: cell(name) || '(empty)',
        expected,
      });
      return NaN;
    };
    const number = (name: Column, low: number, high: number) => {
      const value = Number(cell(name));
      return cell(name) !== '' && value >= low && value <= high
        ? value
        : bad(name, `a number from ${low} to ${high}`);
    };
    const month = (name: Column) => monthOf(cell(name)) ?? bad(name, 'a date such as 2026-08-23');
    const flag = (name: Column) => {
      const word = cell(name).toUpperCase();
      if (word !== 'TRUE' && word !== 'FALSE') bad(name, 'TRUE or FALSE');
      return word === 'TRUE';
    };
    const [isClosed, isWon] = [flag('IsClosed'), flag('IsWon')];
    const written = number('Probability', 0, 100) / 100;
    const closeMonth = month('CloseDate');
    if (!isClosed && closeMonth < now) {
      issues.push({
        code: 'pipeline-stale',
        severity: 'warning',
        message: `The deal is open but its close date has passed; it is taken to close from ${asOf} on.`,
        at: { file, line: lines[i]!, column: 1, path: `${cell('Id')}.CloseDate` },
        found: cell('CloseDate'),
        expected: `a date from ${asOf} on`,
        fix: 'ask its owner',
      });
    }
    const late = isClosed ? 0 : Math.max(0, now - closeMonth);
    return {
      id: cell('Id'),
      account: cell('AccountName'),
      stage: cell('StageName'),
      probability: isClosed ? (isWon ? 1 : 0) : written,
      isClosed,
      amountUsd: number('Amount', 0, 1e13),
      closeMonth: closeMonth + late,
      rampMonth: month('Ramp_Start__c') + late,
      rampMonths: number('Ramp_Months__c', 0, 240),
      termMonths: number('Term_Months__c', 1, 600),
      chip: cell('Accelerator_Class__c'),
      region: cell('Region__c'),
      peakMw: number('Peak_MW__c', 0, 1e5),
    } satisfies Deal;
  });
  return hasErrors(issues) ? { issues } : ok(deals, issues);
}

/** Months since year 0 of a date; `undefined` when it is none. */
export function monthOf(text: string): number | undefined {
  const date = parseDate(text).value;
  return date ? 12 * date.year + date.month - 1 : undefined;
}
