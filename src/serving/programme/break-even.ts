/**
 * Chips at which what is saved on each pays the development back: non-recurring cost over the saving per chip; `undefined` where nothing is saved.
 *
 * @example breakEvenChips(0.5e9, 5000) // 100000
 */
export function breakEvenChips(nreUsd: number, savingUsdPerChip: number): number | undefined {
  return savingUsdPerChip > 0 ? nreUsd / savingUsdPerChip : undefined;
}
