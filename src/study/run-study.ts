import {
  checkGoal,
  foldMetric,
  makeAssumptionRows,
  makeBridges,
  makeCaseChecks,
  makeContractRows,
  makePhaseRows,
  makePrecision,
  makeProgramme,
  makeStatements,
  makeTies,
  metricId,
  metricOf,
  programmeNames,
  rankEffects,
  readRow,
  rowNames,
  type Goal,
  type Metric,
  type PrecisionGoal,
  type RunResult,
} from '../answer/index.ts';
import type { GraphNode } from '../formula/index.ts';
import { reportedNames, tieChecks } from '../model/index.ts';
import {
  type EngineChoice,
  drawDrivers,
  elementNames,
  planDraws,
  readTarget,
  simulateWithPauses,
  type DrawCache,
  type DrawMode,
  type Sample,
  type Samples,
} from '../simulate/index.ts';
import { completeYears, fiscalYears, periodLabels } from '../time/index.ts';
import { bridgeYears } from './bridge-years.ts';
import type { Study } from './open-study.ts';

/** Version of the product, written into every result. */
export const version = '0.1.0';

export interface RunOptions {
  readonly paths: number;
  readonly seed: number;
  readonly blockSize?: number;
  /** Compiled formulas or the interpreter; never changes a number. */
  readonly engine?: EngineChoice;
  /** How uniforms are made; `random` unless given. */
  readonly draws?: DrawMode;
  /** Ends the run before all paths are done, once a figure is known as exactly as wished. */
  readonly until?: Goal;
  /** Keeps draws between runs of changed parameters. */
  readonly cache?: DrawCache;
  readonly overlays: readonly string[];
  readonly sets: readonly string[];
  /** The same case without the programme, on the same draws. */
  readonly counterfactual?: { readonly study: Study; readonly name: string };
  /** Called with the share done, 0 to 1; returning `false` stops the run. */
  readonly onProgress?: (share: number, what: string) => boolean | void;
  /** Waited for between blocks, so that a platform can handle its events; never changes the result. */
  readonly pause?: () => Promise<void>;
}

/**
 * Runs a study: simulates its paths, folds them to metrics, statements, bridges and checks.
 *
 * Equal study, seed and paths give an equal result for any block size. A stopped run returns what it has, with the
 * number of paths done in `provenance.paths` and without `programme` unless that was finished too; it returns `undefined`
 * when no path was finished.
 */
export async function runStudy(study: Study, options: RunOptions): Promise<RunResult | undefined> {
  const parts = options.counterfactual ? 2 : 1;
  const names = keptNames(study);
  const goal = watchGoal(study, options);
  const settings = {
    ...settingsOf(study, options),
    keep: options.until ? [...new Set([...names, options.until.target.name])] : names,
    onProgress: (done: number) => options.onProgress?.(done / options.paths / parts, 'case'),
    ...(goal ? { isEnough: goal.isEnough } : {}),
  };
  const samples = await simulateWithPauses(study, settings, options.pause ?? noPause);
  if (samples.paths === 0) return undefined;
  const context = { calendar: study.study.calendar, paths: samples.paths };
  const metrics = foldAll(study, samples, context);
  const checks = { study: study.study, metrics, declOf: (id: string) => nodeOf(study, id)?.decl };
  const met = goal?.read({ paths: samples.paths, get: (name) => samples.byName.get(name)! });
  const rows = { ...context, study: study.study, graph: study.graph, samples, metrics };
  return {
    schema: 'buildout-run/1',
    provenance: provenance(study, options, samples.paths),
    calendar: { periods: periodLabels(study.study.calendar), years: fiscalYears(study.study.calendar) },
    metrics,
    statements: makeStatements(metrics),
    bridge: makeBridges(bridgeYears(study)),
    checks: [...makeTies(samples), ...makeCaseChecks(checks)],
    contracts: makeContractRows(rows),
    phases: makePhaseRows(rows),
    assumptions: makeAssumptionRows(rows, effectsOf(study, samples, options)),
    programme: await programmeOf(study, samples, {
      ...options,
      paths: met?.isMet ? samples.paths : options.paths,
    }),
    precision: { ...precisionOf(study, samples, metrics, options), ...(met ? { goal: met } : {}) },
  };
}

/** Bytes that a run keeps for one path: a double for every period and element of what it reports, at most. */
export function bytesPerPath(study: Study): number {
  const { periods } = study.study.calendar;
  const kept = new Set(keptNames(study));
  const rows = study.graph.nodes
    .filter((node) => kept.has(node.decl.name))
    .reduce((sum, node) => sum + node.size * (node.decl.isOnce ? 1 : periods), 0);
  return rows * Float64Array.BYTES_PER_ELEMENT;
}

/** Formulas that a run keeps on every path: reported ones, the case's own, and whatever its checks name. */
function keptNames(study: Study): string[] {
  const own = study.graph.nodes
    .filter((node) => node.decl.module === 'metrics')
    .map((node) => node.decl.name);
  const known = new Set(study.graph.nodes.map((node) => node.decl.name));
  const names = [
    ...reportedNames,
    ...tieChecks.map((tie) => tie.name),
    ...rowNames,
    ...programmeNames,
    ...own,
    ...askedNames(study),
  ];
  return [...new Set(names)].filter((name) => known.has(name));
}

/** Formulas that the case's expectations, bands and actuals name. */
function askedNames(study: Study): string[] {
  const { expectations, bands, actuals } = study.study;
  return [...expectations, ...bands, ...actuals].map((entry) => metricOf(entry.metric).name);
}

function foldAll(
  study: Study,
  samples: Samples,
  context: { readonly calendar: Study['study']['calendar']; readonly paths: number },
): Record<string, Metric> {
  const internal = new Set<string>([
    ...tieChecks.map((tie) => tie.name),
    ...rowNames,
    'discount_mid',
    'discount_end',
  ]);
  for (const name of askedNames(study)) internal.delete(name);
  const metrics: Record<string, Metric> = {};
  for (const [name, sample] of samples.byName) {
    if (internal.has(name)) continue;
    const node = nodeOf(study, name)!;
    elementNames(name, node.dims, study.graph.shape).forEach((full, element) => {
      const { labels } = metricOf(full);
      metrics[metricId(name, labels.join(','))] = foldMetric(node.decl, sample, element, context);
    });
  }
  return metrics;
}

/** The graph's node behind a metric id. */
export function nodeOf(study: Study, id: string): GraphNode | undefined {
  const { name } = metricOf(id);
  return study.graph.nodes.find((node) => node.decl.name === name);
}

const noPause = () => Promise.resolve();

/** What both runs share; above all one plan of draws, so that they can be compared path by path. */
function settingsOf(study: Study, options: RunOptions) {
  const { seed, paths, blockSize, cache, engine } = options;
  return {
    seed,
    paths,
    plan: planOf(study, options),
    ...(blockSize === undefined ? {} : { blockSize }),
    ...(engine === undefined ? {} : { engine }),
    ...(cache === undefined ? {} : { cache }),
  };
}

function planOf(study: Study, { draws, counterfactual }: RunOptions) {
  return planDraws(counterfactual ? [study, counterfactual.study] : [study], draws ?? 'random');
}

/** Reads how well the wished figure is known from what a run has so far; `undefined` without a wish. */
function watchGoal(study: Study, { until, draws }: RunOptions) {
  if (!until) return undefined;
  const read = (soFar: SoFar): PrecisionGoal => {
    const values = readTarget(soFar.get(until.target.name), until.target, {
      model: study,
      paths: soFar.paths,
    });
    return checkGoal(until, values, draws ?? 'random');
  };
  return { read, isEnough: (soFar: SoFar) => read(soFar).isMet };
}

interface SoFar {
  readonly paths: number;
  readonly get: (name: string) => Sample;
}

function precisionOf(
  study: Study,
  samples: Samples,
  metrics: Readonly<Record<string, Metric>>,
  options: RunOptions,
) {
  return makePrecision({
    calendar: study.study.calendar,
    samples,
    draws: options.draws ?? 'random',
    declOf: (name) => (metricId(name) in metrics ? nodeOf(study, name)?.decl : undefined),
  });
}

function provenance(study: Study, options: RunOptions, paths: number): RunResult['provenance'] {
  return {
    version,
    case: study.study.name,
    caseHash: study.study.hash,
    asOf: study.study.asOf ?? '',
    question: study.study.question ?? '',
    overlays: options.overlays,
    sets: options.sets,
    seed: options.seed,
    paths,
  };
}

/** Rank correlation of every driver with the headline: ROIC D2 of the fifth complete fiscal year, or the last. */
function effectsOf(study: Study, samples: Samples, options: RunOptions): Map<string, number> {
  const headline = samples.byName.get('roic.d2');
  const years = completeYears(study.study.calendar);
  const year = years[Math.min(4, years.length - 1)];
  if (!headline || !year || !headline.byPath || samples.paths < 2) return new Map();
  const context = { calendar: study.study.calendar, paths: samples.paths };
  const result = readRow(headline, 0, year.to - 1, context);
  const plan = planOf(study, options);
  const draws = drawDrivers(study.study, { seed: options.seed, pathFrom: 0, paths: samples.paths, plan });
  return rankEffects(draws as ReadonlyMap<string, Float64Array>, result);
}

async function programmeOf(
  study: Study,
  samples: Samples,
  options: RunOptions,
): Promise<RunResult['programme']> {
  const other = options.counterfactual;
  if (!other || samples.paths < options.paths) return undefined;
  const settings = {
    ...settingsOf(other.study, options),
    plan: planOf(study, options),
    keep: programmeNames,
    onProgress: (done: number) => options.onProgress?.(0.5 + done / samples.paths / 2, 'counterfactual'),
  };
  const without = await simulateWithPauses(other.study, settings, options.pause ?? noPause);
  if (without.paths < samples.paths) return undefined;
  const context = { calendar: study.study.calendar, paths: samples.paths };
  return makeProgramme({ context, plan: samples, without }, other.name);
}
