import { pow } from '../../num/index.ts';

export interface LifeInput {
  /** What an hour of the chip rents for, by year of age from the first. */
  readonly usdPerHour: readonly number[];
  /** Cash that an hour costs: energy and operations, without capital. */
  readonly cashUsdPerHour: number;
  readonly utilisation: number;
  readonly wacc: number;
}

/** How long a chip earns more than its cash cost, and what it is still worth at each age. */
export interface EconomicLife {
  /** Years, the last one in part where the price crosses the cost within it; never more than the curve is long. */
  readonly years: number;
  /** Present value of what is left to earn, at the start of each year of age. */
  readonly residualUsd: readonly number[];
}

const hoursPerYear = 8760;

/**
 * Economic life and residual value from a forward curve: a chip works while its price covers its cash cost, and is worth the present
 * value of the difference. Flows at the middle of a year.
 *
 * @example economicLife({ usdPerHour: [3, 2, 1], cashUsdPerHour: 1.5, utilisation: 1, wacc: 0.1 }).years // 2.5
 */
export function economicLife({ usdPerHour, cashUsdPerHour, utilisation, wacc }: LifeInput): EconomicLife {
  const cash = cashUsdPerHour / utilisation;
  const end = usdPerHour.findIndex((price) => price <= cash);
  const whole = end < 0 ? usdPerHour.length : end;
  const residualUsd = usdPerHour.map((_, age) => {
    let value = 0;
    for (let year = age; year < whole; year++) {
      value += (usdPerHour[year]! - cash) * utilisation * hoursPerYear * pow(1 + wacc, -(year - age + 0.5));
    }
    return value;
  });
  return { years: whole + crossing(usdPerHour, whole, cash), residualUsd };
}

/** Share of the step from the last year that pays to the next at which the price crosses the cost. */
function crossing(prices: readonly number[], whole: number, cash: number): number {
  const [before, after] = [prices[whole - 1], prices[whole]];
  if (before === undefined || after === undefined) return 0;
  return (before - cash) / (before - after);
}
