import { describe, expect, it } from 'vitest';
import { Redraws, type RedrawKind } from '../../web/src/session/redraws.ts';
import { firstState } from '../../web/src/state/app-state.ts';

/** Redraws whose answers come when the test says so. */
function open(milliseconds = 1000) {
  const asked: { kind: RedrawKind; page: string; give: () => Promise<void>; refuse: () => Promise<void> }[] =
    [];
  const shown: string[] = [];
  const failures: unknown[] = [];
  let time = 0;
  const settled = () => new Promise<void>((resolve) => setTimeout(resolve));
  const redraws = new Redraws({
    ask: (kind, state) =>
      new Promise((resolve, reject) => {
        const fan = { id: state.page, unit: '', periods: [], quantiles: [] };
        const after = (act: () => void) => () => {
          time += milliseconds;
          act();
          return settled();
        };
        asked.push({
          kind,
          page: state.page,
          give: after(() => resolve([fan])),
          refuse: after(() => reject(new Error('no'))),
        });
      }),
    show: (kind, [fan]) => shown.push(`${kind} ${fan!.id}`),
    fail: (error) => failures.push(error),
    now: () => time,
    hasFull: ({ paths }) => paths > 500,
  });
  const move = (page: string, paths = 10_000) => redraws.move({ ...firstState, page, paths }, []);
  const waiting = (kind: RedrawKind) => asked.filter((each) => each.kind === kind).at(-1)!;
  return { redraws, move, asked, shown, failures, waiting };
}

describe('a value that is being moved', () => {
  it('asks for few paths and for all, and only for where the hand is now', async () => {
    const { move, asked, shown, waiting } = open();
    for (const page of ['a', 'b', 'c']) move(page);
    expect(asked.map(({ kind, page }) => `${kind} ${page}`)).toEqual(['coarse a', 'full a']);
    await waiting('coarse').give();
    await waiting('coarse').give();
    await waiting('full').give();
    await waiting('full').give();
    // All paths of `a` came when few of `c` were shown already.
    expect(shown).toEqual(['coarse a', 'coarse c', 'full c']);
    expect(asked).toHaveLength(4);
  });

  it('asks for few paths no longer once all come quickly', async () => {
    const { move, asked, waiting } = open(10);
    move('a');
    await waiting('full').give();
    await waiting('coarse').give();
    move('b');
    expect(asked.filter(({ kind }) => kind === 'coarse')).toHaveLength(1);
    expect(asked.filter(({ kind }) => kind === 'full')).toHaveLength(2);
  });

  it('shows nothing that comes after it was let go, and goes on after a fault', async () => {
    const { redraws, move, shown, failures, waiting } = open();
    move('a', 400);
    await waiting('coarse').refuse();
    move('b', 400);
    await waiting('coarse').give();
    move('c', 400);
    redraws.end();
    await waiting('coarse').give();
    expect(shown).toEqual(['coarse b']);
    expect(failures).toHaveLength(1);
  });
});
