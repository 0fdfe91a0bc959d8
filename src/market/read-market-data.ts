import type { Issue, Outcome } from '../base/issue.ts';
import { hasErrors, ok } from '../base/issue.ts';
import type { RowReader } from './read-rows.ts';
import { optional, readRows } from './read-rows.ts';
import { readChip, readChipHourPrice, readModel } from './read-silicon.ts';
import type {
  AccountingFact,
  AnnualCapex,
  Capacity,
  Deal,
  ExtraFact,
  Figure,
  MarketData,
  SeedClaim,
  UnitCost,
} from './records.ts';

/** The files `readMarketData` needs, named relative to the `data` folder. */
export const marketFiles: readonly string[] = [
  'market/provider_quarterly.csv',
  'market/capex_annual.csv',
  'market/unit_costs.csv',
  'market/deals.csv',
  'market/capacity.csv',
  'market/accounting.csv',
  'market/extra_facts.csv',
  'market/seed_claims.csv',
  'silicon/chips.csv',
  'silicon/models.csv',
  'silicon/gpu_hour_prices.csv',
];

/**
 * Reads the shipped facts from the texts of their CSV files, keyed by name (`market/deals.csv`; see `marketFiles`).
 *
 * Amounts are USD bn and power GW unless a record's unit says otherwise. Issues: `market-file-missing`,
 * `market-column-missing`, `market-number-malformed`, and those of `readCsv`; with any of them there is no value.
 *
 * @example const { value, issues } = readMarketData(texts);
 */
export function readMarketData(files: ReadonlyMap<string, string>): Outcome<MarketData> {
  const issues: Issue[] = [];
  const read = <T>(file: string, record: (row: RowReader) => T) => readRows(files, file, record, issues);
  const data: MarketData = {
    figures: read('market/provider_quarterly.csv', readFigure),
    capex: read('market/capex_annual.csv', readCapex),
    unitCosts: read('market/unit_costs.csv', readUnitCost),
    deals: read('market/deals.csv', readDeal),
    capacity: read('market/capacity.csv', readCapacity),
    accounting: read('market/accounting.csv', readAccounting),
    extraFacts: read('market/extra_facts.csv', readExtraFact),
    claims: read('market/seed_claims.csv', readClaim),
    chips: read('silicon/chips.csv', readChip),
    models: read('silicon/models.csv', readModel),
    chipHourPrices: read('silicon/gpu_hour_prices.csv', readChipHourPrice),
  };
  return hasErrors(issues) ? { issues } : ok(data, issues);
}

function readFigure(row: RowReader): Figure {
  return {
    provider: row.text('provider'),
    segment: row.text('segment'),
    metric: row.text('metric'),
    period: row.text('calendar_quarter'),
    periodEnd: row.text('period_end'),
    fiscalLabel: row.text('fiscal_label'),
    value: row.number('value'),
    unit: row.text('unit'),
    note: row.text('note'),
    source: row.source(),
  };
}

function readCapex(row: RowReader): AnnualCapex {
  const note = row.text('note');
  const kind = row.text('kind');
  return {
    provider: row.text('provider'),
    year: row.number('year'),
    yearBasis: row.text('year_basis'),
    capexUsdBn: row.number('capex_usd_bn'),
    ...optional('lowUsdBn', row.numberIfAny('capex_low')),
    ...optional('highUsdBn', row.numberIfAny('capex_high')),
    kind,
    definition: row.text('definition'),
    ...optional('guidedAt', kind === 'guidance' ? readGuidedAt(note) : undefined),
    note,
    source: row.source(),
  };
}

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** The date at the head of a guidance note: `2026-02-05: …`, `Dec 2025`, `as of May 2026`. */
function readGuidedAt(note: string): string | undefined {
  const iso = /^\d{4}-\d{2}(-\d{2})?/.exec(note);
  if (iso !== null) return iso[0];
  const words = /^(?:as of )?([A-Z][a-z]{2})[a-z]* (\d{4})/.exec(note);
  const month = words === null ? -1 : MONTHS.indexOf(words[1]!);
  return month < 0 ? undefined : `${words![2]!}-${String(month + 1).padStart(2, '0')}`;
}

function readUnitCost(row: RowReader): UnitCost {
  return {
    item: row.text('item'),
    category: row.text('category'),
    low: row.number('low'),
    base: row.number('base'),
    high: row.number('high'),
    unit: row.text('unit'),
    year: row.number('year'),
    note: row.text('note'),
    source: row.source(),
  };
}

function readDeal(row: RowReader): Deal {
  return {
    date: row.text('date'),
    buyer: row.text('buyer'),
    supplier: row.text('supplier'),
    type: row.text('type'),
    ...optional('headlineUsdBn', row.numberIfAny('headline_usd_bn')),
    qualifier: row.text('value_qualifier'),
    ...optional('termYears', row.numberIfAny('term_years')),
    start: row.text('start'),
    ...optional('capacityGw', row.numberIfAny('capacity_gw')),
    conditions: row.text('exclusivity_or_conditions'),
    source: row.source(),
  };
}

function readCapacity(row: RowReader): Capacity {
  return {
    provider: row.text('provider'),
    place: row.text('site_or_region'),
    ...optional('powerGw', row.numberIfAny('gw')),
    powerBasis: row.text('power_basis'),
    status: row.text('status'),
    asOf: row.text('as_of'),
    targetDate: row.text('target_date'),
    note: row.text('note'),
    source: row.source(),
  };
}

function readAccounting(row: RowReader): AccountingFact {
  return {
    provider: row.text('provider'),
    item: row.text('item'),
    assetClass: row.text('asset_class'),
    value: row.number('value'),
    ...optional('low', row.numberIfAny('low')),
    ...optional('high', row.numberIfAny('high')),
    unit: row.text('unit'),
    effectiveFrom: row.text('effective_from'),
    note: row.text('note'),
    source: row.source(),
  };
}

function readExtraFact(row: RowReader): ExtraFact {
  return {
    id: row.text('id'),
    entity: row.text('entity'),
    metric: row.text('metric'),
    period: row.text('period'),
    value: row.number('value'),
    unit: row.text('unit'),
    note: row.text('note'),
    source: row.source(),
  };
}

function readClaim(row: RowReader): SeedClaim {
  return {
    id: row.text('id'),
    claim: row.text('claim'),
    statedText: row.text('value'),
    unit: row.text('unit'),
    period: row.text('period'),
    entity: row.text('entity'),
    derivation: row.text('derivation'),
  };
}
