import { readFileSync } from 'node:fs';
import { makeUsageImporter, readMapping, type Grain, type RejectedRow } from '../../src/signals/index.ts';

export function mappingOf(name: string) {
  const text = readFileSync(new URL(`../../data/mappings/${name}.csv`, import.meta.url), 'utf8');
  return readMapping(text, `${name}.csv`).value!;
}

/** Imports a text in pieces of a given size. */
export function importText(text: string, options: { mapping?: string; grain?: Grain; piece?: number } = {}) {
  const rejected: RejectedRow[] = [];
  const importer = makeUsageImporter({
    file: 'a.csv',
    mapping: mappingOf(options.mapping ?? 'focus'),
    grain: options.grain ?? 'month',
    onRejected: (row) => rejected.push(row),
  });
  const bytes = new TextEncoder().encode(text);
  const piece = options.piece ?? bytes.length + 1;
  for (let i = 0; i < bytes.length; i += piece) importer.push(bytes.slice(i, i + piece));
  return { ...importer.end(), rejectedRows: rejected };
}
