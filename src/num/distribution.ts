/** A certain value. */
export interface PointDistribution {
  readonly kind: 'point';
  readonly value: number;
}

/** Normal with mean and standard deviation. */
export interface NormalDistribution {
  readonly kind: 'normal';
  readonly mean: number;
  readonly sd: number;
}

/** `shift` + exp of a normal with mean `mu` and standard deviation `sigma`; `shift` is 0 unless given. */
export interface LognormalDistribution {
  readonly kind: 'lognormal';
  readonly mu: number;
  readonly sigma: number;
  readonly shift?: number;
}

/** Equal density from low to high. */
export interface UniformDistribution {
  readonly kind: 'uniform';
  readonly low: number;
  readonly high: number;
}

/** Density rising in a straight line from low to mode, then falling to high. */
export interface TriangularDistribution {
  readonly kind: 'triangular';
  readonly low: number;
  readonly mode: number;
  readonly high: number;
}

/** Beta on [low, high] with mean (low + 4·mode + high)/6 (Malcolm and others, Operations Research 7, 1959). */
export interface PertDistribution {
  readonly kind: 'pert';
  readonly low: number;
  readonly mode: number;
  readonly high: number;
}

/** Beta with shape `a` and `b`, stretched from [0, 1] to [low, high]. */
export interface BetaDistribution {
  readonly kind: 'beta';
  readonly a: number;
  readonly b: number;
  readonly low: number;
  readonly high: number;
}

/** Values with weights; the weights need not add up to 1. */
export interface DiscreteDistribution {
  readonly kind: 'discrete';
  readonly values: readonly number[];
  readonly weights: readonly number[];
}

/** Normal with mean `mean` and standard deviation `sd` before it was cut to [low, high]; a bound may be infinite. */
export interface TruncatedNormalDistribution {
  readonly kind: 'truncatedNormal';
  readonly mean: number;
  readonly sd: number;
  readonly low: number;
  readonly high: number;
}

/** `shift` + an exponential waiting time with mean `mean`; `shift` is 0 unless given. */
export interface ExponentialDistribution {
  readonly kind: 'exponential';
  readonly mean: number;
  readonly shift?: number;
}

/** What is believed about one uncertain number, as plain data in one unit that the caller keeps. */
export type Distribution =
  | PointDistribution
  | NormalDistribution
  | LognormalDistribution
  | UniformDistribution
  | TriangularDistribution
  | PertDistribution
  | BetaDistribution
  | DiscreteDistribution
  | TruncatedNormalDistribution
  | ExponentialDistribution;

export type DistributionKind = Distribution['kind'];
