import { useEffect, useMemo, useState } from 'react';
import type { RunResult } from 'buildout';
import { completeYears, readLand, siteMapFigure, type Land } from 'buildout/view';
import { useStore } from '../context.tsx';
import { setView } from '../state/change.ts';
import { FigureView } from './figure-view.tsx';

const yearView = 'build.year';

/** The sites of a case on a map, at the end of a fiscal year that the reader chooses. */
export function SiteMap({ result }: { readonly result: RunResult }) {
  const { state, store } = useStore();
  const { land, isSettled } = useLand(result.sites !== undefined);
  const years = completeYears(result);
  const year = years.find(({ label }) => label === state.view[yearView])?.label ?? years[0]?.label;
  const figure = useMemo(
    () => siteMapFigure(result, { ...(year === undefined ? {} : { year }), ...(land ? { land } : {}) }),
    [result, year, land],
  );
  if (result.sites === undefined) return <FigureView figure={figure} />;
  if (!isSettled) return <p role="status">Loading the map…</p>;
  return (
    <section aria-label="Map of the sites">
      <div className="filters">
        <label>
          Map at the end of{' '}
          <select value={year} onChange={(event) => store.change(setView(yearView, event.target.value))}>
            {years.map(({ label }) => (
              <option key={label} children={label} />
            ))}
          </select>
        </label>
      </div>
      <FigureView figure={figure} />
    </section>
  );
}

/** Loaded once for all maps of the session. */
let loading: Promise<Land | undefined> | undefined;

/** The outline of land; where it cannot be loaded the map is drawn without it, which its caption says. */
function useLand(isWanted: boolean) {
  const [found, setFound] = useState<{ readonly land: Land | undefined; readonly isSettled: boolean }>({
    land: undefined,
    isSettled: false,
  });
  useEffect(() => {
    if (!isWanted) return undefined;
    let isGone = false;
    loading ??= fetchLand();
    void loading.then((land) => {
      if (!land) loading = undefined; // Asked for again when the page is next opened.
      if (!isGone) setFound({ land, isSettled: true });
    });
    return () => {
      isGone = true;
    };
  }, [isWanted]);
  return found;
}

async function fetchLand(): Promise<Land | undefined> {
  try {
    const response = await fetch(new URL('data/land.json', document.baseURI));
    return response.ok ? readLand(await response.text()) : undefined;
  } catch {
    return undefined;
  }
}
