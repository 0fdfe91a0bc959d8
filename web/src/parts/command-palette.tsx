import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { metricWords } from 'buildout/view';
import { useSession, useStore } from '../context.tsx';
import { pages } from '../pages/registry.ts';
import { addScenario, clearEdits, openTrace, setView, showPage } from '../state/change.ts';
import type { Change } from '../state/change.ts';
import { freezeVersion, readVersions } from '../state/versions.ts';
import { saveBlob, saveText } from './save-text.ts';
import { readAddress, writeAddress } from '../state/address.ts';

interface Command {
  readonly kind: 'Page' | 'Action' | 'Version' | 'Number' | 'Assumption';
  readonly words: string;
  readonly act: () => void;
}

const mostShown = 12;

/** Finds pages, numbers, assumptions, versions and actions by a few letters. */
export function CommandPalette({ close }: { readonly close: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const commands = useCommands();
  const found = useMemo(() => findCommands(commands, text), [commands, text]);
  useEffect(() => dialog.current?.showModal(), []);
  const take = (command: Command | undefined): void => {
    close();
    command?.act();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') take(found[at]);
    else if (event.key === 'ArrowDown') setAt(Math.min(at + 1, found.length - 1));
    else if (event.key === 'ArrowUp') setAt(Math.max(at - 1, 0));
    else return;
    event.preventDefault();
  };
  return (
    <dialog
      ref={dialog}
      className="palette"
      aria-label="Find"
      onClose={close}
      onClick={(event) => event.target === dialog.current && close()}
    >
      <input
        role="combobox"
        aria-expanded="true"
        aria-controls="palette-list"
        aria-activedescendant={`palette-${at}`}
        aria-label="Page, number, assumption or action"
        placeholder="Page, number, assumption or action"
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <ul id="palette-list" role="listbox" aria-label="What was found">
        {found.map((command, i) => (
          <li
            key={i}
            id={`palette-${i}`}
            role="option"
            aria-selected={i === at}
            onClick={() => take(command)}
          >
            <span>{command.words}</span> <span className="quiet">{command.kind}</span>
          </li>
        ))}
      </ul>
      {found.length === 0 && (
        <p className="empty">Nothing has these letters. Try a word such as “revenue”.</p>
      )}
    </dialog>
  );
}

function useCommands(): readonly Command[] {
  const { store } = useStore();
  const { view, session } = useSession();
  const result = view.shown?.result;
  return useMemo(() => {
    const change = (next: Change) => () => store.change(next);
    const metrics = Object.entries(result?.metrics ?? {}).filter(([id]) => !id.includes('['));
    return [
      ...pages.map(({ id, title }): Command => ({ kind: 'Page', words: title, act: change(showPage(id)) })),
      { kind: 'Action', words: 'Undo', act: store.undo },
      { kind: 'Action', words: 'Redo', act: store.redo },
      { kind: 'Action', words: 'Add a scenario', act: change(addScenario) },
      { kind: 'Action', words: 'Take back all changes of this scenario', act: change(clearEdits) },
      {
        kind: 'Action',
        words: 'Freeze this version',
        act: () => freeze(writeAddress(store.read())),
      },
      {
        kind: 'Action',
        words: 'Save the run as JSON',
        act: () => void session.json().then((json) => saveText('run.json', json, 'application/json')),
      },
      {
        kind: 'Action',
        words: 'Save the run as Parquet',
        act: () =>
          void session
            .parquet()
            .then((bytes) =>
              saveBlob('run.parquet', new Blob([bytes], { type: 'application/vnd.apache.parquet' })),
            ),
      },
      { kind: 'Action', words: 'Print this page', act: () => print() },
      ...readVersions(localStorage).map(({ name, at, address }): Command => ({
        kind: 'Version',
        words: `${name}, ${at.slice(0, 10)}`,
        act: change(() => readAddress(address)),
      })),
      ...metrics.map(([id, metric]): Command => ({
        kind: 'Number',
        words: `${metricWords(id, metric.definition)} (${id})`,
        act: change(openTrace({ metric: id, period: metric.years.labels[2] ?? metric.years.labels[0] })),
      })),
      ...(result?.assumptions ?? []).map(({ path }): Command => ({
        kind: 'Assumption',
        words: path,
        act: change((state) => setView('assumptions.search', path)(showPage('assumptions')(state))),
      })),
    ];
  }, [result, store, session]);
}

function freeze(address: string): void {
  const name = prompt('Name of this version')?.trim();
  if (name) freezeVersion(localStorage, { name, at: new Date().toISOString(), address });
}

/** Every word must be there; where the first word begins a name, the name comes first. */
function findCommands(commands: readonly Command[], text: string): readonly Command[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = commands.filter((each) => words.every((word) => each.words.toLowerCase().includes(word)));
  const rank = ({ words: name }: Command) => (name.toLowerCase().startsWith(words[0] ?? '') ? 0 : 1);
  return fits.sort((a, b) => rank(a) - rank(b)).slice(0, mostShown);
}
