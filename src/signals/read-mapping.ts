import type { Issue, Outcome } from '../base/issue.ts';
import { fail, ok } from '../base/issue.ts';
import { nearestName } from '../base/nearest.ts';
import { readCsv } from '../table/index.ts';

/** What the import needs to know of a billing row, whatever the export calls it. */
export const usageFields = [
  'period_start',
  'provider',
  'service',
  'category',
  'region',
  'unit',
  'quantity',
  'cost',
  'currency',
  'kind',
  'correction',
  'commitment',
  'commitment_status',
] as const;
export type UsageField = (typeof usageFields)[number];

/** Fields without which no row says anything about demand. */
export const neededFields: readonly UsageField[] = ['period_start', 'quantity', 'unit'];

/** Which column holds which field, the first that a file has; and which of its words mean which kind of charge. */
export interface UsageMapping {
  readonly name: string;
  readonly columns: ReadonlyMap<UsageField, readonly string[]>;
  /** The export's own word for a charge to FOCUS's: Usage, Purchase, Tax, Credit or Adjustment. */
  readonly kinds: ReadonlyMap<string, string>;
  /**
   * Columns that hold the cost of a row instead of `cost`, by the export's own word for its kind: where a commitment covers
   * use, some exports write nothing, or the price on demand, as the cost billed.
   */
  readonly costs: ReadonlyMap<string, readonly string[]>;
}

const focusKinds = ['Usage', 'Purchase', 'Tax', 'Credit', 'Adjustment'];

/**
 * Reads a mapping file: columns `field, columns`, with the alternatives of a field separated by `|`; a field written
 * `kind=Usage` lists the export's words for that kind of charge, one written `cost=WORD` the columns that hold the cost of
 * rows of that word. Issues: those of `readCsv`, `mapping-field`.
 *
 * @example readMapping('field,columns\nperiod_start,Date\nquantity,Qty\nunit,Unit\n', 'mine.csv').value?.columns.get('unit')
 */
export function readMapping(text: string, file: string): Outcome<UsageMapping> {
  const table = readCsv(text, file);
  if (!table.value) return fail(...table.issues);
  const { columns, rows, lines } = table.value;
  const [fieldAt, columnsAt] = [columns.indexOf('field'), columns.indexOf('columns')];
  const issues: Issue[] = [];
  const found = new Map<UsageField, string[]>();
  const kinds = new Map<string, string>();
  const costs = new Map<string, string[]>();
  const refuse = (line: number, name: string) => {
    const near = nearestName(name, usageFields);
    issues.push({
      code: 'mapping-field',
      severity: 'error',
      message: 'The mapping names a field that there is not.',
      at: { file, line, column: 1 },
      found: name,
      expected: `one of ${usageFields.join(', ')}, or kind= and one of ${focusKinds.join(', ')}, or cost= and a word of the export`,
      ...(near === undefined ? {} : { fix: `write ${near}` }),
    });
  };
  rows.forEach((row, i) => {
    const field = (row[fieldAt] ?? '').trim();
    const names = (row[columnsAt] ?? '')
      .split('|')
      .map((name) => name.trim())
      .filter((name) => name !== '');
    const kind = /^kind=(.+)$/.exec(field)?.[1];
    if (kind !== undefined && focusKinds.includes(kind)) for (const name of names) kinds.set(name, kind);
    else if (/^cost=./.test(field)) costs.set(field.slice('cost='.length), names);
    else if (isUsageField(field)) found.set(field, [...(found.get(field) ?? []), ...names]);
    else refuse(lines[i]!, field);
  });
  for (const field of neededFields) if (!found.has(field)) refuse(1, `(no ${field})`);
  return issues.length > 0 ? fail(...issues) : ok({ name: file, columns: found, kinds, costs });
}

function isUsageField(text: string): text is UsageField {
  return (usageFields as readonly string[]).includes(text);
}
