import { readAddress, writeAddress } from './address.ts';
import type { AppState } from './app-state.ts';
import type { Change } from './change.ts';

/** Where the store keeps the address and the history; a browser's own, or stand-ins in tests. */
export interface StorePlatform {
  readAddress(): string;
  /** `push` makes a step that the browser's own back button takes back. */
  writeAddress(address: string, how: 'push' | 'replace'): void;
  readHistory(): string | undefined;
  /** Whether there was room to keep it. */
  writeHistory(text: string): boolean;
}

const mostSteps = 200;

/**
 * The one state of the page. Every change can be undone; changes with the same `join` in a row, such as the moves of a slider, are one
 * step. History is kept as addresses, so that a reload loses nothing.
 */
export class Store {
  private state: AppState;
  private past: string[] = [];
  private future: string[] = [];
  private lastJoin: string | undefined;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly platform: StorePlatform) {
    this.state = readAddress(platform.readAddress());
    this.restoreHistory();
  }

  readonly read = (): AppState => this.state;

  readonly listen = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly change = (change: Change, join?: string): void => {
    const next = change(this.state);
    const [before, after] = [writeAddress(this.state), writeAddress(next)];
    if (before === after) return;
    const isJoined = join !== undefined && join === this.lastJoin;
    if (!isJoined) this.past = [...this.past.slice(1 - mostSteps), before];
    this.lastJoin = join;
    this.future = [];
    this.adopt(next, next.page === this.state.page ? 'replace' : 'push');
  };

  readonly canUndo = (): boolean => this.past.length > 0;
  readonly canRedo = (): boolean => this.future.length > 0;

  /** The state that undo leads back to. */
  readonly before = (): AppState | undefined => {
    const address = this.past.at(-1);
    return address === undefined ? undefined : readAddress(address);
  };

  readonly undo = (): void => {
    const address = this.past.pop();
    if (address === undefined) return;
    this.future.push(writeAddress(this.state));
    this.lastJoin = undefined;
    this.adopt(readAddress(address), 'replace');
  };

  readonly redo = (): void => {
    const address = this.future.pop();
    if (address === undefined) return;
    this.past.push(writeAddress(this.state));
    this.lastJoin = undefined;
    this.adopt(readAddress(address), 'replace');
  };

  /** The address was changed from outside: a link, or the browser's back button. */
  readonly follow = (): void => {
    const next = readAddress(this.platform.readAddress());
    if (writeAddress(next) === writeAddress(this.state)) return;
    this.past.push(writeAddress(this.state));
    this.lastJoin = undefined;
    this.state = next;
    this.tell();
  };

  private adopt(state: AppState, how: 'push' | 'replace'): void {
    this.state = state;
    this.platform.writeAddress(writeAddress(state), how);
    this.tell();
  }

  private tell(): void {
    this.keepHistory();
    for (const listener of this.listeners) listener();
  }

  /** Keeps as many of the latest steps as there is room for: the address of a case of one's own holds all its texts. */
  private keepHistory(): void {
    const now = writeAddress(this.state);
    for (let steps = this.past.length; ; steps = Math.floor(steps / 2)) {
      const past = steps === 0 ? [] : this.past.slice(-steps);
      const future = steps === 0 ? [] : this.future;
      if (this.platform.writeHistory(JSON.stringify({ now, past, future })) || steps === 0) return;
    }
  }

  /** History belongs to the address it was kept at; another address starts anew. */
  private restoreHistory(): void {
    try {
      const kept = JSON.parse(this.platform.readHistory() ?? '{}') as Record<string, unknown>;
      if (kept['now'] !== writeAddress(this.state)) return;
      const textsOf = (list: unknown) =>
        Array.isArray(list) ? list.filter((each) => typeof each === 'string') : [];
      this.past = textsOf(kept['past']);
      this.future = textsOf(kept['future']);
    } catch {
      // A history that cannot be read is no history.
    }
  }
}
