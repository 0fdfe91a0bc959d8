import { displayFor, formatAccounts } from '../display.ts';
import type { Markup } from '../markup.ts';
import { markup } from '../markup.ts';
import { completeYears } from '../read-metric.ts';
import type { ReportContext } from '../report-types.ts';
import type { Statement, StatementLine } from '../result-types.ts';
import { numberColumns, renderEmpty, renderTable } from '../table.ts';
import type { TableSpec } from '../table.ts';
import type { Section } from './section.ts';
import { bodyOf } from './section.ts';
import { runWords } from './source-words.ts';

/** The three statements by fiscal year in the way finance sets them. */
export function statementsSection(context: ReportContext): Section {
  const { result } = context;
  const missing = (['income', 'balance', 'cash'] as const).filter(
    (id) => !result.statements.some((one) => one.id === id),
  );
  const years = completeYears(result).map(({ label }) => label);
  const body = bodyOf(
    result.statements.length > 0
      ? markup`<p>Means over paths, so that every sum adds up. Negatives stand in parentheses; – is nothing. Source: ${runWords(result)}</p>\n`
      : undefined,
    result.statements.map(renderStatement),
    missing.length > 0
      ? renderEmpty(
          'some statements',
          missing.map((id) => `${id} statement`),
        )
      : undefined,
  );
  return { id: 'statements', title: `The books${years.length > 0 ? ` by fiscal year` : ''}`, body };
}

/** What `formatAccounts` shows for zero. */
const nothing = formatAccounts(0);

function leftOut(labels: readonly string[]): Markup | undefined {
  if (labels.length === 0) return undefined;
  return markup`<p class="quiet left-out">Left out, because zero in every year: ${labels.join('; ')}.</p>\n`;
}

/** A statement as a table, the lines behind its rows, and the labels of the lines that are zero in every year. */
export interface StatementTable {
  readonly table: TableSpec;
  readonly lines: readonly StatementLine[];
  readonly leftOut: readonly string[];
}

/** Sets a statement the way finance does: negatives in parentheses, `–` for nothing, empty lines left out. */
export function statementTable(statement: Statement): StatementTable {
  const largest = Math.max(
    0,
    ...statement.lines.flatMap(({ values }) => values.map(Math.abs).filter(Number.isFinite)),
  );
  const display = displayFor(statement.unit.replace(/^(\$\S*)\/year$/, '$1'), largest);
  const isEmpty = ({ style, values }: StatementLine) =>
    style === 'line' && values.every((value) => formatAccounts(value * display.scale) === nothing);
  const lines = statement.lines.filter((line) => !isEmpty(line));
  const rows = lines.map((line) => ({
    cells: [
      line.label,
      ...statement.years.map((_year, i) => formatAccounts((line.values[i] ?? NaN) * display.scale)),
    ],
    ...(line.style === 'total' ? { style: 'total' as const } : {}),
  }));
  const caption = `${statement.title}, ${display.unit}, fiscal years.`;
  const columns = [{ title: display.unit }, ...numberColumns(statement.years)];
  const leftOut = statement.lines.filter(isEmpty).map(({ label }) => label);
  return { table: { caption, columns, rows }, lines, leftOut };
}

function renderStatement(statement: Statement): Markup {
  const { table, leftOut: left } = statementTable(statement);
  return markup`<h3>${statement.title}</h3>\n<div class="books">${renderTable(table)}</div>\n${leftOut(left)}`;
}
