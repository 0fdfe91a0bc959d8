import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import { hasErrors } from '../../base/issue.ts';
import {
  isParquet,
  openTextSink,
  packageFolder,
  readParquet,
  readPieces,
  writeFile,
  type TextSink,
} from '../../node/index.ts';
import {
  isMapped,
  makeUsageImporter,
  readMapping,
  splitUsageSeries,
  usageSeries,
  type Grain,
  type UsageImport,
  type UsageImporter,
  type UsageLevel,
  type UsageMapping,
} from '../../signals/index.ts';
import { csvCell } from '../../table/index.ts';
import { exitCodes } from '../exit.ts';
import { printIssues } from '../open.ts';
import { addDemand } from './signals-demand.ts';
import { addTelemetry } from './signals-telemetry.ts';
import { addAdoption, addBacklog, addCommitments, addPipeline, addTrace } from './signals-more.ts';

interface ImportFlags {
  readonly mapping: string;
  readonly per: Grain;
  readonly by: UsageLevel;
  readonly out?: string;
  readonly series?: string;
  readonly split?: string;
  readonly bad?: string;
}

/** `signals import FILE`: a billing export summed to usage, bad rows named, personal columns left unread. */
export function addSignals(program: Command): void {
  const signals = program.command('signals').description('turn exports into signals of demand');
  signals
    .command('import')
    .argument(
      '<file>',
      'billing export as CSV or Parquet, FOCUS 1.0 to 1.3 unless --mapping says otherwise; .csv.gz is unpacked',
    )
    .option('--mapping <m>', 'focus, aws-cur, azure-export, or a file of your own (field,columns)', 'focus')
    .option('--per <period>', 'hour, day or month', oneOf('hour', 'day', 'month'), 'month')
    .option(
      '--by <level>',
      'level of the series: category, service or region',
      oneOf('category', 'service', 'region'),
      'service',
    )
    .option('--out <file>', 'write usage by period, service, region, unit and currency')
    .option('--series <file>', 'write series for `forecast`: series_id,t,period,value')
    .option(
      '--split <file>',
      'with --series: reserved and on-demand use as series beside their totals, and total,part there for `forecast --reconcile`',
    )
    .option('--bad <file>', 'where rows that cannot be used go (here, FILE.bad.csv)')
    .description(
      'sum a billing export to usage; personal columns are not read, bad rows are named and set aside',
    )
    .action(async (path: string, flags: ImportFlags) => {
      if (flags.split !== undefined && flags.series === undefined) {
        console.error('--split says how the series of --series add up: name a file with --series too.');
        process.exitCode = exitCodes.usage;
        return;
      }
      const mapping = loadMapping(flags.mapping);
      if (!mapping) return;
      // Beside the other results, never beside the export: that folder may be the provider's.
      const badPath = flags.bad ?? `${basename(path).replace(/(\.csv|\.parquet)?(\.gz)?$/i, '')}.bad.csv`;
      let bad: TextSink | undefined;
      const importer = makeUsageImporter({
        file: basename(path),
        mapping,
        grain: flags.per,
        onRejected: ({ line, reason, text }) => {
          if (!bad) {
            bad = openTextSink(badPath);
            bad.write('line,reason,row\n');
          }
          bad.write(`${line},${csvCell(reason)},${csvCell(text)}\n`);
        },
      });
      const isRead = await feed(importer, path, mapping);
      if (!isRead) {
        bad?.close();
        process.exitCode = exitCodes.caseFaults;
        return;
      }
      const found = importer.end();
      bad?.close();
      printIssues(found.issues);
      if (hasErrors(found.issues)) {
        process.exitCode = exitCodes.caseFaults;
        return;
      }
      if (flags.out !== undefined) writeUsage(found, flags.out);
      if (flags.series !== undefined) writeSeries(found, flags, flags.series);
      console.log(describeImport(found, badPath));
      if (found.rejected > 0) process.exitCode = exitCodes.caseFaults;
    });
  const more = [addCommitments, addPipeline, addTrace, addTelemetry, addBacklog, addAdoption, addDemand];
  for (const add of more) add(signals);
}

/** Reads an export into an importer; `false` once it has been said that a Parquet file cannot be read. */
async function feed(importer: UsageImporter, path: string, mapping: UsageMapping): Promise<boolean> {
  if (!isParquet(path)) {
    for await (const piece of readPieces(path)) importer.push(piece);
    return true;
  }
  try {
    const isWanted = (name: string) => isMapped(name, mapping);
    await readParquet(path, { isWanted, onRow: (row) => importer.visit(row) });
    return true;
  } catch (error) {
    printIssues([
      {
        code: 'parquet-file',
        severity: 'error',
        message: 'The file begins as Parquet and cannot be read; nothing of it was used.',
        at: { file: basename(path), line: 1, column: 1 },
        found: error instanceof Error ? error.message : String(error),
        expected: 'a whole Parquet file, its pages plain or packed with Snappy, gzip, Brotli or Zstandard',
        fix: 'fetch it again, or export it as CSV',
      },
    ]);
    return false;
  }
}

function oneOf<const T extends string>(...words: readonly T[]) {
  return (text: string): T => {
    const word = words.find((each) => each === text);
    if (word !== undefined) return word;
    throw new InvalidArgumentError(`expected ${words.join(', ')}, found '${text}'.`);
  };
}

function loadMapping(name: string): UsageMapping | undefined {
  const shipped = join(packageFolder, 'data', 'mappings', `${name}.csv`);
  const path = /^[a-z-]+$/.test(name) && existsSync(shipped) ? shipped : name;
  const mapping = readMapping(readFileSync(path, 'utf8'), basename(path));
  printIssues(mapping.issues);
  if (!mapping.value) process.exitCode = exitCodes.usage;
  return mapping.value;
}

function writeUsage({ usage }: UsageImport, out: string): void {
  const sink = openTextSink(out);
  sink.write('period,provider,category,service,region,unit,currency,quantity,reserved_quantity,cost,rows\n');
  for (const row of usage) {
    const words = [row.period, row.provider, row.category, row.service, row.region, row.unit, row.currency];
    sink.write(
      `${words.map(csvCell).join(',')},${digits(row.quantity)},${digits(row.reservedQuantity)},${digits(row.cost)},${row.rows}\n`,
    );
  }
  sink.close();
}

function writeSeries({ usage }: UsageImport, { by, split }: ImportFlags, out: string): void {
  const { series, parts } =
    split === undefined ? { series: usageSeries(usage, by), parts: [] } : splitUsageSeries(usage, by);
  if (split !== undefined) {
    const rows = parts.map(({ total, part }) => `${csvCell(total)},${csvCell(part)}\n`);
    writeFile(split, `total,part\n${rows.join('')}`);
  }
  const sink = openTextSink(out);
  sink.write('series_id,t,period,value\n');
  for (const { id, points } of series) {
    for (const { t, period, value } of points)
      sink.write(`${csvCell(id)},${t},${csvCell(period)},${digits(value)}\n`);
  }
  sink.close();
}

function digits(value: number): string {
  return String(Number(value.toPrecision(12)));
}

function describeImport(found: UsageImport, badPath: string): string {
  const { rows, used, rejected, setAside, corrections, personalColumns, personalCells, usage } = found;
  const asides = [...setAside].map(([kind, count]) => `${count} ${kind}`).join(', ');
  const currencies = [...new Set(usage.map(({ currency }) => currency))];
  const costs = currencies.map((currency) => {
    const sum = usage.reduce((total, row) => total + (row.currency === currency ? row.cost : 0), 0);
    return `${sum.toFixed(2)} ${currency || '(no currency)'}`;
  });
  const quantity = usage.reduce((total, row) => total + row.reservedQuantity, 0);
  return [
    `${rows} rows: ${used} used, ${rows - used - rejected} set aside${asides === '' ? '' : ` (${asides}: not use)`}, ${rejected} bad.`,
    ...(rejected > 0 ? [`Bad rows, each with line and reason: ${badPath}`] : []),
    `${usage.length} sums; cost of use ${costs.join(', ') || 'none'}.`,
    ...(corrections > 0 ? [`${corrections} corrections, booked in the period they correct.`] : []),
    ...(found.reversals > 0
      ? [`${found.reversals} rows take back use without being called corrections; they are netted.`]
      : []),
    ...(quantity > 0 ? ['Reserved use is told apart from use on demand.'] : []),
    ...(personalColumns.length > 0
      ? [`Not read, as they may hold personal data: ${personalColumns.join(', ')}.`]
      : []),
    ...(personalCells > 0
      ? [`${personalCells} cells that look like addresses of persons were blanked.`]
      : []),
  ].join('\n');
}
