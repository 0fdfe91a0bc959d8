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
  const head = spec.columns.map(
    (column) => markup`<th scope="col"${classMarkup(column.isNumber ? 'n' : undefined)}>${column.title}</th>`,
  );
  const body = spec.rows.map((row) => {
    const cells = row.cells.map((cell, i) =>
      i === 0
        ? markup`<th scope="row"${classMarkup(headClass(cell))}>${cell}</th>`
        : markup`<td${classMarkup(cellClass(cell, spec.columns[i]))}>${cell}</td>`,
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

function classMarkup(name: string | undefined): Markup | undefined {
  return name === undefined ? undefined : markup` class="${name}"`;
}

const shortCell = 14;
const longCell = 40;

/**
 * The class of a cell: a number is set flush right; a short text with a hyphen, such as a date, is not broken over lines; a long one keeps
 * room for its sentence.
 */
export function cellClass(cell: Piece, column: Column | undefined): 'n' | 't' | 'k' | undefined {
  if (column?.isNumber) return 'n';
  if (typeof cell !== 'string') return undefined;
  if (cell.length > longCell) return 't';
  return cell.length <= shortCell && cell.includes('-') ? 'k' : undefined;
}

/** A long row heading keeps room for a few words a line. */
export function headClass(cell: Piece): 'h' | undefined {
  return typeof cell === 'string' && cell.length > 2 * shortCell ? 'h' : undefined;
}

export function numberColumns(titles: readonly string[]): readonly Column[] {
  return titles.map((title) => ({ title, isNumber: true }));
}

/** The empty state of a section or chart: what is not shown, and what would have to be there. */
export function renderEmpty(what: string, missing: readonly string[]): Markup {
  const names = missing.map((id, i) => markup`${i === 0 ? '' : ', '}<code>${id}</code>`);
  return markup`<p class="empty"><strong>Not shown: ${what}.</strong> The result has no ${names}.</p>`;
}
