/**
 * Multiple on invested capital: money back per money put in, undiscounted; `undefined` when nothing was put in.
 *
 * @example moic([-100, 30, 120]) // 1.5
 */
export function moic(flows: readonly number[]): number | undefined {
  let spent = 0;
  let earned = 0;
  for (const flow of flows) {
    if (flow < 0) spent -= flow;
    else earned += flow;
  }
  return spent === 0 ? undefined : earned / spent;
}
