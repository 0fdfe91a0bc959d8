import type { ClaimResult } from './claim-types.ts';
import { print } from './words.ts';

/** The claims as text rows under a header, for a terminal or a page. */
export interface ClaimsTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Lays claim results out as a table of texts; the evidence tier is the weakest of the sources used. */
export function claimsTable(results: readonly ClaimResult[]): ClaimsTable {
  return {
    columns: ['id', 'claim', 'stated', 'found', 'unit', 'verdict', 'from', 'tier', 'because'],
    rows: results.map((result) => [
      result.id,
      result.claim,
      result.stated.text,
      printFound(result.found),
      result.unit,
      result.verdict,
      result.from,
      result.sources.length === 0 ? '' : String(Math.max(...result.sources.map((source) => source.tier))),
      result.because,
    ]),
  };
}

function printFound(found: number | string | undefined): string {
  if (found === undefined) return '';
  if (typeof found === 'string') return found;
  return Number.isInteger(found) ? String(found) : print(found, found < 10 ? 2 : 1);
}
