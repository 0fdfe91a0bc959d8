import { basename } from 'node:path';
import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import { hasErrors } from '../../base/issue.ts';
import { openTextSink, readPieces, writeFile, type TextSink } from '../../node/index.ts';
import { makeTelemetryReader, type TelemetrySummary } from '../../signals/index.ts';
import { csvCell } from '../../table/index.ts';
import { exitCodes } from '../exit.ts';
import { printIssues } from '../open.ts';

interface TelemetryFlags {
  readonly per: 'hour' | 'day';
  readonly full: number;
  readonly series?: string;
  readonly bad?: string;
}

/** `signals telemetry FILE`: samples of utilisation to busy chip-hours. */
export function addTelemetry(signals: Command): void {
  signals
    .command('telemetry')
    .argument(
      '<file>',
      'CSV of nvidia-smi --query-gpu, or of DCGM metrics with a column each; .gz is unpacked',
    )
    .option('--per <period>', 'hour or day', periodWord, 'day')
    .option('--full <share>', 'mean utilisation from which a period counts as full', fullShare, 0.95)
    .option('--series <file>', 'write busy chip-hours by model for `forecast`: series_id,t,period,value')
    .option('--bad <file>', 'where rows that cannot be used go (here, FILE.bad.csv)')
    .description(
      'sum chips’ utilisation to busy chip-hours by model; full periods are lower bounds of demand',
    )
    .action(async (path: string, flags: TelemetryFlags) => {
      const badPath = flags.bad ?? `${basename(path).replace(/(\.csv)?(\.gz)?$/i, '')}.bad.csv`;
      let bad: TextSink | undefined;
      const reader = makeTelemetryReader({
        file: basename(path),
        grain: flags.per,
        fullFrom: flags.full,
        onRejected: ({ line, reason }) => {
          if (!bad) {
            bad = openTextSink(badPath);
            bad.write('line,reason\n');
          }
          bad.write(`${line},${csvCell(reason)}\n`);
        },
      });
      for await (const piece of readPieces(path)) reader.push(piece);
      const found = reader.end();
      bad?.close();
      printIssues(found.issues);
      if (hasErrors(found.issues)) {
        process.exitCode = exitCodes.caseFaults;
        return;
      }
      if (flags.series !== undefined) writeFile(flags.series, seriesText(found));
      console.log(describe(found, flags, badPath));
      if (found.rejected > 0) process.exitCode = exitCodes.caseFaults;
    });
}

function seriesText({ periods }: TelemetrySummary): string {
  const rows = periods.map(
    ({ model, t, period, busyChipHours, isFull }) =>
      `${csvCell(`${model || '(no model)'} [busy chip-hours]`)},${t},${period},${Number(busyChipHours.toPrecision(12))},${isFull ? 1 : 0}\n`,
  );
  return `series_id,t,period,value,sold_out\n${rows.join('')}`;
}

function describe(found: TelemetrySummary, { per, full }: TelemetryFlags, badPath: string): string {
  const { periods, samples, rejected, measure } = found;
  const models = [...new Set(periods.map(({ model }) => model))];
  const lines = models.map((model) => {
    const own = periods.filter((each) => each.model === model);
    const hours = own.reduce((sum, { chipHours }) => sum + chipHours, 0);
    const busy = own.reduce((sum, { busyChipHours }) => sum + busyChipHours, 0);
    const most = own.reduce((high, { chips }) => Math.max(high, chips), 0);
    const fullOnes = own.filter(({ isFull }) => isFull).length;
    return [
      `  ${model || '(no model)'}: up to ${most} chips, ${busy.toFixed(1)} busy of ${hours} chip-hours (${((100 * busy) / hours).toFixed(1)}%)`,
      ...(fullOnes > 0
        ? [
            `    ${fullOnes} of ${own.length} ${per}s were full (from ${(100 * full).toFixed(0)}%): demand was at least what is written, and may have been more.`,
          ]
        : []),
    ].join('\n');
  });
  return [
    `${samples + rejected} rows: ${samples} used, ${rejected} bad. Busy by ${measure}.`,
    ...(rejected > 0 ? [`Bad rows, each with line and reason: ${badPath}`] : []),
    ...lines,
  ].join('\n');
}

function periodWord(text: string): 'hour' | 'day' {
  if (text === 'hour' || text === 'day') return text;
  throw new InvalidArgumentError(`expected hour or day, found '${text}'.`);
}

function fullShare(text: string): number {
  const value = text.endsWith('%') ? Number(text.slice(0, -1)) / 100 : Number(text);
  if (text.trim() !== '' && value > 0 && value <= 1) return value;
  throw new InvalidArgumentError(`expected a share such as 0.95 or 95%, found '${text}'.`);
}
