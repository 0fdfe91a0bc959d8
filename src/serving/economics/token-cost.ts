import type { Served } from '../roofline/serve.ts';

/** Lengths of a request and its answer. */
export interface Lengths {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** Cost of tokens on one chip: USD per million. */
export interface TokenCost {
  /** Everything charged to output tokens: what MLPerf's tokens/s implies. */
  readonly allOnOutputUsdPerM: number;
  /** Input tokens carry the time of prefill, output tokens that of decode. */
  readonly inputUsdPerM: number;
  readonly outputUsdPerM: number;
  /** Over input and output tokens together. */
  readonly blendedUsdPerM: number;
  readonly tokensPerUsd: number;
}

/**
 * Cost of tokens from a chip-hour and a throughput of output tokens per second and chip. The split follows the roofline's time: a
 * request takes `prefill` and `output × step / batch` seconds of its group.
 *
 * @example tokenCost({ usdPerChipHour: 3.6, tokensPerSecond: 1000, served, lengths }).allOnOutputUsdPerM // 1
 */
export function tokenCost({
  usdPerChipHour,
  tokensPerSecond,
  served,
  lengths,
}: {
  readonly usdPerChipHour: number;
  readonly tokensPerSecond: number;
  readonly served: Served;
  readonly lengths: Lengths;
}): TokenCost {
  const { inputTokens, outputTokens } = lengths;
  const allOnOutputUsdPerM = (usdPerChipHour / 3600 / tokensPerSecond) * 1e6;
  const decode = (outputTokens * served.stepSeconds) / served.batch;
  const share = served.prefillSeconds / (served.prefillSeconds + decode);
  const perRequest = allOnOutputUsdPerM * outputTokens;
  return {
    allOnOutputUsdPerM,
    inputUsdPerM: inputTokens > 0 ? (perRequest * share) / inputTokens : 0,
    outputUsdPerM: allOnOutputUsdPerM * (1 - share),
    blendedUsdPerM: perRequest / (inputTokens + outputTokens),
    tokensPerUsd: 1e6 / allOnOutputUsdPerM,
  };
}

/** What the same tokens sell for at list prices, USD per million tokens of input and output together. */
export function listUsdPerM(
  price: { readonly inputUsdPerM: number; readonly outputUsdPerM: number },
  { inputTokens, outputTokens }: Lengths,
): number {
  return (
    (price.inputUsdPerM * inputTokens + price.outputUsdPerM * outputTokens) / (inputTokens + outputTokens)
  );
}
