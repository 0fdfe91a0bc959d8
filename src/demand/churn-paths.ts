import { exp, inverseNormal, log, uniformAt } from '../num/index.ts';

export interface Churn {
  /** Share of the base lost in a quarter, by quarters after the first built; measured ones are below 0. At least one. */
  readonly rates: ReadonlyMap<number, number>;
  /** Standard deviation of the logarithm of the level of stated rates. */
  readonly error: number;
  readonly seed: number;
  readonly stream: number;
}

/**
 * What joint paths lose to churn, as paths below 0: after quarters with rates c the base is short of 1 − Π(1 − c) of itself.
 *
 * A quarter that is stated has its rate, and so have those after it until the next, with one error of level a path. Before
 * the first stated one, measured quarters come again, each with a weight that the path draws (the Bayesian bootstrap: D. B. Rubin,
 * Annals of Statistics 9 (1981), 130–134), so that few quarters leave the level open and a quarter without losses stays possible.
 *
 * @example churnPaths([Float64Array.of(100, 100)], { rates: new Map([[0, 0.1]]), error: 0, seed: 1, stream: 1 }) // [[-10, -19]]
 */
export function churnPaths(base: readonly Float64Array[], churn: Churn): Float64Array[] {
  const { rates, error, seed, stream } = churn;
  const measured = [...rates].filter(([quarter]) => quarter < 0).map(([, rate]) => rate);
  return base.map((path, p) => {
    // Numbers of a path below the first quarter's are those of its level.
    const draw = (which: number) => uniformAt(seed, p, stream, which);
    const level = error === 0 ? 1 : exp(error * inverseNormal(draw(0)));
    const weights = measured.map((_, i) => -log(draw(1 + i)));
    const whole = weights.reduce((sum, weight) => sum + weight, 0);
    let stated: number | undefined;
    let kept = 1;
    return path.map((value, t) => {
      stated = rates.get(t) ?? stated;
      if (stated !== undefined) kept *= 1 - Math.min(1, stated * level);
      else kept *= 1 - pick(measured, weights, draw(1 + measured.length + t) * whole);
      return -value * (1 - kept);
    });
  });
}

/** The entry at which weights first add up to more than a number. */
function pick(entries: readonly number[], weights: readonly number[], at: number): number {
  let sum = 0;
  for (let i = 0; i < entries.length; i++) {
    sum += weights[i]!;
    if (at < sum) return entries[i]!;
  }
  return entries.at(-1)!;
}
