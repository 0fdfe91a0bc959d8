import { explainMetric, traceView } from 'buildout';
import { valueOf, type Bench } from './bench.ts';
import type { Answers, Questions } from './protocol.ts';

/** Where a number comes from. */
export function answerTrace({ order }: Questions['trace'], { open }: Bench): Answers['trace'] {
  const study = open(order);
  return traceView(valueOf(explainMetric(study, { ...order, depth: 1 })), study);
}
