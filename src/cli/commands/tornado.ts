import type { Command } from 'commander';
import Table from 'cli-table3';
import {
  tornado,
  valueOfInformation,
  varianceShares,
  type InformationRow,
  type Tornado,
  type VarianceShares,
} from '../../analyse/index.ts';
import type { Target } from '../../simulate/index.ts';
import { findTarget } from '../../study/index.ts';
import type { Calendar } from '../../time/index.ts';
import { exitCodes } from '../exit.ts';
import { openCounterfactual, openOrExplain, printIssues, type Opened } from '../open.ts';
import { collect, seedNumber, wholeNumber } from '../options.ts';
import { startProgress } from '../progress.ts';
import { showTarget } from '../show-target.ts';

interface TornadoFlags {
  readonly metric: string;
  readonly period?: string;
  readonly most: number;
  readonly indices?: number;
  readonly information?: number;
  readonly seed: number;
  readonly overlay: string[];
  readonly set: string[];
  readonly json?: boolean;
}

/** `tornado CASE`: which uncertain numbers move an answer, and by how much. */
export function addTornado(program: Command): void {
  program
    .command('tornado')
    .argument('<case>', 'case folder or YAML file')
    .requiredOption('--metric <id>', 'such as roic.d2 or npv')
    .option('--period <p>', 'period or fiscal year, such as FY2028; none for a metric of the whole horizon')
    .option('--most <n>', 'drivers shown', wholeNumber, 15)
    .option(
      '--indices <n>',
      'also shares of the variance (Sobol indices) from n points per driver, such as 256',
      wholeNumber,
    )
    .option(
      '--information <n>',
      'also what knowing each driver is worth before choosing between case and counterfactual, from n paths',
      wholeNumber,
    )
    .option('--seed <n>', 'seed of the draws for --indices and --information', seedNumber, 7)
    .option('--overlay <file>', 'an overlay over the case (repeatable)', collect, [])
    .option('--set <path=value>', 'one value changed (repeatable)', collect, [])
    .option('--json', 'print the answer as JSON')
    .description(
      'swing each uncertain number from its P10 to its P90, the others at their medians; widest first',
    )
    .action((path: string, flags: TornadoFlags) => {
      const opened = openOrExplain(path, flags.overlay, flags.set);
      if (!opened) return;
      const target = findTarget(opened.study, flags.metric, flags.period);
      if (!target.value) {
        printIssues(target.issues);
        process.exitCode = exitCodes.usage;
        return;
      }
      const about = { opened, flags, target: target.value };
      const information = flags.information === undefined ? undefined : informationOf(about);
      if (information === 'faulty') return;
      const swings = tornado(opened.study, target.value);
      const shares = flags.indices === undefined ? undefined : indicesOf(about);
      if (flags.json) {
        console.log(JSON.stringify({ tornado: swings, variance: shares, information }, undefined, 1));
        return;
      }
      const { calendar } = opened.study.study;
      const parts = [
        renderTornado(swings, flags.most, calendar),
        ...renderShares(shares, flags.most, calendar),
        ...renderInformation(information, flags.most, showTarget(target.value, calendar).difference),
      ];
      console.log(parts.join('\n\n'));
    });
}

interface About {
  readonly opened: Opened;
  readonly flags: TornadoFlags;
  readonly target: Target;
}

/** What each driver is worth knowing; `faulty` once what is missing has been said. */
function informationOf({ opened, flags, target }: About): InformationRow[] | 'faulty' {
  const other = openCounterfactual(opened, flags.set);
  if (other === 'faulty') return 'faulty';
  if (!other) {
    console.error('--information needs a case with a counterfactual to choose instead; this one names none.');
    process.exitCode = exitCodes.usage;
    return 'faulty';
  }
  const { seed, information } = flags;
  return valueOfInformation({
    plan: opened.study,
    without: other.study,
    target,
    paths: information!,
    seed,
  });
}

function indicesOf({ opened, flags, target }: About): VarianceShares | undefined {
  const progress = startProgress(opened.study.study.name);
  try {
    const onProgress = (share: number) => progress.update(share, 'shares of the variance');
    return varianceShares(opened.study, { target, points: flags.indices!, seed: flags.seed, onProgress });
  } finally {
    progress.clear();
    progress.end();
  }
}

/** Terminal colours of evidence: green and blue for what is known, yellow and red for estimates and guesses. */
const tierCodes = { 1: 32, 2: 34, 3: 33, 4: 31 } as const;

function paintTier(bar: string, tier: 1 | 2 | 3 | 4 | undefined): string {
  const isPlain = !process.stdout.isTTY || process.env['NO_COLOR'] !== undefined || tier === undefined;
  return isPlain || bar === '' ? bar : `\u001b[${tierCodes[tier]}m${bar}\u001b[0m`;
}

const plain = {
  chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
  style: { head: [], border: [], compact: true },
};
const barWidth = 24;

function renderTornado(found: Tornado, most: number, calendar: Calendar): string {
  const { target, central, rows, method } = found;
  const show = showTarget(target, calendar);
  const widest = Math.max(...rows.map(({ swing }) => Math.abs(swing) || 0), 0);
  const table = new Table({
    ...plain,
    head: ['Driver', 'As written', 'Tier', 'At P10', 'At P90', 'Swing', 'Elasticity', ''],
    colAligns: ['left', 'left', 'right', 'right', 'right', 'right', 'right', 'left'],
  });
  for (const row of rows.slice(0, most)) {
    const bar = widest === 0 ? 0 : Math.round((barWidth * (Math.abs(row.swing) || 0)) / widest);
    table.push([
      row.driver,
      row.text,
      row.tier ?? '',
      show.value(row.atLow),
      show.value(row.atHigh),
      show.difference(row.swing),
      row.elasticity?.toFixed(2) ?? '',
      paintTier('█'.repeat(bar), row.tier),
    ]);
  }
  const rest = rows.length > most ? [`${rows.length - most} more drivers swing it less.`] : [];
  return [
    `${target.metric} ${target.period}: ${show.value(central)} with every driver at its median.`,
    table.toString(),
    ...rest,
    `Tier: evidence, from 1 (filing or measurement) to 4 (guess). Method: ${method}.`,
  ].join('\n');
}

function renderShares(found: VarianceShares | undefined, most: number, calendar: Calendar): string[] {
  if (!found) return [];
  const { target, shares } = found;
  const percent = (value: number) => (Number.isNaN(value) ? 'n/a' : `${(100 * value).toFixed(1)}%`);
  const table = new Table({
    ...plain,
    head: ['Drivers', 'Alone', '95%', 'With all it takes part in', '95%'],
    colAligns: ['left', 'right', 'right', 'right', 'right'],
  });
  for (const each of shares.slice(0, most)) {
    table.push([
      each.factor.join(' + '),
      percent(each.first),
      `${percent(each.firstLow)} to ${percent(each.firstHigh)}`,
      percent(each.total),
      `${percent(each.totalLow)} to ${percent(each.totalHigh)}`,
    ]);
  }
  const show = showTarget(target, calendar);
  const spread = `mean ${show.value(found.mean)}, standard deviation ${show.difference(found.sd)}`;
  return [
    `Shares of the variance of ${target.metric} ${target.period} (${spread}; ${found.paths} paths):\n${table.toString()}\nMethod: ${found.method}.`,
  ];
}

function renderInformation(
  rows: readonly InformationRow[] | undefined,
  most: number,
  show: (value: number) => string,
): string[] {
  if (!rows || rows.length === 0) return [];
  const { now, choice, ceiling } = rows[0]!;
  const worth = rows.filter((row) => row.value > 0).slice(0, most);
  const table = new Table({ ...plain, head: ['Driver', 'Worth knowing'], colAligns: ['left', 'right'] });
  for (const row of worth) table.push([row.driver, show(row.value)]);
  const best = choice === 1 ? 'The case' : 'The counterfactual';
  const lead = `${best} is better on average (${show(now)}). Knowing everything before choosing is worth ${show(ceiling)}`;
  return worth.length === 0
    ? [`${lead}; no driver alone would change the choice.`]
    : [`${lead}; of the drivers alone:\n${table.toString()}`];
}
