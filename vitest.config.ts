import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // On two cores the default is one worker, and the other core idles.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 120_000,
    reporters: ['default', './scripts/closing-line.mjs'],
  },
});
