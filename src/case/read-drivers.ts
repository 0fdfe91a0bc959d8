import { cholesky } from '../num/index.ts';
import { parseQuantity } from '../units/index.ts';
import type { Unit } from '../units/index.ts';
import type { Correlation } from './case.ts';
import type { DocEntry, DocMap, DocNode } from './doc.ts';
import { childOf, describeNode, joinPath, placeAt, withPath } from './doc.ts';
import { valueKeys } from './merge.ts';
import { checkKeys, readProvenance } from './read-provenance.ts';
import { readDistribution } from './read-term.ts';
import type { Reader } from './reader.ts';
import { makeDriver } from './reader.ts';
import { nearestFix } from './schema.ts';

/** Beyond this the matrix of correlations takes more than the rest of a study. */
const mostCorrelated = 300;

/**
 * Reads the section `drivers` into `reader.named`, and the uncertain ones into `reader.drivers` as `drivers.NAME`.
 * A driver's dimension is that of the first unit its text names.
 */
export function readDrivers(doc: DocMap, reader: Reader): void {
  const section = childOf(doc, 'drivers');
  if (section?.kind !== 'map') return;
  for (const [name, entry] of section.entries) {
    const path = joinPath('drivers', name);
    reader.named.set(name, undefined);
    const node = valueOf(entry, path, reader);
    if (!node) continue;
    const provenance = entry.value.kind === 'map' ? readProvenance(entry.value, path, reader) : {};
    const { dimension, text: unitText } = unitOf(describeNode(node));
    const distribution = readDistribution(node, { path, dimension, unitText, isDate: false }, reader);
    if (!distribution) continue;
    const at = placeAt(node, path);
    const driver = makeDriver(distribution, {
      ...provenance,
      name: path,
      at,
      text: describeNode(node),
      dimension,
    });
    reader.named.set(name, driver);
    if (distribution.kind !== 'point') reader.drivers.set(path, driver);
  }
}

function valueOf(entry: DocEntry, path: string, reader: Reader): DocNode | undefined {
  const { value } = entry;
  if (value.kind !== 'map') return value;
  const series = valueKeys.find((key) => key !== 'value' && value.entries.has(key));
  if (series !== undefined) {
    const at = placeAt(childOf(value, series)!, joinPath(path, series));
    reader.report('series-not-allowed', at, 'A driver is one number for the whole horizon.', {
      found: series,
      expected: 'one quantity, range or distribution',
    });
    return undefined;
  }
  checkKeys(value, path, ['value', 'source', 'as_of', 'tier', 'note', 'measured'], reader.report);
  const node = childOf(value, 'value');
  if (!node)
    reader.report('missing-value', placeAt(value, path), 'The value itself is missing.', {
      expected: 'value',
    });
  return node;
}

const unity: Unit = parseQuantity('1').value!.unit;

/** The first unit in a text, `MW` in `normal(4 MW, 1 MW)`; a text without units is of pure numbers. */
function unitOf(text: string): Unit {
  const amounts = text.replace(/^[a-z]+\s*\(/, '').split(/\bto\b|[,:)]/);
  for (const amount of amounts) {
    const unit = parseQuantity(amount).value?.unit;
    if (unit && unit.text !== '1') return unit;
  }
  return unity;
}

/** Reads the list `correlations`; both sides must be uncertain, and all of them must be possible together. */
export function readCorrelations(
  doc: DocMap,
  reader: Reader,
  certain: ReadonlySet<string>,
): readonly Correlation[] {
  const node = childOf(doc, 'correlations');
  if (node?.kind !== 'list') return [];
  const found: Correlation[] = [];
  node.items.forEach((item, i) => {
    const correlation = readCorrelation(item, `correlations.${i + 1}`, { reader, certain });
    if (!correlation) return;
    const twin = found.find((other) => pairKey(other) === pairKey(correlation));
    if (!twin) found.push(correlation);
    else {
      reader.report('correlation-invalid', correlation.at, 'The same two are correlated twice.', {
        found: `the first at line ${twin.at.line}`,
      });
    }
  });
  checkPositive(node, found, reader);
  return found;
}

function pairKey(correlation: Correlation): string {
  return [correlation.of, correlation.with].toSorted().join(' ');
}

function readCorrelation(
  item: DocNode,
  path: string,
  context: { readonly reader: Reader; readonly certain: ReadonlySet<string> },
): Correlation | undefined {
  const { reader } = context;
  const at = placeAt(item, path);
  const [of, to, valueNode] = ['of', 'with', 'value'].map((key) => childOf(item, key));
  if (item.kind !== 'map' || !of || !to || !valueNode) {
    reader.report('correlation-invalid', at, 'A correlation names two uncertain values and a number.', {
      found: item.kind === 'map' ? [...item.entries.keys()].join(', ') : describeNode(item),
      expected: '{of: drivers.demand, with: chips.trn2.price, value: 0.5}',
    });
    return undefined;
  }
  checkKeys(item, path, ['of', 'with', 'value', 'note', 'source'], reader.report);
  const first = findDriver(of, joinPath(path, 'of'), context);
  const second = findDriver(to, joinPath(path, 'with'), context);
  const value = readCoefficient(valueNode, joinPath(path, 'value'), reader);
  if (first === undefined || second === undefined || value === undefined) return undefined;
  if (first !== second) return { of: first, with: second, value, at };
  reader.report('correlation-invalid', at, 'A value cannot be correlated with itself.', { found: first });
  return undefined;
}

function readCoefficient(node: DocNode, path: string, reader: Reader): number | undefined {
  const quantity = node.kind === 'scalar' ? parseQuantity(node.text).value : undefined;
  const isPure = quantity?.unit.text === '1' || quantity?.unit.text === '%';
  const value = quantity && isPure ? quantity.value * quantity.unit.factor : NaN;
  if (value >= -1 && value <= 1) return value;
  reader.report('correlation-invalid', placeAt(node, path), 'A correlation is a number from -1 to 1.', {
    found: describeNode(node),
    expected: 'such as 0.5 or -30%',
  });
  return undefined;
}

/** The full name of a driver: a path, `drivers.NAME`, or the bare name of a named one. */
function findDriver(
  node: DocNode,
  path: string,
  context: { readonly reader: Reader; readonly certain: ReadonlySet<string> },
): string | undefined {
  const { reader, certain } = context;
  const text = describeNode(node).trim();
  const full = reader.named.has(text) ? `drivers.${text}` : text;
  if (reader.drivers.has(full)) return full;
  const at = withPath(node.at, path);
  const short = full.startsWith('drivers.') ? full.slice('drivers.'.length) : undefined;
  if (short !== undefined && reader.named.has(short) && !reader.named.get(short)) return undefined;
  if (certain.has(full) || (short !== undefined && reader.named.has(short))) {
    reader.report('correlation-invalid', at, `'${text}' is certain, so nothing varies with it.`, {
      fix: 'give it as a range, such as 5 to 10',
    });
    return undefined;
  }
  const known = [...reader.drivers.keys()];
  reader.report('driver-unknown', at, `There is no uncertain value '${text}'.`, {
    found: text,
    expected: 'a name under drivers, or the path of a value given as a range or distribution',
    fix: nearestFix(text, known),
  });
  return undefined;
}

function checkPositive(node: DocNode, correlations: readonly Correlation[], reader: Reader): void {
  const names = [...new Set(correlations.flatMap((correlation) => [correlation.of, correlation.with]))];
  const at = placeAt(node, 'correlations');
  if (names.length > mostCorrelated) {
    reader.report('correlation-invalid', at, 'Too many values are correlated.', {
      found: String(names.length),
      expected: `at most ${mostCorrelated}`,
    });
    return;
  }
  if (names.length === 0) return;
  const matrix = names.map((_, i) => names.map((__, j): number => (i === j ? 1 : 0)));
  for (const correlation of correlations) {
    const [i, j] = [names.indexOf(correlation.of), names.indexOf(correlation.with)];
    matrix[i]![j] = correlation.value;
    matrix[j]![i] = correlation.value;
  }
  const issue = cholesky(matrix, names).issues[0];
  if (issue) {
    reader.report(
      'correlation-not-positive',
      at,
      'No random variables can have all of these correlations.',
      issue,
    );
  }
}
