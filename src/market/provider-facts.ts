import { lastKnownQuarter } from './race-series.ts';
import { quarterIndex, quarterLabel } from './quarters.ts';
import type { Figure, MarketData } from './records.ts';

/** What the build costs a provider against what it sells, over the trailing four quarters known at a date. */
export interface ProviderFacts {
  readonly provider: string;
  readonly lastQuarter: string;
  readonly capexUsdBn: number | undefined;
  readonly capexDefinition: string;
  readonly revenueUsdBn: number | undefined;
  readonly revenueOf: string;
  /** Capital spending of the whole company over revenue of its cloud, where both are known. */
  readonly intensity: number | undefined;
  readonly backlogUsdBn: number | undefined;
  /** Backlog in years of the cloud's revenue; a backlog of the whole company covers more than its cloud. */
  readonly coverYears: number | undefined;
  /** Depreciation over the year and its growth, where a cloud reports it. */
  readonly depreciationUsdBn: number | undefined;
  readonly depreciationGrowth: number | undefined;
  readonly note: string;
}

interface Rule {
  readonly provider: string;
  readonly capex: string;
  readonly cloud: string;
  readonly backlog: string;
  readonly note: string;
}

const rules: readonly Rule[] = [
  {
    provider: 'Amazon',
    capex: 'capex_gross',
    cloud: 'AWS',
    backlog: 'AWS',
    note: 'capital spending of all Amazon, warehouses included',
  },
  {
    provider: 'Microsoft',
    capex: 'capex_cash_ppe',
    cloud: 'Microsoft Cloud (Azure + M365 commercial + other)',
    backlog: 'Commercial RPO',
    note: 'cash purchases, finance leases left out; backlog of all commercial business, OpenAI included',
  },
  {
    provider: 'Alphabet',
    capex: 'capex_cash_ppe',
    cloud: 'Google Cloud',
    backlog: 'Google Cloud',
    note: 'capital spending of all Alphabet, search included',
  },
  {
    provider: 'Oracle',
    capex: 'capex_cash_ppe',
    cloud: 'OCI (IaaS)',
    backlog: 'Total company RPO',
    note: 'backlog of all Oracle; some capital spending figures are recalled',
  },
];

/** Capital intensity, backlog cover and the depreciation wave by provider, as known at the end of a month. */
export function providerFacts(data: MarketData, asOf: string): readonly ProviderFacts[] {
  const last = lastKnownQuarter(asOf);
  if (last === undefined) return [];
  return rules.map(({ provider, capex, cloud, backlog, note }) => {
    const of = (segment: string, metric: string) =>
      data.figures.filter(
        (figure) => figure.provider === provider && figure.segment === segment && figure.metric === metric,
      );
    const spent = of('Total company', capex);
    const end = lastFull([spent, of(cloud, 'revenue')], last);
    const [capexUsdBn, revenueUsdBn] = [sumYear(spent, end), sumYear(of(cloud, 'revenue'), end)];
    const backlogUsdBn = at(of(backlog, 'backlog_rpo'), end);
    const depreciation = of(cloud, 'depreciation_amortization');
    const [wave, before] = [sumYear(depreciation, end), sumYear(depreciation, end - 4)];
    const ratio = (a: number | undefined, b: number | undefined) =>
      a === undefined || b === undefined ? undefined : a / b;
    const growth = ratio(wave, before);
    return {
      provider,
      lastQuarter: quarterLabel(end),
      capexUsdBn,
      capexDefinition: spent[0]?.metric ?? capex,
      revenueUsdBn,
      revenueOf: cloud,
      intensity: ratio(capexUsdBn, revenueUsdBn),
      backlogUsdBn,
      coverYears: ratio(backlogUsdBn, revenueUsdBn),
      depreciationUsdBn: wave,
      depreciationGrowth: growth === undefined ? undefined : growth - 1,
      note,
    };
  });
}

/** The last quarter, up to four back, for which every list has the whole year. */
function lastFull(lists: readonly (readonly Figure[])[], last: number): number {
  for (let end = last; end > last - 4; end--) {
    if (lists.every((list) => sumYear(list, end) !== undefined)) return end;
  }
  return last;
}

function at(figures: readonly Figure[], quarter: number): number | undefined {
  return figures.find(({ period }) => quarterIndex(period) === quarter)?.value;
}

function sumYear(figures: readonly Figure[], end: number): number | undefined {
  let sum = 0;
  for (let quarter = end - 3; quarter <= end; quarter++) {
    const value = at(figures, quarter);
    if (value === undefined) return undefined;
    sum += value;
  }
  return sum;
}
