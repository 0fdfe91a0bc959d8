import { log } from '../num/index.ts';

/** When a follower passes a leader: already ahead, never on these growth rates, or after a number of years. */
export type Overtake =
  | { readonly kind: 'already' }
  | { readonly kind: 'never' }
  | { readonly kind: 'after'; readonly years: number };

/** Sizes in one unit over the same twelve months; growth per year as a fraction (0.24 is 24%). */
export interface Race {
  readonly leader: number;
  readonly follower: number;
  readonly leaderGrowth: number;
  readonly followerGrowth: number;
}

/**
 * Years until the follower equals the leader when both grow steadily: t = ln(A/M) / ln((1+gM)/(1+gA)).
 *
 * Counted from the middle of the twelve months that the sizes cover, as both are flows over them.
 *
 * @example overtake({ leader: 130, follower: 88.4, leaderGrowth: 0.24, followerGrowth: 0.39 }) // after 3.4 years
 */
export function overtake({ leader, follower, leaderGrowth, followerGrowth }: Race): Overtake {
  if (follower >= leader) return { kind: 'already' };
  if (followerGrowth <= leaderGrowth) return { kind: 'never' };
  return { kind: 'after', years: log(leader / follower) / log((1 + followerGrowth) / (1 + leaderGrowth)) };
}
