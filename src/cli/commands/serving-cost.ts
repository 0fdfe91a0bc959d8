import Table from 'cli-table3';
import { InvalidArgumentError, type Command } from 'commander';
import { loadSiliconTexts, makeDocument, writeFile } from '../../node/index.ts';
import { renderServingPage } from '../../report/index.ts';
import {
  servingView,
  usualOwnership,
  usualSite,
  type FrontierPoint,
  type OwnershipRule,
  type ServingView,
} from '../../serving/index.ts';
import { exitCodes } from '../exit.ts';
import { printIssues } from '../open.ts';

interface Flags {
  readonly workload: string;
  readonly slo: readonly (number | undefined)[];
  readonly chips?: readonly string[];
  readonly own?: string;
  readonly powerPrice: number;
  readonly utilisation: number;
  readonly wacc: number;
  readonly life: number;
  readonly html?: string;
  readonly json?: boolean;
}

/** `serving frontier` and `serving cost`: what tokens cost, on which chip, under which limit. */
export function addServingCost(serving: Command): void {
  const frontier = shared(serving.command('frontier'))
    .option('--html <file>', 'write a page with charts')
    .description(
      'price against speed of every priced chip, by latency limit, and which chips no other beats',
    );
  frontier.action((flags: Flags) => run(flags, renderFrontier));
  const cost = shared(serving.command('cost')).description(
    'what a chip-hour and tokens cost on each chip: by part, per PFLOP-hour, per MW, and against list prices',
  );
  cost.action((flags: Flags) => run(flags, renderCost));
}

function shared(command: Command): Command {
  return command
    .option('--workload <name>', 'a task such as llama2-70b, or MODEL:INPUT/OUTPUT', 'llama3.1-70b')
    .option('--slo <list>', 'limits in ms per output token, `offline` for none', readLimits, [
      undefined,
      100,
      40,
    ])
    .option(
      '--chips <list>',
      'chips by name, comma-separated; every priced chip when left out',
      (text: string) => text.split(',').map((name) => name.trim()),
    )
    .option('--own <folder>', 'folder with chips_own.csv or models_own.csv')
    .option('--power-price <usd>', '$/MWh', positive, usualSite.powerUsdPerMwh)
    .option('--utilisation <share>', 'share of hours sold', positive, usualOwnership.utilisation)
    .option('--wacc <share>', 'cost of capital a year', positive, usualOwnership.wacc)
    .option('--life <years>', 'years over which a chip is paid', positive, usualOwnership.lifeYears)
    .option('--json', 'print the answer as JSON');
}

function run(flags: Flags, render: (view: ServingView) => string): void {
  const rule: OwnershipRule = {
    site: { ...usualSite, powerUsdPerMwh: flags.powerPrice },
    wacc: flags.wacc,
    lifeYears: flags.life,
    utilisation: flags.utilisation,
    attachShare: usualOwnership.attachShare,
  };
  const found = servingView({
    texts: loadSiliconTexts(flags.own),
    workload: flags.workload,
    perTokenMs: flags.slo,
    rule,
    ...(flags.chips ? { chips: flags.chips } : {}),
  });
  printIssues(found.issues);
  if (!found.value) {
    process.exitCode = exitCodes.caseFaults;
    return;
  }
  const view = found.value;
  if (flags.html !== undefined) {
    writeFile(flags.html, renderServingPage(view, makeDocument()));
    console.error(`page written to ${flags.html}`);
  }
  console.log(flags.json ? JSON.stringify(view, jsonValue, 1) : render(view));
}

function renderFrontier(view: ServingView): string {
  const parts = view.limits.map(({ perTokenMs, points, front }) => {
    const table = new Table({
      head: [
        '',
        'chip',
        '$/M tokens (80%)',
        'tokens/s/chip',
        'tokens/s/user',
        'tokens/s/MW',
        'bound by',
        'measured before',
      ],
      colAligns: ['left', 'left', 'right', 'right', 'right', 'right', 'left', 'left'],
      style: { head: [], border: [], compact: true },
    });
    for (const point of [...points].sort((a, b) => a.cost - b.cost))
      table.push(frontierRow(point, front.has(point.name)));
    const limit = perTokenMs === undefined ? 'offline' : `at most ${perTokenMs} ms per token`;
    return `${view.workload.name}, ${limit}; * on the front of price and speed\n${table.toString()}`;
  });
  return parts.join('\n\n');
}

function frontierRow(point: FrontierPoint, isFront: boolean): string[] {
  const { estimate } = point;
  return [
    isFront ? '*' : '',
    `${point.name} ${point.precision}`,
    `${dollars(point.cost)} (${dollars(point.costLow)} to ${dollars(point.costHigh)})`,
    Math.round(estimate.value).toLocaleString('en-US'),
    point.gain.toPrecision(3),
    Math.round(point.tokensPerSecondPerMw).toLocaleString('en-US'),
    estimate.served.bound,
    estimate.nearest,
  ];
}

function renderCost(view: ServingView): string {
  const { points, perTokenMs } = view.limits[0]!;
  const table = new Table({
    head: [
      'chip',
      '$/chip-hour',
      'chip',
      'site',
      'energy',
      'run',
      '$/h sold',
      '$/PFLOP-h',
      '$/M in',
      '$/M out',
      '$/M all',
      'tokens/$',
      'margin',
    ],
    colAligns: ['left', ...Array.from({ length: 12 }, () => 'right' as const)],
    style: { head: [], border: [], compact: true },
  });
  for (const point of [...points].sort((a, b) => a.cost - b.cost)) {
    const { hour, tokens } = point;
    const parts = [
      hour.totalUsd,
      hour.chipUsd,
      hour.siteUsd,
      hour.energyUsd,
      hour.operationsUsd,
      hour.perSoldHourUsd,
    ];
    table.push([
      point.name,
      ...[
        ...parts,
        point.usdPerPflopHour,
        tokens.inputUsdPerM,
        tokens.outputUsdPerM,
        tokens.blendedUsdPerM,
      ].map(dollars),
      Math.round(tokens.tokensPerUsd).toLocaleString('en-US'),
      point.margin === undefined ? 'no price' : `${Math.round(point.margin * 100)}%`,
    ]);
  }
  const limit = perTokenMs === undefined ? 'offline' : `at most ${perTokenMs} ms per token`;
  return `${view.workload.name}, ${limit}\n${table.toString()}`;
}

const dollars = (usd: number): string => usd.toPrecision(3);

function jsonValue(_key: string, value: unknown): unknown {
  return value instanceof Set ? [...value] : value;
}

function readLimits(text: string): readonly (number | undefined)[] {
  return text.split(',').map((part) => {
    const word = part.trim().replace(/ms$/, '');
    if (word === 'offline') return undefined;
    return positive(word);
  });
}

function positive(text: string): number {
  const value = Number(text);
  if (!(value > 0) || !Number.isFinite(value))
    throw new InvalidArgumentError(`expected a number above 0, found '${text}'.`);
  return value;
}
