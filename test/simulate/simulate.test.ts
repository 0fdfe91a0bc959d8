import { describe, expect, it } from 'vitest';
import { simulate, type Samples } from '../../src/simulate/index.ts';
import { openShipped } from '../study/support.ts';

const keep = ['npv', 'revenue', 'roic.d2', 'segment_revenue', 'phase.ready', 'it_mw'];
const study = openShipped('tiny');
const run = (paths: number, blockSize: number) => simulate(study, { seed: 7, paths, blockSize, keep });

/** Every byte of a sample, by name. */
function bytesOf(samples: Samples) {
  return keep.map((name) => {
    const { values, byTime, byPath } = samples.byName.get(name)!;
    return [
      name,
      byTime,
      byPath,
      Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64'),
    ];
  });
}

describe('simulate', () => {
  const whole = run(60, 250);

  it('gives the same bytes for any block size', () => {
    for (const size of [1, 7]) expect(bytesOf(run(60, size))).toEqual(bytesOf(whole));
  });

  it('gives the same bytes again, and other values for another seed', () => {
    expect(bytesOf(run(60, 250))).toEqual(bytesOf(whole));
    const other = simulate(study, { seed: 8, paths: 60, keep });
    expect(other.byName.get('npv')!.values).not.toEqual(whole.byName.get('npv')!.values);
  });

  it('numbers its paths, so that more paths keep the first ones as they were', () => {
    const few = run(25, 250);
    expect(few.byName.get('npv')!.values).toEqual(whole.byName.get('npv')!.values.slice(0, 25));
  });

  it('returns what is done when it is stopped', () => {
    const seen: number[] = [];
    const stopped = simulate(study, {
      seed: 7,
      paths: 60,
      blockSize: 7,
      keep,
      onProgress: (done) => {
        seen.push(done);
        return done < 14;
      },
    });
    expect(seen).toEqual([7, 14]);
    expect(stopped.paths).toBe(14);
    expect(bytesOf(stopped)).toEqual(bytesOf(run(14, 250)));
  });

  it('varies what drivers and noise touch, and only that', () => {
    expect(whole.byName.get('phase.ready')!.byPath).toBe(true);
    const certain = simulate(study, { seed: 7, paths: 5, keep: ['phase.planned_ready'] });
    expect(certain.byName.get('phase.planned_ready')!.byPath).toBe(false);
  });
});
