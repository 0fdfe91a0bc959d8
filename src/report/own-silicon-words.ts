import { displayFor, formatValue } from './display.ts';
import { findMetric, headlineYear } from './read-metric.ts';
import type { RunResult } from './result-types.ts';

/** What keeps work from own accelerators: metric, what it is, and what would and would not change it. */
export const ownLimits = [
  {
    id: 'kept-by-stack',
    words: 'locked to another software stack',
    remedy: 'software that runs it on own chips would change that; price and more own chips would not',
  },
  {
    id: 'kept-by-price',
    words: 'dearer to move than the discount saves',
    remedy: 'a deeper discount or cheaper moving would change that',
  },
  {
    id: 'kept-by-speed',
    words: 'taken by faster chips',
    remedy:
      'its buyers want outright performance: a faster own chip would change that, a cheaper one would not',
  },
  {
    id: 'kept-by-contract',
    words: 'promised on other chips by contract',
    remedy: 'the next contract can change that',
  },
  {
    id: 'kept-by-supply',
    words: 'open to own chips, of which none is free',
    remedy: 'more own chips would change that',
  },
] as const;

/** A part of the accelerators' work in a year, as a share of the whole. */
export interface WorkShare {
  readonly id: string;
  readonly words: string;
  readonly remedy: string;
  readonly share: number;
}

/** Means over paths of a year, as shares of all work for accelerators; `undefined` where there is none of it. */
export function ownShares(
  result: RunResult,
  year: string,
): { readonly own: number; readonly limits: readonly WorkShare[] } | undefined {
  const whole = meanOf(result, 'accelerator-work', year);
  const own = meanOf(result, 'own-work', year);
  if (whole === undefined || own === undefined || whole <= 0) return undefined;
  const limits = ownLimits.map((limit) => ({
    ...limit,
    share: (meanOf(result, limit.id, year) ?? 0) / whole,
  }));
  return { own: own / whole, limits };
}

/** Below this share of the work a limit is not named. */
const leastShare = 0.005;

/**
 * How much of the accelerators' power and work is own silicon's in the headline year, what keeps the rest from it, and what
 * would change the largest limit. `undefined` where the case has no own accelerator.
 */
export function ownSiliconText(result: RunResult): string | undefined {
  const year = headlineYear(result);
  if (year === undefined) return undefined;
  const [power, all] = ['own-accelerator-mw', 'accelerator-mw'].map((id) => meanOf(result, id, year));
  const shares = ownShares(result, year);
  if (shares === undefined || !power || !all) return undefined;
  const named = shares.limits.filter(({ share }) => share >= leastShare).sort((a, b) => b.share - a.share);
  const [largest] = named;
  const head = `Own accelerators are ${percent(power / all)} of accelerator power at the end of ${year} and do ${percent(shares.own)} of the work wanted from accelerators in it, by value at list price (means).`;
  if (largest === undefined) return `${head} Nothing keeps the rest from them.`;
  const list = named.map(({ words, share }) => `${percent(share)} is ${words}`).join('; ');
  return `${head} Of all that work, ${list}. The largest limit is the first: ${largest.remedy}.`;
}

function percent(share: number): string {
  return formatValue(share * 100, displayFor('%', share * 100));
}

function meanOf(result: RunResult, id: string, year: string): number | undefined {
  const metric = findMetric(result, id);
  return metric?.years.mean[metric.years.labels.indexOf(year)];
}
