import { Suspense, useEffect, useRef, useState, type ComponentType } from 'react';
import { useSession, useStore } from './context.tsx';
import type { PageProps } from './pages/page.ts';
import { pageOf, pages } from './pages/registry.ts';
import { usePageContent } from './pages/use-page-content.ts';
import { AtHand } from './parts/at-hand.tsx';
import { CommandPalette } from './parts/command-palette.tsx';
import { useDroppedCase } from './parts/drop-case.tsx';
import { IssueList } from './parts/issue-list.tsx';
import { lazyPart } from './parts/lazy-part.tsx';
import { MemoHead } from './parts/memo-head.tsx';
import { ShellTop } from './parts/shell-top.tsx';
import { writeAddress } from './state/address.ts';

// What is seen only once it is asked for comes then; the palette not: letters typed right after its key would go nowhere.
const TraceDrawer = lazyPart(async () => (await import('./parts/trace-drawer.tsx')).TraceDrawer);

/** The frame of the app: navigation, top bar, the page, the trace. */
export function App() {
  const { state } = useStore();
  const [isFinding, setFinding] = useState(false);
  const page = pageOf(state.page);
  useKeys(() => setFinding(true));
  useEffect(() => {
    document.title = `${page.title} · Buildout`;
  }, [page]);
  return (
    <>
      <ShellTop openPalette={() => setFinding(true)} />
      <div className={state.trace ? 'frame with-trace' : 'frame'}>
        <Navigation />
        <main id="page" tabIndex={-1}>
          <PageBody />
          <AtHand />
        </main>
        <Suspense>{state.trace && <TraceDrawer />}</Suspense>
      </div>
      {isFinding && <CommandPalette close={() => setFinding(false)} />}
    </>
  );
}

function Navigation() {
  const { state } = useStore();
  const shown = pageOf(state.page);
  const bar = useRef<HTMLElement>(null);
  // On a narrow screen the pages stand in a row that may be wider than it.
  useEffect(() => {
    const link = bar.current?.querySelector<HTMLElement>('[aria-current]');
    if (bar.current && link) bar.current.scrollLeft = link.offsetLeft - bar.current.clientWidth / 3;
  }, [shown]);
  return (
    <nav ref={bar} className="side" aria-label="Pages">
      <p className="brand">Buildout</p>
      <ul>
        {pages.map((page) => (
          <li key={page.id}>
            <a
              href={`#${writeAddress({ ...state, page: page.id })}`}
              onPointerEnter={() => void page.load().catch(() => undefined)}
              aria-current={page === shown ? 'page' : undefined}
            >
              {page.title}
            </a>
          </li>
        ))}
      </ul>
      <p className="quiet hint">Drop the files of your own case anywhere. Nothing leaves this page.</p>
    </nav>
  );
}

function PageBody() {
  const { state } = useStore();
  const { view } = useSession();
  const dropped = useDroppedCase();
  const page = pageOf(state.page);
  const { Content, failure = view.failure } = usePageContent(page);
  // Only a page that can do without a run is drawn without one.
  const Drawn = Content as ComponentType<Partial<PageProps>> | undefined;
  const { shown } = view;
  const faults = dropped.length > 0 ? dropped : view.faults;
  const meanwhile = shown
    ? 'What is shown below is the last state that could be computed.'
    : 'There is nothing to show yet.';
  return (
    <>
      {faults.length > 0 && !(page.isAlone && dropped.length === 0) && (
        <IssueList issues={faults} meanwhile={meanwhile} />
      )}
      {failure !== undefined && (
        <p className="issues" role="alert">
          {failure}
        </p>
      )}
      {shown && <MemoHead result={shown.result} />}
      <header className="page-head">
        <h1>{page.title}</h1>
        <p className="decides">{page.decides}</p>
      </header>
      {Drawn && (shown || page.isAlone) ? (
        <div
          aria-busy={!view.isCurrent}
          className={view.isCurrent ? 'content' : 'content waiting'}
          data-paths={shown?.result.provenance.paths}
        >
          <Drawn {...(shown ? { result: shown.result } : {})} />
        </div>
      ) : (
        faults.length === 0 &&
        failure === undefined && <p className="empty">Reading the case and running its first paths …</p>
      )}
    </>
  );
}

function useKeys(openPalette: () => void): void {
  const { store } = useStore();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (!event.ctrlKey && !event.metaKey) return;
      // What stands in a shadow root is known by the first of the path alone.
      const isTyping = (event.composedPath()[0] as HTMLElement).matches?.(
        'input[type=text], textarea, [contenteditable=true]',
      );
      const key = event.key.toLowerCase();
      if (key === 'k') openPalette();
      else if (key === 'z' && !isTyping) (event.shiftKey ? store.redo : store.undo)();
      else if (key === 'y' && !isTyping) store.redo();
      else return;
      event.preventDefault();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [store]);
}
