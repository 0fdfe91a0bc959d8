import { useEffect, useImperativeHandle, useRef, type Ref } from 'react';
import type { Json } from 'buildout';
import { caseNames } from './case-names.ts';
import { aboutKey, completeCase } from './complete-case.ts';
import type { OpenEditor, TextFault } from './open-editor.ts';
import type { OverlaidLine } from './overlaid-lines.ts';
import { isNode } from './schema-at.ts';

/** What the page may ask of its editor. */
export interface EditorHandle {
  goTo(line: number, column: number): void;
}

interface EditorProps {
  readonly file: string;
  readonly text: string;
  readonly faults: readonly TextFault[];
  readonly overlaid: readonly OverlaidLine[];
  /** All texts of the case as they stand, for the names in them. */
  readonly texts: ReadonlyMap<string, string>;
  readonly schema: Json | undefined;
  readonly handle: Ref<EditorHandle>;
  onChange(text: string): void;
  onApply(): void;
}

/** One file of the case in an editor, which is loaded when it is first shown. */
export function CaseEditor(props: EditorProps) {
  const { file, text, faults, overlaid, handle } = props;
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<OpenEditor | undefined>(undefined);
  const jump = useRef<readonly [line: number, column: number] | undefined>(undefined);
  const latest = useRef(props);
  latest.current = props;
  useEffect(() => {
    let isClosed = false;
    void import('./open-editor.ts').then(({ openEditor }) => {
      if (isClosed) return;
      const element = host.current!;
      const root = element.shadowRoot ?? element.attachShadow({ mode: 'open' });
      editor.current = openEditor({
        root,
        text: latest.current.text,
        label: `Text of ${file}`,
        isYaml: /\.ya?ml$/.test(file),
        onChange: (next) => latest.current.onChange(next),
        onApply: () => latest.current.onApply(),
        propose: (caret) => {
          const { schema, texts } = latest.current;
          return isNode(schema) ? completeCase(schema, caseNames(texts), caret) : [];
        },
        about: (path) => (isNode(latest.current.schema) ? aboutKey(latest.current.schema, path) : undefined),
      });
      editor.current.setFaults(latest.current.faults);
      editor.current.setOverlaid(latest.current.overlaid);
      if (jump.current) editor.current.goTo(...jump.current);
      jump.current = undefined;
    });
    return () => {
      isClosed = true;
      editor.current?.close();
      editor.current = undefined;
    };
  }, [file]);
  useEffect(() => editor.current?.setText(text), [text]);
  useEffect(() => editor.current?.setFaults(faults), [faults]);
  useEffect(() => editor.current?.setOverlaid(overlaid), [overlaid]);
  useImperativeHandle(handle, () => ({
    goTo: (line, column) => {
      if (editor.current) editor.current.goTo(line, column);
      else jump.current = [line, column];
    },
  }));
  return <div ref={host} className="editor" data-file={file} />;
}
