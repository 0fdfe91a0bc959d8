import { expm1, log1p } from './expm1.ts';

/**
 * Present value of 1 paid at the end of each of `periods` periods, at an effective `rate` per period: (1 − (1+r)^−n)/r.
 *
 * At rate 0 it is the number of periods. Source: D. Luenberger, "Investment Science", section 3.2.
 *
 * @example annuityFactor(0.1, 7) // 4.868…
 */
export function annuityFactor(rate: number, periods: number): number {
  return rate === 0 ? periods : -expm1(-periods * log1p(rate)) / rate;
}

/**
 * The level payment at the end of each period that repays `present` with interest: capital recovery, present / annuity factor.
 *
 * @example annuity(82.5, 0.1, 3) // 33.17…
 */
export function annuity(present: number, rate: number, periods: number): number {
  return present / annuityFactor(rate, periods);
}
