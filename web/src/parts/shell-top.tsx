import { useEffect, useState } from 'react';
import { formatCount } from 'buildout/view';
import { useSession, useStore } from '../context.tsx';
import { addScenario, openSample, pin, removeScenario, runWith, showScenario } from '../state/change.ts';
import type { SampleCase } from '../session/case-library.ts';
import { currentTheme, toggleTheme } from '../state/theme.ts';
import { mostScenarios } from '../state/app-state.ts';

/** The bar above every page: case and scenarios, the run and its progress, undo, link and theme. */
export function ShellTop({ openPalette }: { readonly openPalette: () => void }) {
  return (
    <header className="top">
      <button type="button" className="skip" onClick={() => document.getElementById('page')?.focus()}>
        Skip to the page
      </button>
      <CaseChoice />
      <Scenarios />
      <RunStatus />
      <Tools openPalette={openPalette} />
    </header>
  );
}

function CaseChoice() {
  const { state, store } = useStore();
  const { session } = useSession();
  const [samples, setSamples] = useState<readonly SampleCase[]>([]);
  useEffect(() => void session.library.samples().then(setSamples, () => setSamples([])), [session]);
  return (
    <label className="case-choice">
      <span className="unseen">Case</span>
      <select
        value={state.sample ?? ''}
        onChange={(event) => event.target.value && store.change(openSample(event.target.value))}
      >
        {state.ownCase !== undefined && <option value="">Your own case</option>}
        {samples.map(({ id, name }) => (
          <option key={id} value={id} children={name} />
        ))}
      </select>
    </label>
  );
}

function Scenarios() {
  const { state, store } = useStore();
  const { scenarios, active, pinned } = state;
  return (
    <div className="scenarios" role="group" aria-label="Scenarios">
      {scenarios.map(({ name, edits, overlays }, i) => (
        <button
          key={i}
          type="button"
          aria-pressed={i === active}
          title={i === pinned ? 'The base of differences' : undefined}
          onClick={() => store.change(showScenario(i))}
        >
          {name}
          {i === pinned ? ' (base)' : ''}
          {edits.length + overlays.length > 0 && (
            <span className="count"> {edits.length + overlays.length} changed</span>
          )}
        </button>
      ))}
      {scenarios.length < mostScenarios && (
        <button type="button" className="plain" onClick={() => store.change(addScenario)}>
          + Scenario
        </button>
      )}
      {scenarios.length > 1 && (
        <>
          <button
            type="button"
            className="plain"
            onClick={() => store.change(pin(active === pinned ? undefined : active))}
          >
            {active === pinned ? 'Unpin' : 'Pin as base'}
          </button>
          <button type="button" className="plain" onClick={() => store.change(removeScenario(active))}>
            Remove
          </button>
        </>
      )}
    </div>
  );
}

const pathChoices = [500, 2000, 10_000, 50_000];

function RunStatus() {
  const { state, store } = useStore();
  const { view, session } = useSession();
  const { progress, shown } = view;
  return (
    <div className="run-status">
      <label>
        <span className="unseen">Paths</span>
        <select
          value={state.paths}
          onChange={(event) => store.change(runWith({ paths: Number(event.target.value) }))}
        >
          {[...new Set([...pathChoices, state.paths])]
            .sort((a, b) => a - b)
            .map((paths) => (
              <option key={paths} value={paths} children={`${formatCount(paths)} paths`} />
            ))}
        </select>
      </label>
      <label>
        seed{' '}
        <input
          className="seed"
          inputMode="numeric"
          key={state.seed}
          defaultValue={state.seed}
          onBlur={(event) => {
            const seed = Number(event.target.value);
            if (/^\d{1,9}$/.test(event.target.value)) store.change(runWith({ seed }));
            else event.target.value = String(state.seed);
          }}
        />
      </label>
      {progress ? (
        <>
          <progress value={progress.share} aria-label="Run" />
          <button type="button" className="plain" onClick={session.stop}>
            Stop
          </button>
        </>
      ) : view.isStopped ? (
        <button type="button" className="plain" onClick={session.start}>
          Run
        </button>
      ) : (
        <span role="status" className="quiet">
          {view.isCurrent && shown && !shown.isCoarse ? `done in ${shown.seconds.toFixed(1)} s` : ''}
        </span>
      )}
    </div>
  );
}

function Tools({ openPalette }: { readonly openPalette: () => void }) {
  const { store } = useStore();
  const [theme, setTheme] = useState(currentTheme);
  const [isCopied, setCopied] = useState(false);
  const copy = (): void =>
    void navigator.clipboard.writeText(location.href).then(() => {
      setCopied(true);
      setTimeout(() => setCopied(false), 2000);
    });
  return (
    <div className="tools" role="group" aria-label="Tools">
      <button
        type="button"
        className="plain"
        onClick={store.undo}
        disabled={!store.canUndo()}
        title="Undo (Ctrl Z)"
      >
        Undo
      </button>
      <button
        type="button"
        className="plain"
        onClick={store.redo}
        disabled={!store.canRedo()}
        title="Redo (Ctrl Y)"
      >
        Redo
      </button>
      <button type="button" className="plain" onClick={copy}>
        {isCopied ? 'Link copied' : 'Copy link'}
      </button>
      <button type="button" className="plain" onClick={() => setTheme(toggleTheme())}>
        {theme === 'dark' ? 'Light' : 'Dark'}
      </button>
      <button type="button" onClick={openPalette} title="Ctrl K">
        Find <kbd>Ctrl K</kbd>
      </button>
    </div>
  );
}
