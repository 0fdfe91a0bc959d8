import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvCell, makeRowScanner, readCsv } from '../../src/table/index.ts';

function scan(text: string, piece: number) {
  const rows: { line: number; cells: string[] }[] = [];
  const bad: { line: number; problem: string; text: string }[] = [];
  const scanner = makeRowScanner({
    onRow: (row) =>
      rows.push({ line: row.line, cells: Array.from({ length: row.cells }, (_, i) => row.cell(i)) }),
    onBad: (row) => bad.push(row),
  });
  const bytes = new TextEncoder().encode(text);
  for (let i = 0; i < bytes.length; i += piece) scanner.push(bytes.slice(i, i + piece));
  scanner.end();
  return { rows, bad };
}

const cellText = fc.string({
  unit: fc.constantFrom('a', 'é', '😀', ' ', ',', '"', '\n', '\r\n', '1'),
  maxLength: 6,
});

describe('the row scanner', () => {
  it('reads what readCsv reads, in pieces of any size', () => {
    const table = fc.array(fc.tuple(cellText, cellText), { minLength: 0, maxLength: 8 });
    fc.assert(
      fc.property(table, fc.integer({ min: 1, max: 40 }), (cells, piece) => {
        const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
        const text = `x,y\n${cells.map((row) => `${row.map(quoted).join(',')}\n`).join('')}`;
        const { rows, bad } = scan(text, piece);
        const whole = readCsv(text, 'a.csv').value!;
        expect(bad).toEqual([]);
        expect(rows.slice(1).map((row) => row.cells)).toEqual(whole.rows);
        expect(rows.slice(1).map((row) => row.line)).toEqual(whole.lines);
      }),
      { numRuns: 300, seed: 1 },
    );
  });

  it('gives up one line for a stray quote, not the rows after it', () => {
    for (const piece of [1, 5, 1000]) {
      const { rows, bad } = scan('a,b\n1,2\n"3,4\n5,6\n7,"8"x\n9,10\n11,"12\n13,14\n', piece);
      expect(rows.map((row) => row.cells.join('|'))).toEqual(['a|b', '1|2', '5|6', '9|10', '13|14']);
      expect(bad.map(({ line, text }) => `${line} ${text}`)).toEqual(['3 "3,4', '5 7,"8"x', '7 11,"12']);
    }
  });
});

describe('csvCell', () => {
  it('disarms what a spreadsheet would run, and leaves numbers alone', () => {
    expect(['=1+1', '+cmd', '@x', '-5', '-a', 'a,b', 'say "x"', 'plain'].map(csvCell)).toEqual([
      "'=1+1",
      "'+cmd",
      "'@x",
      '-5',
      "'-a",
      '"a,b"',
      '"say ""x"""',
      'plain',
    ]);
  });
});
