export type { Table } from './table.ts';
export { column, numbers, rowPlace } from './table.ts';
export { mostTableCharacters, mostTableRows, readCsv } from './read-csv.ts';
