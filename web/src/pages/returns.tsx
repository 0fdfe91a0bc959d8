import { useMemo } from 'react';
import {
  bridgeFigure,
  bridgesShown,
  cashFigure,
  completeYears,
  definitionsFigure,
  headlineYear,
  programmeFigure,
  roicNames,
  runningFigure,
  statementTable,
  vintageFigure,
  writeBridge,
  writeVerdict,
} from 'buildout/view';
import { useStore } from '../context.tsx';
import { FigureView } from '../parts/figure-view.tsx';
import { KeyFigures } from '../parts/key-figures.tsx';
import { NumberButton } from '../parts/number-button.tsx';
import { TableView } from '../parts/table-view.tsx';
import { VerdictCard } from '../parts/verdict-card.tsx';
import { setView } from '../state/change.ts';
import { useBase } from '../session/use-base.ts';
import type { PageProps } from './page.ts';

const yearView = 'returns.year';

export function Returns({ result }: PageProps) {
  const { state, store } = useStore();
  const years = completeYears(result).map(({ label }) => label);
  const asked = state.view[yearView];
  const year = asked !== undefined && years.includes(asked) ? asked : headlineYear(result);
  const base = useBase();
  const verdict = writeVerdict(result).filter(
    ({ isLead, topic }) => isLead || topic.startsWith('What the programme adds'),
  );
  return (
    <>
      <VerdictCard answers={verdict} />
      <label className="year-choice">
        Fiscal year{' '}
        <select value={year ?? ''} onChange={(event) => store.change(setView(yearView, event.target.value))}>
          {years.map((label) => (
            <option key={label} children={label} />
          ))}
        </select>
      </label>
      {year !== undefined && (
        <>
          <KeyFigures
            result={result}
            base={base}
            figures={roicNames.map(({ id, words }) => ({ metric: id, words: `ROIC (${words})`, year }))}
          />
          <Bridges result={result} year={year} />
        </>
      )}
      <Figures result={result} />
      <h2>The books by fiscal year</h2>
      <p className="caption">
        Means over paths, so that every sum adds up. Negatives stand in parentheses; – is nothing.
      </p>
      {result.statements.map((statement) => (
        <Books key={statement.id} statement={statement} />
      ))}
    </>
  );
}

/** Why the definitions differ: in words first, then step by step. */
function Bridges({ result, year }: PageProps & { readonly year: string }) {
  const bridges = bridgesShown(result, year);
  const figures = useMemo(() => bridges.map((bridge, i) => bridgeFigure(result, bridge, i)), [result, year]);
  return (
    <section>
      <h2>Why the definitions differ</h2>
      {bridges.map((bridge) => (
        <p key={bridge.to} className={bridge.to.endsWith('d1') ? 'answer' : 'unseen'}>
          {writeBridge(bridge)}
        </p>
      ))}
      <div className="pair">
        {figures.map((figure, i) => (
          <FigureView key={i} figure={figure} />
        ))}
      </div>
    </section>
  );
}

function Figures({ result }: PageProps) {
  const figures = useMemo(
    () => [
      definitionsFigure(result),
      cashFigure(result),
      runningFigure(result),
      vintageFigure(result),
      programmeFigure(result),
    ],
    [result],
  );
  return figures.map((figure, i) => figure && <FigureView key={i} figure={figure} />);
}

function Books({ statement }: { readonly statement: PageProps['result']['statements'][number] }) {
  const { table, lines, leftOut } = statementTable(statement);
  const cellOf = (row: number, column: number) => {
    const [line, year] = [lines[row], statement.years[column - 1]];
    if (!line || year === undefined) return undefined;
    return (
      <NumberButton metric={line.metric} period={year} label={`${line.label}, ${year}`}>
        {String(table.rows[row]!.cells[column])}
      </NumberButton>
    );
  };
  return (
    <section className="books">
      <h3>{statement.title}</h3>
      <TableView table={table} renderCell={cellOf} />
      {leftOut.length > 0 && (
        <p className="caption">Left out, because zero in every year: {leftOut.join('; ')}.</p>
      )}
    </section>
  );
}
