import { log } from './log.ts';

/** Two growing sizes in one unit; growth is a fraction per year (0.24 is 24%). */
export interface Race {
  readonly leader: number;
  readonly follower: number;
  readonly leaderGrowth: number;
  readonly followerGrowth: number;
}

/**
 * Years until the follower is as large as the leader, both growing at constant yearly rates; 0 when it already is.
 *
 * `undefined` when it never happens: the follower is smaller and does not grow faster.
 *
 * @example overtakeYears({ leader: 130, follower: 88.4, leaderGrowth: 0.24, followerGrowth: 0.39 }) // 3.38
 */
export function overtakeYears(race: Race): number | undefined {
  if (race.follower >= race.leader) return 0;
  const gain = log((1 + race.followerGrowth) / (1 + race.leaderGrowth));
  return gain > 0 && race.follower > 0 ? log(race.leader / race.follower) / gain : undefined;
}
