import { bestRate } from '../best-rate.ts';
import type { Frame } from '../frame.ts';
import type { Facts } from '../measure-facts.ts';
import { usdPerUnit } from '../price-columns.ts';
import type { Flows } from '../value-flows.ts';

/** Dispatch of one period on the scenarios of a block: which chips may serve whom, for what, and within which limits. */
export interface PeriodDispatch {
  readonly columns: number;
  /** By column: row of its chip, row of its buyer. */
  readonly chipRows: Int16Array;
  readonly buyerRows: Int16Array;
  /** By column: number of the segment × chip, or of the contract × chip; contracts count on after the segments. */
  readonly places: Int32Array;
  /** [scenario][column]: $m per MW busy, and MW of the buyer's best chip per MW busy. */
  readonly margins: Float64Array;
  readonly coefficients: Float64Array;
  /** [scenario][row]: MW sellable whatever is bought by chip, demand by segment, demand of a contract if accepted. */
  readonly limits: Float64Array;
  /** [scenario][row]: basis of the last solve; see `PackingSolver`. */
  readonly bases: Int16Array;
}

/** Dispatch of all periods on some scenarios. */
export interface DispatchBlock {
  readonly probabilities: Float64Array;
  readonly periods: readonly PeriodDispatch[];
}

/** Rows of a dispatch problem: chips, then segments, then contracts. */
export function dispatchRows({ sizes }: Frame): number {
  return sizes.chips + sizes.segments + sizes.contracts;
}

/** Writes a block's dispatch down as plain arrays, priced by the slopes of the accounts. */
export function readDispatch(frame: Frame, facts: Facts, flows: Flows): DispatchBlock {
  return {
    probabilities: Float64Array.from(frame.probabilities),
    periods: Array.from({ length: frame.sizes.periods }, (_, t) => readPeriod({ frame, facts, flows }, t)),
  };
}

interface Parts {
  readonly frame: Frame;
  readonly facts: Facts;
  readonly flows: Flows;
}

function readPeriod({ frame, facts, flows }: Parts, t: number): PeriodDispatch {
  const { scenarios, chips, segments, contracts } = frame.sizes;
  const rows = dispatchRows(frame);
  const rateOf = (place: number, s: number) =>
    place < segments * chips
      ? facts.newDemand(Math.floor(place / chips), t, s) > 0
        ? facts.rate(place, t, s)
        : 0
      : facts.contractRate(place - segments * chips, t, s);
  const places: number[] = [];
  for (let place = 0; place < (segments + contracts) * chips; place++) {
    let isUsed = false;
    for (let s = 0; s < scenarios && !isUsed; s++) isUsed = rateOf(place, s) > 0;
    if (isUsed) places.push(place);
  }
  const columns = places.length;
  const margins = new Float64Array(scenarios * columns);
  const coefficients = new Float64Array(scenarios * columns);
  const limits = new Float64Array(scenarios * rows);
  for (let s = 0; s < scenarios; s++) {
    const units = new Float64Array(segments + contracts);
    for (let d = 0; d < segments; d++) units[d] = bestRate(facts, chips, { d, t, s }) || 1;
    for (let c = 0; c < contracts; c++)
      units[segments + c] = bestContractRate(facts, chips, { c, t, s }) || 1;
    places.forEach((place, j) => {
      const [k, buyer] = [place % chips, Math.floor(place / chips)];
      const rate = rateOf(place, s) / facts.unitMw[k]!;
      const usd =
        buyer < segments ? flows.served(place, t, s) : flows.contractServed(place - segments * chips, t, s);
      const at = s * columns + j;
      // A column of no rate has no margin, and is never taken.
      margins[at] = (usd * rate) / usdPerUnit;
      coefficients[at] = rate / units[buyer]!;
    });
    const at = s * rows;
    for (let k = 0; k < chips; k++) limits[at + k] = facts.sellableBase(k, t, s) * facts.unitMw[k]!;
    for (let d = 0; d < segments; d++) limits[at + chips + d] = facts.newDemand(d, t, s) / units[d]!;
    for (let c = 0; c < contracts; c++)
      limits[at + chips + segments + c] = facts.wanted(c, t, s) / units[segments + c]!;
  }
  return {
    columns,
    chipRows: Int16Array.from(places, (place) => place % chips),
    buyerRows: Int16Array.from(places, (place) => chips + Math.floor(place / chips)),
    places: Int32Array.from(places),
    margins,
    coefficients,
    limits,
    bases: new Int16Array(scenarios * rows),
  };
}

function bestContractRate(
  facts: Facts,
  chips: number,
  { c, t, s }: { readonly c: number; readonly t: number; readonly s: number },
): number {
  let best = 0;
  for (let k = 0; k < chips; k++)
    best = Math.max(best, facts.contractRate(c * chips + k, t, s) / facts.unitMw[k]!);
  return best;
}
