import { useStore } from '../context.tsx';
import { setView, showPage } from '../state/change.ts';

/** The place of a value in the files of the case, such as `case.yaml:12:9`; leads to its line in the editor. */
export function CasePlace({ at }: { readonly at: string }) {
  const { store } = useStore();
  if (!/^[^\s:]+:\d+:\d+$/.test(at)) return <>{at}</>;
  return (
    <button
      type="button"
      className="place"
      title="Show this line of the case"
      onClick={() => store.change((before) => setView('case.at', at)(showPage('case')(before)))}
    >
      {at}
    </button>
  );
}
