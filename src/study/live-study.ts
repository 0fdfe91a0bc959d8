import { metricKind } from '../answer/index.ts';
import { stableJson } from '../base/hash.ts';
import { selectQuantiles } from '../num/index.ts';
import {
  elementNames,
  inProcessRunner,
  openLivePaths,
  planDraws,
  type Changes,
  type LivePaths,
  type RowGroup,
  type Runner,
} from '../simulate/index.ts';
import { completeYears } from '../time/index.ts';
import { convert, unitLabel } from '../units/index.ts';
import { makeJob } from './make-job.ts';
import type { Study } from './open-study.ts';
import { nodeOf } from './plan-rows.ts';

export interface LiveOptions {
  /** Formulas to show, such as `roic.d2` and `npv`. */
  readonly metrics: readonly string[];
  readonly paths: number;
  readonly seed: number;
  /** Probabilities of the quantiles; P10, P50 and P90 unless given. */
  readonly quantiles?: readonly number[];
  /** Where paths are evaluated: in the process unless given. */
  readonly runner?: Runner;
  /** Whether single precision is enough, for a hand on a slider: about twice as fast, equal to some six digits. */
  readonly isPreview?: boolean;
}

/** Quantiles of one element of a metric: by fiscal year, or one for the whole horizon. */
export interface LiveFan {
  /** The metric with its labels, such as `chip.spend[h100]`. */
  readonly id: string;
  readonly unit: string;
  readonly periods: readonly string[];
  /** By probability, then by period. */
  readonly quantiles: readonly (readonly number[])[];
}

/** A study that stays ready: a changed value is redrawn on the same paths. */
export interface LiveStudy {
  /**
   * Fans of a study: of the one it was opened with, or of one with other values. Where another number became uncertain or
   * labels changed, all is opened anew; the answer is the same either way.
   */
  redraw(study: Study): Promise<readonly LiveFan[]>;
  close(): void;
}

/**
 * Opens a study for redrawing: draws stay on their seats, a changed value binds and evaluates only anew. Numbers equal those
 * of `runStudy` with equal seed and paths, to the last bit unless they are a preview.
 *
 * @example const live = openLive(study, { metrics: ['roic.d2'], paths: 10_000, seed: 7 }); await live.redraw(study)
 */
export function openLive(first: Study, options: LiveOptions): LiveStudy {
  let opened: { readonly study: Study; readonly paths: Promise<LivePaths> } | undefined;
  let current = first;
  const close = (): void => {
    void opened?.paths.then((paths) => paths.close());
    opened = undefined;
  };
  return {
    close,
    redraw: async (study) => {
      let changes: Changes = [];
      if (opened === undefined || !isSameShape(current, study)) {
        close();
        opened = { study, paths: open(study, options) };
      } else changes = [changedInputs(current, study)];
      current = study;
      const rows = await (await opened.paths).redraw(changes);
      return fansOf(study, options, rows);
    },
  };
}

function open(
  study: Study,
  { metrics, paths, seed, runner, isPreview = false }: LiveOptions,
): Promise<LivePaths> {
  const groups = metrics.map((name) => groupOf(study, name));
  const job = makeJob([study], {
    groups,
    peaks: [],
    keep: [metrics],
    seed,
    blockSize: paths,
    plan: planDraws([study], 'random'),
    engine: isPreview ? 'preview' : 'compiled',
  });
  return openLivePaths(job, { runner: runner ?? inProcessRunner(), paths });
}

/** A flow is summed over each fiscal year, a stock taken at its end. */
function groupOf(study: Study, name: string): RowGroup {
  const node = nodeOf(study, name);
  if (!node) throw new Error(`No formula ${name} to show`);
  if (node.decl.isOnce) return { kind: 'values', side: 0, name };
  const isFlow = metricKind(node.decl.unit, false) === 'flow';
  const spans = completeYears(study.study.calendar).map(({ from, to }) => ({
    from: isFlow ? from : to - 1,
    to,
  }));
  return { kind: 'sums', side: 0, name, spans };
}

/** Whether two studies have the same labels, choices, maps, periods and drivers, so that only values differ. */
function isSameShape(a: Study, b: Study): boolean {
  const shapeOf = ({ graph, study }: Study) =>
    stableJson([
      graph.shape,
      study.drivers.map(({ name, distribution }) => [name, distribution]),
      study.correlations,
    ]);
  return a === b || (a.study.metricsText === b.study.metricsText && shapeOf(a) === shapeOf(b));
}

function changedInputs(before: Study, after: Study): Changes[number] {
  const changed = new Map<
    string,
    typeof after.study.inputs extends ReadonlyMap<string, infer V> ? V : never
  >();
  for (const [name, assumptions] of after.study.inputs) {
    const old = before.study.inputs.get(name);
    const valuesOf = (list: typeof assumptions) => stableJson(list.map(({ value }) => value));
    if (!old || valuesOf(old) !== valuesOf(assumptions)) changed.set(name, assumptions);
  }
  return changed;
}

function fansOf(
  study: Study,
  { quantiles = [0.1, 0.5, 0.9] }: LiveOptions,
  { layout, paths, kept }: Awaited<ReturnType<LivePaths['redraw']>>,
): LiveFan[] {
  const { values, capacity } = kept!;
  const years = completeYears(study.study.calendar).map(({ label }) => label);
  return layout.groups.flatMap(({ group, first, constants }) => {
    if (!('name' in group)) return [];
    const node = nodeOf(study, group.name)!;
    const periods = group.kind === 'values' ? ['horizon'] : years;
    const toUnit = (value: number) => convert(value, node.decl.unit, study.graph.shape.periodsPerYear);
    return elementNames(group.name, node.dims, study.graph.shape).map((id, element): LiveFan => {
      const rows = periods.map((_, i) => {
        const row = element * periods.length + i;
        if (constants) return quantiles.map(() => constants[row]!);
        const at = (first + row) * capacity;
        return [...selectQuantiles(values.subarray(at, at + paths), quantiles)];
      });
      const unit = unitLabel(node.decl.unit, node.decl.isOnce ? study.study.calendar.frequency : 'year');
      return { id, unit, periods, quantiles: quantiles.map((_, q) => rows.map((row) => toUnit(row[q]!))) };
    });
  });
}
