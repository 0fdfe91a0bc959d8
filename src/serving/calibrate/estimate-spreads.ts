import { covarianceOf, type Design } from './design.ts';
import type { Spreads } from './observation.ts';
import { invertPositive, times } from './positive.ts';

export interface EstimateOptions {
  /** Where to start; an effect is only estimated where its start is above zero. */
  readonly start: Spreads;
  /** Scale above which a spread is unlikely before seeing data, by effect; 0.12 where none is given. */
  readonly scales: Readonly<Record<string, number>>;
  readonly doubts: Float64Array;
  readonly rounds: number;
}

const usualScale = 0.12;

/**
 * Most likely spreads of the effects and of the noise, given the observations, with a half-normal prior on each spread.
 *
 * Each round multiplies a variance by the root of what the data say of it over what the model expects, a step that never lowers the
 * likelihood: Zhou, Hu, Zhou, Lange 2019, "MM algorithms for variance components models". Spreads of slopes stay as given.
 */
export function estimateSpreads(design: Design, options: EstimateOptions): Spreads {
  const { doubts, scales } = options;
  let spreads = options.start;
  const n = design.values.length;
  for (let round = 0; round < options.rounds; round++) {
    const inverse = invertPositive(covarianceOf(design, spreads, doubts));
    const alpha = times(inverse, design.values);
    const effects: Record<string, number> = {};
    for (const { name, levels, count } of design.effects) {
      const spread = spreads.effects[name] ?? 0;
      if (spread === 0) continue;
      const sums = new Float64Array(count);
      let expected = 0;
      for (let i = 0; i < n; i++) {
        sums[levels[i]!]! += alpha[i]!;
        expected += inverse.values[i * n + i]!;
        for (let j = 0; j < i; j++) if (levels[j] === levels[i]) expected += 2 * inverse.values[i * n + j]!;
      }
      const found = sums.reduce((sum, value) => sum + value * value, 0);
      effects[name] = nextSpread(spread, { found, expected, scale: scales[name] ?? usualScale });
    }
    let [foundNoise, expectedNoise] = [0, 0];
    for (let i = 0; i < n; i++) {
      foundNoise += doubts[i]! * alpha[i]! * alpha[i]!;
      expectedNoise += doubts[i]! * inverse.values[i * n + i]!;
    }
    const noise = nextSpread(spreads.noise, {
      found: foundNoise,
      expected: expectedNoise,
      scale: scales['noise'] ?? usualScale,
    });
    spreads = { effects, slopes: spreads.slopes, noise };
  }
  return spreads;
}

/** One step towards the spread at which gain and expectation, with the prior's share in both, are equal. */
function nextSpread(
  spread: number,
  { found, expected, scale }: { readonly found: number; readonly expected: number; readonly scale: number },
): number {
  const variance = spread * spread;
  const ratio = (found * variance + 0.5) / (variance * (expected + 1 / (scale * scale)));
  return Math.max(0.004, Math.sqrt(variance * Math.sqrt(ratio)));
}
