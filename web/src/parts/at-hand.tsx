import { useSession, useStore } from '../context.tsx';
import { setView } from '../state/change.ts';
import { AssumptionControl } from './assumption-control.tsx';

const view = 'hand';
const most = 3;
/** Pages that have the controls of assumptions themselves. */
const without: readonly string[] = ['assumptions', 'case'];

/** Paths of the assumptions that stay at hand on every page, from the name a view is kept under. */
function pathsOf(text: string | undefined): readonly string[] {
  return text === undefined || text === '' ? [] : text.split(' ');
}

/** Keeps an assumption at hand below every page, or takes it away. */
export function KeepAtHand({ path }: { readonly path: string }) {
  const { state, store } = useStore();
  const paths = pathsOf(state.view[view]);
  const isKept = paths.includes(path);
  if (!isKept && paths.length >= most) return undefined;
  const next = isKept ? paths.filter((each) => each !== path) : [...paths, path];
  return (
    <button
      type="button"
      className="plain"
      aria-pressed={isKept}
      aria-label={`Keep at hand on every page: ${path}`}
      onClick={() => store.change(setView(view, next.join(' ')))}
    >
      Keep at hand
    </button>
  );
}

/** Controls that stay in view while the charts of any page follow them. */
export function AtHand() {
  const { state } = useStore();
  const { shown } = useSession().view;
  const kept = pathsOf(state.view[view]);
  const rows = kept.flatMap((path) => shown?.result.assumptions.find((row) => row.path === path) ?? []);
  if (rows.length === 0 || without.includes(state.page)) return undefined;
  return (
    <section className="at-hand" aria-label="Assumptions at hand">
      {rows.map((row) => (
        <div key={row.path}>
          <p>
            <code>{row.path}</code> <KeepAtHand path={row.path} />
          </p>
          <AssumptionControl row={row} page={state.page} />
        </div>
      ))}
    </section>
  );
}
