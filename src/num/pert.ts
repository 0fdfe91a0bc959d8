import type { PertDistribution } from './distribution.ts';

/** The beta shape of a PERT distribution: a = 1 + 4·(mode − low)/(high − low), b likewise from the other side. */
export function pertShape(d: PertDistribution): { readonly a: number; readonly b: number } {
  const width = d.high - d.low;
  return width === 0
    ? { a: 3, b: 3 }
    : { a: 1 + (4 * (d.mode - d.low)) / width, b: 1 + (4 * (d.high - d.mode)) / width };
}
