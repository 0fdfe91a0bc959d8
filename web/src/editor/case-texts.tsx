import { useEffect, useMemo, useRef } from 'react';
import type { Issue } from 'buildout';
import { formatCount } from 'buildout/view';
import { useStore } from '../context.tsx';
import { saveText } from '../parts/save-text.ts';
import '../styles/case.css';
import { useAnswer } from '../session/use-answer.ts';
import { activeScenario } from '../state/app-state.ts';
import { setView, showPage } from '../state/change.ts';
import { CaseEditor, type EditorHandle } from './case-editor.tsx';
import type { TextFault } from './open-editor.ts';
import type { OverlaidLine } from './overlaid-lines.ts';
import { useCaseTexts, type CheckState } from './use-case-texts.ts';

const fileView = 'case.file';
/** A line to show, such as `case.yaml:12:9`. */
const atView = 'case.at';

/** The files of the case to read, write, apply and save. */
export function CaseTextsPanel() {
  const { state, store } = useStore();
  const editor = useRef<EditorHandle>(null);
  const { open, texts, draft, schema, check, write, apply, discard } = useCaseTexts();
  const at = readPlace(state.view[atView]);
  const asked = at?.file ?? state.view[fileView];
  const file = asked !== undefined && texts.has(asked) ? asked : (open?.applied.main ?? '');
  const isThere = open !== undefined && at?.file === file;
  useEffect(() => {
    if (isThere && at) editor.current?.goTo(at.line, at.column);
  }, [isThere, state.view[atView]]);
  const faults = useMemo(
    () => check.issues.filter(({ at }) => at?.file === file).map(faultOf),
    [check.issues, file],
  );
  const overlaid = useOverlaid(file);
  if (!open) return <p className="empty">Reading the files of the case …</p>;
  const errors = check.issues.filter(({ severity }) => severity === 'error').length;
  const canApply = draft.size > 0 && check.isCurrent && errors === 0;
  const choose = (name: string) =>
    store.change((before) =>
      setView(atView, '')(setView(fileView, name === open.applied.main ? '' : name)(before)),
    );
  const goTo = ({ at }: Issue): void => {
    if (!at || !texts.has(at.file)) return;
    if (at.file !== file) choose(at.file);
    // The editor of another file opens once the page is drawn again.
    setTimeout(() => editor.current?.goTo(at.line, at.column));
  };
  return (
    <section className="case-texts" aria-label="Text of the case">
      <div className="filters">
        <label>
          File{' '}
          <select value={file} onChange={(event) => choose(event.target.value)}>
            {[...texts.keys()].map((name) => (
              <option key={name} value={name} children={draft.has(name) ? `${name} (changed)` : name} />
            ))}
          </select>
        </label>
        <button
          type="button"
          onClick={() => void apply()}
          disabled={!canApply}
          title="Ctrl Enter"
          data-act="apply"
        >
          Apply <kbd>Ctrl Enter</kbd>
        </button>
        <button type="button" className="plain" onClick={discard} disabled={draft.size === 0}>
          Discard
        </button>
        <button
          type="button"
          className="plain"
          onClick={() => saveText(file.replace(/^.*\//, ''), texts.get(file)!, 'text/plain')}
        >
          Save this file
        </button>
        <p role="status">{statusWords(draft.size, errors, check)}</p>
      </div>
      <EditsNote />
      <CaseEditor
        key={file}
        handle={editor}
        file={file}
        text={texts.get(file)!}
        texts={texts}
        schema={schema}
        faults={faults}
        overlaid={overlaid}
        onChange={(text) => write(file, text)}
        onApply={() => canApply && void apply()}
      />
      <Faults issues={check.issues} goTo={goTo} known={texts} />
      <p className="caption">
        Ctrl Space completes keys, labels, sources and units; a key under the pointer says what it means; Ctrl
        F finds; Tab leaves the editor. What is written here counts once it is applied: then it is part of the
        address, of undo and of the link. Drop the files of another case anywhere to open it.
      </p>
    </section>
  );
}

const none: readonly OverlaidLine[] = [];

/** Lines of a file of which overlays or edits of the scenario replace a value. */
function useOverlaid(file: string): readonly OverlaidLine[] {
  const { state } = useStore();
  const { edits, overlays } = activeScenario(state);
  const isAsked = edits.length + overlays.length > 0;
  const { value, isCurrent } = useAnswer(isAsked ? 'overlaid' : undefined, (session) =>
    session.ask('overlaid', {}),
  );
  return useMemo(() => {
    if (!isCurrent || !value) return none;
    const here = value.filter(({ at }) => at.file === file);
    const lines = [...new Set(here.map(({ at }) => at.line))];
    return lines.map((line) => {
      const said = here.filter(({ at }) => at.line === line);
      const words = said.map(
        ({ path, by, text }) =>
          `${path.split('.').at(-1)!} ${text} ${by.file.startsWith('--') ? 'as changed here' : `by ${by.file}`}`,
      );
      return { line, words: words.join('; ') };
    });
  }, [value, isCurrent, file]);
}

function readPlace(text: string | undefined) {
  const [, file, line, column] = /^([^:]+):(\d{1,6}):(\d{1,6})$/.exec(text ?? '') ?? [];
  return file === undefined ? undefined : { file, line: Number(line), column: Number(column) };
}

function statusWords(changed: number, errors: number, { isCurrent }: CheckState): string {
  if (!isCurrent) return 'Checking …';
  if (errors > 0) return `${counted(errors, 'fault')} to mend. Every page shows the last good state.`;
  return changed === 0
    ? 'No faults. All is applied.'
    : `No faults. ${counted(changed, 'file')} changed and not applied yet.`;
}

function counted(count: number, word: string): string {
  return `${formatCount(count)} ${word}${count === 1 ? '' : 's'}`;
}

/** What the scenario lays over the text, so that nobody wonders why a line here is not what counts. */
function EditsNote() {
  const { state, store } = useStore();
  const { edits, overlays, name } = activeScenario(state);
  if (edits.length + overlays.length === 0) return undefined;
  const show = () =>
    store.change((before) => setView('assumptions.tier', 'edited')(showPage('assumptions')(before)));
  return (
    <p className="laid-over">
      Over this text lies the scenario “{name}”: {counted(overlays.length, 'overlay')} and{' '}
      {counted(edits.length, 'changed value')}
      {edits.length > 0 && <> ({edits.map(([path, text]) => `${path} = ${text}`).join('; ')})</>}.{' '}
      {edits.length > 0 && (
        <button type="button" className="plain" onClick={show}>
          Show them
        </button>
      )}
    </p>
  );
}

interface FaultsProps {
  readonly issues: readonly Issue[];
  readonly known: ReadonlyMap<string, string>;
  goTo(issue: Issue): void;
}

function Faults({ issues, known, goTo }: FaultsProps) {
  if (issues.length === 0) return undefined;
  return (
    <ol className="text-faults" aria-label="Faults and warnings">
      {issues.map((issue, i) => {
        const { at, severity, message } = issue;
        const place = at ? `${at.file}:${at.line}:${at.column}` : issue.code;
        return (
          <li key={i} className={severity}>
            {at && known.has(at.file) ? (
              <button type="button" className="plain" onClick={() => goTo(issue)} children={place} />
            ) : (
              <code>{place}</code>
            )}{' '}
            <b>{severity === 'error' ? 'Fault' : 'Warning'}:</b> {message} {restWords(issue)}
          </li>
        );
      })}
    </ol>
  );
}

function restWords({ found, expected, fix }: Issue): string {
  return [
    found === undefined ? '' : `Found: ${found.replace(/\.$/, '')}.`,
    expected === undefined ? '' : `Expected: ${expected}.`,
    fix === undefined ? '' : `To mend it: ${fix}.`,
  ]
    .filter(Boolean)
    .join(' ');
}

function faultOf(issue: Issue): TextFault {
  const { line, column } = issue.at!;
  const message = [issue.message, restWords(issue)].filter(Boolean).join(' ');
  return { line, column, isError: issue.severity === 'error', message };
}
