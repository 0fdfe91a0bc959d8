import { useEffect, useState } from 'react';
import { overlaysOf } from 'buildout';
import { labelWords } from 'buildout/view';
import { useSession, useStore } from '../context.tsx';
import { activeScenario } from '../state/app-state.ts';

/** The overlays that lie beside the case, to lay over the shown scenario. */
export function Overlays({ toggle }: { readonly toggle: (name: string) => void }) {
  const { state } = useStore();
  const { session } = useSession();
  const [names, setNames] = useState<readonly string[]>([]);
  const { sample, ownCase } = state;
  useEffect(() => {
    let isStale = false;
    void session.library.open({ sample, ownCase }).then(
      ({ texts }) => isStale || setNames(overlaysOf(texts.files.map(([name]) => name))),
      () => isStale || setNames([]),
    );
    return () => {
      isStale = true;
    };
  }, [session, sample, ownCase]);
  if (names.length === 0) return undefined;
  return (
    <fieldset className="overlays">
      <legend>Overlays</legend>
      {names.map((name) => (
        <label key={name}>
          <input
            type="checkbox"
            checked={activeScenario(state).overlays.includes(name)}
            onChange={() => toggle(name)}
          />{' '}
          {labelWords(name.replace(/^overlays\/|\.ya?ml$/g, '').replaceAll('-', '_'))}
        </label>
      ))}
    </fieldset>
  );
}
