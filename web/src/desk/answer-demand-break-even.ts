import { demandBreakEvenSteps, type DemandBreakEven } from 'buildout';
import { valueOf, type Bench } from './bench.ts';
import type { Questions } from './protocol.ts';

/** How far demand may fall before an answer misses a figure, segment by segment. */
export async function answerDemandBreakEven(
  { order, ...request }: Questions['demandBreakEven'],
  { open, step }: Bench,
): Promise<DemandBreakEven> {
  const steps = demandBreakEvenSteps(open(order), request);
  for (;;) {
    const next = steps.next();
    if (next.done) return valueOf(next.value);
    await step(next.value);
  }
}
