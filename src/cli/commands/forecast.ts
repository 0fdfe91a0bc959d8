import { basename } from 'node:path';
import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import Table from 'cli-table3';
import { hasErrors } from '../../base/issue.ts';
import {
  forecastHeader,
  forecastSet,
  isSeriesFrequency,
  makeSeriesReader,
  methods,
  printForecasts,
  printLayers,
  seasonsOf,
  valueAdded,
  type ForecastSet,
  type LayeredSet,
  type SeriesFile,
  type SeriesFrequency,
} from '../../forecast/index.ts';
import { makeDocument, openTextSink, readPieces, writeFile } from '../../node/index.ts';
import { renderForecastPage } from '../../report/index.ts';
import { version } from '../../study/index.ts';
import { csvCell } from '../../table/index.ts';
import { exitCodes } from '../exit.ts';
import { printIssues } from '../open.ts';
import { seedNumber, wholeNumber } from '../options.ts';
import { progressLine } from '../progress.ts';
import { dateText, describeAdded, describeLayers, loadLayers, type LayerFlags } from './forecast-layers.ts';

interface ForecastFlags extends LayerFlags {
  readonly actuals?: string;
  readonly horizon: number;
  readonly frequency: SeriesFrequency;
  readonly season?: number[];
  readonly out?: string;
  readonly html?: string;
  readonly json?: string;
}

/** `forecast FILE`: every series of a file forecast with intervals that are calibrated by what went wrong before. */
export function addForecast(program: Command): void {
  program
    .command('forecast')
    .argument(
      '<file>',
      'CSV with series_id,t,period,value, a row an observation; sold_out 1 where demand was at least the value; .gz is unpacked',
    )
    .requiredOption('--horizon <n>', 'periods ahead', wholeNumber)
    .requiredOption('--frequency <f>', 'H, D, W, M, Q or Y', frequencyWord)
    .option(
      '--season <n>',
      'season length instead of that of the frequency; a second one is longer (repeatable)',
      (text: string, before: number[] | undefined) => [...(before ?? []), wholeNumber(text)],
    )
    .option('--out <file>', 'write the forecasts there instead of to standard output')
    .option(
      '--html <file>',
      'write a page with charts: fans of the first series with the layers over them, and the back-test',
    )
    .option('--json <file>', 'write the back-test there')
    .option(
      '--reconcile <file>',
      'CSV total,part: make the forecasts of totals and parts add up (rows `reconciled`)',
    )
    .option(
      '--overrides <file>',
      'CSV owner,reason,made,expires,series_id,from,to,change,value: judgement over the forecast (rows `judged`)',
    )
    .option('--as-of <date>', 'date on which overrides have to hold, such as 2026-03-01 (today)', dateText)
    .option(
      '--paths-out <file>',
      'write joint sample paths of the combination, or of the last layer over it: series_id,path,h,value',
    )
    .option(
      '--actuals <file>',
      'what came after, in the same columns: says what each layer and override added to the forecast or took from it',
    )
    .option('--paths <n>', 'sample paths a series', wholeNumber, 200)
    .option('--seed <n>', 'seed of the paths', seedNumber, 7)
    .description(
      'forecast series with calibrated 80% and 95% intervals, and say how the same methods did before',
    )
    .action(async (path: string, flags: ForecastFlags) => {
      const file = await readSeries(path);
      printIssues(file.issues);
      if (file.series.length === 0) {
        console.error('\nNo series is left to forecast; nothing was written.');
        process.exitCode = exitCodes.caseFaults;
        return;
      }
      const { horizon, frequency } = flags;
      const seasons = flags.season ?? seasonsOf[frequency];
      const progress = progressLine('forecast');
      const onProgress = (share: number) => progress.update(share, `of ${file.series.length} series`);
      const set = forecastSet(file.series, { horizon, frequency, seasons, onProgress });
      progress.clear();
      const layers = loadLayers(set, flags);
      if (!layers) {
        console.error('\nNothing was written.');
        process.exitCode = exitCodes.caseFaults;
        return;
      }
      const actuals = flags.actuals === undefined ? undefined : await readSeries(flags.actuals);
      if (actuals && hasErrors(actuals.issues)) {
        printIssues(actuals.issues);
        console.error('\nNothing was written.');
        process.exitCode = exitCodes.caseFaults;
        return;
      }
      writeForecasts(set, layers, flags.out);
      if (flags.pathsOut !== undefined) writePaths(layers, flags.pathsOut);
      if (flags.json !== undefined)
        writeFile(flags.json, `${JSON.stringify(set.backTest ?? {}, undefined, 1)}\n`);
      if (flags.html !== undefined) {
        const page = renderForecastPage(set, {
          document: makeDocument(),
          file: basename(path),
          version,
          seed: flags.seed,
          layers: layers.series,
        });
        writeFile(flags.html, page);
      }
      const added = actuals ? describeAdded(valueAdded(set, layers, actuals.series)) : [];
      console.error([describeSet(set, file, flags.out), ...describeLayers(layers), ...added].join('\n'));
      if (hasErrors(file.issues)) process.exitCode = exitCodes.caseFaults;
    });
}

async function readSeries(path: string): Promise<SeriesFile> {
  const reader = makeSeriesReader(basename(path));
  for await (const piece of readPieces(path)) reader.push(piece);
  return reader.end();
}

function frequencyWord(text: string): SeriesFrequency {
  const word = text.toUpperCase();
  if (isSeriesFrequency(word)) return word;
  throw new InvalidArgumentError(`expected one of H, D, W, M, Q, Y, found '${text}'.`);
}

function writeForecasts(set: ForecastSet, layers: LayeredSet, out: string | undefined): void {
  const sink = out === undefined ? undefined : openTextSink(out);
  const write = (text: string) => (sink ? sink.write(text) : process.stdout.write(text));
  write(forecastHeader);
  for (const text of printForecasts(set)) write(text);
  for (const text of printLayers(layers)) write(text);
  sink?.close();
}

function writePaths({ series }: LayeredSet, out: string): void {
  const sink = openTextSink(out);
  sink.write('series_id,path,h,value\n');
  for (const { id, paths } of series) {
    paths.forEach((values, path) =>
      values.forEach((value, h) =>
        sink.write(`${csvCell(id)},${path + 1},${h + 1},${Number(value.toPrecision(10))}\n`),
      ),
    );
  }
  sink.close();
}

const basisWords = {
  pooled: 'the errors of all series from earlier origins (conformal, pooled)',
  own: "the series' own errors from earlier origins",
  prior: 'multipliers measured on public series, as there are too few errors of its own',
  model: 'a guess of 10% of the level a period, as there are fewer than four values',
} as const;

/** What was done about sold-out periods. */
function liftedLines({ series }: ForecastSet): string[] {
  return series.flatMap(({ id, values, lifted }) => {
    if (!lifted) return [];
    const sold = values.reduce((sum, value) => sum + value, 0) - lifted.added;
    return `  ${id}: ${lifted.periods} of ${values.length} periods were sold out; the demand behind is taken to be ${((100 * lifted.added) / sold).toPrecision(3)}% more than all that was sold.`;
  });
}

function describeSet(set: ForecastSet, file: SeriesFile, out: string | undefined): string {
  const counts = new Map<keyof typeof basisWords, number>();
  for (const { basis } of set.series) counts.set(basis, (counts.get(basis) ?? 0) + 1);
  const lines = [
    `${set.series.length} series forecast from ${file.rows} rows${out === undefined ? '' : `, written to ${out}`}.`,
    ...liftedLines(set),
    ...[...counts].map(([basis, count]) => `  ${count} with intervals from ${basisWords[basis]}`),
  ];
  const { backTest } = set;
  if (!backTest) return [...lines, 'No series is long enough to look back: no back-test.'].join('\n');
  const table = new Table({
    chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
    style: { head: [], border: [], compact: true },
    head: ['Back-test', 'MASE', 'sMAPE', 'MSIS', 'in 80%', 'in 95%'],
    colAligns: ['left', 'right', 'right', 'right', 'right', 'right'],
  });
  const percent = (share: number) => `${(100 * share).toFixed(1)}%`;
  for (const method of methods) {
    const { mase, smape, msis, covered80, covered95 } = backTest.scores[method];
    table.push([
      method,
      mase.toFixed(3),
      smape.toFixed(2),
      msis.toFixed(2),
      percent(covered80),
      percent(covered95),
    ]);
  }
  const { error80, error95 } = backTest;
  return [
    ...lines,
    table.toString(),
    `Of ${backTest.forecasts} forecasts of ${backTest.series} series; coverage of buildout, 95% error bars: 80% band ${percent(error80.low)} to ${percent(error80.high)}, 95% band ${percent(error95.low)} to ${percent(error95.high)}.`,
    `Method: ${backTest.how}.`,
  ].join('\n');
}
