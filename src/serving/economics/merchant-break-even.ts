import type { FrontierPoint } from './serving-frontier.ts';

/** The cheapest own chip against the cheapest merchant one, and the merchant price at which they cost the same. */
export interface MerchantBreakEven {
  readonly own: FrontierPoint;
  readonly merchant: FrontierPoint;
  /** Of the catalogue's price of the merchant chip; not above 0 where even a free one costs more than the own chip. */
  readonly factor: number;
  /** That price, $ a chip; `undefined` where there is none above 0. */
  readonly priceUsd: number | undefined;
}

/** Whether a chip is of the make that the catalogue's owner designs. */
export function isOwnChip({ chip }: FrontierPoint): boolean {
  return chip.make === 'aws-neuron';
}

/** The cheapest own or merchant chip by cost of tokens. */
export function cheapestOf(
  points: readonly FrontierPoint[],
  which: 'own' | 'merchant',
): FrontierPoint | undefined {
  return points
    .filter((point) => isOwnChip(point) === (which === 'own'))
    .toSorted((a, b) => a.cost - b.cost)[0];
}

/** Cost of tokens on a chip bought at a factor of its price: only what pays for the chip, and its upkeep with it, moves. */
export function costAtPrice({ cost, hour }: FrontierPoint, factor: number): number {
  const share = priceShare(hour);
  return cost * (1 - share + share * factor);
}

/**
 * Where the cheapest merchant chip costs as much per token as the cheapest own one: below that merchant price an own chip is the dearer
 * choice for this work. `undefined` where one of the two is missing.
 *
 * @example merchantBreakEven(view.limits[0].points)?.priceUsd
 */
export function merchantBreakEven(points: readonly FrontierPoint[]): MerchantBreakEven | undefined {
  const [own, merchant] = [cheapestOf(points, 'own'), cheapestOf(points, 'merchant')];
  if (!own || !merchant) return undefined;
  const factor = 1 + (own.cost / merchant.cost - 1) / priceShare(merchant.hour);
  const price = merchant.chip.priceUsd;
  return { own, merchant, factor, priceUsd: factor > 0 && price !== undefined ? factor * price : undefined };
}

function priceShare({ chipUsd, operationsUsd, totalUsd }: FrontierPoint['hour']): number {
  return (chipUsd + operationsUsd) / totalUsd;
}
