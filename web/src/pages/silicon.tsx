import { useMemo } from 'react';
import type { ServingView } from 'buildout';
import { fleetFigure, ownLimitsFigure, servingFigures, volumeFigure } from 'buildout/view';
import { useStore } from '../context.tsx';
import { FigureView } from '../parts/figure-view.tsx';
import { LongWork } from '../parts/long-work.tsx';
import { VerdictCard } from '../parts/verdict-card.tsx';
import { useAnswer } from '../session/use-answer.ts';
import { setView } from '../state/change.ts';
import '../styles/silicon.css';
import type { PageProps } from './page.ts';
import { readServing, ruleFields, usualLimits, usualWorkload } from './silicon/asked.ts';
import { Fields } from './silicon/fields.tsx';
import { programmeFields, readProgramme } from './silicon/own-programme.ts';
import { programmeAnswers, runAnswers, servingAnswer, stopAnswer } from './silicon/words.ts';

/** Which chip for which work, and whether one of one's own pays: in the case, by the catalogue, and as a development. */
export function Silicon({ result }: PageProps) {
  const { state } = useStore();
  const asked = readServing(state.view);
  const served = useAnswer(JSON.stringify(['serving', asked]), (session, following) =>
    session.ask(
      'serving',
      { workload: asked.workload, perTokenMs: asked.limits, rule: asked.rule },
      following,
    ),
  );
  const stopped = useAnswer('merchant stop', (session, following) =>
    session.ask('merchantStop', {}, following),
  );
  const lead = served.value && servingAnswer(served.value.view);
  const stop = stopped.isCurrent ? stopped.value?.stop : undefined;
  return (
    <>
      <VerdictCard
        answers={[...(lead ? [lead] : []), ...runAnswers(result), ...(stop ? [stopAnswer(stop)] : [])]}
      />
      <h2>The mix of this case</h2>
      <Mix result={result} />
      <h2>What tokens cost, chip by chip</h2>
      <ServingControls tasks={served.value?.tasks ?? [asked.workload]} workload={asked.workload} />
      <LongWork answered={served} what="Serving the work on every chip">
        {({ view }) => <ServingParts view={view} />}
      </LongWork>
      <OwnProgramme />
    </>
  );
}

function Mix({ result }: PageProps) {
  const figures = useMemo(() => [fleetFigure(result), ownLimitsFigure(result)], [result]);
  return figures.map((figure, i) => <FigureView key={i} figure={figure} />);
}

function ServingControls({
  tasks,
  workload,
}: {
  readonly tasks: readonly string[];
  readonly workload: string;
}) {
  const { state, store } = useStore();
  const limits = state.view['silicon.limits'] ?? usualLimits;
  const set = (name: string, value: string, usual: string) =>
    store.change(setView(`silicon.${name}`, value === usual ? '' : value));
  return (
    <div className="filters number-fields">
      <label className="number-field">
        <span>Work</span>
        <select value={workload} onChange={(event) => set('workload', event.target.value, usualWorkload)}>
          {[...new Set([...tasks, workload])].map((task) => (
            <option key={task} children={task} />
          ))}
        </select>
      </label>
      <label className="number-field">
        <span>Limits, ms a token</span>
        <input
          key={limits}
          defaultValue={limits}
          onBlur={(event) => set('limits', event.target.value.trim(), usualLimits)}
          onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
        />
      </label>
      <Fields fields={ruleFields} />
    </div>
  );
}

function ServingParts({ view }: { readonly view: ServingView }) {
  const figures = useMemo(() => servingFigures(view), [view]);
  const [wide, half] = [figures.filter(isWide), figures.filter((figure) => !isWide(figure))];
  return (
    <>
      {wide.map((figure) => (
        <FigureView key={figure.id} figure={figure} />
      ))}
      <div className="pair">
        {half.map((figure) => (
          <FigureView key={figure.id} figure={figure} />
        ))}
      </div>
    </>
  );
}

function isWide({ layout }: { readonly layout: 'full' | 'half' }): boolean {
  return layout === 'full';
}

/** Delay, yield and respins of a development: what it is worth, and at which volume it breaks even. */
function OwnProgramme() {
  const { state } = useStore();
  const programme = useMemo(() => readProgramme(state.view), [state.view]);
  const figure = useMemo(() => volumeFigure(programme), [programme]);
  return (
    <section>
      <h2>When a chip of your own pays</h2>
      <div className="filters number-fields">
        <Fields fields={programmeFields} />
      </div>
      <VerdictCard answers={programmeAnswers(programme)} label="Verdict on the development" />
      <FigureView figure={figure} />
    </section>
  );
}
