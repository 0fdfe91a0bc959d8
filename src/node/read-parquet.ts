import { fail, ok, type Outcome } from '../base/issue.ts';

/** A Parquet file read as the CSV text that it would be: a header of all columns, then the rows. */
export interface ParquetText {
  readonly rows: number;
  /** Text in pieces of one row group each, so that memory is bounded by the largest group. */
  readonly pieces: () => AsyncGenerator<Uint8Array>;
}

/**
 * Opens a Parquet file to be read like CSV. Only columns that `isWanted` says are decoded; the others are there by name, with
 * empty cells. Dates are written in UTC, line breaks within a cell as spaces, so that row n stands at line n + 1.
 *
 * Faults: `parquet-malformed`.
 */
export async function readParquet(
  path: string,
  isWanted: (column: string) => boolean,
): Promise<Outcome<ParquetText>> {
  try {
    // Loaded where it is needed: other commands start without it.
    const { asyncBufferFromFile, parquetMetadataAsync, parquetRead, parquetSchema } =
      await import('hyparquet');
    const { compressors } = await import('hyparquet-compressors');
    const file = await asyncBufferFromFile(path);
    const metadata = await parquetMetadataAsync(file);
    const names = parquetSchema(metadata).children.map(({ element }) => element.name);
    const columns = names.filter(isWanted);
    const places = names.map((name) => columns.indexOf(name));
    const encoder = new TextEncoder();
    async function* pieces(): AsyncGenerator<Uint8Array> {
      yield encoder.encode(`${names.map(quoted).join(',')}\n`);
      let rowStart = 0;
      for (const group of metadata.row_groups) {
        const rowEnd = rowStart + Number(group.num_rows);
        let text = '';
        const options = { file, metadata, compressors, rowStart, rowEnd, columns };
        await parquetRead({
          ...options,
          rowFormat: 'object',
          onComplete: (rows) => {
            text = rows
              .map((row) => places.map((at) => (at < 0 ? '' : cellText(row[columns[at]!]))).join(','))
              .join('\n');
          },
        });
        if (text !== '') yield encoder.encode(`${text}\n`);
        rowStart = rowEnd;
      }
    }
    return ok({ rows: Number(metadata.num_rows), pieces });
  } catch (error) {
    return fail(parquetFault(path, error));
  }
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString();
  if (typeof value === 'object') return '';
  return quoted(String(value).replaceAll(/[\r\n]+/g, ' '));
}

/** As it is, in quotes where CSV needs them: this text is read again and never opened by a spreadsheet. */
function quoted(text: string): string {
  return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** What is said of a file that is no Parquet, or breaks off within. */
export function parquetFault(path: string, error: unknown) {
  return {
    code: 'parquet-malformed',
    severity: 'error',
    message: 'The file cannot be read as Parquet.',
    at: { file: path, line: 1, column: 1 },
    found: error instanceof Error ? error.message : String(error),
    expected: 'a whole Parquet file, its columns plain, snappy, gzip, brotli, zstd or lz4',
    fix: 'fetch the file again, or export it as CSV',
  } as const;
}
