import { termsOf, type Assumption, type Setting } from '../case/index.ts';
import type { TraceNode } from '../formula/index.ts';
import { dateAt, periodLabels, periodsPerYear } from '../time/index.ts';
import { convert, prettyQuantity, unitLabel, type Unit } from '../units/index.ts';
import type { Study } from '../study/index.ts';

/** Says in words what a measured row is, by its id. */
export type DescribeMeasured = (id: string) => string;

/**
 * A trace as indented lines: each value once, with its sentence and formula, down to lines of the case, sources and the measured
 * rows that a value leans on.
 */
export function renderTrace(root: TraceNode, study: Study, describe: DescribeMeasured): string[] {
  const seen = new Set<string>();
  const lines: string[] = [];
  const walk = (node: TraceNode, parent: TraceNode | undefined, indent: string) => {
    const key = `${node.name}|${node.labels.join()}|${node.period}`;
    const isKnown = seen.has(key) && node.children.length > 0;
    seen.add(key);
    lines.push(`${indent}${heading(node, parent, study)}`);
    const inner = `${indent}  `;
    if (isKnown) {
      lines.push(`${inner}(shown above)`);
      return;
    }
    lines.push(`${inner}${node.sentence}`);
    if (node.text) lines.push(`${inner}= ${node.text}`);
    lines.push(...originOf(node, study, describe).map((line) => inner + line));
    for (const child of node.children) walk(child, node, inner);
    if (node.isCut) lines.push(`${inner}… reads further: --depth or --all shows it`);
  };
  walk(root, undefined, '');
  return lines;
}

function heading(node: TraceNode, parent: TraceNode | undefined, study: Study): string {
  const labels = node.labels.length > 0 ? `[${node.labels.join(', ')}]` : '';
  const when = node.period === undefined ? '' : ` ${periodLabels(study.study.calendar)[node.period] ?? ''}`;
  return `${node.name}${labels}${when}: ${valueText(node, parent, study)}`;
}

/** A word as it is, a date as a month, a number with its unit. */
function valueText(node: TraceNode, parent: TraceNode | undefined, study: Study): string {
  if (typeof node.value === 'string') return node.value;
  const { calendar } = study.study;
  if (isDate(node.name, study)) return dateAt(calendar, node.value);
  const unit = node.kind === 'rest' ? restUnit(parent, study) : node.unit;
  if (!unit) return String(Number(node.value.toPrecision(3)));
  if (!Number.isFinite(node.value)) return `no value, ${unitLabel(unit, calendar.frequency)}`;
  const written = convert(node.value, unit, periodsPerYear(calendar));
  return prettyQuantity(written, unit, { periodName: calendar.frequency });
}

function isDate(name: string, study: Study): boolean {
  const entry = study.graph.byName.get(name);
  if (!entry) return false;
  if ('typed' in entry) return entry.decl.isDate;
  return entry.kind === 'input' && entry.isDate;
}

/** What is left of a sum over time has the unit of the sum, where the sum is the whole formula. */
function restUnit(parent: TraceNode | undefined, study: Study): Unit | undefined {
  const entry = parent && study.graph.byName.get(parent.name);
  if (!entry || !('typed' in entry)) return undefined;
  const { typed } = entry;
  const isSum =
    typed.op === 'window' || typed.op === 'cumulative' || (typed.op === 'horizon' && typed.how === 'total');
  return isSum ? parent.unit : undefined;
}

/** The line of the case that gave a leaf, as written, with its source and the drivers it reads. */
function originOf(node: TraceNode, study: Study, describe: DescribeMeasured): string[] {
  if (node.kind === 'node' || node.kind === 'rest') return [];
  if (node.kind === 'given') return ['known from the calendar and the model'];
  if (node.kind === 'noise') return ['drawn afresh in every period; 0 on the central path'];
  const given = study.study.inputs.get(node.name)?.[node.element];
  const setting = study.study.settings.find(
    (each) => each.name === node.name && each.element === node.element,
  );
  const from = given ?? setting;
  if (!from) throw new Error(`${node.name} comes neither from the case nor from the model`);
  if (from.isDefault) return [`default of the model: ${from.text} (${from.path}, not in the case)`];
  return [
    `${from.at.file}:${from.at.line}: ${from.path} = ${from.text}`,
    sourceLine(from, study),
    ...measuredLines(from, describe),
    ...(given ? driverLines(given, study, describe) : []),
  ];
}

function sourceLine(from: Pick<Setting, 'source' | 'tier' | 'asOf'>, study: Study): string {
  const known = from.source === undefined ? undefined : study.study.sources.get(from.source);
  const tier = from.tier ?? known?.tier;
  const asOf = from.asOf ?? known?.asOf;
  const source = known ? `${known.title}${known.url ? ` <${known.url}>` : ''}` : (from.source ?? 'not given');
  return `source: ${source}${tier === undefined ? '' : ` (tier ${tier})`}${asOf ? `, as of ${asOf}` : ''}`;
}

/** The measurements behind a value, one a line. */
function measuredLines(from: Pick<Setting, 'measured'>, describe: DescribeMeasured): string[] {
  return (from.measured ?? []).map((id) => `measured: ${describe(id)}`);
}

/** Random variables that the value shares with others; its own range stands in its text. */
function driverLines(given: Assumption, study: Study, describe: DescribeMeasured): string[] {
  const names = new Set(termsOf(given.value).flatMap((term) => (term.kind === 'driver' ? [term.name] : [])));
  return study.study.drivers
    .filter((driver) => names.has(driver.name) && driver.name.startsWith('drivers.'))
    .flatMap((driver) => [
      `reads ${driver.name} = ${driver.text} (${driver.at.file}:${driver.at.line}), here at its median`,
      `  ${sourceLine(driver, study)}`,
      ...measuredLines(driver, describe).map((line) => `  ${line}`),
    ]);
}
