import { assumptions } from './assumptions.tsx';
import { overview } from './overview.tsx';
import type { Page } from './page.ts';
import { returns } from './returns.tsx';

/** The pages in the order of the navigation. */
export const pages: readonly Page[] = [overview, returns, assumptions];

/** The page of an address; the first where there is none of that name. */
export function pageOf(id: string): Page {
  return pages.find((page) => page.id === id) ?? pages[0]!;
}
