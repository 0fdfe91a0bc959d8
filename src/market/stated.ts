import type { Stated } from './claim-types.ts';
import type { SeedClaim } from './records.ts';

/** Reads a stated number: `200`, a bound `>185`, a range `10-99`, or no number at all. */
export function readStated(claim: SeedClaim): Stated {
  const text = claim.statedText;
  const unit = claim.unit;
  const range = /^(\d+(?:\.\d+)?)-(\d+(?:\.\d+)?)$/.exec(text);
  if (range !== null) return { text, low: Number(range[1]), high: Number(range[2]), unit };
  const single = /^>?(\d+(?:\.\d+)?)$/.exec(text);
  return single === null ? { text, unit } : { text, value: Number(single[1]), unit };
}

/** Whether a number prints as the stated one does: within half a unit of the stated last digit. */
export function isRounded(found: number, stated: Stated): boolean {
  if (stated.value === undefined) return false;
  const decimals = stated.text.split('.')[1]?.length ?? 0;
  return found.toFixed(decimals) === stated.value.toFixed(decimals);
}

/** Whether "nearly" is fair: not above the stated number, and at most 5% below it (our reading of the word). */
export function isNearly(found: number, stated: Stated): boolean {
  return stated.value !== undefined && found <= stated.value && found >= 0.95 * stated.value;
}

/** Whether a number lies between two others, in either order. */
export function isBetween(value: number, a: number, b: number): boolean {
  return value >= Math.min(a, b) && value <= Math.max(a, b);
}
