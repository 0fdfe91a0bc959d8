import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAddress, writeAddress } from '../../web/src/state/address.ts';
import { firstState, type AppState } from '../../web/src/state/app-state.ts';

const word = fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' });
const path = fc.stringMatching(/^[a-z_]{1,8}(\.[a-z_0-9]{1,8}){0,3}$/);
const scenario = fc.record({
  name: word,
  overlays: fc.array(word, { maxLength: 3 }),
  edits: fc.array(fc.tuple(path, fc.string({ maxLength: 20 })), { maxLength: 4 }),
});

const state: fc.Arbitrary<AppState> = fc
  .record({
    page: fc.stringMatching(/^[a-z]{1,10}$/),
    sample: word,
    scenarios: fc.array(scenario, { minLength: 1, maxLength: 4 }),
    seed: fc.nat(),
    paths: fc.integer({ min: 1, max: 1_000_000 }),
    trace: fc.option(fc.record({ metric: word, period: fc.option(word, { nil: undefined }) }), {
      nil: undefined,
    }),
    view: fc.dictionary(fc.stringMatching(/^[a-z]{1,6}\.[a-z]{1,6}$/), word, { noNullPrototype: true }),
  })
  .chain((base) =>
    fc
      .record({
        active: fc.nat({ max: base.scenarios.length - 1 }),
        pinned: fc.option(fc.nat({ max: base.scenarios.length - 1 }), { nil: undefined }),
        isOwn: fc.boolean(),
      })
      .map(({ isOwn, ...places }) => ({
        ...base,
        ...places,
        sample: isOwn ? undefined : base.sample,
        ownCase: isOwn ? 'q1ZKVLIqKSpN1VEqSCzJsFIyMlGqBQA' : undefined,
      })),
  );

describe('the address', () => {
  it('holds the whole state', () => {
    fc.assert(
      fc.property(state, (each) => {
        expect(readAddress(`#${writeAddress(each)}`)).toEqual(each);
      }),
    );
  });

  it.each(['', '#', '#/', '#/returns?seed=x&paths=-3&show=9&pin=7&set=a', '#?s', '#/%E0%A4%A'])(
    'shows something for %j',
    (text) => {
      const found = readAddress(text);
      expect(found).toMatchObject({ seed: 7, paths: 10_000, active: 0, pinned: undefined });
      expect(found.scenarios).toHaveLength(1);
    },
  );

  it('is short where all is as usual', () => {
    expect(writeAddress(firstState)).toBe('/overview?case=amazon-2026');
  });
});
