import { assumptions } from './assumptions.tsx';
import { build } from './build.tsx';
import { contracts } from './contracts.tsx';
import { overview } from './overview.tsx';
import type { Page } from './page.ts';
import { plan } from './plan.tsx';
import { returns } from './returns.tsx';

/** The pages in the order of the navigation. */
export const pages: readonly Page[] = [overview, build, contracts, returns, plan, assumptions];

/** The page of an address; the first where there is none of that name. */
export function pageOf(id: string): Page {
  return pages.find((page) => page.id === id) ?? pages[0]!;
}
