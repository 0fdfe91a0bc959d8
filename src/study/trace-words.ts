import { termsOf, type Assumption, type Setting } from '../case/index.ts';
import type { TraceNode } from '../formula/index.ts';
import { dateAt, periodLabels, periodsPerYear } from '../time/index.ts';
import { convert, prettyQuantity, unitLabel, type Unit } from '../units/index.ts';
import type { Study } from './open-study.ts';

/** The name of a traced number with its labels, such as `chip.installed[trn2]`. */
export function traceName(node: TraceNode): string {
  return `${node.name}${node.labels.length > 0 ? `[${node.labels.join(', ')}]` : ''}`;
}

/** The period of a traced number; empty where it has one value for the whole horizon. */
export function tracePeriod(node: TraceNode, study: Study): string {
  return node.period === undefined ? '' : (periodLabels(study.study.calendar)[node.period] ?? '');
}

/** The value in words: a word as it is, a date as a month, a number with its unit. `parent` is the number that reads it. */
export function traceValue(node: TraceNode, parent: TraceNode | undefined, study: Study): string {
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

/** Says in words what a measured row is, by its id. */
export type DescribeMeasured = (id: string) => string;

/**
 * The line of the case that gave a leaf, as written, with its source, the measured rows that it leans on, and the drivers it
 * reads. Measured rows are named by their ids unless `describe` says more.
 */
export function traceOrigin(node: TraceNode, study: Study, describe: DescribeMeasured = String): string[] {
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
