import { foldSpread, type AnswerSpread } from '../answer/index.ts';
import { fail, ok, type Outcome } from '../base/issue.ts';
import {
  inProcessRunner,
  planDraws,
  programmeMeasures,
  programmeNames,
  runPaths,
  type PathRows,
  type RowGroup,
  type Runner,
  type Target,
} from '../simulate/index.ts';
import { periodsPerYear } from '../time/index.ts';
import { convert } from '../units/index.ts';
import { figureOf } from './figure-of.ts';
import { findTarget } from './find-target.ts';
import { makeJob } from './make-job.ts';
import type { Study } from './open-study.ts';

export interface SpreadRequest {
  readonly metric: string;
  readonly period?: string;
  /** A figure, such as `10 %/year`, of which it is counted how often the answer is at least that. */
  readonly figure?: string;
  readonly paths: number;
  readonly seed: number;
  /** Where paths are evaluated: in the process unless given; never changes the answer. */
  readonly runner?: Runner;
  /** The case without the programme: `metric` is then `npv`, what the case adds to it path by path, and has no period. */
  readonly counterfactual?: Study;
  /** Called with the share done; returning `false` stops the run. */
  readonly onProgress?: (share: number) => boolean | void;
}

const blockSize = 250;

/**
 * How one answer lies over random paths: its quantiles, a histogram, and how often it meets a figure.
 *
 * Quantiles equal those of `runStudy` with equal seed and paths, to the last bit. Every number is kept, 8 bytes a path. The value is
 * `undefined` where the run was stopped. Faults: those of `findTarget`, and `unit-mismatch` for the figure.
 *
 * @example (await answerSpread(study, { metric: 'npv', paths: 1000, seed: 7 })).value?.p50
 */
export async function answerSpread(study: Study, request: SpreadRequest): Promise<Outcome<AnswerSpread>> {
  const { metric, period, figure: text } = request;
  const target = findTarget(study, metric, period);
  if (!target.value) return fail(...target.issues);
  const asked = { metric, ...(period === undefined ? {} : { period }) };
  const figure = text === undefined ? undefined : figureOf(study, { ...asked, target: text });
  if (figure && figure.value === undefined) return fail(...figure.issues);
  const values = await valuesOf(study, target.value, request);
  if (!values) return { issues: [] };
  // Measures of a programme are in the units that are reported.
  const perYear = periodsPerYear(study.study.calendar);
  const { unit } = target.value;
  const toUnit = (value: number) => (request.counterfactual ? value : convert(value, unit, perYear));
  return ok(foldSpread(values, toUnit, target.value, figure?.value));
}

/** The answer on every path, as rows have it; `undefined` where the run was stopped. */
async function valuesOf(
  study: Study,
  target: Target,
  { paths, seed, runner, counterfactual, onProgress }: SpreadRequest,
): Promise<Float64Array | undefined> {
  const studies = counterfactual ? [study, counterfactual] : [study];
  const job = makeJob(studies, {
    groups: [counterfactual ? { kind: 'programme' } : groupOf(target)],
    peaks: [],
    keep: counterfactual ? [programmeNames, programmeNames] : [[target.name]],
    seed,
    blockSize: Math.min(blockSize, paths),
    plan: planDraws(studies, 'random'),
  });
  let isStopped = false;
  const rows = await runPaths(job, {
    runner: runner ?? inProcessRunner(),
    paths,
    exactPaths: paths,
    pilot: 0,
    batches: { count: 1, unit: 1 },
    keepPilot: [],
    onProgress: (done) => {
      isStopped ||= onProgress?.(done / paths) === false;
      return !isStopped;
    },
  });
  if (isStopped) return undefined;
  return rowOf(rows, counterfactual ? programmeMeasures.indexOf('npv') : target.element);
}

function groupOf({ name, period, isFlow, from, to }: Target): RowGroup {
  if (period === 'horizon') return { kind: 'values', side: 0, name };
  return { kind: 'sums', side: 0, name, spans: [{ from: isFlow ? from : to - 1, to }] };
}

/** One row of the only group of a run that kept every number. */
function rowOf({ layout, paths, kept }: PathRows, row: number): Float64Array {
  const { first, constants } = layout.groups[0]!;
  if (constants) return new Float64Array(paths).fill(constants[row]!);
  const at = (first + row) * kept!.capacity;
  return kept!.values.subarray(at, at + paths);
}
