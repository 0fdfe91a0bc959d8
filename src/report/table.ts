import type { Markup, Piece } from './markup.ts';
import { markup } from './markup.ts';

export interface Column {
  readonly title: string;
  /** Numbers are set flush right in tabular figures. */
  readonly isNumber?: boolean;
}

export interface Row {
  readonly cells: readonly Piece[];
  readonly style?: 'total' | 'flagged' | 'group';
}

export interface TableSpec {
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}

/** An HTML table in a box of its own that scrolls sideways on a narrow screen; the first cell heads its row. */
export function renderTable(spec: TableSpec): Markup {
  const head = spec.columns.map((column) => markup`<th scope="col"${classOf(column)}>${column.title}</th>`);
  const body = spec.rows.map((row) => {
    const cells = row.cells.map((cell, i) =>
      i === 0
        ? markup`<th scope="row"${headClass(cell)}>${cell}</th>`
        : markup`<td${classOf(spec.columns[i]) ?? lengthClass(cell)}>${cell}</td>`,
    );
    return row.style === undefined
      ? markup`<tr>${cells}</tr>\n`
      : markup`<tr class="${row.style}">${cells}</tr>\n`;
  });
  return markup`<p class="caption" aria-hidden="true">${spec.caption}</p>
<div class="scroll" role="region" tabindex="0" aria-label="${spec.caption}"><table aria-label="${spec.caption}">
<thead><tr>${head}</tr></thead>
<tbody>${body}</tbody>
</table></div>`;
}

function classOf(column: Column | undefined): Markup | undefined {
  return column?.isNumber ? markup` class="n"` : undefined;
}

const shortCell = 14;
const longCell = 40;

/** A short cell with a hyphen, such as a date, is not broken over lines; a long one keeps room for its sentence. */
function lengthClass(cell: Piece): Markup | undefined {
  if (typeof cell !== 'string') return undefined;
  if (cell.length > longCell) return markup` class="t"`;
  return cell.length <= shortCell && cell.includes('-') ? markup` class="k"` : undefined;
}

/** A long row heading keeps room for a few words a line. */
function headClass(cell: Piece): Markup | undefined {
  return typeof cell === 'string' && cell.length > 2 * shortCell ? markup` class="h"` : undefined;
}

export function numberColumns(titles: readonly string[]): readonly Column[] {
  return titles.map((title) => ({ title, isNumber: true }));
}

/** The empty state of a section or chart: what is not shown, and what would have to be there. */
export function renderEmpty(what: string, missing: readonly string[]): Markup {
  const names = missing.map((id, i) => markup`${i === 0 ? '' : ', '}<code>${id}</code>`);
  return markup`<p class="empty"><strong>Not shown: ${what}.</strong> The result has no ${names}.</p>`;
}
