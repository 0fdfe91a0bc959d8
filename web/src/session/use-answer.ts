import { useEffect, useState } from 'react';
import type { Issue } from 'buildout';
import { useSession, useStore } from '../context.tsx';
import { DeskFaults, Unasked, type Following } from '../desk/desk-client.ts';
import { activeScenario } from '../state/app-state.ts';
import type { Session } from './session.ts';

/** An answer of the desk as a page shows it. */
export interface Answered<T> {
  /** The latest answer; it stays while a newer one is worked out. */
  readonly value?: T;
  /** Whether `value` answers the question as it is now. */
  readonly isCurrent: boolean;
  /** Share done, while it is worked out. */
  readonly share?: number;
  readonly issues?: readonly Issue[];
  readonly failure?: string;
  readonly isStopped?: boolean;
  readonly stop: () => void;
  readonly again: () => void;
}

type AskOne<T> = (session: Session, following: Following) => Promise<T>;

/** Answers by question, the latest last, so that going back and forth asks nothing anew. */
const known = new Map<string, unknown>();
const mostKnown = 40;

/**
 * Asks once for each question and state of the case, and calls off what is no longer asked. `question` names all that the answer
 * depends on besides the case, its scenario, seed and paths; nothing is asked without one.
 */
export function useAnswer<T>(question: string | undefined, ask: AskOne<T>): Answered<T> {
  const { session } = useSession();
  const { state } = useStore();
  const about = [state.sample, state.ownCase, activeScenario(state), state.seed, state.paths];
  const key = question === undefined ? undefined : JSON.stringify([question, about]);
  const [found, setFound] = useState<Omit<Answered<T>, 'isCurrent' | 'stop' | 'again'> & { key?: string }>(
    {},
  );
  const [turn, setTurn] = useState(0);
  const [stopped, setStopped] = useState<string>();
  useEffect(() => {
    if (key === undefined || key === stopped) return undefined;
    if (known.has(key)) return setFound({ key, value: known.get(key) as T });
    const calledOff = new AbortController();
    setFound(({ value, key: before }) => ({
      share: 0,
      ...(value === undefined ? {} : { value, key: before! }),
    }));
    ask(session, {
      signal: calledOff.signal,
      onProgress: (share) => calledOff.signal.aborted || setFound((before) => ({ ...before, share })),
    }).then(
      (value) => {
        keep(key, value);
        if (!calledOff.signal.aborted) setFound({ key, value });
      },
      (error: unknown) => calledOff.signal.aborted || setFound({ key, ...faultOf(error) }),
    );
    return () => calledOff.abort();
    // The key holds all that the question depends on.
  }, [key, session, turn, stopped]);
  const isStopped = key !== undefined && key === stopped;
  const { key: answered, share, ...rest } = found;
  return {
    ...rest,
    isCurrent: key !== undefined && answered === key && share === undefined,
    ...(share === undefined || isStopped || key === undefined ? {} : { share }),
    isStopped,
    stop: () => setStopped(key),
    again: () => {
      setStopped(undefined);
      setTurn(turn + 1);
    },
  };
}

function keep(key: string, value: unknown): void {
  known.set(key, value);
  const [oldest] = known.keys();
  if (known.size > mostKnown && oldest !== undefined) known.delete(oldest);
}

function faultOf(error: unknown) {
  if (error instanceof Unasked) return { isStopped: true };
  if (error instanceof DeskFaults) return { issues: error.issues };
  return { failure: error instanceof Error ? error.message : String(error) };
}
