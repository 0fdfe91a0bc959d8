import { openLive, type LiveFan, type LiveStudy, type Runner, type Study } from 'buildout';
import type { RunOrder } from './protocol.ts';

/** Probabilities of the quantiles that a result has, in the order of `fanQuantiles` of the page. */
export const quantiles = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95];

/** The study that is being redrawn: it stays open while case, seed, paths and metrics are the same, whatever values move. */
export class LiveShelf {
  private open: { readonly key: string; readonly live: LiveStudy } | undefined;

  /** `isPreview`: in single precision. */
  constructor(
    private readonly runner: Runner,
    private readonly isPreview: boolean,
  ) {}

  redraw(study: Study, { caseKey, overlays, seed, paths }: RunOrder, metrics: readonly string[]) {
    const known = metrics.filter((name) => study.graph.nodes.some(({ decl }) => decl.name === name));
    const key = JSON.stringify([caseKey, overlays, seed, paths, known]);
    if (this.open?.key !== key) {
      this.close();
      const { runner, isPreview } = this;
      this.open = {
        key,
        live: openLive(study, { metrics: known, paths, seed, quantiles, runner, isPreview }),
      };
    }
    return this.open.live.redraw(study) as Promise<readonly LiveFan[]>;
  }

  close(): void {
    this.open?.live.close();
    this.open = undefined;
  }
}
