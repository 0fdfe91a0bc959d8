import type { Outcome } from '../base/issue.ts';
import { fail, ok } from '../base/issue.ts';
import type { CapexQuery } from './find-capex.ts';
import { findCapex, findGuidance } from './find-capex.ts';
import type { FigureQuery } from './find-figure.ts';
import { findFigure, sumQuarters } from './find-figure.ts';
import type {
  AccountingFact,
  AnnualCapex,
  Capacity,
  ChipFact,
  Deal,
  ExtraFact,
  Figure,
  MarketData,
  UnitCost,
} from './records.ts';
import type { Source } from './source.ts';

/** Looks facts up for one claim and notes every source used; a fact that is missing throws `MissingFact`. */
export interface Evidence {
  readonly data: MarketData;
  figure(query: FigureQuery): Figure;
  sum(query: Omit<FigureQuery, 'period'>, quarters: readonly string[]): number;
  capex(query: CapexQuery): AnnualCapex;
  guidance(query: CapexQuery, by?: string): AnnualCapex;
  unitCost(item: string): UnitCost;
  deal(buyer: string, supplier: string, date: string): Deal;
  capacity(provider: string, place: string, powerBasis: string): Capacity;
  accounting(provider: string, item: string): AccountingFact;
  fact(id: string): ExtraFact;
  chip(name: string): ChipFact;
  /** The number another claim states, by its id. */
  statedBy(claimId: string): number;
  sources(): readonly Source[];
}

/** Thrown inside a claim's check only, and always caught by `reproduceClaims`, which then says what is missing. */
export class MissingFact extends Error {}

export function openEvidence(data: MarketData): Evidence {
  const used = new Map<string, Source>();
  const take = <T>(outcome: Outcome<T>): T => {
    if (outcome.value === undefined)
      throw new MissingFact(outcome.issues.map((issue) => issue.message).join('; '));
    return outcome.value;
  };
  const cite = <T extends { readonly source: Source }>(row: T): T => {
    used.set(`${row.source.title} ${row.source.url ?? ''} ${row.source.confidence}`, row.source);
    return row;
  };
  const one = <T extends { readonly source: Source }>(
    rows: readonly T[],
    key: string,
    has: (row: T) => boolean,
  ): T => cite(take(findRow(rows, key, has)));
  return {
    data,
    figure: (query) => cite(take(findFigure(data, query))),
    sum: (query, quarters) => {
      const total = take(sumQuarters(data, query, quarters));
      total.parts.forEach(cite);
      return total.value;
    },
    capex: (query) => cite(take(findCapex(data, query))),
    guidance: (query, by) => cite(take(findGuidance(data, query, by))),
    unitCost: (item) => one(data.unitCosts, `unit cost ${item}`, (row) => row.item === item),
    deal: (buyer, supplier, date) =>
      one(
        data.deals,
        `deal of ${buyer} with ${supplier} on ${date}`,
        (row) => row.buyer === buyer && row.supplier === supplier && row.date === date,
      ),
    capacity: (provider, place, powerBasis) =>
      one(
        data.capacity,
        `capacity of ${provider}, ${place}, ${powerBasis}`,
        (row) => row.provider === provider && row.place === place && row.powerBasis === powerBasis,
      ),
    accounting: (provider, item) =>
      one(data.accounting, `${item} of ${provider}`, (row) => row.provider === provider && row.item === item),
    fact: (id) => one(data.extraFacts, `fact ${id}`, (row) => row.id === id),
    chip: (name) => one(data.chips, `chip ${name}`, (row) => row.chip === name),
    statedBy: (claimId) => {
      const text = data.claims.find((claim) => claim.id === claimId)?.statedText ?? '';
      const value = Number(text);
      if (text === '' || !Number.isFinite(value)) throw new MissingFact(`Claim ${claimId} states no number`);
      return value;
    },
    sources: () => [...used.values()],
  };
}

/**
 * The value of a field that may be empty in its row.
 *
 * @throws MissingFact naming the field, caught by `reproduceClaims`.
 */
export function needed(value: number | undefined, name: string): number {
  if (value === undefined) throw new MissingFact(`There is no ${name}`);
  return value;
}

function findRow<T>(rows: readonly T[], key: string, has: (row: T) => boolean): Outcome<T> {
  const row = rows.find(has);
  return row === undefined
    ? fail({
        code: 'market-row-missing',
        severity: 'error',
        message: `There is no ${key}`,
        fix: 'Add the row to the table of facts, with its source',
      })
    : ok(row);
}
