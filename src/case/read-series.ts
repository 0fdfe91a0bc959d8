import { column, rowPlace } from '../table/index.ts';
import type { Table } from '../table/index.ts';
import { periodsFromStart, periodsPerYear } from '../time/index.ts';
import { makeDimension } from '../units/index.ts';
import type { Provenance, Term, TermSeries, ValueSpec } from './case.ts';
import type { DocNode } from './doc.ts';
import { childOf, describeNode, joinPath, placeAt, withPath } from './doc.ts';
import { excerpt } from './report.ts';
import { checkKeys } from './read-provenance.ts';
import { readTerm } from './read-term.ts';
import type { Measured, Reader } from './reader.ts';
import { findTable, reportText } from './reader.ts';
import { dateFault, parseAmount } from './value-text.ts';

/** A path over time to be read, and the key that says which kind. */
export interface SeriesRequest extends Measured {
  readonly key: 'steps' | 'linear' | 'growth' | 'table';
  readonly path: string;
  readonly provenance: Provenance;
  /** Unit of a table's bare numbers. */
  readonly columnUnit: string | undefined;
}

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

export interface ReadSeries {
  readonly shape: DistributiveOmit<ValueSpec, 'times'>;
  readonly text: string;
}

const perTime = makeDimension({ time: -1 });

/** Reads a path over time; one that never changes becomes a constant. */
export function readSeries(node: DocNode, request: SeriesRequest, reader: Reader): ReadSeries | undefined {
  if (request.key === 'table') return readTableSeries(node, request, reader);
  if (request.key === 'growth') return readGrowth(node, request, reader);
  const series = readDated(node, { ...request, path: joinPath(request.path, request.key) }, reader);
  if (!series) return undefined;
  const text = dated(node);
  if (series.terms.length === 1) return { shape: { shape: 'constant', term: series.terms[0]! }, text };
  return { shape: { shape: request.key, ...series }, text };
}

/** Reads a mapping from dates to values, sorted by date. */
function readDated(
  node: DocNode,
  request: Measured & { readonly path: string; readonly provenance: Provenance },
  reader: Reader,
): TermSeries | undefined {
  const { path } = request;
  if (node.kind !== 'map' || node.entries.size === 0) {
    reader.report(
      'value-malformed',
      placeAt(node, path),
      'A path over time is a mapping from dates to values.',
      {
        found: describeNode(node),
        expected: 'such as {2026Q1: 10 MW, 2027Q1: 20 MW}',
      },
    );
    return undefined;
  }
  const points: { readonly time: number; readonly term: Term }[] = [];
  let isWhole = true;
  for (const [key, { keyAt, value }] of node.entries) {
    const at = withPath(keyAt, joinPath(path, key));
    const time = periodsFromStart(reader.calendar, key);
    const term = readTerm(value, { ...request, path: joinPath(path, key) }, reader);
    if (time.value === undefined) reportText(dateFault(key, time.issues[0]), at, reader);
    else if (points.some((point) => point.time === time.value)) {
      reader.report('value-malformed', at, 'Two values begin at the same time.', { found: key });
      isWhole = false;
    } else if (term) points.push({ time: time.value, term });
    if (time.value === undefined || !term) isWhole = false;
  }
  if (!isWhole) return undefined;
  points.sort((a, b) => a.time - b.time);
  return { from: points.map((point) => point.time), terms: points.map((point) => point.term) };
}

function readGrowth(node: DocNode, request: SeriesRequest, reader: Reader): ReadSeries | undefined {
  const path = joinPath(request.path, 'growth');
  const [fromNode, rateNode] = [childOf(node, 'from'), childOf(node, 'rate')];
  if (node.kind !== 'map' || !fromNode || !rateNode || request.isDate) {
    const message = request.isDate
      ? 'A date does not grow.'
      : 'Growth needs what it starts from and its rate.';
    reader.report('value-malformed', placeAt(node, path), message, {
      found: node.kind === 'map' ? [...node.entries.keys()].join(', ') : describeNode(node),
      expected: request.isDate ? 'steps of dates' : 'such as {from: 10 MW, rate: 24 %/year}',
    });
    return undefined;
  }
  checkKeys(node, path, ['from', 'rate'], reader.report);
  const first = readTerm(fromNode, { ...request, path: joinPath(path, 'from') }, reader);
  const rates = readRates(rateNode, { path: joinPath(path, 'rate'), provenance: request.provenance }, reader);
  if (!first || !rates) return undefined;
  const rateText =
    rateNode.kind === 'map' ? dated(childOf(rateNode, 'steps') ?? rateNode) : describeNode(rateNode);
  return { shape: { shape: 'growth', first, rates }, text: `${describeNode(fromNode)} growing ${rateText}` };
}

function readRates(
  node: DocNode,
  context: { readonly path: string; readonly provenance: Provenance },
  reader: Reader,
): TermSeries | undefined {
  const request = { ...context, dimension: perTime, unitText: '%/year', isDate: false };
  if (node.kind !== 'map') {
    const term = readTerm(node, request, reader);
    return term && checkedRates({ from: [0], terms: [term] }, node, { ...context, reader });
  }
  checkKeys(node, context.path, ['steps'], reader.report);
  const steps = childOf(node, 'steps');
  const series = readDated(steps ?? node, { ...request, path: joinPath(context.path, 'steps') }, reader);
  return series && checkedRates(series, node, { ...context, reader });
}

/** A certain rate at or below −100% a year leaves nothing to grow, and is a slip of the pen. */
function checkedRates(
  rates: TermSeries,
  node: DocNode,
  context: { readonly path: string; readonly reader: Reader },
): TermSeries | undefined {
  const least = -1 / periodsPerYear(context.reader.calendar);
  if (rates.terms.every((term) => term.kind === 'driver' || term.value > least)) return rates;
  context.reader.report('value-malformed', placeAt(node, context.path), 'The rate leaves nothing to grow.', {
    found: dated(node),
    expected: 'a rate above -100 %/year',
  });
  return undefined;
}

/** Reads `file.csv#column`: rows are labelled by a column `period`, and hold until the next row, as steps do. */
function readTableSeries(node: DocNode, request: SeriesRequest, reader: Reader): ReadSeries | undefined {
  const at = placeAt(node, joinPath(request.path, 'table'));
  const text = describeNode(node).trim();
  const hash = text.lastIndexOf('#');
  if (node.kind !== 'scalar' || hash < 1 || hash === text.length - 1) {
    reader.report('value-malformed', at, 'A table is named by its file and column.', {
      found: text,
      expected: 'such as prices.csv#trn2',
    });
    return undefined;
  }
  const table = findTable(text.slice(0, hash), at, reader);
  if (!table) return undefined;
  const name = text.slice(hash + 1);
  const cells = column(table, name);
  const dates = column(table, 'period');
  for (const issue of [...cells.issues, ...dates.issues]) {
    reader.report('table-column', at, issue.message, { ...issue, found: issue.found });
  }
  if (!cells.value || !dates.value) return undefined;
  const times = readTimesColumn(table, dates.value, reader);
  const values = cells.value.map((cell, row) => readCell(cell, { ...request, table, row, name }, reader));
  const known = values.filter((value) => value !== undefined);
  if (!times || known.length < values.length) return undefined;
  if (known.length === 0) {
    reader.report('table-malformed', at, 'The table has no rows.', { found: table.file });
    return undefined;
  }
  const shape = holdUntilNext({ times, values: known }, reader.calendar.periods);
  return { shape, text };
}

function readTimesColumn(table: Table, dates: readonly string[], reader: Reader): number[] | undefined {
  const times: number[] = [];
  for (const [row, text] of dates.entries()) {
    const time = periodsFromStart(reader.calendar, text);
    const at = rowPlace(table, row, 'period');
    if (time.value === undefined) {
      reportText(dateFault(text, time.issues[0]), at, reader);
      return undefined;
    }
    if (time.value <= (times.at(-1) ?? -Infinity)) {
      reader.report('table-malformed', at, 'The rows are not in order of time.', {
        found: `${excerpt(text)} after ${excerpt(dates[row - 1]!)}`,
        expected: 'each period once, the earliest first',
      });
      return undefined;
    }
    times.push(time.value);
  }
  return times;
}

function readCell(
  cell: string,
  request: SeriesRequest & { readonly table: Table; readonly row: number; readonly name: string },
  reader: Reader,
): number | undefined {
  const isBare = /^[-+]?[\d.,]+([eE][-+]?\d+)?$/.test(cell.trim());
  const text = isBare && request.columnUnit !== undefined ? `${cell.trim()} ${request.columnUnit}` : cell;
  const { dimension, unitText, isDate } = request;
  const amount = parseAmount(text, { calendar: reader.calendar, dimension, unitText, isDate }, 'value');
  if (!amount.fault) return amount.value;
  reportText(amount.fault, rowPlace(request.table, request.row, request.name), reader);
  return undefined;
}

function holdUntilNext(
  rows: { readonly times: readonly number[]; readonly values: readonly number[] },
  periods: number,
): ReadSeries['shape'] {
  const values = new Float64Array(periods);
  let row = 0;
  for (let t = 0; t < periods; t++) {
    while (row + 1 < rows.times.length && rows.times[row + 1]! <= t) row++;
    values[t] = rows.values[row]!;
  }
  if (values.every((value) => value === values[0])) {
    return { shape: 'constant', term: { kind: 'number', value: values[0]! } };
  }
  return { shape: 'table', values };
}

/** The text of a mapping from dates to values, on one line. */
function dated(node: DocNode): string {
  if (node.kind !== 'map') return describeNode(node);
  return [...node.entries].map(([key, entry]) => `${key}: ${dated(entry.value)}`).join(', ');
}
