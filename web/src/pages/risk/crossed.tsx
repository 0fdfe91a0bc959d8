import { useMemo } from 'react';
import type { RunResult, Tornado } from 'buildout';
import { driverTableFigure } from 'buildout/view';
import { useStore } from '../../context.tsx';
import { FigureView } from '../../parts/figure-view.tsx';
import { LongWork } from '../../parts/long-work.tsx';
import { useAnswer } from '../../session/use-answer.ts';
import { setView } from '../../state/change.ts';
import { answerOf, type Asked } from './asked.ts';

const views = ['risk.rows', 'risk.columns'] as const;

interface CrossedProps {
  readonly result: RunResult;
  readonly asked: Asked;
  readonly tornado: Tornado;
  readonly figure: number | undefined;
}

/** One answer over two uncertain numbers: the two widest, or those chosen. */
export function Crossed({ result, asked, tornado, figure }: CrossedProps) {
  const { state, store } = useStore();
  const names = tornado.rows.map(({ driver }) => driver);
  const [rows, columns] = views.map((view, i) => {
    const chosen = state.view[view];
    return chosen !== undefined && names.includes(chosen) ? chosen : names[i];
  });
  const isAsked = rows !== undefined && columns !== undefined && rows !== columns;
  const question = isAsked
    ? JSON.stringify(['crossed', asked.metric, asked.period, rows, columns])
    : undefined;
  const found = useAnswer(question, (session, following) =>
    session.ask('crossed', { ...answerOf(asked), drivers: [rows!, columns!] }, following),
  );
  if (names.length < 2) return undefined;
  return (
    <section>
      <h2>Two uncertain numbers at once</h2>
      <div className="filters">
        {(['Down', 'Across'] as const).map((words, i) => (
          <label key={words}>
            {words}{' '}
            <select
              value={[rows, columns][i]}
              onChange={(event) => store.change(setView(views[i]!, event.target.value))}
            >
              {names.map((name) => (
                <option key={name} children={name} />
              ))}
            </select>
          </label>
        ))}
      </div>
      {rows === columns && <p className="empty">Choose two different numbers.</p>}
      <LongWork answered={found} what="Crossing two numbers">
        {(table) => <TableFigure {...{ result, table, figure }} />}
      </LongWork>
    </section>
  );
}

function TableFigure({
  result,
  table,
  figure,
}: Pick<CrossedProps, 'result' | 'figure'> & { readonly table: Parameters<typeof driverTableFigure>[1] }) {
  const drawn = useMemo(() => driverTableFigure(result, table, figure), [result, table, figure]);
  return <FigureView figure={drawn} />;
}
