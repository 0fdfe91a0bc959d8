import { useMemo } from 'react';
import type { Race as RaceResult } from 'buildout';
import {
  microsoftSentence,
  overtakeFigure,
  raceFigure,
  raceSentence,
  raceTable,
  type Answer,
} from 'buildout/view';
import { useStore } from '../context.tsx';
import { FigureView } from '../parts/figure-view.tsx';
import { LongWork } from '../parts/long-work.tsx';
import { TableView } from '../parts/table-view.tsx';
import { VerdictCard } from '../parts/verdict-card.tsx';
import { useAnswer } from '../session/use-answer.ts';
import { setView } from '../state/change.ts';
import { LookingBack, Spending } from './race/spending.tsx';
import { comparedDates, dataAddress, horizonYears } from './race/settings.ts';

const definitionView = 'race.definition';
const usualDefinition = 'azure';

/** Who is larger than AWS, by which definition of a cloud and when, as it was known at two dates. */
export function Race() {
  const earlier = useRace(comparedDates[0]);
  const later = useRace(comparedDates[1]);
  return (
    <>
      <p className="caption">
        Facts of the market that the package ships; the case at hand plays no part here, its seed and its
        number of paths do.
      </p>
      <LongWork answered={later} what={`Running the race as of ${comparedDates[1]}`}>
        {(now) => (
          <LongWork answered={earlier} what={`Running the race as of ${comparedDates[0]}`}>
            {(before) => <Compared before={before} now={now} />}
          </LongWork>
        )}
      </LongWork>
      <Spending />
      <LookingBack />
    </>
  );
}

function useRace(asOf: string) {
  const { state } = useStore();
  const { paths, seed } = state;
  return useAnswer(JSON.stringify(['race', asOf]), (session, following) =>
    session.ask('race', { address: dataAddress(), asOf, paths, seed, years: horizonYears }, following),
  );
}

function Compared({ before, now }: { readonly before: RaceResult; readonly now: RaceResult }) {
  const { state, store } = useStore();
  const asked = state.view[definitionView] ?? usualDefinition;
  const { definition } = now.answers.find((answer) => answer.definition === asked) ?? now.answers[0]!;
  return (
    <>
      <VerdictCard answers={verdictOf({ before, now, definition })} />
      <fieldset className="switches">
        <legend>Against AWS stands</legend>
        {now.answers.map((answer) => (
          <label key={answer.definition}>
            <input
              type="radio"
              name="definition"
              checked={answer.definition === definition}
              onChange={() => store.change(setView(definitionView, answer.definition))}
            />{' '}
            {answer.label}
          </label>
        ))}
      </fieldset>
      <Overtakes before={before} now={now} definition={definition} />
      <h2>Every definition</h2>
      {[now, before].map((race) => (
        <TableView key={race.asOf} table={raceTable(race)} />
      ))}
    </>
  );
}

interface OvertakesProps {
  readonly before: RaceResult;
  readonly now: RaceResult;
  readonly definition: string;
}

/** The lead answers whether Microsoft is ahead; then the chosen definition at both dates, and where it breaks even. */
function verdictOf({ before, now, definition }: OvertakesProps): readonly Answer[] {
  const lead = microsoftSentence(now);
  const chosen = [now, before].flatMap((race): Answer[] => {
    const answer = race.answers.find((each) => each.definition === definition);
    return answer
      ? [{ topic: `${answer.label}, as of ${race.asOf}`, sentence: raceSentence(race, answer) }]
      : [];
  });
  const current = now.answers.find((each) => each.definition === definition);
  return [
    ...(lead === undefined ? [] : [{ topic: 'Whether Microsoft is ahead', isLead: true, sentence: lead }]),
    ...chosen,
    ...(current && !current.isAhead
      ? [
          {
            topic: 'Break-even',
            sentence: `At constant rates ${current.label} comes to be larger only while it grows faster than AWS: now ${percent(current.followerGrowth)} a year against ${percent(current.leaderGrowth)}.`,
          },
        ]
      : []),
  ];
}

const percent = (share: number): string => `${(100 * share).toFixed(0)}%`;

function Overtakes({ before, now, definition }: OvertakesProps) {
  const figures = useMemo(() => {
    const found = [before, now].flatMap((race) =>
      race.answers.filter((answer) => answer.definition === definition).map((answer) => ({ race, answer })),
    );
    const shares = found.flatMap(({ answer }) => [answer.never, ...answer.byYear.map(({ share }) => share)]);
    const most = Math.max(...shares);
    return {
      overtakes: found
        .filter(({ answer }) => !answer.isAhead)
        .map(({ race, answer }) => overtakeFigure(race, answer, { layout: 'half', isDated: true, most })),
      fans: found.filter(({ race }) => race === now).map(({ race, answer }) => raceFigure(race, answer)),
    };
  }, [before, now, definition]);
  return (
    <section>
      <h2>When it is larger than AWS</h2>
      {figures.overtakes.length === 0 && (
        <p className="empty">It was larger already at both dates; there is nothing to wait for.</p>
      )}
      <div className="pair">
        {figures.overtakes.map((figure) => (
          <FigureView key={figure.id} figure={figure} />
        ))}
      </div>
      {figures.fans.map((figure) => (
        <FigureView key={figure.id} figure={figure} />
      ))}
    </section>
  );
}
