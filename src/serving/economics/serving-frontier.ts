import type { Issue, Outcome } from '../../base/issue.ts';
import { ok } from '../../base/issue.ts';
import type { Chip, Model } from '../catalogue/types.ts';
import {
  estimateServing,
  type EstimateServingInput,
  type ServingEstimate,
} from '../predict/estimate-serving.ts';
import type { Precision } from '../roofline/deployment.ts';
import { peakTflops } from '../roofline/machine.ts';
import { plainUtilisation } from '../tables/training-rows.ts';
import { chipHour, type ChipHour, type Site } from './chip-hour.ts';
import type { Choice } from './pareto-front.ts';
import { listUsdPerM, tokenCost, type Lengths, type TokenCost } from './token-cost.ts';

/** What is asked of a fleet: a model, lengths, and a limit per output token; none is offline. */
export interface Workload extends Lengths {
  readonly name: string;
  readonly model: Model;
  readonly perTokenMs?: number;
  readonly firstTokenMs?: number;
}

/** How a chip is owned. */
export interface OwnershipRule {
  readonly site: Site;
  readonly wacc: number;
  readonly lifeYears: number;
  readonly utilisation: number;
  /** Server and network bought with a chip, as a share of its price. */
  readonly attachShare: number;
}

/** Ownership as in the Amazon case: 9%, five years, 60% of hours sold. */
export const usualOwnership = { wacc: 0.09, lifeYears: 5, utilisation: 0.6, attachShare: 0.35 } as const;

/** A chip at a workload and limit, with its price and speed; `cost` is blended $/M tokens and `gain` tokens/s a user sees. */
export interface FrontierPoint extends Choice {
  readonly chip: Chip;
  readonly precision: Precision;
  readonly perTokenMs: number | undefined;
  readonly estimate: ServingEstimate;
  readonly hour: ChipHour;
  readonly tokens: TokenCost;
  /** 80% range of the blended cost, from that of the throughput. */
  readonly costLow: number;
  readonly costHigh: number;
  readonly tokensPerSecondPerMw: number;
  readonly usdPerPflopHour: number;
  /** Share of list price that is left after the cost, where the model has a price. */
  readonly margin?: number;
  /** List revenue a year and MW of IT power, at the utilisation. */
  readonly revenuePerMwUsd?: number;
}

/**
 * Serves a workload on a chip in the narrowest format it has, and prices it. Issues: those of `serve`, and `serving-price-missing`
 * where chip price or power is not in the catalogue.
 */
export function priceServing(
  chip: Chip,
  workload: Workload,
  rule: OwnershipRule,
  input: EstimateServingInput,
): Outcome<FrontierPoint> {
  if (chip.priceUsd === undefined) return { issues: [noPrice(chip)] };
  const precision: Precision =
    chip.fp4Tflops !== undefined ? 'fp4' : chip.fp8Tflops !== undefined ? 'fp8' : 'bf16';
  const { inputTokens, outputTokens, perTokenMs } = workload;
  const limit =
    perTokenMs === undefined ? undefined : { perTokenMs, firstTokenMs: workload.firstTokenMs ?? 2000 };
  const found = estimateServing(
    { chip, model: workload.model, precision, inputTokens, outputTokens, ...(limit ? { limit } : {}) },
    input,
  );
  if (!found.value) return { issues: found.issues };
  const estimate = found.value;
  const kw = powerKw(chip);
  const hour = chipHour({
    priceUsd: chip.priceUsd,
    attachUsd: chip.priceUsd * rule.attachShare,
    allInKw: kw,
    lifeYears: rule.lifeYears,
    wacc: rule.wacc,
    site: rule.site,
    utilisation: rule.utilisation,
  });
  const priced = (tokensPerSecond: number): TokenCost =>
    tokenCost({
      usdPerChipHour: hour.perSoldHourUsd,
      tokensPerSecond,
      served: estimate.served,
      lengths: workload,
    });
  const tokens = priced(estimate.value);
  const { model } = workload;
  const list =
    model.inputUsdPerM === undefined || model.outputUsdPerM === undefined
      ? undefined
      : listUsdPerM({ inputUsdPerM: model.inputUsdPerM, outputUsdPerM: model.outputUsdPerM }, workload);
  const perMw = (estimate.value * 1000) / kw;
  const allTokensPerYear =
    perMw * 3600 * 8760 * rule.utilisation * ((inputTokens + outputTokens) / outputTokens);
  return ok({
    name: chip.name,
    chip,
    precision,
    perTokenMs,
    estimate,
    hour,
    tokens,
    cost: tokens.blendedUsdPerM,
    gain: 1 / estimate.served.stepSeconds,
    costLow: priced(estimate.high80).blendedUsdPerM,
    costHigh: priced(estimate.low80).blendedUsdPerM,
    tokensPerSecondPerMw: perMw,
    usdPerPflopHour: hour.perSoldHourUsd / (((peakTflops(chip, 'bf16') ?? NaN) * plainUtilisation) / 1000),
    ...(list === undefined
      ? {}
      : { margin: 1 - tokens.blendedUsdPerM / list, revenuePerMwUsd: (allTokensPerYear * list) / 1e6 }),
  });
}

/** IT power of a chip with its share of the server: where only the chip's own is known, 1.7 times that, as for H100 to B300. */
export function powerKw(chip: Chip): number {
  return chip.allInKw ?? ((chip.tdpW ?? 700) / 1000) * 1.7;
}

function noPrice(chip: Chip): Issue {
  return {
    code: 'serving-price-missing',
    severity: 'warning',
    message: `${chip.name} is left out: the catalogue has no price for it.`,
    expected: 'price_usd_base',
    fix: 'add the chip with a price to chips_own.csv',
  };
}
