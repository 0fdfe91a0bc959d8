import { exp } from './exp.ts';
import { expm1, log1p } from './expm1.ts';
import { log } from './log.ts';

/**
 * Modified internal rate of return per period of flows at 0, 1, 2, …: outflows are financed at `financeRate`, inflows are
 * reinvested at `reinvestRate` up to the last flow. `undefined` without an outflow or without an inflow.
 *
 * Convention: MIRR of Microsoft Excel, (future value of inflows / present value of outflows)^(1/(n − 1)) − 1.
 *
 * @example mirr([-120000, 39000, 30000, 21000, 37000, 46000], 0.1, 0.12) // 0.126094, that is 12.6094%
 */
export function mirr(
  flows: readonly number[],
  financeRate: number,
  reinvestRate: number,
): number | undefined {
  const last = flows.length - 1;
  const logFinance = log1p(financeRate);
  const logReinvest = log1p(reinvestRate);
  let spent = 0;
  let earned = 0;
  for (let i = 0; i <= last; i++) {
    const flow = flows[i]!;
    if (flow < 0) spent -= flow * exp(-logFinance * i);
    else earned += flow * exp(logReinvest * (last - i));
  }
  if (spent === 0 || earned === 0) return undefined;
  return expm1(log(earned / spent) / last);
}
