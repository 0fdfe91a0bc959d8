import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import * as zlib from 'node:zlib';
import { parquetMetadataAsync, parquetScan, parquetSchema, type Compressors } from 'hyparquet';
import type { ScannedRow } from '../table/index.ts';

/** Whether a file is Parquet, by its first four bytes; the name says nothing sure. Throws a system error. */
export function isParquet(path: string): boolean {
  // A pipe can be read once and from the start alone; Parquet ends with its table of contents.
  if (!statSync(path).isFile()) return false;
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(4);
    return readSync(file, bytes, 0, 4, 0) === 4 && bytes.toString('latin1') === 'PAR1';
  } finally {
    closeSync(file);
  }
}

export interface ParquetOptions {
  /** Whether a column is decoded; the cells of others are empty. */
  readonly isWanted: (name: string) => boolean;
  /** Visited first with the names of all columns, then with every row; `line` counts the header as 1. */
  readonly onRow: (row: ScannedRow) => void;
}

/**
 * Reads a Parquet file row group by row group, decoding only wanted columns: memory is that of one group of them.
 *
 * Moments are given in UTC, `2026-01-05T00:00:00.000Z`; what is missing is an empty cell. Throws a system error, or an Error
 * that says what of the file cannot be read.
 */
export async function readParquet(path: string, { isWanted, onRow }: ParquetOptions): Promise<void> {
  const handle = await open(path, 'r');
  try {
    const file = { byteLength: (await handle.stat()).size, slice: sliceOf(handle) };
    const metadata = await parquetMetadataAsync(file);
    const names = parquetSchema(metadata).children.map(({ element }) => element.name);
    onRow(rowOf(1, names.length, (i) => names[i]!));
    const wanted = names.flatMap((name, i) => (isWanted(name) ? [{ name, i }] : []));
    const scan = await parquetScan({ file, metadata, columns: wanted.map(({ name }) => name), compressors });
    for (const { rowStart, rowEnd } of scan.ranges) {
      const columns = new Map<number, ArrayLike<unknown>>();
      for (const { name, i } of wanted) {
        columns.set(i, await scan.readColumn({ column: name, rowStart, rowEnd }));
      }
      for (let row = rowStart; row < rowEnd; row++) {
        const at = row - rowStart;
        onRow(rowOf(row + 2, names.length, (i) => cellText(columns.get(i)?.[at])));
      }
    }
  } finally {
    await handle.close();
  }
}

function rowOf(line: number, cells: number, cell: (index: number) => string): ScannedRow {
  return {
    line,
    cells,
    cell,
    text: () => Array.from({ length: cells }, (_, i) => cell(i)).join(','),
  };
}

function cellText(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'no date' : value.toISOString();
  return typeof value === 'object'
    ? JSON.stringify(value)
    : String(value as string | number | bigint | boolean);
}

function sliceOf(handle: FileHandle) {
  return async (from: number, to?: number): Promise<ArrayBuffer> => {
    const end = to ?? (await handle.stat()).size;
    const bytes = new Uint8Array(end - from);
    let done = 0;
    while (done < bytes.length) {
      const { bytesRead } = await handle.read(bytes, done, bytes.length - done, from + done);
      if (bytesRead === 0) throw new Error('the file ends early');
      done += bytesRead;
    }
    return bytes.buffer;
  };
}

/** Zstandard came into Node's zlib with 22.15; before, a file that needs it is refused by name. */
const zstd = (zlib as { readonly zstdDecompressSync?: (bytes: Uint8Array) => Uint8Array }).zstdDecompressSync;

/** Beside these, plain and Snappy pages are read. */
const compressors: Compressors = {
  GZIP: (bytes) => new Uint8Array(zlib.gunzipSync(bytes)),
  BROTLI: (bytes) => new Uint8Array(zlib.brotliDecompressSync(bytes)),
  ZSTD: (bytes) => {
    if (!zstd) throw new Error('its pages are packed with Zstandard, which needs Node 22.15 or newer');
    return new Uint8Array(zstd(bytes));
  },
};
