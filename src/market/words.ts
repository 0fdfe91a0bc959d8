import { groupThousands } from '../units/index.ts';

/** A number for a sentence, with commas between thousands: `print(10950, 0)` is `10,950`. */
export function print(value: number, decimals = 1): string {
  return groupThousands(value.toFixed(decimals));
}

/** A fraction as a percentage: `percent(0.5703)` is `57.0%`. */
export function percent(fraction: number, decimals = 1): string {
  return `${print(fraction * 100, decimals)}%`;
}

/** USD bn: `usdBn(5.4286, 2)` is `$5.43bn`. */
export function usdBn(value: number, decimals = 1): string {
  return value < 0 ? `−$${print(-value, decimals)}bn` : `$${print(value, decimals)}bn`;
}
