import type { RunResult } from 'buildout';
import { useSession, useStore } from '../context.tsx';

/** The pinned scenario's run, where another one is shown. */
export function useBase(): RunResult | undefined {
  const { state } = useStore();
  const { view } = useSession();
  return state.pinned === undefined || state.pinned === state.active
    ? undefined
    : view.runs[state.pinned]?.result;
}
