import { bindInput, centralDraws, type Assumption, type Case } from '../case/index.ts';
import type { Graph } from '../formula/index.ts';
import { dateAt, fiscalYears, periodsPerYear, type Calendar } from '../time/index.ts';
import { metricId } from './metric-names.ts';
import type { RowSource } from './row-source.ts';
import type { AssumptionRow, ContractRow, Metric, PhaseRow, SiteRow } from './run-result.ts';

/** What the rows read. */
export interface RowContext {
  readonly calendar: Calendar;
  readonly study: Case;
  readonly graph: Graph;
  readonly rows: RowSource;
  readonly metrics: Readonly<Record<string, Metric>>;
}

/** Names that the rows need beside the reported ones, and those of which they ask whether they are ever above 0. */
export const rowNames: readonly string[] = ['phase.ready', 'phase.planned_ready', 'phase.built_mw'];
export const rowEvents: readonly string[] = ['contract.defaulted'];

const billion = 1e9;

/** Each phase with its planned date and its P10–P90 ready dates. */
export function makePhaseRows(context: RowContext): PhaseRow[] {
  const { study, calendar } = context;
  const labels = study.labels['phase'] ?? [];
  return labels.map((name, element) => {
    const ready = context.rows.at('phase.ready', element, 0).quantiles([0.1, 0.5, 0.9]);
    const [p10At, p50At, p90At] = Array.from(ready) as [number, number, number];
    const plannedAt = middle(context, 'phase.planned_ready', element);
    const startAt = centralOf(context, 'phase.start', element);
    return {
      name,
      site: study.labels['site']?.[study.maps['phase.site']?.[element] ?? -1] ?? '',
      status: settingText(study, 'phase.status', element),
      mw: middle(context, 'phase.built_mw', element),
      start: dateAt(calendar, startAt),
      plannedReady: dateAt(calendar, plannedAt),
      p10: dateAt(calendar, p10At),
      p50: dateAt(calendar, p50At),
      p90: dateAt(calendar, p90At),
      startAt,
      plannedAt,
      p10At,
      p50At,
      p90At,
    };
  });
}

/** Each site with its place, in the order of the case; nothing where no site has a place. */
export function makeSiteRows(context: Pick<RowContext, 'study' | 'calendar'>): SiteRow[] | undefined {
  const { study } = context;
  const latitudes = study.inputs.get('site.latitude') ?? [];
  if (latitudes.every((each) => each.isDefault)) return undefined;
  return (study.labels['site'] ?? []).map((name, element) => {
    const openingMw = centralOf(context, 'site.opening_mw', element);
    const given = latitudes[element]!;
    if (given.isDefault) return { name, openingMw };
    const source = sourceOf(study, given.source);
    const latitude = centralOf(context, 'site.latitude', element);
    const longitude = centralOf(context, 'site.longitude', element);
    return { name, openingMw, place: { latitude, longitude, ...(source === undefined ? {} : { source }) } };
  });
}

/** Each contract with its backlog, what of it is take-or-pay, and how often the buyer stops paying within the horizon. */
export function makeContractRows(context: RowContext): ContractRow[] {
  const { study, calendar } = context;
  const labels = study.labels['contract'] ?? [];
  return labels.map((name, element) => {
    const mean = (metric: string, at: number) => context.metrics[metricId(metric, name)]?.mean[at] ?? 0;
    const price = study.inputs.get('contract.price')?.[element];
    return {
      name,
      state: settingText(study, 'contract.state', element),
      start: dateAt(calendar, centralOf(context, 'contract.start', element)),
      termYears: centralOf(context, 'contract.term', element) / periodsPerYear(calendar),
      backlogBn: mean('backlog', 0) / billion,
      takeOrPayBn: mean('take_or_pay_floor', 0) / billion,
      revenueByYearBn: (context.metrics[metricId('contract_revenue', name)]?.years.mean ?? []).map(
        (value) => value / billion,
      ),
      undeliveredBn: undelivered(context, element) / billion,
      ...eventShare(context, 'contract.defaulted', element),
      source: sourceOf(study, price?.source),
    };
  });
}

/** Every value the case gives (defaults left out), with its source, tier and effect on the headline metric. */
export function makeAssumptionRows(
  context: Pick<RowContext, 'study' | 'graph'>,
  effects: ReadonlyMap<string, number>,
): AssumptionRow[] {
  const { study, graph } = context;
  const sentences = new Map(graph.program.decls.map((decl) => [decl.name, decl.sentence]));
  const rows = study.assumptions
    .filter((each) => !each.isDefault)
    .map((each) => assumptionRow(each, study, effects, sentences));
  const named = study.drivers.filter((driver) => driver.name.startsWith('drivers.'));
  return [
    ...rows,
    ...named.map((driver) => ({
      path: driver.name,
      sentence: 'A random variable that several values share',
      text: driver.text,
      unit: '',
      ...provenance(study, driver),
      alternatives: [],
      at: `${driver.at.file}:${driver.at.line}:${driver.at.column}`,
      isUncertain: true,
      effect: effects.get(driver.name),
    })),
  ];
}

function assumptionRow(
  each: Assumption,
  study: Case,
  effects: ReadonlyMap<string, number>,
  sentences: ReadonlyMap<string, string>,
): AssumptionRow {
  const own = study.drivers.filter(
    (driver) => driver.name === each.path || driver.name.startsWith(`${each.path}.`),
  );
  const effect = own
    .map((driver) => effects.get(driver.name) ?? 0)
    .sort((a, b) => Math.abs(b) - Math.abs(a))[0];
  return {
    path: each.path,
    sentence: sentences.get(each.input) ?? '',
    text: each.text,
    unit: each.unit.text,
    ...provenance(study, each),
    alternatives: each.alternatives.map((other) => ({
      text: other.text,
      source: sourceOf(study, other.source),
    })),
    at: `${each.at.file}:${each.at.line}:${each.at.column}`,
    isUncertain: own.length > 0 || each.value.times.some((term) => term.kind === 'driver'),
    effect,
  };
}

interface Sourced {
  readonly source?: string;
  readonly asOf?: string;
  readonly tier?: 1 | 2 | 3 | 4;
  readonly note?: string;
}

function provenance(study: Case, each: Sourced) {
  const known = each.source === undefined ? undefined : study.sources.get(each.source);
  return {
    source: known?.title ?? each.source,
    url: known?.url,
    asOf: each.asOf ?? known?.asOf,
    tier: each.tier ?? known?.tier,
    note: each.note,
  };
}

function sourceOf(study: Case, source: string | undefined): string | undefined {
  return source === undefined ? undefined : (study.sources.get(source)?.title ?? source);
}

function middle(context: RowContext, name: string, element: number): number {
  return context.rows.at(name, element, 0).quantiles([0.5])[0]!;
}

/** One element of an input on the central path at the first period, such as a start date. */
function centralOf(context: Pick<RowContext, 'study' | 'calendar'>, input: string, element: number): number {
  return centralPath(context, input, element)[0]!;
}

/** One element of an input on the central path, a number per period. */
function centralPath(
  context: Pick<RowContext, 'study' | 'calendar'>,
  input: string,
  element: number,
): Float64Array {
  const { study, calendar } = context;
  const { values, byTime } = bindInput(study, input, centralDraws(study));
  if (!byTime) return new Float64Array(calendar.periods).fill(values[element]!);
  return values.subarray(element * calendar.periods, (element + 1) * calendar.periods);
}

function settingText(study: Case, name: string, element: number): string {
  return study.settings.find((each) => each.name === name && each.element === element)?.text ?? '';
}

/** What is not delivered at the price of its period, mean over paths, the price on the central path. */
function undelivered(context: RowContext, element: number): number {
  const name = context.study.labels['contract']![element]!;
  const shortfall = context.metrics[metricId('undelivered', name)]?.mean ?? [];
  const price = centralPath(context, 'contract.price', element);
  return shortfall.reduce((sum, work, period) => sum + work * price[period]!, 0);
}

/** How often an event happens within the horizon on a path, with what chance in the paths leaves open. */
function eventShare(context: RowContext, name: string, element: number) {
  const years = fiscalYears(context.calendar);
  const { share, low, high } = context.rows.any(name, element).share();
  const defaultInterval: readonly [number, number] = [low, high];
  return { defaultProbability: years.length === 0 ? 0 : share, defaultInterval };
}
