import type { ComponentType } from 'react';
import type { RunResult } from 'buildout';

export interface PageProps {
  /** The run shown; while a value is being moved, with the page's `live` metrics redrawn. */
  readonly result: RunResult;
}

/** One page of the app. A new page is a file that exports its component, and an entry in `registry.ts`. */
export interface Page {
  /** Kebab-case; stands in the address. */
  readonly id: string;
  readonly title: string;
  /** One sentence: what is decided here. */
  readonly decides: string;
  /** Formulas, by name, that are redrawn while a slider moves. */
  readonly live: readonly string[];
  /** Whether it is drawn without a run too, `result` being `undefined`; such a page lists the faults of the case itself. */
  readonly isAlone?: boolean;
  /** Fetches the script of the page, once; rejects where it cannot be fetched. */
  readonly load: () => Promise<ComponentType<PageProps>>;
}
