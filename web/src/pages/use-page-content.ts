import { useEffect, useState, type ComponentType } from 'react';
import type { Page, PageProps } from './page.ts';

interface PageContent {
  readonly Content?: ComponentType<PageProps>;
  /** Why there is none, in words. */
  readonly failure?: string;
}

/** What was loaded stays, so that an opened page is there at once when it is opened again. */
const loaded = new Map<Page, ComponentType<PageProps>>();

/** The component of a page, once its script is there. */
export function usePageContent(page: Page): PageContent {
  const [failed, setFailed] = useState<{ readonly page: Page; readonly failure: string }>();
  const [, setCount] = useState(loaded.size);
  useEffect(() => {
    if (loaded.has(page)) return;
    page.load().then(
      (Content) => {
        loaded.set(page, Content);
        setCount(loaded.size);
      },
      () =>
        setFailed({
          page,
          failure: `The script of the page “${page.title}” could not be loaded. Reload to try again; nothing is lost.`,
        }),
    );
  }, [page]);
  const Content = loaded.get(page);
  if (Content) return { Content };
  return failed?.page === page ? { failure: failed.failure } : {};
}
