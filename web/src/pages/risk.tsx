import { useMemo } from 'react';
import type { AnswerSpread, BreakEvens } from 'buildout';
import { breakEvenFigure, gridFigure, spreadFigure, tornadoFigure, weakestEvidence } from 'buildout/view';
import { useStore } from '../context.tsx';
import type { Swings } from '../desk/risk-protocol.ts';
import { FigureView } from '../parts/figure-view.tsx';
import { LongWork } from '../parts/long-work.tsx';
import { VerdictCard } from '../parts/verdict-card.tsx';
import { useAnswer } from '../session/use-answer.ts';
import { setView, showPage } from '../state/change.ts';
import type { PageProps } from './page.ts';
import { answerOf, readAsked, type Asked } from './risk/asked.ts';
import { AskControls } from './risk/controls.tsx';
import { Crossed } from './risk/crossed.tsx';
import { SolveFor } from './risk/solve-for.tsx';
import { riskVerdict } from './risk/verdict.ts';

const moreView = 'risk.more';
const [few, many] = [5, 12];

/** How sure an answer is, what moves it, and what must be true for it to hold. */
export function Risk({ result }: PageProps) {
  const { state } = useStore();
  const asked = readAsked(result, state.view);
  if (!asked) return <p className="empty">The case reports no return, cash flow or worth to look into.</p>;
  return <LookedInto result={result} asked={asked} />;
}

function LookedInto({ result, asked }: PageProps & { readonly asked: Asked }) {
  const { spread, swings, breakEvens } = useRisk(asked);
  const figure = spread.isCurrent ? spread.value?.spread.atLeast?.figure : undefined;
  const paths = useMemo(() => solvable(result, swings.value), [result, swings.value]);
  return (
    <>
      <AskControls result={result} asked={asked} />
      <LongWork answered={spread} what="Looking at every path">
        {(found) => (
          <>
            <VerdictCard
              answers={riskVerdict(
                found.words,
                found.spread,
                breakEvens.isCurrent ? breakEvens.value : undefined,
              )}
            />
            <h2>How it lies</h2>
            <SpreadPart result={result} {...found} />
          </>
        )}
      </LongWork>
      {asked.isProgramme ? (
        <p className="empty">
          What moves the programme’s worth is not looked into path by path here; choose NPV for what moves the
          case’s own.
        </p>
      ) : (
        <>
          <h2>What must be true</h2>
          {asked.target === undefined ? (
            <p className="empty">Say above what the answer should be at least.</p>
          ) : (
            <LongWork answered={breakEvens} what="Looking for break-evens, number by number">
              {(found) => <BreakEvenPart words={asked.words} found={found} />}
            </LongWork>
          )}
          <h2>What moves it</h2>
          <LongWork answered={swings} what="Swinging every uncertain number">
            {(found) => (
              <>
                <SwingParts result={result} swings={found} figure={figure} />
                <Crossed result={result} asked={asked} tornado={found.tornado} figure={figure} />
              </>
            )}
          </LongWork>
          <SolveFor asked={asked} paths={paths} />
        </>
      )}
    </>
  );
}

/** What the page asks, each as soon as it can be. */
function useRisk(asked: Asked) {
  const { state } = useStore();
  const most = state.view[moreView] === 'yes' ? many : few;
  const { isProgramme, metric, period, target, words } = asked;
  const answer = answerOf(asked);
  const question = [metric, period, isProgramme];
  const spread = useAnswer(JSON.stringify(['spread', ...question, target]), async (session, following) => ({
    words,
    isProgramme,
    spread: await session.ask(
      'spread',
      { ...answer, isProgramme, ...(target === undefined ? {} : { figure: target }) },
      following,
    ),
  }));
  const swings = useAnswer(
    isProgramme ? undefined : JSON.stringify(['swings', ...question]),
    (session, following) => session.ask('swings', answer, following),
  );
  const breakEvens = useAnswer(
    isProgramme || target === undefined
      ? undefined
      : JSON.stringify(['break-evens', ...question, target, most]),
    (session, following) => session.ask('breakEvens', { ...answer, target: target!, most }, following),
  );
  return { spread, swings, breakEvens };
}

function SpreadPart({
  result,
  spread,
  words,
}: PageProps & { readonly spread: AnswerSpread; readonly words: string }) {
  const figure = useMemo(() => spreadFigure(result, spread, words), [result, spread, words]);
  return <FigureView figure={figure} />;
}

function BreakEvenPart({ words, found }: { readonly words: string; readonly found: BreakEvens }) {
  const { state, store } = useStore();
  const figure = useMemo(() => breakEvenFigure(words, found), [words, found]);
  return (
    <FigureView figure={figure}>
      {state.view[moreView] !== 'yes' && found.rows.length === few && (
        <button type="button" onClick={() => store.change(setView(moreView, 'yes'))}>
          Look at the {many} widest
        </button>
      )}
    </FigureView>
  );
}

function SwingParts({
  result,
  swings: { tornado, grid },
  figure,
}: PageProps & { readonly swings: Swings; readonly figure: number | undefined }) {
  const { store } = useStore();
  const moved = useMemo(() => tornadoFigure(result, tornado), [result, tornado]);
  const cases = useMemo(() => grid && gridFigure(result, grid, { figure }), [result, grid, figure]);
  const weakest = weakestEvidence(tornado);
  const find = (path: string) => () =>
    store.change((state) => setView('assumptions.search', path)(showPage('assumptions')(state)));
  return (
    <>
      <FigureView figure={moved} />
      {weakest && (
        <p>
          Of the numbers that rest on an estimate or a guess,{' '}
          <button type="button" className="number" onClick={find(weakest.driver)}>
            {weakest.driver}
          </button>{' '}
          ({weakest.text}) moves it most: from {weakest.atLow} to {weakest.atHigh}.
        </p>
      )}
      {cases && <FigureView figure={cases} />}
    </>
  );
}

/** Uncertain numbers, widest first, then every other value of the case. */
function solvable({ assumptions }: PageProps['result'], swings: Swings | undefined): readonly string[] {
  const drivers = swings?.tornado.rows.map(({ driver }) => driver) ?? [];
  return [...new Set([...drivers, ...assumptions.map(({ path }) => path)])];
}
