import Table from 'cli-table3';
import { InvalidArgumentError, type Command } from 'commander';
import { scenarioGrid } from '../../analyse/index.ts';
import { fillTable, findTarget, type TableAxis } from '../../study/index.ts';
import type { Calendar } from '../../time/index.ts';
import { exitCodes } from '../exit.ts';
import { openOrExplain, printIssues, type Opened } from '../open.ts';
import { collect } from '../options.ts';
import { showTarget } from '../show-target.ts';

interface TableFlags {
  readonly metric: string;
  readonly period?: string;
  readonly rows?: TableAxis;
  readonly columns?: TableAxis;
  readonly overlay: string[];
  readonly set: string[];
  readonly json?: boolean;
}

/** `table CASE`: a metric over two assumptions, or over demand and capital cost. */
export function addTable(program: Command): void {
  program
    .command('table')
    .argument('<case>', 'case folder or YAML file')
    .requiredOption('--metric <id>', 'such as roic.d2 or npv')
    .option('--period <p>', 'period or fiscal year, such as FY2028; none for a metric of the whole horizon')
    .option(
      '--rows <path=a;b;…>',
      "an assumption and its values, such as 'accounts.tax_rate=20%;25%'",
      readAxis,
    )
    .option('--columns <path=a;b;…>', 'the other assumption; with neither, demand × capital cost', readAxis)
    .option('--overlay <file>', 'an overlay over the case (repeatable)', collect, [])
    .option('--set <path=value>', 'one value changed (repeatable)', collect, [])
    .option('--json', 'print the answer as JSON')
    .description(
      'a metric over two assumptions on the central path; without any, nine cases of demand × capital cost',
    )
    .action((path: string, flags: TableFlags) => {
      const opened = openOrExplain(path, flags.overlay, flags.set);
      if (!opened) return;
      if ((flags.rows === undefined) !== (flags.columns === undefined)) {
        console.error('A table needs both --rows and --columns, or neither for demand × capital cost.');
        process.exitCode = exitCodes.usage;
        return;
      }
      const found = flags.rows && flags.columns ? overAssumptions(opened, flags) : overGrid(opened, flags);
      if (!found) process.exitCode = exitCodes.usage;
      else console.log(flags.json ? JSON.stringify(found, undefined, 1) : render(found));
    });
}

interface Shown {
  readonly metric: string;
  readonly period: string;
  readonly unit: string;
  readonly rows: { readonly label: string; readonly values: readonly string[] };
  readonly columns: { readonly label: string; readonly values: readonly string[] };
  readonly values: readonly (readonly number[])[];
  readonly texts: readonly (readonly string[])[];
}

function overAssumptions({ loaded, study }: Opened, flags: TableFlags): Shown | undefined {
  const { files, main, overlays } = loaded;
  const [rows, columns] = [flags.rows!, flags.columns!];
  const filled = fillTable({
    open: { files, main, overlays, sets: flags.set },
    metric: flags.metric,
    ...(flags.period === undefined ? {} : { period: flags.period }),
    rows,
    columns,
  });
  if (!filled.value) {
    printIssues(filled.issues);
    return undefined;
  }
  const { target, values } = filled.value;
  return shown(
    target,
    values,
    {
      rows: { label: rows.path, values: rows.values },
      columns: { label: columns.path, values: columns.values },
    },
    study.study.calendar,
  );
}

function overGrid({ study }: Opened, flags: TableFlags): Shown | undefined {
  const target = findTarget(study, flags.metric, flags.period);
  if (!target.value) {
    printIssues(target.issues);
    return undefined;
  }
  const grid = scenarioGrid(study, [target.value]);
  const axis = ({ label, factors }: typeof grid.rows) => ({
    label,
    values: factors.map((factor) => `× ${factor}`),
  });
  const sides = { rows: axis(grid.rows), columns: axis(grid.columns) };
  return shown(target.value, grid.tables[0]!.values, sides, study.study.calendar);
}

function shown(
  target: NonNullable<ReturnType<typeof findTarget>['value']>,
  values: Shown['values'],
  sides: Pick<Shown, 'rows' | 'columns'>,
  calendar: Calendar,
): Shown {
  const show = showTarget(target, calendar);
  return {
    metric: target.metric,
    period: target.period,
    unit: target.unitText,
    ...sides,
    values,
    texts: values.map((row) => row.map(show.value)),
  };
}

function render({ metric, period, rows, columns, texts }: Shown): string {
  const table = new Table({
    head: [`${rows.label} \\ ${columns.label}`, ...columns.values],
    colAligns: ['left', ...columns.values.map(() => 'right' as const)],
    style: { head: [], border: [], compact: true },
  });
  rows.values.forEach((label, i) => table.push([label, ...texts[i]!]));
  return `${metric} ${period} on the central path (every driver at its median, no shocks)\n${table.toString()}`;
}

/** Reads `path=a;b;c`; values may hold commas. */
function readAxis(text: string): TableAxis {
  const equals = text.indexOf('=');
  const values = text
    .slice(equals + 1)
    .split(';')
    .map((value) => value.trim());
  if (equals < 1 || values.some((value) => value === '')) {
    throw new InvalidArgumentError(`expected path=value;value;…, found '${text}'.`);
  }
  return { path: text.slice(0, equals).trim(), values };
}
