import {
  autocompletion,
  closeBrackets,
  completionKeymap,
  insertCompletionText,
  pickedCompletion,
  type Completion,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { bracketMatching, foldGutter, foldKeymap, indentUnit } from '@codemirror/language';
import { lintGutter, lintKeymap, setDiagnostics, type Diagnostic } from '@codemirror/lint';
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search';
import { EditorState, type Extension, type Text } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  hoverTooltip,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { caretOf, type Caret } from './caret.ts';
import { overlaidLines, showOverlaid, type OverlaidLine } from './overlaid-lines.ts';
import { editorLook } from './editor-look.ts';
import type { Proposal } from './complete-case.ts';

/** A fault of the text: lines and columns count from one. */
export interface TextFault {
  readonly line: number;
  readonly column: number;
  readonly isError: boolean;
  readonly message: string;
}

export interface EditorOptions {
  /** Holds the editor and its style sheet. A shadow root, since a content policy without inline styles lets a page add no style element. */
  readonly root: ShadowRoot;
  readonly text: string;
  /** What the text is, for those who cannot see it. */
  readonly label: string;
  /** Whether the text is YAML, and so has keys to complete. */
  readonly isYaml: boolean;
  onChange(text: string): void;
  /** Mod-Enter. */
  onApply(): void;
  propose(caret: Caret): readonly Proposal[];
  about(path: readonly string[]): string | undefined;
}

/** An open editor. */
export interface OpenEditor {
  setText(text: string): void;
  setFaults(faults: readonly TextFault[]): void;
  setOverlaid(lines: readonly OverlaidLine[]): void;
  /** Puts the caret there and the line in view. */
  goTo(line: number, column: number): void;
  close(): void;
}

/** Opens an editor with completion, faults in the gutter and search. Tab leaves it, so that keys alone lead through the page. */
export function openEditor(options: EditorOptions): OpenEditor {
  const { root, text, label, onChange, onApply } = options;
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(),
        foldGutter(),
        lintGutter(),
        history(),
        drawSelection(),
        highlightActiveLine(),
        highlightSelectionMatches(),
        bracketMatching(),
        closeBrackets(),
        indentUnit.of('  '),
        EditorState.tabSize.of(2),
        editorLook,
        overlaidLines,
        // What can be edited can be focused; said in so many words, tools that check access know it too.
        EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false', tabindex: '0' }),
        keymap.of([
          { key: 'Mod-Enter', preventDefault: true, run: () => (onApply(), true) },
          ...completionKeymap,
          ...lintKeymap,
          ...searchKeymap,
          ...foldKeymap,
          ...historyKeymap,
          ...defaultKeymap,
        ]),
        EditorView.updateListener.of(({ docChanged, state }) => {
          if (docChanged) onChange(state.doc.toString());
        }),
        options.isYaml ? yamlHelp(options) : [],
      ],
    }),
  });
  return {
    setText: (next) => {
      if (next === view.state.doc.toString()) return;
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: next } });
    },
    setFaults: (faults) =>
      view.dispatch(
        setDiagnostics(
          view.state,
          faults.map((fault) => diagnosticOf(view.state.doc, fault)),
        ),
      ),
    setOverlaid: (lines) => showOverlaid(view, lines),
    goTo: (line, column) => {
      const at = offsetOf(view.state.doc, line, column);
      view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: 'center' }) });
      view.focus();
    },
    close: () => view.destroy(),
  };
}

function yamlHelp({ propose, about }: EditorOptions): Extension {
  return [
    yaml(),
    autocompletion({
      icons: false,
      override: [
        ({ state, pos, explicit }) => {
          const caret = caretAt(state.doc, pos);
          if (!caret || (!explicit && caret.typed === '')) return null;
          const found = propose(caret);
          if (found.length === 0) return null;
          const options = found.map((each, i) => completionOf(each, i));
          return {
            from: pos - caret.typed.length,
            options,
            filter: caret.at === 'key' || !isNumber(caret.typed),
          };
        },
      ],
    }),
    hoverTooltip((view, pos) => {
      const { doc } = view.state;
      const line = doc.lineAt(pos);
      const [, key = ''] =
        /^([\w-]*)\s*:(?=\s|$)/.exec(line.text.slice(startOfWord(line.text, pos - line.from))) ?? [];
      const from = line.from + startOfWord(line.text, pos - line.from);
      const caret = key === '' ? undefined : caretAt(doc, from + key.length);
      const sentence = caret?.at === 'key' ? about([...caret.path, caret.typed]) : undefined;
      if (sentence === undefined) return null;
      const create = () => {
        const dom = document.createElement('div');
        dom.className = 'about-key';
        dom.textContent = sentence;
        return { dom };
      };
      return { pos: from, end: from + key.length, create };
    }),
  ];
}

function startOfWord(text: string, at: number): number {
  return at - /[\w-]*$/.exec(text.slice(0, at))![0].length;
}

function offsetOf(doc: Text, line: number, column: number): number {
  const { from, to } = doc.line(Math.min(Math.max(1, line), doc.lines));
  return Math.min(from + Math.max(0, column - 1), to);
}

/** Marks the word at a fault's place, or the rest of its line where no word begins there. */
function diagnosticOf(doc: Text, { line, column, isError, message }: TextFault): Diagnostic {
  const from = offsetOf(doc, line, column);
  const rest = doc.sliceString(from, doc.lineAt(from).to);
  const word = /^[^\s:,{}[\]]+/.exec(rest)?.[0].length ?? rest.length;
  return { from, to: from + word, severity: isError ? 'error' : 'warning', message };
}

function isNumber(typed: string): boolean {
  return /^[$\d]/.test(typed);
}

function caretAt(doc: Text, pos: number): Caret | undefined {
  const line = doc.lineAt(pos);
  return caretOf(doc.toString().split('\n'), line.number - 1, pos - line.from);
}

const mostBoost = 99;

function completionOf({ text, detail, sentence, ending }: Proposal, place: number): Completion {
  return {
    label: text,
    detail,
    // What comes first in the schema comes first in the list.
    boost: mostBoost - Math.min(place, 2 * mostBoost),
    ...(sentence === '' ? {} : { info: sentence }),
    apply: (view, completion, from, to) => {
      const isThere = view.state.sliceDoc(to, to + 1) === ':';
      const insert = `${text}${isThere ? '' : ending}`;
      view.dispatch({
        ...insertCompletionText(view.state, insert, from, to),
        annotations: pickedCompletion.of(completion),
      });
    },
  };
}
