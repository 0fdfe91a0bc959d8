/** A chip that can serve a demand, per unit of work and hour. */
export interface MixChip {
  readonly name: string;
  readonly usdPerUnit: number;
  /** Units of work per MW of IT power. */
  readonly unitsPerMw: number;
  /** Most units that supply allows (wafers, memory, packaging, or orders placed). */
  readonly mostUnits?: number;
}

export interface MixInput {
  readonly chips: readonly MixChip[];
  readonly demandUnits: number;
  readonly powerMw?: number;
}

/** The cheapest mix: units by chip, what is left unserved, and what one more MW would save. */
export interface Mix {
  readonly units: Readonly<Record<string, number>>;
  readonly unservedUnits: number;
  readonly costUsd: number;
  readonly usdPerMw: number;
}

/**
 * The mix of chips that serves a demand at least cost within power and supply; where power cannot serve all, as much as it can.
 *
 * A linear programme with one shared limit: at a price of power every unit costs `usdPerUnit + price / unitsPerMw`, chips fill in that
 * order, and the price is the least at which the power fits (its dual). A dominated chip takes nothing when nothing binds.
 *
 * @example chipMix({ chips: [{ name: 'a', usdPerUnit: 1, unitsPerMw: 5 }], demandUnits: 10 }).units // { a: 10 }
 */
export function chipMix({ chips, demandUnits, powerMw = Infinity }: MixInput): Mix {
  const order = (price: number, tie: 'cheap' | 'dense'): readonly MixChip[] => {
    const cost = (chip: MixChip): number => chip.usdPerUnit + price / chip.unitsPerMw;
    const second = (chip: MixChip): number => (tie === 'cheap' ? chip.usdPerUnit : -chip.unitsPerMw);
    return [...chips].sort((a, b) => {
      const gap = cost(a) - cost(b);
      const rounding = 1e-9 * (Math.abs(cost(a)) + Math.abs(cost(b)));
      return Math.abs(gap) > rounding ? gap : second(a) - second(b);
    });
  };
  const cheap = fill(order(0, 'cheap'), demandUnits);
  if (powerOf(cheap, chips) <= powerMw) return mixOf(cheap, chips, { demandUnits, usdPerMw: 0 });
  // Prices at which two chips change places, ascending: the dual is one of them.
  const prices = chips
    .flatMap((a) => chips.map((b) => (a.usdPerUnit - b.usdPerUnit) / (1 / b.unitsPerMw - 1 / a.unitsPerMw)))
    .filter((price) => price > 0 && Number.isFinite(price))
    .sort((a, b) => a - b);
  for (const price of prices) {
    const dense = fill(order(price, 'dense'), demandUnits);
    if (powerOf(dense, chips) > powerMw) continue;
    const loose = fill(order(price, 'cheap'), demandUnits);
    const [high, low] = [powerOf(loose, chips), powerOf(dense, chips)];
    const share = high > low ? Math.min(1, (powerMw - low) / (high - low)) : 0;
    const blend = new Map(
      chips.map(({ name }) => [name, share * (loose.get(name) ?? 0) + (1 - share) * (dense.get(name) ?? 0)]),
    );
    return mixOf(blend, chips, { demandUnits, usdPerMw: price });
  }
  return mixOf(fillPower(order(Number.MAX_VALUE / 1e20, 'dense'), powerMw), chips, {
    demandUnits,
    usdPerMw: Infinity,
  });
}

function fill(order: readonly MixChip[], demandUnits: number): ReadonlyMap<string, number> {
  let left = demandUnits;
  return new Map(
    order.map((chip) => {
      const units = Math.min(left, chip.mostUnits ?? Infinity);
      left -= units;
      return [chip.name, units];
    }),
  );
}

function fillPower(order: readonly MixChip[], powerMw: number): ReadonlyMap<string, number> {
  let left = powerMw;
  return new Map(
    order.map((chip) => {
      const units = Math.min(left * chip.unitsPerMw, chip.mostUnits ?? Infinity);
      left -= units / chip.unitsPerMw;
      return [chip.name, units];
    }),
  );
}

function powerOf(units: ReadonlyMap<string, number>, chips: readonly MixChip[]): number {
  return chips.reduce((sum, chip) => sum + (units.get(chip.name) ?? 0) / chip.unitsPerMw, 0);
}

function mixOf(
  units: ReadonlyMap<string, number>,
  chips: readonly MixChip[],
  { demandUnits, usdPerMw }: { readonly demandUnits: number; readonly usdPerMw: number },
): Mix {
  const served = [...units.values()].reduce((sum, value) => sum + value, 0);
  return {
    units: Object.fromEntries(units),
    unservedUnits: Math.max(0, demandUnits - served),
    costUsd: chips.reduce((sum, chip) => sum + chip.usdPerUnit * (units.get(chip.name) ?? 0), 0),
    usdPerMw,
  };
}
