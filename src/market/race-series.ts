import type { Issue, Outcome } from '../base/issue.ts';
import { fail, ok } from '../base/issue.ts';
import { exp, findRoot, log, pow } from '../num/index.ts';
import { quarterIndex, quarterLabel } from './quarters.ts';
import type { Figure, MarketData } from './records.ts';
import type { Source } from './source.ts';

/** What "the cloud of a provider" may mean; the answer to who is larger depends on it. */
export const raceDefinitions = [
  'aws',
  'azure',
  'azure-without-openai',
  'intelligent-cloud',
  'microsoft-cloud',
  'google-cloud',
  'oci',
] as const;
export type RaceDefinition = (typeof raceDefinitions)[number];

export function isRaceDefinition(text: string): text is RaceDefinition {
  return (raceDefinitions as readonly string[]).includes(text);
}

/** Revenue by quarter under one definition, USD bn, without gaps. */
export interface RevenueSeries {
  readonly definition: RaceDefinition;
  readonly label: string;
  /** Index of the first quarter (`quarterIndex`). */
  readonly first: number;
  readonly values: readonly number[];
  readonly sources: readonly Source[];
  /** How the figures were derived, where they are not reported. */
  readonly note: string;
}

const reported: Readonly<
  Record<Exclude<RaceDefinition, 'azure' | 'azure-without-openai'>, readonly [string, string, string]>
> = {
  aws: ['AWS', 'Amazon', 'AWS'],
  'intelligent-cloud': ['Intelligent Cloud', 'Microsoft', 'Intelligent Cloud (recast Aug 2024)'],
  'microsoft-cloud': ['Microsoft Cloud', 'Microsoft', 'Microsoft Cloud (Azure + M365 commercial + other)'],
  'google-cloud': ['Google Cloud', 'Alphabet', 'Google Cloud'],
  oci: ['OCI', 'Oracle', 'OCI (IaaS)'],
};

/** Days after a quarter's end by which its results are out. */
const reportingDays = 40;

/**
 * Revenue by quarter under a definition, as it was known at the end of a month such as `2026-02`.
 *
 * Azure's revenue is not reported by quarter: it is chained from the reported yearly growth rates and scaled to the one
 * yearly figure, $75bn of the fiscal year 2025. Azure without OpenAI takes off what leaked documents say OpenAI paid for
 * inference. Issues: `race-series-short`, `market-row-missing`, `race-date`.
 */
export function revenueSeries(
  data: MarketData,
  definition: RaceDefinition,
  asOf: string,
): Outcome<RevenueSeries> {
  const last = lastKnownQuarter(asOf);
  if (last === undefined) return fail(badDate(asOf));
  if (definition === 'azure') return azureSeries(data, last);
  if (definition === 'azure-without-openai') return withoutOpenAi(data, last);
  const [label, provider, segment] = reported[definition];
  const figures = data.figures.filter(
    (figure) => figure.provider === provider && figure.segment === segment && figure.metric === 'revenue',
  );
  return unbroken(figures, last, { definition, label, note: '' });
}

/** The last quarter whose results were out at the end of a month; `undefined` for a text that is no month. */
export function lastKnownQuarter(asOf: string): number | undefined {
  const match = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(asOf);
  if (!match) return undefined;
  const months = 12 * Number(match[1]) + Number(match[2]);
  // A month has 30 days here: results of a quarter are out 40 days after its end, so at the end of the second month.
  return Math.floor((months - Math.ceil(reportingDays / 30)) / 3) - 1;
}

function unbroken(
  figures: readonly Figure[],
  last: number,
  about: Pick<RevenueSeries, 'definition' | 'label' | 'note'>,
): Outcome<RevenueSeries> {
  const byQuarter = new Map<number, Figure>();
  for (const figure of figures) {
    const quarter = quarterIndex(figure.period);
    if (quarter !== undefined && quarter <= last) byQuarter.set(quarter, figure);
  }
  let end = last;
  while (end > last - 4 && !byQuarter.has(end)) end--;
  let first = end;
  while (byQuarter.has(first - 1)) first--;
  const quarters = Array.from({ length: end - first + 1 }, (_, i) => first + i);
  const found = quarters.flatMap((quarter) => byQuarter.get(quarter) ?? []);
  if (found.length < fewestQuarters) return fail(tooShort(about.label, found.length));
  return ok({
    ...about,
    first,
    values: found.map(({ value }) => value),
    sources: distinct(found.map(({ source }) => source)),
  });
}

/** A growth over the year needs five quarters, and its change one more. */
const fewestQuarters = 6;

const azureSegment = 'Azure and other cloud services';

function azureSeries(data: MarketData, last: number): Outcome<RevenueSeries> {
  const azure = data.figures.filter((figure) => figure.segment === azureSegment);
  const growth = new Map<number, Figure>();
  for (const figure of azure) {
    const quarter = quarterIndex(figure.period);
    if (figure.metric === 'revenue_growth_yoy_pct' && quarter !== undefined && quarter <= last)
      growth.set(quarter, figure);
  }
  const base = azure.find(({ metric, fiscalLabel }) => metric === 'revenue_annual' && fiscalLabel === 'FY25');
  if (!base || growth.size < fewestQuarters) return fail(tooShort('Azure', growth.size));
  const first = Math.min(...growth.keys());
  const levels = new Map<number, number>();
  // The year before the first rate is taken to have grown evenly at that rate; chained over years, its shape hardly matters.
  const step = pow(1 + growth.get(first)!.value / 100, 0.25);
  for (let i = 0; i < 4; i++) levels.set(first - 4 + i, pow(step, i));
  for (let quarter = first; quarter <= last && growth.has(quarter); quarter++) {
    levels.set(quarter, levels.get(quarter - 4)! * (1 + growth.get(quarter)!.value / 100));
  }
  const fiscal25 = [0, 1, 2, 3].map((i) => quarterIndex('2024Q3')! + i);
  const sum = fiscal25.reduce((total, quarter) => total + (levels.get(quarter) ?? NaN), 0);
  if (!(sum > 0)) return fail(tooShort('Azure', levels.size));
  const scale = base.value / sum;
  return ok({
    definition: 'azure',
    label: 'Azure',
    first: first - 4,
    values: [...levels].sort(([a], [b]) => a - b).map(([, level]) => level * scale),
    sources: distinct([base.source, ...[...growth.values()].map(({ source }) => source)]),
    note: 'chained from reported growth rates and scaled to $75bn in fiscal 2025; Microsoft reports no quarterly level',
  });
}

function withoutOpenAi(data: MarketData, last: number): Outcome<RevenueSeries> {
  const azure = azureSeries(data, last);
  if (!azure.value) return azure;
  const year24 = data.extraFacts.find(({ id }) => id === 'openai-azure-inference-2024');
  const part25 = data.extraFacts.find(({ id }) => id === 'openai-azure-inference-2025-9m');
  if (!year24 || !part25) {
    return fail({
      code: 'market-row-missing',
      severity: 'error',
      message: 'There are no figures of what OpenAI paid for Azure',
      expected: 'facts openai-azure-inference-2024 and openai-azure-inference-2025-9m',
    });
  }
  const start = quarterIndex('2024Q1')!;
  // Even quarterly growth g such that four quarters make the first figure and the next three the second.
  const ratio = (g: number) => (pow(g, 4) + pow(g, 5) + pow(g, 6)) / (1 + g + g * g + g * g * g);
  const g = findRoot((x) => ratio(x) - part25.value / year24.value, 1, 3) ?? 1;
  const begin = year24.value / (1 + g + g * g + g * g * g);
  const spendAt = (quarter: number) => begin * exp((quarter - start) * log(g));
  const { first, values } = azure.value;
  const lastSeen = start + 6;
  const share = spendAt(lastSeen) / (values[lastSeen - first] ?? NaN);
  const rest = values.map((value, i) => {
    const quarter = first + i;
    if (quarter < start) return value;
    return quarter <= lastSeen ? value - spendAt(quarter) : value * (1 - share);
  });
  if (!rest.every((value) => value > 0)) return fail(tooShort('Azure without OpenAI', 0));
  return ok({
    ...azure.value,
    definition: 'azure-without-openai',
    label: 'Azure without OpenAI',
    values: rest,
    sources: distinct([...azure.value.sources, year24.source, part25.source]),
    note: `${azure.value.note}; less what leaked documents say OpenAI paid for inference (training left out), from ${quarterLabel(lastSeen)} on at a constant ${(100 * share).toFixed(0)}% of Azure: an estimate`,
  });
}

function distinct(sources: readonly Source[]): readonly Source[] {
  return [...new Map(sources.map((source) => [source.title, source])).values()];
}

function tooShort(label: string, found: number): Issue {
  return {
    code: 'race-series-short',
    severity: 'error',
    message: `${label} has too few quarters of revenue known at that date`,
    found: `${found} quarters`,
    expected: `at least ${fewestQuarters}`,
    fix: 'take a later date or another definition',
  };
}

function badDate(asOf: string): Issue {
  return {
    code: 'race-date',
    severity: 'error',
    message: 'The date is not a month',
    found: asOf,
    expected: 'a month such as 2026-02',
  };
}
