import { useState } from 'react';
import type { SolveMetricOptions } from 'buildout';
import { useStore } from '../../context.tsx';
import { LongWork } from '../../parts/long-work.tsx';
import { useAnswer } from '../../session/use-answer.ts';
import { setView } from '../../state/change.ts';
import { answerOf, type Asked } from './asked.ts';

/** What the form holds; the address keeps it once it is asked. */
interface Form {
  readonly path: string;
  readonly how: 'multiplier' | 'value';
  readonly low: string;
  readonly high: string;
  readonly at: string;
}

const view = 'risk.solve';
const usual: Form = { path: '', how: 'multiplier', low: '20%', high: '500%', at: 'central' };
const places = [
  ['central', 'central path'],
  ['0.1', 'P10 of 500 paths'],
  ['0.5', 'median of 500 paths'],
  ['0.9', 'P90 of 500 paths'],
] as const;

interface SolveProps {
  readonly asked: Asked;
  /** What may be solved for: uncertain numbers first. */
  readonly paths: readonly string[];
}

/** Any value of the case, solved for any figure: where it brings the answer to it, or that it does not within the range. */
export function SolveFor({ asked, paths }: SolveProps) {
  const { state, store } = useStore();
  const kept = readForm(state.view[view]);
  const [edited, setEdited] = useState<Partial<Form>>({});
  const form: Form = { ...usual, path: paths[0] ?? '', ...kept, ...edited };
  const options = kept && optionsOf(asked, kept, state.seed);
  const question = options && JSON.stringify(['solve', options]);
  const found = useAnswer(question, (session, following) =>
    session.ask('solve', { options: options! }, following),
  );
  const set = (part: Partial<Form>): void => setEdited({ ...edited, ...part });
  return (
    <section>
      <h2>Solve for one value</h2>
      <form
        className="filters"
        onSubmit={(event) => {
          event.preventDefault();
          store.change(setView(view, JSON.stringify(form)));
        }}
      >
        <label>
          Value{' '}
          <input
            type="text"
            list="solve-paths"
            value={form.path}
            spellCheck={false}
            onChange={(event) => set({ path: event.target.value })}
          />
        </label>
        <datalist id="solve-paths">
          {paths.map((path) => (
            <option key={path} value={path} />
          ))}
        </datalist>
        <label>
          as{' '}
          <select value={form.how} onChange={(event) => set({ how: event.target.value as Form['how'] })}>
            <option value="multiplier">a multiple of it</option>
            <option value="value">the value itself</option>
          </select>
        </label>
        <label>
          from{' '}
          <input
            className="short"
            type="text"
            value={form.low}
            onChange={(event) => set({ low: event.target.value })}
          />
        </label>
        <label>
          to{' '}
          <input
            className="short"
            type="text"
            value={form.high}
            onChange={(event) => set({ high: event.target.value })}
          />
        </label>
        <label>
          on the{' '}
          <select value={form.at} onChange={(event) => set({ at: event.target.value })}>
            {places.map(([value, words]) => (
              <option key={value} value={value} children={words} />
            ))}
          </select>
        </label>
        <button type="submit" disabled={asked.target === undefined || asked.isProgramme}>
          Solve for {asked.written || 'a figure'}
        </button>
      </form>
      {asked.target === undefined && <p className="empty">Say above what the answer should be at least.</p>}
      <LongWork answered={found} what="Solving">
        {([first, ...lines]) => (
          <div className="solved">
            <p className="answer">{first}</p>
            {lines.map((line) => (
              <p key={line} children={line} />
            ))}
          </div>
        )}
      </LongWork>
    </section>
  );
}

function optionsOf(asked: Asked, form: Form, seed: number): SolveMetricOptions | undefined {
  if (asked.target === undefined || asked.isProgramme) return undefined;
  return {
    ...answerOf(asked),
    target: asked.target,
    vary: { path: form.path.trim(), how: form.how },
    between: [form.low, form.high],
    ...(form.at === 'central' ? {} : { paths: { quantile: Number(form.at), count: 500, seed } }),
  };
}

/** Reads what the address keeps; anything else is no form. */
function readForm(text: string | undefined): Form | undefined {
  if (text === undefined) return undefined;
  try {
    const read = { ...usual, ...(JSON.parse(text) as Partial<Form>) };
    const isFine =
      [read.path, read.low, read.high].every((each) => typeof each === 'string') &&
      (read.how === 'value' || read.how === 'multiplier') &&
      places.some(([value]) => value === read.at);
    return isFine ? read : undefined;
  } catch {
    return undefined;
  }
}
