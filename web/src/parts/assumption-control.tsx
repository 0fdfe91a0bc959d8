import { useEffect, useState } from 'react';
import type { AssumptionRow } from 'buildout';
import { useSession, useStore } from '../context.tsx';
import { pageOf } from '../pages/registry.ts';
import { activeScenario } from '../state/app-state.ts';
import { edit } from '../state/change.ts';
import { readSlider } from './read-slider.ts';

interface ControlProps {
  readonly row: AssumptionRow;
  /** The page whose formulas are redrawn while the slider moves. */
  readonly page: string;
}

/** One assumption to change: a field with the text as a case would hold it, a slider where it is a number, and the way back. */
export function AssumptionControl({ row, page }: ControlProps) {
  const { state, store } = useStore();
  const { session } = useSession();
  const edited = activeScenario(state).edits.find(([path]) => path === row.path)?.[1];
  // What the case itself says; not known where the value was changed before this control was first drawn.
  const [written, setWritten] = useState(edited === undefined ? row.text : undefined);
  const text = edited ?? row.text;
  const [draft, setDraft] = useState(text);
  useEffect(() => setDraft(text), [text]);
  useEffect(() => {
    if (edited === undefined) setWritten(row.text);
  }, [edited, row.text]);
  const take = (value: string): void => {
    const isBack = value.trim() === '' || value === written;
    if (value !== text) store.change(edit(row.path, isBack ? undefined : value), `edit ${row.path}`);
  };
  const drag = (value: string): void => {
    setDraft(value);
    session.preview(edit(row.path, value)(store.read()), pageOf(page).live);
  };
  const slider = readSlider(written ?? row.text, draft);
  return (
    <div className="control">
      <input
        type="text"
        value={draft}
        spellCheck={false}
        aria-label={`${row.path}: ${row.sentence}`}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={() => take(draft)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') take(draft);
          if (event.key === 'Escape') setDraft(text);
        }}
      />
      {slider && (
        <input
          type="range"
          min={slider.low}
          max={slider.high}
          step={slider.step}
          value={slider.now}
          aria-label={`Slider of ${row.path}`}
          aria-valuetext={draft}
          onChange={(event) => drag(slider.write(Number(event.target.value)))}
          onPointerUp={() => take(draft)}
          onKeyUp={() => take(draft)}
          onBlur={() => take(draft)}
        />
      )}
      {edited !== undefined && (
        <button type="button" className="plain" onClick={() => store.change(edit(row.path, undefined))}>
          Back to {written ?? 'what the case says'}
        </button>
      )}
    </div>
  );
}
