import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isParquet, readParquet } from '../../src/node/index.ts';
import { isMapped, makeUsageImporter, type RejectedRow } from '../../src/signals/index.ts';
import { costReport } from '../signals/export-text.ts';
import { importText, mappingOf } from '../signals/support.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'buildout-parquet-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A CSV without quotes as Parquet: dates and numbers with their types, empty cells as missing values. */
function toParquet(
  name: string,
  csv: string,
  options: { gzip?: boolean; rowGroupSize?: number } = {},
): string {
  const [header, ...rows] = csv
    .replace(/^\uFEFF/, '')
    .trim()
    .split('\r\n')
    .map((line) => line.split(','));
  const columnData = header!.map((column, i) => {
    const cells = rows.map((row) => (row[i] === '' ? undefined : row[i]));
    if (column.endsWith('start_date')) {
      const data = cells.map((cell) => (cell === undefined ? undefined : new Date(cell)));
      return { name: column, data, type: 'TIMESTAMP' as const };
    }
    if (/usage_amount|cost$/.test(column)) {
      return {
        name: column,
        data: cells.map((cell) => (cell === undefined ? undefined : Number(cell))),
        type: 'DOUBLE' as const,
      };
    }
    return { name: column, data: cells, type: 'STRING' as const };
  });
  const { gzip, rowGroupSize } = options;
  const packed = gzip
    ? {
        codec: 'GZIP' as const,
        compressors: { GZIP: (bytes: Uint8Array) => new Uint8Array(gzipSync(bytes)) },
      }
    : {};
  const path = join(folder, name);
  const groups = rowGroupSize === undefined ? {} : { rowGroupSize };
  writeFileSync(path, new Uint8Array(parquetWriteBuffer({ columnData, ...packed, ...groups })));
  return path;
}

async function importParquet(path: string, mapping: string) {
  const rejectedRows: RejectedRow[] = [];
  const decoded = new Set<string>();
  const read = mappingOf(mapping);
  const importer = makeUsageImporter({
    file: 'a.parquet',
    mapping: read,
    grain: 'month',
    onRejected: (row) => rejectedRows.push(row),
  });
  const isWanted = (name: string) => {
    const wanted = isMapped(name, read);
    if (wanted) decoded.add(name);
    return wanted;
  };
  await readParquet(path, { isWanted, onRow: (row) => importer.visit(row) });
  return { ...importer.end(), rejectedRows, decoded };
}

describe('a Parquet export', () => {
  const csv = costReport('export');

  it.each([
    ['Snappy', {}],
    ['gzip', { gzip: true }],
    ['groups of two rows', { rowGroupSize: 2 }],
  ])('gives what the CSV gives: %s', async (name, options) => {
    const path = toParquet(`${name}.parquet`, csv, options);
    expect(isParquet(path)).toBe(true);
    const { decoded: _, ...found } = await importParquet(path, 'aws-cur');
    expect(found.usage[0]!.quantity).toBe(6);
    expect(found).toEqual(importText(csv, { mapping: 'aws-cur' }));
  });

  it('has no column decoded that may hold persons', async () => {
    const { decoded, personalColumns } = await importParquet(toParquet('p.parquet', csv), 'aws-cur');
    expect(personalColumns).toContain('resource_tags_user:owner');
    expect([...decoded].filter((name) => personalColumns.includes(name))).toEqual([]);
    expect(decoded).toContain('line_item_usage_amount');
  });

  it('names bad rows by their number, the header counted as the first', async () => {
    const text = csv.replace(/^([^\n]*\n)(.*)2026-01-05T00:00:00Z/, '$1$2');
    const { rejectedRows, used } = await importParquet(toParquet('bad.parquet', text), 'aws-cur');
    expect(rejectedRows.map(({ line, reason }) => [line, reason])).toEqual([
      [2, "line_item_usage_start_date is no date: ''"],
    ]);
    expect(used).toBe(2);
  });

  it('that is cut short is refused', async () => {
    const whole = readFileSync(toParquet('whole.parquet', csv));
    const path = join(folder, 'cut.parquet');
    writeFileSync(path, whole.subarray(0, whole.length - 40));
    await expect(importParquet(path, 'aws-cur')).rejects.toThrow('footer');
  });
});
