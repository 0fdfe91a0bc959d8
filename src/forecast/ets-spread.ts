import type { EtsFit } from './fit-ets.ts';

/**
 * Standard deviation of the forecast errors for periods 1 to `path.length`, in the unit of the series, as the model has it.
 *
 * Source: Hyndman et al. (2008), table 6.1 (linear models); a multiplicative error is taken in proportion to the forecast.
 */
export function etsSpread(fit: EtsFit, path: Float64Array, level: number): Float64Array {
  const { form, weights, run } = fit;
  const { alpha, beta, gamma, phi } = weights;
  const season = run.season.length;
  const isRelative = form.error === 'multiplicative';
  const freedom = Math.max(
    1,
    run.errors.length - (form.trend === 'none' ? 1 : form.trend === 'damped' ? 4 : 3),
  );
  const oneStep = Math.sqrt(run.sumSquares / freedom);
  const spread = new Float64Array(path.length);
  let sum = 1;
  let damping = 0;
  let power = 1;
  for (let h = 0; h < path.length; h++) {
    const size = isRelative ? Math.max(Math.abs(path[h]!), 0.05 * Math.abs(level)) : 1;
    spread[h] = oneStep * size * Math.sqrt(sum);
    power *= phi;
    damping += power;
    let answer = alpha + (form.trend === 'none' ? 0 : beta * damping);
    if (season > 0 && (h + 1) % season === 0) answer += form.season === 'additive' ? gamma : gamma * 1;
    sum += answer * answer;
  }
  return spread;
}
