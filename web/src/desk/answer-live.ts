import type { Bench } from './bench.ts';
import type { Answers, Questions } from './protocol.ts';

/** Quantiles of some metrics with a value that is being moved. */
export function answerLive(
  { order, metrics, isCoarse }: Questions['live'],
  { open, live }: Bench,
): Promise<Answers['live']> {
  const shelf = isCoarse ? live.coarse : live.full;
  return shelf.redraw(open(order), order, metrics);
}
