import { parseDate } from '../time/index.ts';
import { parseQuantity } from '../units/index.ts';
import type { Actual, Band, Expectation } from './case.ts';
import type { CaseCode } from './codes.ts';
import type { DocMap, DocNode } from './doc.ts';
import { childOf, describeNode, joinPath, placeAt } from './doc.ts';
import { checkKeys, readProvenance, readText } from './read-provenance.ts';
import type { Reader } from './reader.ts';

/** Reads the list `expect`. */
export function readExpectations(doc: DocMap, reader: Reader): readonly Expectation[] {
  return items(doc, 'expect').flatMap((item, i) => {
    const path = `expect.${i + 1}`;
    const entry = readEntry(item, path, { reader, code: 'expect-malformed' });
    if (!entry) return [];
    checkKeys(
      entry.map,
      path,
      ['metric', 'period', 'quantile', 'between', 'is', 'within', 'note'],
      reader.report,
    );
    const quantile = readQuantile(entry.map, path, reader);
    const check = readCheck(entry.map, path, reader);
    const note = readText(childOf(entry.map, 'note'), joinPath(path, 'note'), reader.report);
    if (!check) return [];
    const options = {
      ...(quantile === undefined ? {} : { quantile }),
      ...(note === undefined ? {} : { note }),
    };
    return [{ ...entry.head, ...options, check }];
  });
}

/** Reads the list `bands`. */
export function readBands(doc: DocMap, reader: Reader): readonly Band[] {
  return items(doc, 'bands').flatMap((item, i) => {
    const path = `bands.${i + 1}`;
    const entry = readEntry(item, path, { reader, code: 'band-malformed' });
    if (!entry) return [];
    const known = ['metric', 'period', 'low', 'high', 'source', 'as_of', 'tier', 'note'];
    checkKeys(entry.map, path, known, reader.report);
    const [lowNode, highNode] = [childOf(entry.map, 'low'), childOf(entry.map, 'high')];
    if (!lowNode && !highNode) {
      reader.report('band-malformed', placeAt(item, path), 'A band needs a low or a high bound.', {
        expected: 'such as {metric: capex, period: FY2027, low: $100bn, high: $250bn}',
      });
      return [];
    }
    const low = lowNode && readFigure(lowNode, joinPath(path, 'low'), { reader, code: 'band-malformed' });
    const high = highNode && readFigure(highNode, joinPath(path, 'high'), { reader, code: 'band-malformed' });
    if ((lowNode && low === undefined) || (highNode && high === undefined)) return [];
    const bounds = { ...(low === undefined ? {} : { low }), ...(high === undefined ? {} : { high }) };
    return [{ ...entry.head, ...bounds, ...readProvenance(entry.map, path, reader) }];
  });
}

/** Reads the list `actuals`. */
export function readActuals(doc: DocMap, reader: Reader): readonly Actual[] {
  return items(doc, 'actuals').flatMap((item, i) => {
    const path = `actuals.${i + 1}`;
    const context: Context = { reader, code: 'expect-malformed' };
    const entry = readEntry(item, path, context);
    if (!entry) return [];
    checkKeys(
      entry.map,
      path,
      ['metric', 'period', 'value', 'source', 'as_of', 'tier', 'note'],
      reader.report,
    );
    const node = childOf(entry.map, 'value');
    if (!node) {
      reader.report('expect-malformed', placeAt(item, path), 'The entry does not say what came true.', {
        expected: 'such as {metric: revenue, period: 2026Q1, value: $37.6bn}',
      });
      return [];
    }
    const value = readFigure(node, joinPath(path, 'value'), context);
    if (value === undefined) return [];
    return [{ ...entry.head, value, ...readProvenance(entry.map, path, reader) }];
  });
}

interface Context {
  readonly reader: Reader;
  readonly code: CaseCode;
}

function items(doc: DocMap, key: string): readonly DocNode[] {
  const node = childOf(doc, key);
  return node?.kind === 'list' ? node.items : [];
}

function readEntry(item: DocNode, path: string, { reader, code }: Context) {
  const at = placeAt(item, path);
  const metric = childOf(item, 'metric');
  if (item.kind !== 'map' || metric?.kind !== 'scalar' || metric.isNull) {
    reader.report(code, at, 'The entry does not name a metric.', {
      found: item.kind === 'map' ? [...item.entries.keys()].join(', ') : describeNode(item),
      expected: 'metric: such as roic.d2',
    });
    return undefined;
  }
  const period = readText(childOf(item, 'period'), joinPath(path, 'period'), reader.report);
  const head = { metric: metric.text.trim(), at, ...(period === undefined ? {} : { period: period.trim() }) };
  return { map: item, head };
}

function readQuantile(map: DocMap, path: string, reader: Reader): string | undefined {
  const node = childOf(map, 'quantile');
  if (!node) return undefined;
  const text = describeNode(node).trim();
  const percent = /^p(\d{1,2}(?:\.\d+)?)$/.exec(text);
  if (text === 'mean' || (percent && Number(percent[1]) > 0)) return text;
  reader.report(
    'expect-malformed',
    placeAt(node, joinPath(path, 'quantile')),
    'The quantile cannot be read.',
    {
      found: text,
      expected: 'p50, p5, p97.5 or mean',
    },
  );
  return undefined;
}

function readCheck(map: DocMap, path: string, reader: Reader): Expectation['check'] | undefined {
  const [between, is, within] = ['between', 'is', 'within'].map((key) => childOf(map, key));
  const context: Context = { reader, code: 'expect-malformed' };
  if (between && !is && !within && between.kind === 'list' && between.items.length === 2) {
    const [low, high] = between.items.map((item) => readFigure(item, joinPath(path, 'between'), context));
    return low === undefined || high === undefined ? undefined : { kind: 'between', low, high };
  }
  if (!between && is && within) {
    const value = readFigure(is, joinPath(path, 'is'), context);
    const margin = readFigure(within, joinPath(path, 'within'), context);
    return value === undefined || margin === undefined ? undefined : { kind: 'is', value, within: margin };
  }
  reader.report('expect-malformed', placeAt(map, path), 'The entry does not say what is expected.', {
    found: [...map.entries.keys()].join(', '),
    expected: 'between: [5 %, 15 %], or is: 12.9 % with within: 0.1 %',
  });
  return undefined;
}

/** A quantity or date that stays a text; its unit is checked where the metric is known. */
function readFigure(node: DocNode, path: string, { reader, code }: Context): string | undefined {
  const text = describeNode(node).trim();
  const quantity = node.kind === 'scalar' ? parseQuantity(text) : undefined;
  if (quantity?.value || (quantity && parseDate(text).value)) return text;
  const fault = quantity?.issues[0];
  reader.report(code, placeAt(node, path), fault?.message ?? 'One figure is expected here.', {
    found: text,
    expected: 'a number with its unit, or a date',
    fix: fault?.fix,
  });
  return undefined;
}
