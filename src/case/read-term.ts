import type { Distribution } from '../num/index.ts';
import type { Provenance, Term } from './case.ts';
import type { DocNode } from './doc.ts';
import { describeNode, placeAt } from './doc.ts';
import type { Measured, Reader } from './reader.ts';
import { reportText, toTerm } from './reader.ts';
import { parseValue } from './value-text.ts';

/** One part of a value: a text that is certain or a driver under the path. */
export function readTerm(
  node: DocNode,
  request: Measured & { readonly path: string; readonly provenance: Provenance },
  reader: Reader,
): Term | undefined {
  const at = placeAt(node, request.path);
  const distribution = readDistribution(node, request, reader);
  if (!distribution) return undefined;
  const driver = { name: request.path, at, text: describeNode(node), dimension: request.dimension };
  return toTerm(distribution, { ...request.provenance, ...driver }, reader);
}

/** Reads the text of a value into a distribution. */
export function readDistribution(
  node: DocNode,
  request: Measured & { readonly path: string },
  reader: Reader,
): Distribution | undefined {
  const at = placeAt(node, request.path);
  if (node.kind !== 'scalar' || node.isNull) {
    const isEmpty = node.kind === 'scalar';
    reader.report(
      isEmpty ? 'missing-value' : 'value-malformed',
      at,
      isEmpty ? 'Nothing is written here.' : 'One value is expected here.',
      {
        found: describeNode(node),
        expected: example(request),
      },
    );
    return undefined;
  }
  const { dimension, unitText, isDate } = request;
  const outcome = parseValue(node.text, { calendar: reader.calendar, dimension, unitText, isDate });
  if (outcome.fault) reportText(outcome.fault, at, reader);
  return outcome.value;
}

/** What a value may look like, for messages. */
export function example(request: Measured): string {
  if (request.isDate) return 'a date such as 2026Q3';
  return request.unitText === 'ratio' || request.unitText === '1'
    ? 'a number, such as 15%'
    : `a number in ${request.unitText}`;
}
