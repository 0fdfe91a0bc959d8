/** One row of an expected table; a value that does not exist is `undefined`. */
export interface ExpectedRow {
  readonly metric: string;
  readonly period: string;
  readonly value: number | undefined;
  readonly unit: string;
}

/** Reads `metric,period,value,unit` as `scripts/expected.mjs` writes it. */
export function readCsv(text: string): ExpectedRow[] {
  const [head, ...lines] = text.replaceAll('\r\n', '\n').trimEnd().split('\n');
  if (head !== 'metric,period,value,unit') throw new Error(`An expected table has another head: ${head}`);
  return lines.map((line) => {
    const [metric, period, value, unit] = line.split(',') as [string, string, string, string];
    return { metric, period, value: value === '' ? undefined : Number(value), unit };
  });
}
