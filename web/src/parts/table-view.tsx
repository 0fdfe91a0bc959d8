import type { ReactNode } from 'react';
import { cellClass, headClass, pieceWords, type TableSpec } from 'buildout/view';

interface TableProps {
  readonly table: TableSpec;
  /** What stands in a cell instead of its words, such as a number that opens its trace. */
  readonly renderCell?: (row: number, column: number) => ReactNode;
}

/** A table that scrolls sideways in a box of its own; the first cell heads its row, numbers are set flush right. */
export function TableView({ table, renderCell }: TableProps) {
  const { caption, columns, rows } = table;
  return (
    <>
      <p className="caption" aria-hidden="true">
        {caption}
      </p>
      <div className="scroll" role="region" tabIndex={0} aria-label={caption}>
        <table aria-label={caption}>
          <thead>
            <tr>
              {columns.map(({ title, isNumber }, i) => (
                <th key={i} scope="col" className={isNumber ? 'n' : undefined}>
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, r) => (
              <tr key={r} className={row.style}>
                {row.cells.map((cell, c) => {
                  const content = renderCell?.(r, c) ?? pieceWords(cell);
                  if (c === 0)
                    return <th key={c} scope="row" className={headClass(cell)} children={content} />;
                  return <td key={c} className={cellClass(cell, columns[c])} children={content} />;
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
