import { describe, expect, it } from 'vitest';
import {
  addScenario,
  clearEdits,
  edit,
  openSample,
  removeScenario,
  setView,
  showPage,
  toggleOverlay,
} from '../../web/src/state/change.ts';
import { writeAddress } from '../../web/src/state/address.ts';
import { Store } from '../../web/src/state/store.ts';

/** A browser's address and session storage, as far as the store uses them. */
function makePlatform() {
  const kept = { address: '#/overview?case=tiny', history: undefined as string | undefined, room: Infinity };
  return {
    kept,
    readAddress: () => kept.address,
    writeAddress: (address: string) => void (kept.address = `#${address}`),
    readHistory: () => kept.history,
    writeHistory: (text: string) => {
      kept.history = text.length <= kept.room ? text : undefined;
      return kept.history !== undefined;
    },
  };
}

describe('the store', () => {
  it('undoes and redoes every change, in order', () => {
    const store = new Store(makePlatform());
    const changes = [
      edit('accounts.tax_rate', '30%'),
      toggleOverlay('overlays/late-power.yaml'),
      showPage('returns'),
      addScenario,
      edit('accounts.tax_rate', '10%'),
      setView('assumptions.search', 'tax'),
      removeScenario(0),
      clearEdits,
      openSample('amazon-2026'),
    ];
    const seen = [writeAddress(store.read())];
    for (const change of changes) {
      store.change(change);
      seen.push(writeAddress(store.read()));
    }
    expect(new Set(seen).size).toBe(changes.length + 1);
    for (const address of seen.toReversed()) {
      expect(writeAddress(store.read())).toBe(address);
      store.undo();
    }
    expect(store.canUndo()).toBe(false);
    for (const address of seen) {
      expect(writeAddress(store.read())).toBe(address);
      store.redo();
    }
    expect(store.canRedo()).toBe(false);
  });

  it('takes the moves of one slider back in one step', () => {
    const store = new Store(makePlatform());
    for (const text of ['20%', '21%', '22%']) store.change(edit('accounts.tax_rate', text), 'tax');
    expect(store.read().scenarios[0]!.edits).toEqual([['accounts.tax_rate', '22%']]);
    store.undo();
    expect(store.read().scenarios[0]!.edits).toEqual([]);
    expect(store.canUndo()).toBe(false);
  });

  it('keeps state and history over a reload, and history only for the address it belongs to', () => {
    const platform = makePlatform();
    const first = new Store(platform);
    first.change(edit('accounts.tax_rate', '30%'));
    first.change(showPage('returns'));
    const again = new Store(platform);
    expect(again.read()).toEqual(first.read());
    again.undo();
    expect(again.read().page).toBe('overview');
    platform.kept.address = '#/overview?case=amazon-2026';
    expect(new Store(platform).canUndo()).toBe(false);
  });

  it('keeps the latest steps where there is no room for all', () => {
    const platform = makePlatform();
    platform.kept.room = 4000;
    const store = new Store(platform);
    for (let i = 1; i <= 100; i++) store.change(edit('a.b', `${i}`));
    expect(platform.kept.history!.length).toBeLessThanOrEqual(4000);
    const again = new Store(platform);
    let steps = 0;
    for (; again.canUndo(); steps++) again.undo();
    expect(steps).toBeGreaterThan(10);
    expect(again.read().scenarios[0]!.edits).toEqual([['a.b', String(100 - steps)]]);
    expect(store.canUndo()).toBe(true);
  });

  it('goes back to what the case says without a text', () => {
    const store = new Store(makePlatform());
    store.change(edit('a.b', '1'));
    store.change(edit('c.d', '2'));
    store.change(edit('a.b', '3'));
    expect(store.read().scenarios[0]!.edits).toEqual([
      ['a.b', '3'],
      ['c.d', '2'],
    ]);
    store.change(edit('a.b', undefined));
    expect(store.read().scenarios[0]!.edits).toEqual([['c.d', '2']]);
  });
});
