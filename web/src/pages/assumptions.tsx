import { useMemo } from 'react';
import type { AssumptionRow } from 'buildout';
import {
  formatValue,
  headlineYear,
  sortAssumptions,
  tierWords,
  yearDisplay,
  yearEstimate,
} from 'buildout/view';
import { useSession, useStore } from '../context.tsx';
import { AssumptionControl } from '../parts/assumption-control.tsx';
import { CasePlace } from '../parts/case-place.tsx';
import { KeepAtHand } from '../parts/at-hand.tsx';
import { activeScenario } from '../state/app-state.ts';
import { setView, toggleOverlay } from '../state/change.ts';
import { Overlays } from '../parts/overlays.tsx';
import type { PageProps } from './page.ts';

const searchView = 'assumptions.search';
const tierView = 'assumptions.tier';
const allView = 'assumptions.all';
const firstShown = 40;

export function Assumptions({ result }: PageProps) {
  const { state, store } = useStore();
  const search = state.view[searchView] ?? '';
  const tier = state.view[tierView] ?? '';
  const edited = new Set(activeScenario(state).edits.map(([path]) => path));
  const rows = useMemo(() => sortAssumptions(result.assumptions), [result]);
  const found = rows.filter((row) => fits(row, search, tier, edited));
  const shown = state.view[allView] === 'yes' ? found : found.slice(0, firstShown);
  return (
    <>
      <LiveAnswer result={result} />
      <Overlays toggle={(name) => store.change(toggleOverlay(name))} />
      <div className="filters" role="search">
        <label>
          Find{' '}
          <input
            type="search"
            value={search}
            placeholder="a path, a word, a source"
            onChange={(event) => store.change(setView(searchView, event.target.value), searchView)}
          />
        </label>
        <label>
          Evidence{' '}
          <select value={tier} onChange={(event) => store.change(setView(tierView, event.target.value))}>
            <option value="">all</option>
            <option value="edited">changed by you</option>
            <option value="uncertain">uncertain</option>
            {[1, 2, 3, 4].map((each) => (
              <option key={each} value={each} children={`tier ${each}: ${tierWords[each]}`} />
            ))}
            <option value="none">no evidence named</option>
          </select>
        </label>
        <p role="status">
          {found.length} of {rows.length}, by size of effect, then by weakness of evidence
        </p>
      </div>
      {found.length === 0 && (
        <p className="empty">No assumption fits. Take away a word, or choose all evidence.</p>
      )}
      <ul className="assumptions">
        {shown.map((row) => (
          <li key={row.path}>
            <OneAssumption row={row} isEdited={edited.has(row.path)} />
          </li>
        ))}
      </ul>
      {shown.length < found.length && (
        <button type="button" onClick={() => store.change(setView(allView, 'yes'))}>
          Show the other {found.length - shown.length}
        </button>
      )}
    </>
  );
}

function fits(row: AssumptionRow, search: string, tier: string, edited: ReadonlySet<string>): boolean {
  const text = `${row.path} ${row.sentence} ${row.source ?? ''} ${row.text}`.toLowerCase();
  if (
    !search
      .toLowerCase()
      .split(/\s+/)
      .every((word) => text.includes(word))
  )
    return false;
  if (tier === '') return true;
  if (tier === 'edited') return edited.has(row.path);
  if (tier === 'uncertain') return row.isUncertain;
  return tier === 'none' ? row.tier === undefined : row.tier === Number(tier);
}

function OneAssumption({ row, isEdited }: { readonly row: AssumptionRow; readonly isEdited: boolean }) {
  return (
    <article className={isEdited ? 'assumption edited' : 'assumption'} aria-label={row.path}>
      <div>
        <h2>
          <code>{row.path}</code>
        </h2>
        <p>{row.sentence}</p>
        <p className="quiet">
          {row.source !== undefined && row.url !== undefined && /^https?:/.test(row.url) ? (
            <a href={row.url} target="_blank" rel="noopener noreferrer" children={row.source} />
          ) : (
            (row.source ?? 'no source given')
          )}
          {row.asOf && `, as of ${row.asOf}`} · <CasePlace at={row.at} />
        </p>
        {(row.note || row.alternatives.length > 0) && (
          <p className="quiet">
            {row.alternatives.length > 0 && `Or: ${row.alternatives.map(({ text }) => text).join('; ')}. `}
            {row.note}
          </p>
        )}
      </div>
      <AssumptionControl row={row} page="assumptions" />
      <div className="evidence">
        <span className={`tier tier-${row.tier ?? 4}`}>
          {row.tier === undefined ? 'no tier' : `tier ${row.tier}, ${tierWords[row.tier]}`}
        </span>
        <Effect row={row} />
        <KeepAtHand path={row.path} />
        <span className="quiet">{row.unit}</span>
      </div>
    </article>
  );
}

function Effect({ row }: { readonly row: AssumptionRow }) {
  const { effect } = row;
  if (typeof effect !== 'number' || !Number.isFinite(effect))
    return <span className="quiet">{row.isUncertain ? 'effect not measured' : 'certain'}</span>;
  const text = `${effect > 0 ? '+' : ''}${effect.toFixed(2).replace('-', '−')}`;
  return (
    <span title="Rank correlation with the headline over the paths, from −1 to +1">
      effect <b className="n">{text}</b>
    </span>
  );
}

/** The two returns that everybody asks about, redrawn while a slider moves. */
function LiveAnswer({ result }: PageProps) {
  const { view } = useSession();
  const year = headlineYear(result);
  if (year === undefined) return undefined;
  const textOf = (id: string) => {
    const metric = result.metrics[id];
    const estimate = yearEstimate(metric, year);
    return metric && estimate ? formatValue(estimate.mid, yearDisplay(metric)) : 'n/a';
  };
  return (
    <p className="live-answer" role="status" aria-busy={!view.isCurrent}>
      ROIC in {year}: D1 <b className="n">{textOf('roic.d1')}</b>, D2 <b className="n">{textOf('roic.d2')}</b>
    </p>
  );
}
