import { describe, expect, it } from 'vitest';
import type { DrawMode, Runner } from '../../src/simulate/index.ts';
import { resultJson, runStudy, type RunOptions } from '../../src/study/index.ts';
import { openShipped } from '../study/support.ts';

const study = openShipped('tiny');
const counterfactual = { study: openShipped('tiny', ['no-anchor']), name: 'no-anchor' };

function options(more: Partial<RunOptions> = {}): RunOptions {
  return { paths: 240, seed: 5, overlays: [], sets: [], blockSize: 40, counterfactual, ...more };
}

/** Beyond 500 paths numbers are counted, by bins that the first thousand fix. */
const counted = { paths: 1500, exactPaths: 500, pilot: 1000, blockSize: 300 };

const jsonOf = async (more: Partial<RunOptions>) => resultJson((await runStudy(study, options(more)))!);

const known = new Map<string, Promise<string>>();

/** The in-process runner with its plain blocks, run once for all runners. */
function reference(more: Partial<RunOptions> = {}): Promise<string> {
  const key = JSON.stringify(more);
  const found = known.get(key) ?? jsonOf(more);
  known.set(key, found);
  return found;
}

/** What every runner must do. */
export function runnerContract(name: string, make: () => Runner): void {
  describe(`${name} keeps the contract of runners`, () => {
    it('gives the bytes of the reference where numbers are kept', async () => {
      expect(await jsonOf({ runner: make() })).toBe(await reference());
      expect(await jsonOf({ runner: make(), blockSize: 7 })).toBe(await reference());
    });

    it('gives the bytes of the reference where numbers are counted', async () => {
      expect(await jsonOf({ ...counted, runner: make() })).toBe(await reference(counted));
    });

    it.each<DrawMode>(['sobol', 'antithetic'])('gives them for %s paths in batches', async (draws) => {
      const few = { paths: 1100, exactPaths: 500, pilot: 1000, draws };
      const one = await reference({ ...few, blockSize: 333 });
      expect(await jsonOf({ ...few, blockSize: 250, runner: make() })).toBe(one);
    });

    it('stops with the first paths, without a gap', async () => {
      const stop = { runner: make(), onProgress: (share: number) => share < 0.4 };
      const stopped = (await runStudy(study, options(stop)))!;
      const { paths } = stopped.provenance;
      expect(paths).toBeGreaterThanOrEqual(0.4 * 240);
      expect(paths).toBeLessThan(240);
      expect(resultJson(stopped)).toBe(await reference({ paths }));
    });

    it('stops a counted run at a whole chunk', async () => {
      const stop = { ...counted, paths: 5000, runner: make(), onProgress: (share: number) => share < 0.3 };
      const stopped = (await runStudy(study, options(stop)))!;
      const { paths } = stopped.provenance;
      expect(paths % 1000).toBe(0);
      expect(paths).toBeLessThan(5000);
      expect(resultJson(stopped)).toBe(await reference({ ...counted, paths }));
    });

    it('rejects an order that fails, instead of waiting', async () => {
      const crew = make().open(1);
      await expect(crew.ask(0, { kind: 'collect' })).rejects.toThrow('A seat needs its job first');
      crew.close();
    });
  });
}
