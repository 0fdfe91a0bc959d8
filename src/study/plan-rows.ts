import {
  batchesOf,
  metricKind,
  metricOf,
  rowEvents,
  rowNames,
  type Goal,
  type PlannedEvent,
} from '../answer/index.ts';
import type { GraphNode } from '../formula/index.ts';
import { reportedNames, tieChecks } from '../model/index.ts';
import { programmeNames, type DrawMode, type RowGroup, type Span } from '../simulate/index.ts';
import { completeYears } from '../time/index.ts';
import type { Study } from './open-study.ts';
import { eventGroups, eventNames } from './plan-events.ts';

/** Rows that a run makes of its paths, and the formulas that each model keeps for them. */
export interface RowPlan {
  readonly groups: readonly RowGroup[];
  readonly peaks: readonly string[];
  /** Names of the case, and of its counterfactual. */
  readonly keep: readonly (readonly string[])[];
  readonly events: readonly PlannedEvent[];
}

export interface RowRequest {
  readonly draws: DrawMode;
  readonly events: readonly PlannedEvent[];
  readonly until?: Goal | undefined;
  readonly hasProgramme: boolean;
  /** Whether rows are counted instead of kept: then sums over years are rows of their own. */
  readonly isCounted: boolean;
}

/** Plans the rows of a run. */
export function planRows(study: Study, request: RowRequest): RowPlan {
  const { draws, until, hasProgramme, isCounted, events } = request;
  const batches = batchesOf(draws).count > 1;
  const names = metricNames(study);
  const shown = unique([...names, ...rowNames, ...(until ? [until.target.name] : [])]);
  const ever = present(study, rowEvents);
  const ties = tieChecks.flatMap((tie) => [tie.name, tie.against]);
  const groups: RowGroup[] = [
    ...shown.map((name): RowGroup => ({
      kind: 'values',
      side: 0,
      name,
      batches: batches && isOnce(study, name),
    })),
    ...(isCounted ? shown.flatMap((name) => sumsOf(study, name, { batches, until })) : []),
    ...ever.map((name): RowGroup => ({ kind: 'any', side: 0, name, batches })),
    ...(hasProgramme ? [{ kind: 'programme', batches } as const] : []),
    ...eventGroups(events, batches),
  ];
  const read = events.length > 0 ? eventNames.filter((name) => study.graph.byName.has(name)) : [];
  const programme = hasProgramme ? [...programmeNames] : [];
  return {
    groups,
    peaks: present(study, unique(ties)),
    keep: [unique([...shown, ...ever, ...present(study, ties), ...programme, ...read]), programme],
    events,
  };
}

/** Bytes that a run keeps for one path: a double for every period and element of what it reports, at most. */
export function bytesPerPath(study: Study): number {
  const { periods } = study.study.calendar;
  const kept = new Set([...metricNames(study), ...rowNames]);
  const rows = study.graph.nodes
    .filter((node) => kept.has(node.decl.name))
    .reduce((sum, node) => sum + node.size * (node.decl.isOnce ? 1 : periods), 0);
  return rows * Float64Array.BYTES_PER_ELEMENT;
}

/** What a programme is made of, discount factors left out. */
const programmeFigures = programmeNames.filter((name) => !name.startsWith('discount_'));

/** Formulas that become metrics: the reported ones, the case's own, and whatever its checks name. */
export function metricNames(study: Study): string[] {
  const own = study.graph.nodes
    .filter((node) => node.decl.module === 'metrics')
    .map((node) => node.decl.name);
  const { expectations, bands, actuals } = study.study;
  const asked = [...expectations, ...bands, ...actuals].map((entry) => metricOf(entry.metric).name);
  return present(study, unique([...reportedNames, ...programmeFigures, ...own, ...asked]));
}

/** The graph's node behind a metric id. */
export function nodeOf(study: Study, id: string): GraphNode | undefined {
  const { name } = metricOf(id);
  return study.graph.nodes.find((node) => node.decl.name === name);
}

/** Sums over fiscal years of a flow; the year ends of a stock where its batches are asked for; the span of a wish. */
function sumsOf(
  study: Study,
  name: string,
  { batches, until }: { readonly batches: boolean; readonly until?: Goal | undefined },
): RowGroup[] {
  const node = nodeOf(study, name);
  if (!node || node.decl.isOnce) return [];
  const isFlow = metricKind(node.decl.unit, false) === 'flow';
  const isErrorAsked = node.dims.length === 0;
  const isWished = until?.target.name === name;
  const years = completeYears(study.study.calendar);
  const spans: Span[] = [];
  if (isFlow) spans.push(...years.map(({ from, to }) => ({ from, to })));
  // A formula of flows that never changes counts as a stock where its error is asked.
  if (isErrorAsked && batches) spans.push(...years.map(({ to }) => ({ from: to - 1, to })));
  if (isWished) spans.push(wishedSpan(until));
  if (spans.length === 0) return [];
  return [{ kind: 'sums', side: 0, name, spans, batches: batches && (isErrorAsked || isWished) }];
}

function wishedSpan({ target: { from, to, isFlow } }: Goal): Span {
  return isFlow ? { from, to } : { from: to - 1, to };
}

function isOnce(study: Study, name: string): boolean {
  return nodeOf(study, name)?.decl.isOnce ?? false;
}

function present(study: Study, names: readonly string[]): string[] {
  const known = new Set(study.graph.nodes.map((node) => node.decl.name));
  return names.filter((name) => known.has(name));
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}
