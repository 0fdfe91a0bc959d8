import { describe, expect, it } from 'vitest';
import { predictRows } from '../../src/serving/index.ts';
import { texts } from './support.ts';

const tables = [
  { file: 'mlperf_inference.csv', kind: 'serving' },
  { file: 'mlperf_training.csv', kind: 'training' },
  { file: 'neuron_decoder_benchmarks.csv', kind: 'serving' },
] as const;

const junk = ['', '-3', '0', '1e300', '-1e300', 'abc', 'NaN', 'Infinity', '=1+1', 'Mystery 9000', 'Ω≠'];

/** The first plain row of a table as cells by column; rows with quotes are left to the table reader's own tests. */
function plainRow(file: string): { columns: string[]; cells: string[] } {
  const lines = texts.get(file)!.trim().split('\n');
  const columns = lines[0]!.split(',');
  const cells = lines.slice(1).map((line) => line.split(','));
  return { columns, cells: cells.find((row) => row.length === columns.length)! };
}

describe.each(tables)('rows like those of $file with junk in one cell', ({ file, kind }) => {
  const { columns, cells } = plainRow(file);
  it.each(columns)('column %s: every row is answered by finite, ordered, positive numbers', (column) => {
    const rows = junk.map((word, i) =>
      cells.map((cell, k) => (columns[k] === column ? word : k === 0 ? `r${i}` : cell)).join(','),
    );
    const text = [columns.join(','), ...rows].join('\n');
    const { value, issues } = predictRows({ texts, rows: text, file: 'rows.csv', kind });
    expect(issues.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(value).toHaveLength(junk.length);
    for (const { value: mid, low80, high80 } of value!) {
      expect(low80).toBeGreaterThan(0);
      expect(low80).toBeLessThanOrEqual(mid);
      expect(mid).toBeLessThanOrEqual(high80);
      expect(Number.isFinite(high80)).toBe(true);
    }
    for (const { at } of issues) expect(at?.line).toBeGreaterThan(1);
  });
});

describe('rows that cannot be as written', () => {
  const training = (cells: string) =>
    predictRows({
      texts,
      rows: `row_id,chip,n_chips,benchmark\n${cells}`,
      file: 'rows.csv',
      kind: 'training',
    });

  it('are named at their line: counts below 1, ids that are missing', () => {
    const { issues } = training('a,H100,0,llama2_70b_lora\n,H100,8,llama2_70b_lora');
    expect(issues.map(({ code, at }) => `${at!.line} ${code}`)).toEqual([
      '2 serving-number-malformed',
      '3 serving-value-unknown',
    ]);
  });

  it('answer a training that was never measured by the others, with a wider range and a warning', () => {
    const [known, unknown] = training('a,H100,8,llama2_70b_lora\nb,H100,8,never_heard').value!;
    expect(unknown!.high80 / unknown!.low80).toBeGreaterThan(1.5 * (known!.high80 / known!.low80));
    expect(training('b,H100,8,never_heard').issues[0]).toMatchObject({ code: 'serving-model-unknown' });
  });
});
