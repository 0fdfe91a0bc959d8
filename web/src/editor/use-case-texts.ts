import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Issue, Json } from 'buildout';
import { useSession, useStore } from '../context.tsx';
import type { CaseTexts } from '../desk/protocol.ts';
import { activeScenario } from '../state/app-state.ts';
import { replaceCase } from '../state/change.ts';
import { Drafts } from '../state/drafts.ts';
import { packCase } from '../state/pack-case.ts';

/** A text is checked once its writer pauses so long. */
const pauseMilliseconds = 250;

const drafts = new Drafts(sessionStorage);

interface OpenTexts {
  readonly key: string;
  readonly applied: CaseTexts;
}

/** The texts of the case as they are being written, what is wrong with them, and how to apply them. */
export function useCaseTexts() {
  const { state, store } = useStore();
  const { session } = useSession();
  const { sample, ownCase } = state;
  const [open, setOpen] = useState<OpenTexts | undefined>();
  const [draft, setDraft] = useState<ReadonlyMap<string, string>>(new Map());
  const [schema, setSchema] = useState<Json | undefined>();
  useEffect(() => {
    let isStale = false;
    void session.library.open({ sample, ownCase }).then(
      ({ key, texts }) => {
        if (isStale) return;
        setOpen({ key, applied: texts });
        setDraft(drafts.of(key));
      },
      () => isStale || setOpen(undefined),
    );
    return () => {
      isStale = true;
    };
  }, [session, sample, ownCase]);
  useEffect(() => void session.schema().then(setSchema, () => undefined), [session]);
  const texts = useMemo(
    () => new Map(open?.applied.files.map(([name, text]) => [name, draft.get(name) ?? text])),
    [open, draft],
  );
  const check = useCheck(open, texts);
  const write = (file: string, text: string): void => {
    if (!open) return;
    const before = new Map(open.applied.files).get(file);
    drafts.put(open.key, file, text === before ? undefined : text);
    setDraft(new Map(drafts.of(open.key)));
  };
  const apply = useCallback(async (): Promise<void> => {
    if (!open || draft.size === 0) return;
    const own = await packCase({ main: open.applied.main, files: [...texts] });
    drafts.drop(open.key);
    store.change(replaceCase(own));
  }, [open, draft, texts, store]);
  const discard = (): void => {
    if (!open) return;
    drafts.drop(open.key);
    setDraft(new Map());
  };
  return { open, texts, draft, schema, check, write, apply, discard };
}

/** What is wrong with the texts; `isCurrent` is false while they are being checked. */
export interface CheckState {
  readonly issues: readonly Issue[];
  readonly isCurrent: boolean;
}

function useCheck(open: OpenTexts | undefined, texts: ReadonlyMap<string, string>): CheckState {
  const { state } = useStore();
  const { session } = useSession();
  const [check, setCheck] = useState<CheckState>({ issues: [], isCurrent: false });
  const scenario = activeScenario(state);
  useEffect(() => {
    if (!open) return;
    let isStale = false;
    setCheck((before) => ({ ...before, isCurrent: false }));
    const timer = setTimeout(() => {
      void session.check({ main: open.applied.main, files: [...texts] }).then(
        (issues) => isStale || setCheck({ issues, isCurrent: true }),
        () => undefined,
      );
    }, pauseMilliseconds);
    return () => {
      isStale = true;
      clearTimeout(timer);
    };
  }, [open, texts, session, scenario]);
  return check;
}
