import type { RunResult } from 'buildout';
import { formatCount } from 'buildout/view';
import { useStore } from '../context.tsx';
import { activeScenario } from '../state/app-state.ts';

/** The head of a printed page: which case, scenario and run it shows, and the address at which it is found again. */
export function MemoHead({ result }: { readonly result: RunResult }) {
  const { state } = useStore();
  const { case: name, asOf, paths, seed, version, caseHash } = result.provenance;
  const { name: scenario, overlays, edits } = activeScenario(state);
  const changes = [...overlays, ...edits.map(([path, text]) => `${path} = ${text}`)];
  return (
    <div className="memo-head">
      <p>
        <b>{name}</b>, as of {asOf}. Scenario “{scenario}”
        {changes.length > 0 ? `: ${changes.join('; ')}` : ''}.
      </p>
      <p>
        {formatCount(paths)} paths, seed {seed}, Buildout {version}, case {caseHash.slice(0, 12)}. Ranges are
        80% of paths. Planning software; not investment advice.
      </p>
      {state.ownCase === undefined && <p>{location.href}</p>}
    </div>
  );
}
