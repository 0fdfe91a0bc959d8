import type { Bench } from './bench.ts';
import type { Answers, Questions } from './protocol.ts';

/** Redraws up to so many paths are the coarse ones. */
const coarseLimit = 2000;

/** Quantiles of some metrics with a value that is being moved. */
export function answerLive(
  { order, metrics }: Questions['live'],
  { open, live }: Bench,
): Promise<Answers['live']> {
  const shelf = order.paths <= coarseLimit ? live.coarse : live.full;
  return shelf.redraw(open(order), order, metrics);
}
