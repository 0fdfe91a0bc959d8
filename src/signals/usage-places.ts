import type { Issue } from '../base/issue.ts';
import { isPersonalColumn } from './personal-columns.ts';
import type { UsageField, UsageMapping } from './read-mapping.ts';
import { neededFields } from './read-mapping.ts';

/** Where a billing export holds what the import needs: places of columns, from 0. */
export interface UsagePlaces {
  readonly fields: ReadonlyMap<UsageField, number>;
  /** Every column that names a commitment: reservations and savings plans stand in columns of their own, in the same file. */
  readonly commitments: readonly number[];
  /** Where the cost of rows of a kind stands, by the export's own word, if not with the others. */
  readonly costs: ReadonlyMap<string, number>;
}

/** Finds a mapping's columns in a header; `undefined` when a needed one is missing. Issues: `usage-column`. */
export function findPlaces(
  names: readonly string[],
  mapping: UsageMapping,
  file: string,
  issues: Issue[],
): UsagePlaces | undefined {
  const present = (alternatives: readonly string[]) =>
    alternatives.filter((each) => names.includes(each) && !isPersonalColumn(each));
  const fields = new Map<UsageField, number>();
  for (const [field, alternatives] of mapping.columns) {
    const [name] = present(alternatives);
    if (name !== undefined) fields.set(field, names.indexOf(name));
  }
  const costs = new Map<string, number>();
  for (const [word, alternatives] of mapping.costs) {
    const [name] = present(alternatives);
    if (name !== undefined) costs.set(word, names.indexOf(name));
  }
  const missing = neededFields.filter((field) => !fields.has(field));
  for (const field of missing) {
    issues.push({
      code: 'usage-column',
      severity: 'error',
      message: `The export has no column for ${field}.`,
      at: { file, line: 1, column: 1 },
      found:
        names.length > 0 ? names.slice(0, 12).join(', ') + (names.length > 12 ? ', …' : '') : '(nothing)',
      expected: `${mapping.columns.get(field)?.join(' or ')} (mapping ${mapping.name})`,
      fix: 'name another mapping with --mapping, or write one: field,columns',
    });
  }
  if (missing.length > 0) return undefined;
  const commitments = present(mapping.columns.get('commitment') ?? []).map((name) => names.indexOf(name));
  return { fields, commitments, costs };
}

/** Whether a mapping reads a column; one that may hold persons is never read. */
export function isMapped(name: string, mapping: UsageMapping): boolean {
  const columns = [...mapping.columns.values(), ...mapping.costs.values()];
  return !isPersonalColumn(name) && columns.some((each) => each.includes(name));
}
