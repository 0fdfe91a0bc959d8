import { useMemo } from 'react';
import type { DemandBreakEven, DemandBuild } from 'buildout';
import {
  completeYears,
  costOfCapital,
  demandBasisTable,
  headlineYear,
  missesTable,
  missesWords,
  openDemandFigures,
  signalFigures,
  wantedFigure,
} from 'buildout/view';
import { useStore } from '../context.tsx';
import { FigureView } from '../parts/figure-view.tsx';
import { KeyFigures } from '../parts/key-figures.tsx';
import { LongWork } from '../parts/long-work.tsx';
import { TableView } from '../parts/table-view.tsx';
import { VerdictCard } from '../parts/verdict-card.tsx';
import { useAnswer } from '../session/use-answer.ts';
import { useBase } from '../session/use-base.ts';
import { breakEvenTable, demandVerdict } from './demand-words.ts';
import type { PageProps } from './page.ts';

/** From signals to demand: what is asked for, what each signal adds, how wide it is, and how far it may fall. */
export function Demand({ result }: PageProps) {
  const base = useBase();
  const years = completeYears(result).map(({ label }) => label);
  const wanted = useMemo(() => wantedFigure(result), [result]);
  const misses = missesTable(result);
  return (
    <>
      <Verdict result={result} />
      <KeyFigures
        result={result}
        base={base}
        figures={[...new Set([years[0], headlineYear(result), years.at(-1)])].flatMap((year) =>
          year === undefined ? [] : [{ metric: 'demand-mw', words: 'IT power wanted', year }],
        )}
      />
      <h2>What is asked for</h2>
      <FigureView figure={wanted} />
      <h2>From signals to demand</h2>
      <Signals result={result} />
      <h2>Segment by segment</h2>
      <Segments result={result} />
      <h2>What the forecast rests on</h2>
      <TableView table={demandBasisTable(result)} />
      {misses && (
        <>
          <h2>Actuals against the forecast, and the miss by cause</h2>
          <p>
            {missesWords} <code>compare</code>.
          </p>
          <TableView table={misses} />
        </>
      )}
    </>
  );
}

/** What demand asks for and how far it may fall; the break-even is worked out on the central path, segment by segment. */
function Verdict({ result }: PageProps) {
  const [year, cost] = [headlineYear(result), costOfCapital(result)];
  const target = cost === undefined ? undefined : `${cost} %/year`;
  const asked =
    year === undefined || target === undefined ? undefined : { metric: 'roic.d2', period: year, target };
  const answered = useAnswer<DemandBreakEven>(
    asked && JSON.stringify(['demand break-even', asked]),
    (session, following) => session.ask('demandBreakEven', asked!, following),
  );
  const found = answered.isCurrent ? answered.value : undefined;
  return (
    <>
      <VerdictCard answers={demandVerdict(result, year, found)} />
      <LongWork answered={answered} what="Looking how far demand may fall">
        {(value) =>
          year !== undefined && (
            <details>
              <summary>How far each segment may fall</summary>
              <TableView table={breakEvenTable(value, year)} />
            </details>
          )
        }
      </LongWork>
    </>
  );
}

function Signals({ result }: PageProps) {
  const { state } = useStore();
  const answered = useAnswer(
    JSON.stringify(['signals', state.sample, state.ownCase]),
    async (session, following) => {
      const { texts } = await session.library.open(state);
      return session.ask('signals', { texts }, following);
    },
  );
  return (
    <LongWork answered={answered} what="Drawing the paths of every signal">
      {({ build }) =>
        build ? (
          <>
            <p>
              Each signal file of the case becomes a layer with joint paths; layers add up path by path to
              what a segment asks for.
            </p>
            <SignalParts result={result} signals={build} />
          </>
        ) : (
          <p className="empty">
            <strong>This case brings no signals.</strong> Its demand rests on the volumes below as they are
            written. To draw it from usage, pipeline, backlog or adoption, put <code>signals/layers.csv</code>{' '}
            and the files it names beside the case.
          </p>
        )
      }
    </LongWork>
  );
}

function SignalParts({ result, signals }: PageProps & { readonly signals: DemandBuild }) {
  const parts = useMemo(() => signalFigures(result, signals), [result, signals]);
  return parts.map(({ title, isSegment, figures }) => (
    <section key={title} className="books">
      <h3>{isSegment ? title : `${title}: a check, no segment of the case`}</h3>
      <div className={isSegment ? 'pair' : undefined}>
        {figures.map((figure) => (
          <FigureView key={figure.id} figure={figure} />
        ))}
      </div>
    </section>
  ));
}

function Segments({ result }: PageProps) {
  const figures = useMemo(() => openDemandFigures(result), [result]);
  if (figures.length === 0)
    return (
      <p className="empty">
        <strong>There is no open demand.</strong> Name one under <code>segments</code> in the case.
      </p>
    );
  return (
    <div className="pair">
      {figures.map((figure, i) => (
        <FigureView key={i} figure={figure} />
      ))}
    </div>
  );
}
