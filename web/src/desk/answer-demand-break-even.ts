import { demandBreakEvenSteps, type DemandBreakEven } from 'buildout';
import { followSteps, type Bench } from './bench.ts';
import type { Questions } from './protocol.ts';

/** How far demand may fall before an answer misses a figure, segment by segment. */
export async function answerDemandBreakEven(
  { order, ...request }: Questions['demandBreakEven'],
  { open, step }: Bench,
): Promise<DemandBreakEven> {
  return followSteps(demandBreakEvenSteps(open(order), request), step);
}
