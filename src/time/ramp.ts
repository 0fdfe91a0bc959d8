/** Share done of a steady ramp at share `x` of its time: 0 before the start, 1 after the end. */
export function linearRamp(x: number): number {
  return Math.min(1, Math.max(0, x));
}

/**
 * Share done of a ramp that starts and ends gently: 3x² − 2x³, 0 before the start and 1 after the end. It is the
 * cubic with level ends ("smoothstep"); spend on construction and adoption are usually drawn this way.
 *
 * @example sCurve(0.25) // 0.15625
 */
export function sCurve(x: number): number {
  const share = linearRamp(x);
  return share * share * (3 - 2 * share);
}
