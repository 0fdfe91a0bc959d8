import { eachRow, makeEngine, openThreads, rowCount } from '../reference-kernel/crew.mjs';
import { sharedPath } from '../shared.mjs';

/** Paths that fix the bins; counted like all others. */
const pilotPaths = 4000;

export const millionPaths = {
  name: 'million-paths',
  phase: 'simulate',
  sentence: 'The reference kernel on a million paths: every metric in every quarter counted, memory bounded',
  async prepare({ isSmoke }) {
    const file = sharedPath('bench/simperf/params.txt');
    if (file === undefined)
      return {
        skip: 'the parameters in ../shared/bench/simperf are not there (BUILDOUT_SHARED names the folder)',
      };
    const { fitRowBins, BinnedReader } = await import('../../dist/num/index.js');
    const { CountTotals } = await import('../../dist/simulate/count-totals.js');
    const { countChunk } = await import('../../dist/simulate/row-counter.js');
    const paths = isSmoke ? 8000 : 1_000_000;
    const { run } = await makeEngine(file);
    const threads = { one: await openThreads(1, file), two: await openThreads(2, file) };
    const count = (crew, size) => async () => {
      const bins = [];
      eachRow(run(0, pilotPaths), pilotPaths, (row, values, at) => {
        bins[row] = fitRowBins(values.subarray(at, at + pilotPaths));
      });
      const plan = {
        bins,
        slots: Uint32Array.from({ length: rowCount + 1 }, (_, i) => i),
        batches: 1,
        unit: 1,
      };
      const totals = new CountTotals(plan, pilotPaths);
      const share = Math.ceil(paths / size / countChunk) * countChunk;
      const orders = Array.from({ length: size }, (_, i) => ({
        kind: 'count',
        plan,
        chunk: countChunk,
        pathFrom: i * share,
        paths: Math.min(share, paths - i * share),
      }));
      for (const counts of await crew.ask(orders)) totals.addCounts(counts);
      const npv = new BinnedReader(totals.read(new Map()).read(rowCount - 1));
      return `${npv.count} paths, median NPV ${npv.quantile(0.5).toFixed(1)}`;
    };
    const close = async () => {
      await threads.one.close();
      await threads.two.close();
    };
    const variants = { 'one thread': count(threads.one, 1), 'two threads': count(threads.two, 2) };
    return { size: `${paths} paths`, items: paths, rounds: 1, peer: 'one thread', variants, close };
  },
};
