import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import { hasErrors } from '../../base/issue.ts';
import { makeDocument, readPieces, writeFile } from '../../node/index.ts';
import { quantileOf, sortedCopy } from '../../num/index.ts';
import { renderPipelinePage } from '../../report/index.ts';
import {
  burnBacklog,
  chipHoursPerYear,
  commitmentsDue,
  fitAdoption,
  largeDeals,
  makeTraceReader,
  monthOf,
  readCommitments,
  readPipeline,
  simulatePipeline,
  type AdoptionPoint,
  type BacklogBand,
} from '../../signals/index.ts';
import { csvCell } from '../../table/index.ts';
import { version } from '../../study/index.ts';
import { exitCodes } from '../exit.ts';
import { printIssues } from '../open.ts';
import { seedNumber, wholeNumber } from '../options.ts';

interface PipelineFlags {
  readonly asOf: string;
  readonly months: number;
  readonly paths: number;
  readonly seed: number;
  readonly correlation: number;
  readonly slip: number;
  readonly html?: string;
}

/** `signals pipeline FILE`: deals won, slipped and ramped together. */
export function addPipeline(signals: Command): void {
  signals
    .command('pipeline')
    .argument('<file>', 'CSV of opportunities with Salesforce names, ramp and MW')
    .requiredOption('--as-of <month>', 'month from which it is looked at, such as 2026-02')
    .option('--months <n>', 'months ahead', wholeNumber, 36)
    .option('--paths <n>', 'random paths', wholeNumber, 5000)
    .option('--seed <n>', 'seed of the draws', seedNumber, 7)
    .option('--correlation <r>', 'correlation of any two deals, 0 to 0.95', share, 0.2)
    .option('--slip <months>', 'mean months by which an open deal starts late', months, 3)
    .option('--html <file>', 'write a page with charts there')
    .description(
      'thin a pipeline by win probability, slip and ramp it, with deals that win and lose together',
    )
    .action((path: string, flags: PipelineFlags) => {
      const deals = readPipeline(readFileSync(path, 'utf8'), basename(path), flags.asOf);
      printIssues(deals.issues);
      const from = monthOf(flags.asOf);
      if (!deals.value || from === undefined) {
        if (deals.value) console.error(`'${flags.asOf}' is no month such as 2026-02.`);
        process.exitCode = deals.value ? exitCodes.usage : exitCodes.caseFaults;
        return;
      }
      const options = { from, months: flags.months, paths: flags.paths, seed: flags.seed };
      const found = simulatePipeline(deals.value, {
        ...options,
        correlation: flags.correlation,
        slipMonths: flags.slip,
      });
      const large = largeDeals(deals.value, found.steps.mean);
      const assumptions = `Correlation of deals ${flags.correlation}, mean slip ${flags.slip} months (assumptions).`;
      if (flags.html !== undefined) {
        const about = { document: makeDocument(), version, file: basename(path), asOf: flags.asOf };
        writeFile(
          flags.html,
          renderPipelinePage(found, { ...about, deals: deals.value.length, large, assumptions }),
        );
      }
      const last = sortedCopy(found.paths.map((each) => each[flags.months - 1]!));
      const { all, lost, thinned, ended, late, mean } = found.steps;
      console.log(
        [
          `${deals.value.length} deals, MW in month +${flags.months}:`,
          `  ${all.toFixed(1)} in the pipeline − ${lost.toFixed(1)} lost − ${thinned.toFixed(1)} chance of not winning − ${ended.toFixed(1)} ended − ${late.toFixed(1)} late = ${mean.toFixed(1)} mean`,
          `  80 of 100 paths from ${quantileOf(last, 0.1).toFixed(1)} to ${quantileOf(last, 0.9).toFixed(1)}, median ${quantileOf(last, 0.5).toFixed(1)}. ${assumptions}`,
          ...large.map(
            ({ deal, shareOfMean }) =>
              `  large: ${deal.id} ${deal.account}, ${deal.peakMw} MW at ${(100 * deal.probability).toFixed(0)}% (${(100 * shareOfMean).toFixed(0)}% of the mean)`,
          ),
        ].join('\n'),
      );
    });
}

/** `signals trace FILE`: requests and tokens by minute, and their peak. */
export function addTrace(signals: Command): void {
  signals
    .command('trace')
    .argument('<file>', 'CSV with TIMESTAMP,ContextTokens,GeneratedTokens; .gz is unpacked')
    .option('--series <file>', 'write tokens by minute for `forecast`: series_id,t,period,value')
    .description('sum a trace of requests to tokens by minute, with its peak against its mean')
    .action(async (path: string, flags: { readonly series?: string }) => {
      const reader = makeTraceReader(basename(path));
      for await (const piece of readPieces(path)) reader.push(piece);
      const found = reader.end();
      printIssues(found.issues);
      if (hasErrors(found.issues)) {
        process.exitCode = exitCodes.caseFaults;
        return;
      }
      if (flags.series !== undefined) {
        const rows = found.minutes.flatMap(({ minute, input, output }, i) => [
          `input_tokens,${i + 1},${minute},${input}`,
          `output_tokens,${i + 1},${minute},${output}`,
        ]);
        writeFile(flags.series, `series_id,t,period,value\n${rows.join('\n')}\n`);
      }
      const { requests, inputTokens, outputTokens, peakToMean, rejected } = found;
      console.log(
        [
          `${requests} requests, ${inputTokens} tokens in, ${outputTokens} out, over ${found.minutes.length} minutes with requests.`,
          `The highest minute has ${peakToMean.toFixed(2)} times the tokens of the mean minute.`,
          ...rejected.map(({ line, reason }) => `  line ${line}: ${reason}`),
        ].join('\n'),
      );
      if (rejected.length > 0) process.exitCode = exitCodes.caseFaults;
    });
}

/** `signals commitments FILE`: what contracts owe, by month. */
export function addCommitments(signals: Command): void {
  signals
    .command('commitments')
    .argument('<file>', 'FOCUS 1.3 ContractCommitment dataset as CSV')
    .requiredOption('--as-of <month>', 'first month, such as 2026-02')
    .option('--months <n>', 'months ahead', wholeNumber, 36)
    .description(
      'what contract commitments owe by month, spend and usage apart: the billing side of a backlog',
    )
    .action((path: string, flags: { readonly asOf: string; readonly months: number }) => {
      const found = readCommitments(readFileSync(path, 'utf8'), basename(path));
      printIssues(found.issues);
      const from = monthOf(flags.asOf);
      if (!found.value || from === undefined) {
        if (found.value) console.error(`'${flags.asOf}' is no month such as 2026-02.`);
        process.exitCode = found.value ? exitCodes.usage : exitCodes.caseFaults;
        return;
      }
      const due = [...commitmentsDue(found.value, from, flags.months)];
      console.log(`month,${due.map(([name]) => csvCell(name)).join(',')}`);
      for (let m = 0; m < flags.months; m++) {
        const month = from + m;
        const label = `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
        console.log(`${label},${due.map(([, row]) => Number(row[m]!.toPrecision(8))).join(',')}`);
      }
    });
}

interface BacklogFlags {
  readonly amount: number;
  readonly band: BacklogBand[];
  readonly months: number;
  readonly cancelled: number;
  readonly tail: number;
  readonly capacity?: number;
}

/** `signals backlog`: a backlog burnt down through its disclosed bands. */
export function addBacklog(signals: Command): void {
  signals
    .command('backlog')
    .requiredOption('--amount <n>', 'backlog, in any unit', months)
    .requiredOption(
      '--band <months=share>',
      'due within so many months, cumulative, such as 12=13% (repeatable)',
      band,
    )
    .option('--months <n>', 'months ahead', wholeNumber, 60)
    .option('--cancelled <share>', 'share of the rest that is cancelled in a year', share, 0)
    .option('--tail <n>', 'months over which the rest beyond the last band is spread', wholeNumber, 60)
    .option('--capacity <n>', 'most that can be delivered in a month', months)
    .description('burn a backlog down: due, delivered, cancelled and delayed by year')
    .action((flags: BacklogFlags) => {
      const burn = burnBacklog({
        amount: flags.amount,
        bands: flags.band,
        months: flags.months,
        cancelledPerYear: flags.cancelled,
        tailMonths: flags.tail,
        ...(flags.capacity === undefined
          ? {}
          : { capacity: Array.from({ length: flags.months }, () => flags.capacity!) }),
      });
      const sum = (values: Float64Array, year: number) =>
        values.slice(12 * year, 12 * year + 12).reduce((total, value) => total + value, 0);
      console.log('year,due,delivered,cancelled,delayed_at_end,left_at_end');
      for (let year = 0; 12 * year < flags.months; year++) {
        const end = Math.min(12 * year + 11, flags.months - 1);
        const figures = [
          sum(burn.due, year),
          sum(burn.delivered, year),
          sum(burn.cancelled, year),
          burn.delayed[end]!,
          burn.left[end]!,
        ];
        console.log(`${year + 1},${figures.map((value) => Number(value.toPrecision(8))).join(',')}`);
      }
    });
}

interface AdoptionFlags {
  readonly point: AdoptionPoint[];
  readonly users: number;
  readonly tokens: number;
  readonly perChipHour: number;
  readonly years: number;
  readonly error: number;
  readonly paths: number;
  readonly seed: number;
}

/** `signals adoption`: a share of users over time, and the chips it asks for. */
export function addAdoption(signals: Command): void {
  signals
    .command('adoption')
    .option(
      '--point <year=share>',
      'share seen so many years after the launch, such as 1.5=40% (repeatable)',
      point,
      [],
    )
    .requiredOption('--users <n>', 'people who could adopt', months)
    .requiredOption('--tokens <n>', 'tokens an adopter uses a week', months)
    .requiredOption('--per-chip-hour <n>', 'tokens a chip makes an hour', months)
    .option('--years <n>', 'years from the launch', wholeNumber, 6)
    .option('--error <share>', 'standard error of a point', share, 0.05)
    .option('--paths <n>', 'random curves', wholeNumber, 2000)
    .option('--seed <n>', 'seed of the draws', seedNumber, 7)
    .description('fit an adoption curve to few points with priors, and turn it into chip-hours')
    .action((flags: AdoptionFlags) => {
      const years = Array.from({ length: 2 * flags.years }, (_, i) => (i + 1) / 2);
      const { paths, effective } = fitAdoption(flags.point, {
        years,
        paths: flags.paths,
        seed: flags.seed,
        pointError: flags.error,
      });
      const demand = {
        users: flags.users,
        tokensPerUserWeek: flags.tokens,
        tokensPerChipHour: flags.perChipHour,
      };
      console.log('year,share_p10,share_p50,share_p90,chip_hours_per_year_p10,p50,p90');
      years.forEach((year, i) => {
        const sorted = sortedCopy(paths.map((path) => path[i]!));
        const shares = [0.1, 0.5, 0.9].map((p) => quantileOf(sorted, p));
        const hours = shares.map((each) => Number(chipHoursPerYear(each, demand).toPrecision(6)));
        console.log(`${year},${shares.map((each) => each.toFixed(3)).join(',')},${hours.join(',')}`);
      });
      console.error(
        `${flags.point.length} points; ${Math.round(effective)} candidate curves carry the weight.`,
      );
    });
}

function share(text: string): number {
  const value = months(text.replace(/%$/, '')) / (text.endsWith('%') ? 100 : 1);
  if (value >= 0 && value < 1) return value;
  throw new InvalidArgumentError(`expected a share from 0 to 1 or a percentage, found '${text}'.`);
}

function months(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && Number.isFinite(value)) return value;
  throw new InvalidArgumentError(`expected a number from 0 on, found '${text}'.`);
}

function pair(text: string): readonly [number, number] {
  const [left, right] = text.split('=') as [string, string | undefined];
  if (right === undefined) throw new InvalidArgumentError(`expected a pair such as 12=13%, found '${text}'.`);
  return [months(left), right.endsWith('%') ? months(right.slice(0, -1)) / 100 : months(right)];
}

function band(text: string, before: BacklogBand[] | undefined): BacklogBand[] {
  const [withinMonths, cumulative] = pair(text);
  const last = before?.at(-1);
  if (cumulative > 1 || (last && (withinMonths <= last.withinMonths || cumulative < last.share))) {
    throw new InvalidArgumentError(`bands are cumulative and in order of time, found '${text}'.`);
  }
  return [...(before ?? []), { withinMonths, share: cumulative }];
}

function point(text: string, before: AdoptionPoint[]): AdoptionPoint[] {
  const [year, seen] = pair(text);
  if (seen > 1) throw new InvalidArgumentError(`a share is at most 100%, found '${text}'.`);
  return [...before, { year, share: seen }];
}
