import type { LiveFan } from 'buildout';
import type { AppState } from '../state/app-state.ts';

/** On few paths, answered at once; or on all, in single precision. */
export type RedrawKind = 'coarse' | 'full';

export interface RedrawHooks {
  /** The formulas of a state on the paths of a kind; rejects where the state has faults. */
  readonly ask: (
    kind: RedrawKind,
    state: AppState,
    metrics: readonly string[],
  ) => Promise<readonly LiveFan[]>;
  readonly show: (kind: RedrawKind, fans: readonly LiveFan[], state: AppState) => void;
  readonly fail: (error: unknown) => void;
  /** Milliseconds of a clock. */
  readonly now: () => number;
  /** Whether a state has paths enough that few of them come first. */
  readonly hasFull: (state: AppState) => boolean;
}

interface Move {
  readonly state: AppState;
  readonly metrics: readonly string[];
  readonly count: number;
}

/** All paths that come within so many milliseconds need none before them. */
const quick = 250;

/**
 * Follows a value that is being moved: few paths at once and all paths beside them, each only for where the hand is now. Once all paths
 * come quickly, few are no longer asked for.
 */
export class Redraws {
  private latest: Move | undefined;
  private count = 0;
  private shown = 0;
  private isQuick = false;
  private readonly busy = { coarse: false, full: false };

  constructor(private readonly hooks: RedrawHooks) {}

  move(state: AppState, metrics: readonly string[]): void {
    this.latest = { state, metrics, count: ++this.count };
    void this.follow('coarse');
    if (this.hooks.hasFull(state)) void this.follow('full');
  }

  /** The value is let go: what is still under way is not shown. */
  end(): void {
    this.latest = undefined;
  }

  private async follow(kind: RedrawKind): Promise<void> {
    if (this.busy[kind]) return;
    this.busy[kind] = true;
    for (let last = 0, next = this.latest; next && next.count > last; next = this.latest) {
      last = next.count;
      if (kind === 'coarse' && this.isQuick && this.hooks.hasFull(next.state)) break;
      await this.draw(kind, next);
    }
    this.busy[kind] = false;
  }

  private async draw(kind: RedrawKind, { state, metrics, count }: Move): Promise<void> {
    const start = this.hooks.now();
    try {
      const fans = await this.hooks.ask(kind, state, metrics);
      if (kind === 'full') this.isQuick = this.hooks.now() - start < quick;
      // Few paths never cover all paths of the same place or a later one.
      const isNewer = kind === 'full' ? count >= this.shown : count > this.shown;
      if (this.latest === undefined || !isNewer) return;
      this.shown = count;
      this.hooks.show(kind, fans, state);
    } catch (error) {
      this.hooks.fail(error);
    }
  }
}
