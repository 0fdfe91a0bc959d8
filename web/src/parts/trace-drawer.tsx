import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { TraceStep, TraceView } from 'buildout';
import { displayFor, formatValue, metricWords } from 'buildout/view';
import { useSession, useStore } from '../context.tsx';
import type { Movers } from '../desk/protocol.ts';
import type { TraceTarget } from '../state/app-state.ts';
import { openTrace, setView, showPage } from '../state/change.ts';

/** Where a number comes from: its formula, what went into it, and the sources; arrow keys walk it. */
export function TraceDrawer() {
  const { state, store } = useStore();
  const { trace } = state;
  if (!trace) return undefined;
  const close = () => store.change(openTrace(undefined));
  return <OpenDrawer key={`${trace.metric} ${trace.period}`} target={trace} close={close} />;
}

function OpenDrawer({ target, close }: { readonly target: TraceTarget; readonly close: () => void }) {
  const { store } = useStore();
  const found = useAnswer((session) => session.trace(clean(target)), target);
  const drawer = useRef<HTMLDivElement>(null);
  useEffect(() => drawer.current?.focus(), []);
  useEffect(() => {
    // From anywhere on the page: what had the focus may be gone since.
    const onEscape = (event: globalThis.KeyboardEvent): void => {
      if (event.key === 'Escape' && !document.querySelector('dialog[open]')) close();
    };
    addEventListener('keydown', onEscape);
    return () => removeEventListener('keydown', onEscape);
  });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowLeft' && store.before()?.trace) store.undo();
    const steps = [...(drawer.current?.querySelectorAll<HTMLElement>('.trace-step') ?? [])];
    const at = steps.indexOf(document.activeElement as HTMLElement);
    if (event.key === 'ArrowDown') steps[Math.min(at + 1, steps.length - 1)]?.focus();
    else if (event.key === 'ArrowUp') (at > 0 ? steps[at - 1] : drawer.current)?.focus();
    else if (event.key === 'ArrowRight' && at >= 0) steps[at]?.click();
    else return;
    event.preventDefault();
  };
  return (
    <div
      className="drawer"
      ref={drawer}
      tabIndex={-1}
      role="dialog"
      aria-label={`Where ${target.metric} comes from`}
      onKeyDown={onKeyDown}
    >
      <div className="drawer-head">
        <p className="eyebrow">Where this number comes from</p>
        <button type="button" className="plain" onClick={close}>
          Close <kbd>Esc</kbd>
        </button>
      </div>
      {found.failure && <p className="empty">{found.failure}</p>}
      {found.value ? <TraceBody trace={found.value} target={target} /> : !found.failure && <p>Tracing …</p>}
    </div>
  );
}

function TraceBody({ trace, target }: { readonly trace: TraceView; readonly target: TraceTarget }) {
  return (
    <>
      <h2>{metricWords(target.metric, trace.sentence)}</h2>
      <p className="trace-value">
        {trace.value} <span className="quiet">{trace.period}, central path</span>
      </p>
      <p>{trace.sentence}</p>
      {trace.formula && (
        <p className="formula">
          <code>= {trace.formula}</code>
        </p>
      )}
      <Origin step={trace} />
      {trace.inputs.length > 0 && <h3>What went into it</h3>}
      <ol className="trace-steps">
        {trace.inputs.map((step, i) => (
          <li key={i}>
            <Step step={step} />
          </li>
        ))}
      </ol>
      <p className="quiet">
        With every uncertain number at its median. <kbd>↓</kbd> <kbd>↑</kbd> choose, <kbd>→</kbd> opens,{' '}
        <kbd>←</kbd> goes back.
      </p>
      <MoversBlock target={target} />
    </>
  );
}

function Step({ step }: { readonly step: TraceStep }) {
  const { store } = useStore();
  const { metric, path } = step;
  const act =
    metric !== undefined
      ? () => store.change(openTrace({ metric, period: step.period || undefined }))
      : path !== undefined
        ? () => store.change((state) => setView('assumptions.search', path)(showPage('assumptions')(state)))
        : undefined;
  const line = (
    <>
      <span className="trace-name">
        {step.name} <span className="quiet">{step.period}</span>
      </span>
      <span className="n">{step.value}</span>
      <span className="trace-sentence">{step.sentence}</span>
    </>
  );
  return (
    <>
      {act ? (
        <button type="button" className="trace-step" onClick={act} children={line} />
      ) : (
        <div className="trace-step" tabIndex={-1} children={line} />
      )}
      <Origin step={step} />
    </>
  );
}

function Origin({ step }: { readonly step: TraceStep }) {
  if (step.origin.length === 0) return undefined;
  return (
    <p className="origin">
      {step.origin.map((line) => (
        <span key={line}>{line}</span>
      ))}
      {step.url && /^https?:/.test(step.url) && (
        <a href={step.url} target="_blank" rel="noopener noreferrer">
          Open the source
        </a>
      )}
    </p>
  );
}

function MoversBlock({ target }: { readonly target: TraceTarget }) {
  const [isOpen, setOpen] = useState(false);
  if (!isOpen)
    return (
      <button type="button" onClick={() => setOpen(true)}>
        What would move this most?
      </button>
    );
  return <MoversList target={target} />;
}

function MoversList({ target }: { readonly target: TraceTarget }) {
  const { store } = useStore();
  const { value, failure } = useAnswer((session) => session.movers(clean(target)), target);
  if (failure) return <p className="empty">{failure}</p>;
  if (!value) return <p>Swinging every uncertain number …</p>;
  if (value.rows.length === 0) return <p className="empty">No uncertain number of the case moves this.</p>;
  const { show, bar } = scaleOf(value);
  return (
    <section aria-label="What would move this most">
      <h3>What would move this most</h3>
      <p className="quiet">
        Central answer {show(value.central)}; one uncertain number at a time, at its P10 and its P90.
      </p>
      <ol className="movers">
        {value.rows.map((row) => (
          <li key={row.path}>
            <button
              type="button"
              className="plain"
              onClick={() =>
                store.change((state) =>
                  setView('assumptions.search', row.path)(showPage('assumptions')(state)),
                )
              }
            >
              {row.path}
            </button>
            <span className="n">
              {show(row.atLow)} to {show(row.atHigh)}
            </span>
            <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
              <rect {...bar(row)} y="0" height="6" fill="var(--c1)" />
              <rect
                x={bar({ atLow: value.central, atHigh: value.central }).x}
                width="0.6"
                height="6"
                fill="var(--ink)"
              />
            </svg>
          </li>
        ))}
      </ol>
    </section>
  );
}

function scaleOf({ central, unit, rows }: Movers) {
  const ends = rows.flatMap(({ atLow, atHigh }) => [atLow, atHigh]);
  const [low, high] = [Math.min(central, ...ends), Math.max(central, ...ends)];
  const display = displayFor(unit, Math.max(Math.abs(low), Math.abs(high)));
  const at = (value: number) => (100 * (value - low)) / (high - low || 1);
  return {
    show: (value: number) => formatValue(value, display),
    bar: ({ atLow, atHigh }: { readonly atLow: number; readonly atHigh: number }) => ({
      x: Math.min(at(atLow), at(atHigh)),
      width: Math.max(0.4, Math.abs(at(atHigh) - at(atLow))),
    }),
  };
}

/** Asks once for each target and state of the case; the latest answer stays until the next is there. */
function useAnswer<T>(
  ask: (session: ReturnType<typeof useSession>['session']) => Promise<T>,
  target: TraceTarget,
) {
  const { session } = useSession();
  const { state } = useStore();
  const [found, setFound] = useState<{ value?: T; failure?: string }>({});
  const key = JSON.stringify([target, state.sample, state.ownCase, state.scenarios[state.active]]);
  useEffect(() => {
    let isStale = false;
    ask(session).then(
      (value) => isStale || setFound({ value }),
      (error: unknown) =>
        isStale || setFound({ failure: error instanceof Error ? error.message : String(error) }),
    );
    return () => {
      isStale = true;
    };
    // The key holds all that the question depends on.
  }, [key, session]);
  return found;
}

function clean({ metric, period }: TraceTarget) {
  return period === undefined ? { metric } : { metric, period };
}
