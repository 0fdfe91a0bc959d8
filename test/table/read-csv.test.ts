import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderIssue } from '../../src/base/issue.ts';
import { column, mostTableCharacters, numbers, readCsv } from '../../src/table/index.ts';

function faults(text: string): string[] {
  return readCsv(text, 't.csv').issues.map(renderIssue);
}

describe('readCsv', () => {
  it('reads header, quotes and line ends of RFC 4180', () => {
    const table = readCsv('\uFEFFa, b\r\n"1,5","say ""hi"""\r\nx,\r\n', 't.csv').value!;
    expect(table.columns).toEqual(['a', 'b']);
    expect(table.rows).toEqual([
      ['1,5', 'say "hi"'],
      ['x', ''],
    ]);
    expect(table.lines).toEqual([2, 3]);
  });

  it('counts lines through quoted newlines and blank lines', () => {
    const table = readCsv('a,b\n"one\ntwo",2\n\n"x\r\ny",4\n5,6', 't.csv').value!;
    expect(table.lines).toEqual([2, 5, 7]);
  });

  it('names every ragged row at its line', () => {
    expect(faults('a,b\n"p\nq",1\n2\n1,2,3\n')).toEqual([
      't.csv:4:1 error table-ragged: The row does not have one cell for each column.\n    found     1 cells\n    expected  2 cells\n    fix       put a cell that contains a comma in double quotes',
      't.csv:5:1 error table-ragged: The row does not have one cell for each column.\n    found     3 cells\n    expected  2 cells\n    fix       put a cell that contains a comma in double quotes',
    ]);
  });

  it('names duplicate and empty headers at their column', () => {
    const places = readCsv('a,"b",a,\n', 't.csv').issues.map((i) => [i.code, i.at?.line, i.at?.column]);
    expect(places).toEqual([
      ['table-header', 1, 7],
      ['table-header', 1, 9],
    ]);
  });

  it('refuses an empty text, an open quote, text after a quote and a huge text', () => {
    const codes = (text: string) =>
      readCsv(text, 't.csv').issues.map((i) => [i.code, i.at?.line, i.at?.column]);
    expect(codes('')).toEqual([['table-header', 1, 1]]);
    expect(codes('a,b\n1,"2\n3,4\n')).toEqual([['table-quote', 2, 3]]);
    expect(codes('a,b\n1,"2"x\n')).toEqual([['table-quote', 2, 6]]);
    expect(codes('x'.repeat(mostTableCharacters + 1))).toEqual([['table-limit', 1, 1]]);
  });

  it('keeps every cell of any table that is written with quotes', () => {
    const cell = fc.string({ maxLength: 6 });
    const tables = fc.integer({ min: 2, max: 4 }).chain((width) => {
      const row = fc.array(cell, { minLength: width, maxLength: width });
      return fc.tuple(fc.constant(width), fc.array(row, { maxLength: 5 }));
    });
    fc.assert(
      fc.property(tables, ([width, rows]) => {
        const head = Array.from({ length: width }, (_, i) => `c${i}`);
        const quoted = rows.map((row) => row.map((c) => `"${c.replaceAll('"', '""')}"`).join(','));
        const table = readCsv([head.join(','), ...quoted].join('\n'), 't.csv').value!;
        expect(table.rows).toEqual(rows);
        // The line of a row is 1 + the line breaks before it, with \r\n counted once.
        rows.forEach((_, i) => {
          const before = [head.join(','), ...quoted.slice(0, i)].join('\n');
          expect(table.lines[i]).toBe(2 + (before.match(/\r\n|\n|\r/g) ?? []).length);
        });
      }),
      { numRuns: 200 },
    );
  });

  it('never throws on any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r', 'a', ' ') }), (text) => {
        const outcome = readCsv(text, 't.csv');
        expect(outcome.value === undefined).toBe(outcome.issues.length > 0);
      }),
      { numRuns: 500 },
    );
  });
});

describe('column and numbers', () => {
  const table = readCsv('name,mw\na,1.5\nb,-2e3\n', 't.csv').value!;

  it('picks a column and its numbers', () => {
    expect(column(table, 'name').value).toEqual(['a', 'b']);
    expect(numbers(table, 'mw').value).toEqual(Float64Array.of(1.5, -2000));
  });

  it('names the nearest column', () => {
    expect(renderIssue(column(table, 'nam').issues[0]!)).toBe(
      "t.csv:1:1 error table-column: The table has no column 'nam'.\n    found     nam\n    expected  one of name, mw\n    fix       write name",
    );
  });

  it('places every cell that is not a number', () => {
    const bad = readCsv('mw\n1\n0x10\nInfinity\n', 't.csv').value!;
    expect(numbers(bad, 'mw').issues.map((i) => [i.code, i.at?.line, i.found])).toEqual([
      ['table-number', 3, '0x10'],
      ['table-number', 4, 'Infinity'],
    ]);
  });
});
