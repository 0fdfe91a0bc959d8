import type { Facts } from './measure-facts.ts';

/** Work per period of one MW of the chip that does most of it for a segment, 0 where it accepts none. */
export function bestRate(
  facts: Facts,
  chips: number,
  { d, t, s }: { readonly d: number; readonly t: number; readonly s: number },
): number {
  let best = 0;
  for (let k = 0; k < chips; k++) best = Math.max(best, facts.rate(d * chips + k, t, s) / facts.unitMw[k]!);
  return best;
}
