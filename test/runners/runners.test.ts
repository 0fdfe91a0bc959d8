import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { nodeRunner } from '../../src/runners/index.ts';
import { inProcessRunner } from '../../src/simulate/index.ts';
import { runStudy } from '../../src/study/index.ts';
import { openShipped } from '../study/support.ts';
import { runnerContract } from './contract.ts';

const dist = fileURLToPath(new URL('../../dist/', import.meta.url));
if (!existsSync(join(dist, 'runners/node-worker.js')))
  throw new Error('Run `npm run build` first: threads run what is built.');
const file = new URL('../../dist/runners/node-worker.js', import.meta.url);

runnerContract('the in-process runner', () => inProcessRunner({ pause: () => Promise.resolve() }));
runnerContract('two threads that share memory', () => nodeRunner({ threads: 2, file }));
runnerContract('two threads that hand results over', () =>
  nodeRunner({ threads: 2, file, sharesMemory: false }),
);

describe('a thread that is lost', () => {
  const run = (code: string) =>
    runStudy(openShipped('tiny'), {
      paths: 200,
      seed: 1,
      overlays: [],
      sets: [],
      runner: nodeRunner({ threads: 2, file: new URL(`data:text/javascript,${encodeURIComponent(code)}`) }),
    });

  it('is an error that says so, not a hang', async () => {
    await expect(run('process.exit(3)')).rejects.toThrow('A worker was lost: it ended with code 3');
    await expect(run('throw new Error("no memory")')).rejects.toThrow('A worker was lost: no memory');
  });
});

describe('what a worker loads', () => {
  it.each(['simulate/index.js', 'runners/web-worker.js', 'runners/web-runner.js'])(
    'is no package, so that a browser needs no bundler: %s',
    (entry) => {
      const seen = new Set<string>();
      const bare: string[] = [];
      const visit = (path: string): void => {
        if (seen.has(path)) return;
        seen.add(path);
        for (const [, name] of readFileSync(path, 'utf8').matchAll(/(?:from|import)\s+'([^']+)'/g)) {
          if (name!.startsWith('.')) visit(join(dirname(path), name!));
          else bare.push(`${relative(dist, path)} imports ${name}`);
        }
      };
      visit(join(dist, entry));
      expect(seen.size).toBeGreaterThan(50);
      expect(bare).toEqual([]);
    },
  );
});
