import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { InvalidArgumentError, type Command } from 'commander';
import { stableJson } from '../../base/hash.ts';
import { solverChoices, type SolverChoice } from '../../native/index.ts';
import { loadLand, makeDocument, writeFile } from '../../node/index.ts';
import { residualRules, type PlanResult, type ResidualRule } from '../../plan/index.ts';
import { renderPlanSummary, renderReport } from '../../report/index.ts';
import { resultJson, runStudy } from '../../study/index.ts';
import { exitCodes } from '../exit.ts';
import { openOrExplain, printIssues, type Opened } from '../open.ts';
import { collect, listText, seedNumber, wholeNumber } from '../options.ts';
import { runPlanTask, type PlanAnswer } from '../plan-task.ts';
import { afterEvents, startProgress } from '../progress.ts';
import { openPlanned, planFile, runOf, withPolicy, withRun } from '../run-plan.ts';

export interface PlanFlags {
  readonly scenarios: number;
  readonly sampled: number;
  readonly seed: number;
  readonly gap: number;
  readonly time: number;
  readonly risk: number;
  readonly tail: number;
  readonly solver: SolverChoice;
  readonly residual?: ResidualRule;
  readonly quick?: boolean;
  readonly fleet?: boolean;
  readonly resume?: string;
  readonly reviews?: string[];
  readonly branches?: string[];
  readonly paths: number;
  readonly overlay: string[];
  readonly set: string[];
  readonly out?: string;
  readonly json?: string;
}

/** Options that every planning command has. */
export function addPlanOptions(command: Command): Command {
  return command
    .option('--scenarios <n>', 'scenarios that share the plan; 1 plans for the central path', wholeNumber, 4)
    .option('--sampled <n>', 'random paths from which the scenarios are chosen', wholeNumber, 200)
    .option('--seed <n>', 'seed of the draws', seedNumber, 7)
    .option('--gap <g>', 'gap at which a plan is good enough, such as 0.1%', shareText, 0.001)
    .option('--time <s>', 'seconds allowed for solving', wholeNumber, 60)
    .option('--risk <λ>', 'dollars of expected value given up per dollar of CVaR', positiveNumber, 0)
    .option('--tail <share>', 'share of the worst scenarios that CVaR averages over', shareText, 0.1)
    .option(
      '--solver <name>',
      'wasm, or native: a HiGHS library of your own, named in BUILDOUT_HIGHS; faster, but ties may be broken another way',
      solverText,
      'wasm',
    )
    .option('--residual <rule>', 'book, growth or none: what the horizon leaves', residualText)
    .option(
      '--reviews <dates>',
      'periods or dates, such as 2027Q1,2028Q1: what is decided from then on follows what has been seen by then',
      listText,
    )
    .option(
      '--branches <numbers>',
      'with --reviews: nodes into which each node of the tree is split, by review, such as 3,2',
      listText,
    )
    .option('--overlay <file>', 'an overlay over the case (repeatable)', collect, [])
    .option('--set <path=value>', 'one value changed (repeatable)', collect, []);
}

/** `plan CASE`: what to build, buy and sign, proven and explained, then run. */
export function addPlan(program: Command): void {
  const command = program.command('plan').argument('<case>', 'case folder or YAML file');
  addPlanOptions(command)
    .option(
      '--quick',
      'the plan and its prices, without the value of waiting, information and joint planning',
    )
    .option(
      '--fleet',
      'plan for all --scenarios, hundreds if wished, by decomposition; one fleet where dates and lives are certain',
    )
    .option(
      '--resume <file>',
      'with --fleet: keep the state in this file, and go on from what an interrupted plan of the same case left there',
    )
    .option('--paths <n>', 'random paths of the run of the plan', wholeNumber, 1000)
    .option(
      '--out <dir>',
      'write plan.yaml (an overlay that run takes), alternatives like it, plan.json, report.html and run.json there',
    )
    .option('--json <file>', 'write the plan as JSON')
    .description('choose phases, chips and contracts, with proof and reasons, and run the plan')
    .action(async (path: string, flags: PlanFlags) => {
      if (flags.resume !== undefined && !flags.fleet)
        command.error(
          "error: --resume keeps the state of a plan with '--fleet'; add it, or leave --resume out.",
        );
      if (flags.reviews !== undefined && flags.resume !== undefined)
        command.error('error: --resume keeps one plan, and --reviews makes two; leave one of them out.');
      const opened = openOrExplain(path, flags.overlay, flags.set);
      if (!opened) return;
      const answer = await planTask(path, opened, { flags, depth: flags.quick ? 'plan' : 'full' });
      if (answer.kind !== 'plan') explainNoPlan(answer, flags.out);
      else await tellPlanned(opened, flags, answer);
      tellResume(answer, flags.resume);
    });
}

/** Runs the planning thread for a case. */
export async function planTask(
  path: string,
  opened: Opened,
  asked: {
    readonly flags: PlanFlags;
    readonly depth: 'plan' | 'calendar' | 'full';
    readonly question?: string;
  },
): Promise<PlanAnswer> {
  const { flags, depth, question } = asked;
  const answer = await runPlanTask(
    {
      path,
      solver: flags.solver,
      overlays: flags.overlay,
      sets: flags.set,
      options: {
        scenarios: flags.scenarios,
        sampled: flags.sampled,
        seed: flags.seed,
        relativeGap: flags.gap,
        timeLimitSeconds: flags.time,
        riskWeight: flags.risk,
        riskTail: flags.tail,
        depth,
        ...(flags.residual === undefined ? {} : { residual: flags.residual }),
        ...(flags.reviews === undefined ? {} : { reviews: flags.reviews }),
        ...(flags.branches === undefined ? {} : { branches: flags.branches }),
      },
      ...(question === undefined && flags.reviews ? { run: runOf(flags) } : {}),
      ...(flags.fleet ? { isFleet: true } : {}),
      ...(flags.resume === undefined ? {} : { resume: flags.resume }),
      ...(question === undefined ? {} : { question }),
    },
    opened.study.study.name,
  );
  if (flags.solver === 'native' && answer.kind === 'plan') console.error(`Solver: ${answer.solver}`);
  return answer;
}

/** Says what the file is still good for that the state was kept in. */
function tellResume(answer: PlanAnswer, file: string | undefined): void {
  if (file === undefined || !existsSync(file)) return;
  const isStopped =
    answer.kind === 'stopped' || (answer.kind === 'plan' && answer.result.status === 'stopped');
  if (isStopped) console.log(`\nStopped early: the same command goes on from ${file}.`);
  else if (answer.kind === 'plan') console.log(`\nThe plan is finished: ${file} can be deleted.`);
}

/** Says why there is no plan, and sets the exit code. */
export function explainNoPlan(answer: Exclude<PlanAnswer, { kind: 'plan' }>, out?: string): void {
  if (answer.kind === 'question' || answer.kind === 'faults' || answer.kind === 'solver') {
    printIssues(answer.issues);
    const isUsage = answer.kind !== 'faults' || answer.issues.some(({ at }) => at?.file.startsWith('--'));
    process.exitCode = isUsage ? exitCodes.usage : exitCodes.caseFaults;
    return;
  }
  if (answer.kind === 'not shared') {
    console.error('These scenarios cannot be taken apart:');
    for (const reason of answer.reasons) console.error(`  ${reason}`);
    console.error('Leave --fleet out, or change these in an overlay.');
    process.exitCode = exitCodes.noPlan;
    return;
  }
  if (answer.kind !== 'no plan') {
    const words = {
      stopped: 'Stopped before any plan was found; allow more with --time, or ask for fewer --scenarios.',
      failed: 'The solver gave up for numerical reasons; no plan was found.',
      unbounded:
        'The value of a plan has no limit: some chip earns more than it costs for ever. Limit its orders, power or demand.',
    };
    console.error(words[answer.kind]);
    process.exitCode = answer.kind === 'stopped' ? exitCodes.stopped : exitCodes.noPlan;
    return;
  }
  const { why } = answer;
  console.log(why.sentence);
  for (const { limit, at } of why.limits) console.log(`  ${limit}: ${at}`);
  if (why.limits.some(({ at }) => at.startsWith('--set')))
    console.log(
      "\nA value of '--set' wins over overlays: leave it out, or set another, for a way below to work.",
    );
  if (why.relaxations.length > 0) console.log('\nThe cheapest ways to a plan, each alone:');
  why.relaxations.forEach(({ sentence, overlay }, i) => {
    console.log(`\n${i + 1}. ${sentence}`);
    console.log(overlay.replaceAll(/^/gm, '   ').trimEnd());
    if (out === undefined) return;
    const file = join(out, `relaxed-${i + 1}.yaml`);
    writeFile(file, overlay);
    console.log(`   Written: ${file}`);
  });
  process.exitCode = exitCodes.noPlan;
}

async function tellPlanned(
  opened: Opened,
  flags: PlanFlags,
  answer: Extract<PlanAnswer, { kind: 'plan' }>,
): Promise<void> {
  const planned = openPlanned(opened, flags, answer.overlay);
  const result = answer.policy
    ? withPolicy(opened, flags, { result: answer.result, policy: answer.policy })
    : withRun(planned, flags, answer.result, opened);
  const width = Math.min(process.stdout.columns ?? 100, 120);
  console.log(renderPlanSummary(result, { width }));
  if (result.status === 'stopped') process.exitCode = exitCodes.stopped;
  const written: string[] = [];
  const write = (file: string, text: string) => {
    writeFile(file, text);
    written.push(file);
  };
  if (flags.json !== undefined) write(flags.json, planJson(result));
  if (flags.out !== undefined) {
    mkdirSync(flags.out, { recursive: true });
    write(join(flags.out, 'plan.yaml'), answer.overlay);
    for (const { name, overlay } of answer.policy?.futures ?? [])
      write(join(flags.out, `${name}.yaml`), overlay);
    write(join(flags.out, 'plan.json'), planJson(result));
    result.alternatives.forEach(({ overlay }, i) =>
      write(join(flags.out!, `alternative-${i + 1}.yaml`), overlay),
    );
    const progress = startProgress('Running the plan');
    const run = await runStudy(planned, {
      paths: flags.paths,
      seed: flags.seed,
      overlays: [...opened.loaded.overlays, planFile],
      sets: flags.set,
      onProgress: progress.update,
      pause: afterEvents,
    });
    progress.clear();
    progress.end();
    if (run) {
      const html = renderReport(run, { document: makeDocument(), plan: result, land: loadLand() });
      write(join(flags.out, 'report.html'), html);
      write(join(flags.out, 'run.json'), resultJson(run));
    }
  }
  if (written.length > 0) console.log(`\nWritten: ${written.join(', ')}`);
}

export function planJson(result: PlanResult): string {
  return `${stableJson(result, 1)}\n`;
}

function shareText(text: string): number {
  const match = /^(\d*\.?\d+)(%?)$/.exec(text.trim());
  const value = match ? Number(match[1]) / (match[2] === '%' ? 100 : 1) : Number.NaN;
  if (!(value > 0 && value <= 1))
    throw new InvalidArgumentError(`expected a share such as 1% or 0.01, found '${text}'.`);
  return value;
}

function positiveNumber(text: string): number {
  const value = Number(text);
  if (!(value >= 0 && value < 1e6) || text.trim() === '')
    throw new InvalidArgumentError(`expected a number from 0 on, found '${text}'.`);
  return value;
}

function solverText(text: string): SolverChoice {
  const found = solverChoices.find((choice) => choice === text);
  if (!found) throw new InvalidArgumentError(`expected ${solverChoices.join(' or ')}, found '${text}'.`);
  return found;
}

function residualText(text: string): ResidualRule {
  const found = residualRules.find((rule) => rule === text);
  if (!found) throw new InvalidArgumentError(`expected ${residualRules.join(', ')}, found '${text}'.`);
  return found;
}
