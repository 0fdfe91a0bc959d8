import { expect, it } from 'vitest';
import { progressText } from '../../src/cli/progress.ts';

it('says how much is done, how fast, and how long it still takes', () => {
  const state = { title: 'Tiny', share: 0.25, what: 'paths', paths: 250_000, seconds: 50 };
  // A quarter took 50 seconds, so three quarters take 150: two and a half minutes, rounded up.
  expect(progressText(state)).toBe('Tiny ██████░░░░░░░░░░░░░░░░░░ 25% 250,000 paths, 5,000/s, 3 min left');
  expect(progressText({ title: 'Tiny', share: 0.5, what: 'shares', seconds: 2 })).toBe(
    'Tiny ████████████░░░░░░░░░░░░ 50% shares, 2 s left',
  );
});
