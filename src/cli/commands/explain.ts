import type { Command } from 'commander';
import { unitLabel, prettyQuantity, convert, type Unit } from '../../units/index.ts';
import type { TraceNode } from '../../formula/index.ts';
import { periodLabels, periodsPerYear } from '../../time/index.ts';
import { explainMetric, type Study } from '../../study/index.ts';
import { exitCodes } from '../exit.ts';
import { openOrExplain, printIssues } from '../open.ts';
import { collect, wholeNumber } from '../options.ts';

interface ExplainFlags {
  readonly period?: string;
  readonly depth: number;
  readonly overlay: string[];
  readonly set: string[];
  readonly all?: boolean;
}

/** `explain CASE METRIC`: a figure, its formula, what it reads, down to case lines and sources. */
export function addExplain(program: Command): void {
  program
    .command('explain')
    .argument('<case>', 'case folder or YAML file')
    .argument('<metric>', 'such as roic.d2, revenue or chips.installed[trainium2]')
    .option('--period <p>', 'period or fiscal year, such as 2027Q2 or FY2028; default the last')
    .option('--depth <n>', 'levels of formulas shown', wholeNumber, 3)
    .option('--all', 'down to every line of the case, however deep')
    .option('--overlay <file>', 'an overlay over the case (repeatable)', collect, [])
    .option('--set <path=value>', 'one value changed (repeatable)', collect, [])
    .description(
      'trace a figure to its formula, inputs, lines of the case and sources (central path: drivers at medians)',
    )
    .action((path: string, metric: string, flags: ExplainFlags) => {
      const opened = openOrExplain(path, flags.overlay, flags.set);
      if (!opened) return;
      const depth = flags.all ? 200 : flags.depth;
      const period = flags.period === undefined ? {} : { period: flags.period };
      const explained = explainMetric(opened.study, { metric, depth, ...period });
      if (!explained.value) {
        printIssues(explained.issues);
        process.exitCode = exitCodes.usage;
        return;
      }
      console.log(`On the central path: every driver at its median, no shocks.\n`);
      console.log(renderTrace(explained.value.root, opened.study).join('\n'));
    });
}

function renderTrace(root: TraceNode, study: Study): string[] {
  const seen = new Set<string>();
  const lines: string[] = [];
  const walk = (node: TraceNode, indent: string) => {
    const key = `${node.name}|${node.labels.join()}|${node.period}`;
    const isKnown = seen.has(key) && node.children.length > 0;
    seen.add(key);
    lines.push(`${indent}${heading(node, study)}`);
    const inner = `${indent}  `;
    if (isKnown) {
      lines.push(`${inner}(shown above)`);
      return;
    }
    lines.push(`${inner}${node.sentence}`);
    if (node.text) lines.push(`${inner}= ${node.text}`);
    lines.push(...origin(node, study).map((line) => inner + line));
    for (const child of node.children) walk(child, inner);
    if (node.isCut) lines.push(`${inner}… reads further: --depth or --all shows it`);
  };
  walk(root, '');
  return lines;
}

function heading(node: TraceNode, study: Study): string {
  const labels = node.labels.length > 0 ? `[${node.labels.join(', ')}]` : '';
  const when = node.period === undefined ? '' : ` ${periodLabels(study.study.calendar)[node.period] ?? ''}`;
  return `${node.name}${labels}${when}: ${show(node.value, node.unit, study)}`;
}

function show(value: number | string, unit: Unit | undefined, study: Study): string {
  if (typeof value === 'string' || unit === undefined) return String(value);
  const { calendar } = study.study;
  const options = { periodName: calendar.frequency };
  const text = prettyQuantity(convert(value, unit, periodsPerYear(calendar)), unit, options);
  return Number.isFinite(value) ? text : `${value} ${unitLabel(unit, calendar.frequency)}`;
}

/** The line of the case that gave a leaf, as written, with its source. */
function origin(node: TraceNode, study: Study): string[] {
  if (node.kind === 'node') return [];
  const labels = node.labels.join(',');
  const given = study.study.inputs.get(node.name)?.[node.element];
  const setting = study.study.settings.find(
    (each) => each.name === node.name && each.element === node.element,
  );
  const from = given ?? setting;
  if (!from)
    return [`${node.kind}: given by the calendar or drawn, not by the case${labels ? ` [${labels}]` : ''}`];
  if (from.isDefault) return [`default of the model: ${from.text} (${from.path}, not in the case)`];
  const known = from.source === undefined ? undefined : study.study.sources.get(from.source);
  const tier = from.tier ?? known?.tier;
  const source = known
    ? `${known.title}${known.url ? ` <${known.url}>` : ''}`
    : (from.source ?? 'no source given');
  return [
    `${from.at.file}:${from.at.line}: ${from.path} = ${from.text}`,
    `source: ${source}${tier === undefined ? '' : ` (tier ${tier})`}${from.asOf ? `, as of ${from.asOf}` : ''}`,
  ];
}
