import { findTarget, tornado } from 'buildout';
import { valueOf, type Bench } from './bench.ts';
import type { Movers, Questions } from './protocol.ts';

const mostMovers = 10;

/** What moves a number most, one uncertain number at a time. */
export function answerMovers({ order }: Questions['movers'], { open }: Bench): Movers {
  const study = open(order);
  const target = valueOf(findTarget(study, order.metric, order.period));
  const { central, rows, method } = tornado(study, target);
  const moving = rows.filter(({ swing }) => Number.isFinite(swing) && swing !== 0).slice(0, mostMovers);
  return {
    central,
    unit: target.unitText,
    method,
    rows: moving.map(({ driver, text, tier, atLow, atHigh }) => ({
      path: driver,
      text,
      tier,
      atLow,
      atHigh,
    })),
  };
}
