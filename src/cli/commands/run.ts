import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { caseSignals } from '../../demand/index.ts';
import { capexColumns, reproduceClaims } from '../../market/index.ts';
import { loadLand, loadMarketData, makeDocument, writeFile } from '../../node/index.ts';
import { renderReport, renderTerminalSummary } from '../../report/index.ts';
import type { PrecisionGoal, RunResult } from '../../answer/index.ts';
import type { DrawMode } from '../../simulate/index.ts';
import {
  answersOf,
  readGoal,
  resultJson,
  resultParquet,
  runStudy,
  studyTornadoes,
  type GoalText,
} from '../../study/index.ts';
import { parseUnit, prettyQuantity } from '../../units/index.ts';
import { chooseRunner } from '../choose-runner.ts';
import { exitCodes } from '../exit.ts';
import { openCounterfactual, openOrExplain, printIssues, type Opened } from '../open.ts';
import {
  collect,
  drawMode,
  engineChoice,
  goalText,
  pathNumber,
  seedNumber,
  wholeNumber,
} from '../options.ts';
import { startProgress } from '../progress.ts';

interface RunFlags {
  readonly paths: number;
  readonly seed: number;
  readonly block?: number;
  readonly workers?: number;
  readonly engine?: 'compiled' | 'interpreter';
  readonly preview?: boolean;
  readonly draws: DrawMode;
  readonly until?: GoalText;
  readonly overlay: string[];
  readonly set: string[];
  readonly out?: string;
  readonly json?: string;
  readonly parquet?: string;
  readonly counterfactual: boolean;
}

/** `run CASE`: simulates the case, prints the summary, writes the report and the JSON. */
export function addRun(program: Command): void {
  program
    .command('run')
    .argument('<case>', 'case folder or YAML file')
    .option('--paths <n>', 'random paths', pathNumber, 2000)
    .option('--seed <n>', 'seed of the draws; equal seeds give equal answers', seedNumber, 7)
    .option('--block <n>', 'paths evaluated together; never changes the answer', wholeNumber)
    .option(
      '--workers <n>',
      'threads; as many as the machine has unless given; never changes the answer',
      wholeNumber,
    )
    .option(
      '--draws <way>',
      'random, sobol (evenly spread, scrambled) or antithetic (mirrored pairs)',
      drawMode,
      'random',
    )
    .option('--engine <kind>', 'compiled or interpreter; never changes the answer', engineChoice)
    .option(
      '--preview',
      'single precision: about half the time on paths, figures agree to some six digits, books are not checked; the result says so',
    )
    .option(
      '--until <wish>',
      "stop once a median is known so exactly (95% interval), such as 'roic.d2 FY2028 ± 1%'; --paths is the most",
      goalText,
    )
    .option('--overlay <file>', 'an overlay over the case (repeatable)', collect, [])
    .option(
      '--set <path=value>',
      'one value changed, such as accounts.tax_rate=25% (repeatable)',
      collect,
      [],
    )
    .option('--out <dir>', 'write report.html and run.json there')
    .option('--json <file>', 'write the result as JSON (see docs/json.md)')
    .option('--parquet <file>', 'write every metric as a Parquet table, for notebooks and databases')
    .option('--no-counterfactual', "leave out the case's counterfactual run")
    .description('simulate a case: summary here, report and JSON where asked')
    .action(async (path: string, flags: RunFlags) => {
      const opened = openOrExplain(path, flags.overlay, flags.set);
      if (opened) await runOpened(opened, flags);
    });
}

async function runOpened(opened: Opened, flags: RunFlags): Promise<void> {
  if (flags.preview && flags.engine !== undefined) {
    console.error('--preview is an engine of its own; leave out --engine.');
    process.exitCode = exitCodes.usage;
    return;
  }
  const counterfactual = flags.counterfactual ? openCounterfactual(opened, flags.set) : undefined;
  if (counterfactual === 'faulty') return;
  const until = flags.until && readGoal(opened.study, flags.until);
  if (until && !until.value) {
    printIssues(until.issues);
    process.exitCode = exitCodes.usage;
    return;
  }
  for (const path of outputsOf(flags)) mkdirSync(dirname(path), { recursive: true });
  const progress = startProgress(opened.study.study.name);
  try {
    const result = await runStudy(opened.study, {
      paths: flags.paths,
      seed: flags.seed,
      overlays: opened.loaded.overlays,
      sets: flags.set,
      onProgress: progress.update,
      runner: chooseRunner(flags.paths, flags.workers),
      draws: flags.draws,
      ...(until?.value ? { until: until.value } : {}),
      ...(flags.block === undefined ? {} : { blockSize: flags.block }),
      ...(flags.engine === undefined ? {} : { engine: flags.engine }),
      ...(flags.preview ? { engine: 'preview' as const } : {}),
      ...(counterfactual ? { counterfactual } : {}),
    });
    progress.clear();
    if (result) await tell(opened, result, flags);
    if (progress.isStopped()) tellStop(result, flags);
  } finally {
    progress.end();
  }
}

/** Files that the run will write. */
function outputsOf({ json, parquet, out }: RunFlags): string[] {
  const files = out === undefined ? [] : [join(out, 'report.html'), join(out, 'run.json')];
  return [json, parquet].flatMap((file) => file ?? []).concat(files);
}

/** Prints the summary, writes what was asked for, and fails on expectations that are not met. */
async function tell(opened: Opened, result: RunResult, flags: RunFlags): Promise<void> {
  const columns = Math.min(process.stdout.columns ?? 100, 120);
  console.log(renderTerminalSummary(result, { width: columns, color: process.stdout.isTTY ?? false }));
  console.log(chanceSentence(result));
  const goal = result.precision?.goal;
  if (goal) console.log(goalSentence(goal, result.provenance.paths));
  await writeOutputs(opened, result, flags);
  const failed = result.checks.filter((check) => check.status === 'fail');
  if (failed.length === 0) return;
  for (const check of failed) {
    console.error(`${check.at ?? check.id} failed: ${check.metric} ${check.period}: ${check.sentence}`);
  }
  process.exitCode = exitCodes.caseFaults;
}

/** How far chance in the paths may have moved the medians of two headline figures. */
function chanceSentence({ precision, metrics, provenance }: RunResult): string {
  const parts = ['roic.d2', 'npv'].flatMap((id) => {
    const [found, metric] = [precision?.metrics[id], metrics[id]];
    if (!found || !metric) return [];
    const at = Math.min(2, found.periods.length - 1);
    const unit = parseUnit((metric.kind === 'once' ? metric.unit : metric.years.unit) || '1').value;
    const [low, high] = found.p50[at] ?? [NaN, NaN];
    const half = (high - low) / 2;
    const period = metric.kind === 'once' ? '' : ` ${found.periods[at]}`;
    return unit && Number.isFinite(half)
      ? [`${id}${period} ±${prettyQuantity(half, unit, { digits: 2 })}`]
      : [];
  });
  if (parts.length === 0) return '';
  return `Chance in ${provenance.paths} paths moves medians by this much (95%): ${parts.join(', ')}.`;
}

/** Whether the paths were enough for the wish of `--until`. */
function goalSentence(goal: PrecisionGoal, paths: number): string {
  const unit = parseUnit(goal.unit || '1').value;
  const show = (value: number) => (unit ? prettyQuantity(value, unit, { digits: 5 }) : String(value));
  const [median, low, high] = [show(goal.median), show(goal.low), show(goal.high)];
  const verdict = goal.isMet ? 'are enough' : 'are not enough; ask for more with --paths';
  return `\n${goal.text}: ${paths} paths ${verdict}. The median of ${goal.metric} ${goal.period} is ${median}, 95% interval ${low} to ${high}.`;
}

function tellStop(result: RunResult | undefined, flags: RunFlags): void {
  const done = result?.provenance.paths ?? 0;
  if (!result) console.error('Stopped before any path was done; nothing was written.');
  else if (done < flags.paths)
    console.error(`Stopped early: ${done} of ${flags.paths} paths; the answer is of those.`);
  else console.error(`Stopped when all ${done} paths were done; the answer is whole.`);
  process.exitCode = exitCodes.stopped;
}

async function writeOutputs({ study, loaded }: Opened, result: RunResult, flags: RunFlags): Promise<void> {
  const written: string[] = [];
  const write = (path: string, text: string | Uint8Array) => {
    writeFile(path, text);
    written.push(path);
  };
  if (flags.json !== undefined) write(flags.json, resultJson(result));
  if (flags.parquet !== undefined) write(flags.parquet, new Uint8Array(await resultParquet(result)));
  if (flags.out !== undefined) {
    const data = loadMarketData();
    const signals = caseSignals(loaded.files)?.value;
    const columns = capexColumns(data, { guidanceBy: result.provenance.asOf || '9999' });
    const html = renderReport(result, {
      document: makeDocument(),
      capexColumns: columns.value ?? [],
      claims: reproduceClaims(data, answersOf(result)),
      tornadoes: studyTornadoes(study),
      land: loadLand(),
      ...(signals ? { signals } : {}),
    });
    write(join(flags.out, 'report.html'), html);
    write(join(flags.out, 'run.json'), resultJson(result));
  }
  if (written.length > 0) console.log(`\nWritten: ${written.join(', ')}`);
}
