import type { Place } from '../base/issue.ts';
import { describeDimension, divideDimensions } from '../units/index.ts';
import type { Alternative, Provenance, Term, ValueSpec } from './case.ts';
import type { DocMap, DocNode } from './doc.ts';
import { childOf, describeNode, joinPath, placeAt } from './doc.ts';
import { annotationKeys, valueKeys } from './merge.ts';
import { checkKeys, readProvenance, readText } from './read-provenance.ts';
import { readSeries } from './read-series.ts';
import { example, readDistribution, readTerm } from './read-term.ts';
import type { Measured, Reader } from './reader.ts';
import { nearestFix } from './schema.ts';

/** What a value must be, and where it stands. */
export interface ValueRequest extends Measured {
  readonly path: string;
  /** Whether a path over time is allowed. */
  readonly maySeries: boolean;
}

/** A value as read. */
export interface ReadValue {
  readonly spec: ValueSpec;
  readonly text: string;
  readonly at: Place;
  readonly provenance: Provenance;
  readonly alternatives: readonly Alternative[];
}

/** Reads a value: a text, or a mapping with its provenance, factors and path over time. */
export function readValue(node: DocNode, request: ValueRequest, reader: Reader): ReadValue | undefined {
  if (node.kind === 'list') {
    reader.report('value-malformed', placeAt(node, request.path), 'A value is not a list.', {
      found: 'a list',
      expected: example(request),
    });
    return undefined;
  }
  return node.kind === 'scalar' ? readPlain(node, request, reader) : readMapping(node, request, reader);
}

function readPlain(node: DocNode, request: ValueRequest, reader: Reader): ReadValue | undefined {
  const at = placeAt(node, request.path);
  const term = readTerm(node, { ...request, provenance: {} }, reader);
  if (!term) return undefined;
  const spec: ValueSpec = { shape: 'constant', term, times: [] };
  return { spec, text: describeNode(node), at, provenance: {}, alternatives: [] };
}

function readMapping(map: DocMap, request: ValueRequest, reader: Reader): ReadValue | undefined {
  const { path } = request;
  const at = placeAt(map, path);
  checkKeys(map, path, [...valueKeys, ...annotationKeys], reader.report);
  const provenance = readProvenance(map, path, reader);
  const factors = readTimes(map, path, reader);
  const dimension = factors.reduce(
    (rest, factor) => divideDimensions(rest, factor.dimension),
    request.dimension,
  );
  const isScaled = dimension !== request.dimension;
  const measured = {
    ...request,
    dimension,
    unitText: isScaled ? describeDimension(dimension) : request.unitText,
  };
  const alternatives = readAlternatives(map, measured, reader);
  const given = valueKeys.filter((key) => map.entries.has(key));
  if (given.length !== 1) {
    const message =
      given.length === 0 ? 'The value itself is missing.' : 'The value is given in more than one way.';
    reader.report(given.length === 0 ? 'missing-value' : 'value-malformed', at, message, {
      found: given.join(', ') || [...map.entries.keys()].join(', '),
      expected: `one of ${valueKeys.join(', ')}`,
    });
    return undefined;
  }
  const key = given[0]!;
  const node = childOf(map, key)!;
  const times = factors.map((factor) => factor.term);
  if (key === 'value') {
    if (map.entries.has('unit')) reportIdleUnit(map, path, reader);
    const term = readTerm(node, { ...measured, path, provenance }, reader);
    if (!term) return undefined;
    const spec: ValueSpec = { shape: 'constant', term, times };
    return { spec, text: describeNode(node), at: placeAt(node, path), provenance, alternatives };
  }
  if (!request.maySeries) {
    reader.report(
      'series-not-allowed',
      placeAt(node, joinPath(path, key)),
      'The value holds for the whole horizon.',
      {
        found: key,
        expected: `one value: ${example(request)}`,
      },
    );
    return undefined;
  }
  if (key !== 'table' && map.entries.has('unit')) reportIdleUnit(map, path, reader);
  const unit = readText(childOf(map, 'unit'), joinPath(path, 'unit'), reader.report);
  const series = readSeries(node, { ...measured, key, path, provenance, columnUnit: unit }, reader);
  return series && { spec: { ...series.shape, times }, text: series.text, at, provenance, alternatives };
}

/** The named drivers that a value is multiplied by; certain ones become numbers. */
function readTimes(map: DocMap, path: string, reader: Reader) {
  const node = childOf(map, 'times');
  if (!node) return [];
  const items = node.kind === 'list' ? node.items : [node];
  return items.flatMap((item) => {
    const at = placeAt(item, joinPath(path, 'times'));
    const name = describeNode(item).trim();
    if (!reader.named.has(name)) {
      reader.report('driver-unknown', at, `There is no driver '${name}'.`, {
        found: name,
        expected: [...reader.named.keys()].join(', ') || 'a name under drivers',
        fix: nearestFix(name, reader.named.keys()) ?? `add ${name} to drivers`,
      });
      return [];
    }
    const driver = reader.named.get(name);
    if (!driver) return [];
    const isCertain = driver.distribution.kind === 'point';
    const term: Term = isCertain
      ? { kind: 'number', value: driver.distribution.value }
      : { kind: 'driver', name: driver.name };
    return [{ term, dimension: driver.dimension }];
  });
}

const alternativeKeys = ['value', 'source', 'as_of', 'tier', 'note'];

function readAlternatives(map: DocMap, request: ValueRequest, reader: Reader): Alternative[] {
  const node = childOf(map, 'alternatives');
  if (!node) return [];
  const path = joinPath(request.path, 'alternatives');
  if (node.kind !== 'list') {
    reader.report('value-malformed', placeAt(node, path), 'Alternatives are a list.', {
      found: describeNode(node),
      expected: 'a list of {value, source, as_of, tier, note}',
    });
    return [];
  }
  return node.items.flatMap((item, i) => {
    const itemPath = joinPath(path, String(i + 1));
    const value = item.kind === 'map' ? childOf(item, 'value') : item;
    if (item.kind === 'map') checkKeys(item, itemPath, alternativeKeys, reader.report);
    if (!value) {
      reader.report('missing-value', placeAt(item, itemPath), 'The value itself is missing.', {
        expected: 'value',
      });
      return [];
    }
    const provenance = item.kind === 'map' ? readProvenance(item, itemPath, reader) : {};
    const distribution = readDistribution(value, { ...request, path: itemPath }, reader);
    const at = placeAt(value, itemPath);
    return distribution ? [{ ...provenance, text: describeNode(value), distribution, at }] : [];
  });
}

function reportIdleUnit(map: DocMap, path: string, reader: Reader): void {
  const at = placeAt(childOf(map, 'unit')!, joinPath(path, 'unit'));
  reader.report('value-malformed', at, 'A unit of its own belongs to a table only.', {
    fix: 'write the unit after the number',
  });
}
