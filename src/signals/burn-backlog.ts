import { exp, log } from '../num/index.ts';

/** A disclosed band: the share of a backlog that is to be recognised within so many months from now. */
export interface BacklogBand {
  readonly withinMonths: number;
  /** Cumulative, from 0 to 1. */
  readonly share: number;
}

export interface BacklogOptions {
  readonly amount: number;
  readonly bands: readonly BacklogBand[];
  readonly months: number;
  /** Share of what is left that is cancelled in a year. */
  readonly cancelledPerYear: number;
  /** Most that capacity lets be delivered, by month, in the unit of the amount; none without it. */
  readonly capacity?: readonly number[];
  /** Months over which what lies beyond the last band is spread. */
  readonly tailMonths: number;
}

/** A backlog burnt down, by month, in the unit of the amount. */
export interface BacklogBurn {
  readonly due: Float64Array;
  readonly delivered: Float64Array;
  readonly cancelled: Float64Array;
  /** Due and not delivered for want of capacity, at the month's end. */
  readonly delayed: Float64Array;
  readonly left: Float64Array;
}

/**
 * Burns a backlog down through its disclosed bands: evenly within a band, what lies beyond the last one over the tail; a
 * share is cancelled, and what capacity cannot deliver waits.
 *
 * Amount = delivered + cancelled + left at every month. A backlog is what is signed and undelivered: it is not take-or-pay.
 *
 * @example burnBacklog({ amount: 664, bands: [{ withinMonths: 12, share: 0.13 }], months: 24, cancelledPerYear: 0, tailMonths: 60 }).delivered
 */
export function burnBacklog(options: BacklogOptions): BacklogBurn {
  const { amount, bands, months, cancelledPerYear, capacity, tailMonths } = options;
  const keep = exp(log(1 - cancelledPerYear) / 12);
  const due = new Float64Array(months);
  const delivered = new Float64Array(months);
  const cancelled = new Float64Array(months);
  const delayed = new Float64Array(months);
  const left = new Float64Array(months);
  let [alive, waiting, rest] = [1, 0, amount];
  for (let m = 0; m < months; m++) {
    // Of what was to come, a share has been cancelled; what is late is wanted and is not.
    const toCome = rest - waiting;
    const lost = toCome * (1 - keep);
    alive *= keep;
    cancelled[m] = lost;
    due[m] = amount * (cumulative(bands, m + 1, tailMonths) - cumulative(bands, m, tailMonths)) * alive;
    const wanted = due[m]! + waiting;
    delivered[m] = Math.min(wanted, capacity?.[m] ?? Infinity);
    waiting = wanted - delivered[m]!;
    rest -= lost + delivered[m]!;
    delayed[m] = waiting;
    left[m] = rest;
  }
  return { due, delivered, cancelled, delayed, left };
}

/** Share due within a time: straight lines between the bands, then to 1 over the tail. */
function cumulative(bands: readonly BacklogBand[], month: number, tailMonths: number): number {
  let [fromMonth, fromShare] = [0, 0];
  for (const { withinMonths, share } of bands) {
    if (month <= withinMonths) {
      return fromShare + ((share - fromShare) * (month - fromMonth)) / (withinMonths - fromMonth);
    }
    [fromMonth, fromShare] = [withinMonths, share];
  }
  return Math.min(1, fromShare + ((1 - fromShare) * (month - fromMonth)) / tailMonths);
}
