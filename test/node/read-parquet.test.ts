import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readParquet } from '../../src/node/index.ts';
import { cli } from '../cli/run-cli.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'buildout-parquet-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const count = 250;
const at = (i: number) => new Date(Date.UTC(2024, i % 12, 3, i % 24));
const columns = {
  ChargePeriodStart: Array.from({ length: count }, (_, i) => at(i)),
  ChargeCategory: Array.from({ length: count }, (_, i) => (i % 10 === 0 ? 'Tax' : 'Usage')),
  ServiceName: Array.from({ length: count }, (_, i) =>
    i % 3 === 0 ? 'Compute, "big"\nmachines' : '=SUM(A1)',
  ),
  ConsumedQuantity: Array.from({ length: count }, (_, i) => (i === 7 ? null : i / 4)),
  ConsumedUnit: Array.from({ length: count }, () => 'Hours'),
  EffectiveCost: Array.from({ length: count }, (_, i) => i / 8),
  BillingCurrency: Array.from({ length: count }, () => 'USD'),
  CommitmentDiscountId: Array.from({ length: count }, (_, i) => (i % 5 === 0 ? 'plan-1' : null)),
  ProviderName: Array.from({ length: count }, () => 'AWS'),
  OwnerEmail: Array.from({ length: count }, () => 'jo@example.com'),
};
const types: Readonly<Record<string, 'TIMESTAMP' | 'DOUBLE'>> = {
  ChargePeriodStart: 'TIMESTAMP',
  ConsumedQuantity: 'DOUBLE',
  EffectiveCost: 'DOUBLE',
};

function writeBoth(): { parquet: string; csv: string } {
  const [parquet, csv] = [join(folder, 'bill.parquet'), join(folder, 'bill.csv')];
  const columnData = Object.entries(columns).map(([name, data]) => ({
    name,
    data,
    type: types[name] ?? ('STRING' as const),
  }));
  writeFileSync(parquet, Buffer.from(parquetWriteBuffer({ columnData, rowGroupSize: 100 })));
  const names = Object.keys(columns) as (keyof typeof columns)[];
  const cell = (value: unknown) =>
    value === null
      ? ''
      : value instanceof Date
        ? value.toISOString()
        : `"${String(value).replaceAll('"', '""').replaceAll('\n', ' ')}"`;
  const rows = Array.from({ length: count }, (_, i) => names.map((name) => cell(columns[name][i])).join(','));
  writeFileSync(csv, `${[names.join(','), ...rows].join('\n')}\n`);
  return { parquet, csv };
}

describe('a Parquet export', () => {
  it('gives what the same rows as CSV give, from several row groups: sums, reserved use, bad rows by line', () => {
    const { parquet, csv } = writeBoth();
    const run = (file: string, name: string) => {
      const [out, bad] = [join(folder, `${name}.out.csv`), join(folder, `${name}.bad.csv`)];
      const { code, out: said } = cli('signals', 'import', file, '--out', out, '--bad', bad);
      const badText = readFileSync(bad, 'utf8')
        .split('\n')
        .map((line) => line.split(',').slice(0, 2).join(','));
      return { code, said: said.replaceAll(name, 'NAME'), usage: readFileSync(out, 'utf8'), bad: badText };
    };
    const [ours, theirs] = [run(parquet, 'one'), run(csv, 'two')];
    expect(ours).toEqual(theirs);
    expect(ours.code).toBe(1);
    expect(ours.bad[1]).toMatch(/^9,ConsumedQuantity is empty/);
    expect(ours.said).toContain('Not read, as they may hold personal data: OwnerEmail');
    expect(ours.usage).toContain("'=SUM(A1)");
  });

  it('decodes no column that is not wanted', async () => {
    const opened = await readParquet(writeBoth().parquet, (name) => name !== 'OwnerEmail');
    expect(opened.value!.rows).toBe(count);
    let text = '';
    let pieces = 0;
    for await (const piece of opened.value!.pieces()) {
      text += new TextDecoder().decode(piece);
      pieces++;
    }
    expect(text).not.toContain('@');
    expect(text.split('\n')[0]).toContain('OwnerEmail');
    // A header and three row groups.
    expect(pieces).toBe(4);
  });

  it('is named where it is none or breaks off', async () => {
    const { parquet } = writeBoth();
    const cut = join(folder, 'cut.parquet');
    writeFileSync(cut, readFileSync(parquet).subarray(0, 900));
    const noise = join(folder, 'noise.parquet');
    writeFileSync(noise, 'ChargePeriodStart,ConsumedQuantity\n');
    for (const file of [cut, noise]) {
      expect((await readParquet(file, () => true)).issues[0]).toMatchObject({
        code: 'parquet-malformed',
        severity: 'error',
      });
      const { code, err } = cli('signals', 'import', file, '--bad', join(folder, 'x.bad.csv'));
      expect(code).toBe(1);
      expect(err).toContain('The file cannot be read as Parquet.');
    }
  });
});
