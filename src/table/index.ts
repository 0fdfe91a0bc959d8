export type { Table } from './table.ts';
export { column, numbers, rowPlace } from './table.ts';
export { mostTableCharacters, mostTableRows, readCsv } from './read-csv.ts';
export type { BadRow, RowScanner, ScannedRow } from './scan-rows.ts';
export { columnNames, makeRowScanner } from './scan-rows.ts';
export { csvCell } from './csv-cell.ts';
