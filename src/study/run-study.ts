import {
  checkGoal,
  batchesOf,
  foldMetric,
  makeAssumptionRows,
  makeBridges,
  makeCaseChecks,
  makeContractRows,
  makeEvents,
  makePhaseRows,
  makePrecision,
  makeProgramme,
  makeSiteRows,
  makeStatements,
  makeTies,
  metricId,
  metricOf,
  rankEffects,
  RowSource,
  type Goal,
  type Metric,
  type RunResult,
} from '../answer/index.ts';

import {
  countChunk,
  drawDrivers,
  elementNames,
  inProcessRunner,
  isCompiled,
  planDraws,
  runPaths,
  type DrawCache,
  type DrawMode,
  type DrawPlan,
  type EngineChoice,
  type PathRows,
  type RowJob,
  type Runner,
} from '../simulate/index.ts';
import { completeYears, fiscalYears, periodLabels } from '../time/index.ts';
import { bridgeYears } from './bridge-years.ts';
import { makeJob } from './make-job.ts';
import type { Study } from './open-study.ts';
import { planEvents } from './plan-events.ts';
import { bytesPerPath, metricNames, nodeOf, planRows, type RowPlan } from './plan-rows.ts';

/** Version of the product, written into every result. */
export const version = '0.1.0';

export interface RunOptions {
  readonly paths: number;
  readonly seed: number;
  readonly blockSize?: number;
  /** Compiled formulas or the interpreter, which never changes a number, or a preview in single precision, which the result says. */
  readonly engine?: EngineChoice;
  /** How uniforms are made; `random` unless given. */
  readonly draws?: DrawMode;
  /** Ends the run before all paths are done, once a figure is known as exactly as wished. */
  readonly until?: Goal;
  /** Keeps draws between runs of changed parameters; for runs in the process itself. */
  readonly cache?: DrawCache;
  readonly overlays: readonly string[];
  readonly sets: readonly string[];
  /** The same case without the programme, on the same draws. */
  readonly counterfactual?: { readonly study: Study; readonly name: string };
  /** Called with the share done, 0 to 1, and the paths; returning `false` stops the run. */
  readonly onProgress?: (share: number, what: string, paths: number) => boolean | void;
  /** Waited for between blocks, so that a platform can handle its events; never changes the result. */
  readonly pause?: () => Promise<void>;
  /** Where paths are evaluated: in the process unless given; never changes the result. */
  readonly runner?: Runner;
  /** Up to so many paths every number is kept and quantiles are exact; by memory unless given. */
  readonly exactPaths?: number;
  /** Paths that fix the bins of longer runs: a multiple of 1,000, 4,000 unless given. */
  readonly pilot?: number;
}

const defaultBlock = 250;
const mostPilot = 4000;
/** Numbers that a run keeps take at most so much memory; beyond, they are counted. */
const keptBytes = 1_073_741_824;
const mostExact = 50_000;

/** Paths up to which a run of a study keeps every number, so that its quantiles are exact. */
export function exactLimit(study: Study): number {
  return Math.min(mostExact, Math.floor(keptBytes / bytesPerPath(study)));
}

/** Paths that fix the bins of a longer run: fewer where a path has so many rows that they would fill the memory. */
function pilotOf(study: Study): number {
  const chunks = Math.floor(keptBytes / 2 / bytesPerPath(study) / countChunk);
  return countChunk * Math.min(mostPilot / countChunk, Math.max(1, chunks));
}

/**
 * Runs a study: simulates its paths, folds them to metrics, statements, bridges and checks.
 *
 * Equal study, seed and paths give an equal result for any block size, runner and number of workers. Up to `exactLimit` paths
 * every number is kept; beyond, numbers are counted and memory does not grow with the paths. A stopped run returns what it has,
 * with the number of paths done in `provenance.paths`; it returns `undefined` when no path was finished. Rejects when a
 * worker fails.
 */
export async function runStudy(study: Study, options: RunOptions): Promise<RunResult | undefined> {
  const draws = options.draws ?? 'random';
  const exactPaths = options.exactPaths ?? exactLimit(study);
  const isCounted = options.paths > exactPaths;
  const hasProgramme = options.counterfactual !== undefined;
  const plan = planRows(study, {
    draws,
    hasProgramme,
    isCounted,
    until: options.until,
    events: planEvents(study, hasProgramme),
  });
  const drawPlan = planOf(study, options);
  const studies = options.counterfactual ? [study, options.counterfactual.study] : [study];
  const job = makeJob(studies, {
    groups: plan.groups,
    peaks: plan.peaks,
    keep: plan.keep,
    seed: options.seed,
    blockSize: Math.max(1, Math.min(options.blockSize ?? defaultBlock, options.paths)),
    plan: drawPlan,
    engine: engineOf(options),
  });
  const about = { calendar: study.study.calendar, draws };
  const goal = options.until && watchGoal(options.until, about);
  const headline = headlineOf(study);
  const found = await runPaths(job, {
    runner: options.runner ?? inProcessRunner({ pause: options.pause, cache: options.cache }),
    paths: options.paths,
    exactPaths,
    pilot: options.pilot ?? pilotOf(study),
    batches: batchesOf(draws),
    keepPilot: headlineRows(job, headline),
    onProgress: (done) => options.onProgress?.(done / options.paths, 'paths', done),
    isEnough: goal?.isEnough,
  });
  if (found.paths === 0) return undefined;
  const rows = new RowSource(found, about);
  return makeResult(study, { options, plan, rows, drawPlan, headline, goal: goal?.read(rows) });
}

/** What evaluates the paths of a run here: what was asked for, if it is worth it and the platform can. */
function engineOf(options: RunOptions): EngineChoice {
  if (!isCompiled(options)) return 'interpreter';
  return options.engine === 'preview' ? 'preview' : 'compiled';
}

function isPreview(options: RunOptions): boolean {
  return engineOf(options) === 'preview';
}

interface Answered {
  readonly options: RunOptions;
  readonly plan: RowPlan;
  readonly rows: RowSource;
  readonly drawPlan: DrawPlan;
  readonly headline: Headline | undefined;
  readonly goal: ReturnType<typeof checkGoal> | undefined;
}

function makeResult(study: Study, answered: Answered): RunResult {
  const { options, plan, rows, goal } = answered;
  const { calendar } = study.study;
  const metrics = foldAll(study, rows, options.until);
  const declOf = (id: string) => nodeOf(study, id)?.decl;
  const checks = { study: study.study, metrics, declOf };
  const context = { calendar, study: study.study, graph: study.graph, rows, metrics };
  const sites = makeSiteRows(context);
  const precision = makePrecision({
    rows,
    declOf: (name) => (metricId(name) in metrics ? declOf(name) : undefined),
  });
  return {
    schema: 'buildout-run/1',
    provenance: provenance(study, options, rows.paths),
    calendar: { periods: periodLabels(calendar), years: fiscalYears(calendar) },
    metrics,
    statements: makeStatements(metrics),
    bridge: makeBridges(bridgeYears(study)),
    // Books tie to the last digits of doubles; a preview does not have them.
    checks: [...(isPreview(options) ? [] : makeTies(rows)), ...makeCaseChecks(checks)],
    contracts: makeContractRows(context),
    phases: makePhaseRows(context),
    ...(sites ? { sites } : {}),
    assumptions: makeAssumptionRows(context, effectsOf(study, answered)),
    programme: options.counterfactual && makeProgramme(rows, options.counterfactual.name),
    events: makeEvents(rows, plan.events),
    precision: { ...precision, ...(goal ? { goal } : {}) },
  };
}

function foldAll(study: Study, rows: RowSource, until: Goal | undefined): Record<string, Metric> {
  const metrics: Record<string, Metric> = {};
  const names = new Set([...metricNames(study), ...(until ? [until.target.name] : [])]);
  for (const name of names) {
    const node = nodeOf(study, name)!;
    elementNames(name, node.dims, study.graph.shape).forEach((full, element) => {
      const { labels } = metricOf(full);
      metrics[metricId(name, labels.join(','))] = foldMetric(node.decl, rows, element);
    });
  }
  return metrics;
}

/** One plan of draws for both runs, so that they can be compared path by path. */
function planOf(study: Study, { draws, counterfactual }: RunOptions): DrawPlan {
  return planDraws(counterfactual ? [study, counterfactual.study] : [study], draws ?? 'random');
}

/** Reads how well the wished figure is known from what a run has so far. */
function watchGoal(
  until: Goal,
  about: { readonly calendar: Study['study']['calendar']; readonly draws: DrawMode },
) {
  const read = (rows: RowSource) => checkGoal(until, rows);
  return { read, isEnough: (soFar: PathRows) => read(new RowSource(soFar, about)).isMet };
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
    ...(isPreview(options) ? { precision: 'single' as const } : {}),
  };
}

interface Headline {
  readonly name: string;
  readonly period: number;
}

/** ROIC D2 of the fifth complete fiscal year, or the last. */
function headlineOf(study: Study): Headline | undefined {
  const years = completeYears(study.study.calendar);
  const year = years[Math.min(4, years.length - 1)];
  return year && nodeOf(study, 'roic.d2') ? { name: 'roic.d2', period: year.to - 1 } : undefined;
}

/** Rows of which the first paths are kept one by one. */
function headlineRows(job: RowJob, headline: Headline | undefined): number[] {
  const laid = job.layout.groups.find(
    ({ group }) => group.kind === 'values' && group.name === headline?.name,
  );
  if (!headline || !laid || laid.constants) return [];
  return [laid.first + (laid.byTime ? headline.period : 0)];
}

/** Rank correlation of every driver with the headline, over the paths that are kept one by one. */
function effectsOf(study: Study, { rows, options, drawPlan, headline }: Answered): Map<string, number> {
  if (!headline || rows.paths < 2) return new Map();
  const result = rows.first(headline.name, 0, headline.period);
  if (!result) return new Map();
  const request = { seed: options.seed, pathFrom: 0, paths: result.length, plan: drawPlan };
  const draws = drawDrivers(study.study, request);
  return rankEffects(draws as ReadonlyMap<string, Float64Array>, result);
}
