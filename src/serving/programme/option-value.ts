import { exp, inverseNormal, pow } from '../../num/index.ts';
import { programmeValue, type Programme } from './programme.ts';

export interface OptionInput {
  readonly programme: Programme;
  /** Stages done before the decision; the rest is committed or dropped once the merchant price is known. */
  readonly stagesBefore: number;
  /** Standard deviation of the log of the merchant price at the decision. */
  readonly priceSpread: number;
}

/** A programme as an option: what it is worth to be able to stop, or to buy elsewhere. */
export interface OptionValue {
  /** Going on whatever happens. */
  readonly committedUsd: number;
  /** Stopping where the rest is worth less than nothing. */
  readonly withStopUsd: number;
  readonly optionUsd: number;
  /** Chance that the rest is stopped. */
  readonly stopShare: number;
}

const points = 401;

/**
 * Value of the right to stop after the first stages, with a merchant price that is lognormal around its planned value (mean kept). The
 * mean over the price is taken at 401 equally likely prices. The right is never worth less than nothing.
 *
 * @example optionValue({ programme, stagesBefore: 1, priceSpread: 0.3 }).optionUsd
 */
export function optionValue({ programme, stagesBefore, priceSpread }: OptionInput): OptionValue {
  const after = programme.stages.slice(stagesBefore);
  const before = programmeValue({
    ...programme,
    stages: programme.stages.slice(0, stagesBefore),
    chipsPerYear: [],
    slipYears: 0,
  });
  const discount = pow(1 + programme.wacc, -before.firstYear);
  let [committed, stopped, stops] = [0, 0, 0];
  for (let i = 0; i < points; i++) {
    const z = inverseNormal((i + 0.5) / points);
    const factor = exp(priceSpread * z - (priceSpread * priceSpread) / 2);
    const rest = programmeValue({
      ...programme,
      stages: after,
      merchantUsd: programme.merchantUsd * factor,
    }).npvUsd;
    committed += rest / points;
    stopped += Math.max(0, rest) / points;
    if (rest < 0) stops += 1 / points;
  }
  const committedUsd = discount * committed - before.nrePresentUsd;
  const withStopUsd = discount * stopped - before.nrePresentUsd;
  return { committedUsd, withStopUsd, optionUsd: withStopUsd - committedUsd, stopShare: stops };
}

/**
 * What a second source is worth: the part of a year's need that one supplier's stop would leave unserved, times what it would have
 * earned, times the chance of the stop, less the extra cost of splitting.
 *
 * @example secondSourceUsd({ chips: 1e5, share: 0.3, earnsUsdPerChip: 2e4, stopChance: 0.1, extraUsdPerChip: 100 })
 */
export function secondSourceUsd(of: {
  readonly chips: number;
  /** Share of the need that the second source can give. */
  readonly share: number;
  readonly earnsUsdPerChip: number;
  readonly stopChance: number;
  readonly extraUsdPerChip: number;
}): number {
  return of.chips * of.share * (of.stopChance * of.earnsUsdPerChip - of.extraUsdPerChip);
}
