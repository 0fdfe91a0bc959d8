import type { Solver } from '../lp/index.ts';
import { nearestFirstStage } from './first-stage-points.ts';
import { groupMean } from './group-prices.ts';
import { PrimalRecovery, type Candidate } from './primal-recovery.ts';
import type { ScenarioPool } from './scenario-tasks.ts';
import type { TwoStage } from './two-stage.ts';

/** How far the first moves of single columns go, as a multiple of what the groups' points differ by: valleys of the recourse lie apart. */
const mostStepShare = 4;

/** How far the first search around the best goes, and the least and most that later ones may, by the same measure. */
const firstReach = 1;
const leastReach = 1 / 64;
const mostReach = 8;

/** Least reach of a continuous column in the first search, as a share of its value: where all groups agree, they may all be off. */
const leastReachShare = 0.05;

/** Searches shorter than this share of all the time would be spent on the model's first relaxation alone. */
const leastSearchShare = 0.05;

interface RecoveryOptions {
  readonly clock: () => number;
  /** Most share of the time. */
  readonly share: number;
  /** Whether there is time for more at all. */
  readonly mayGoOn: () => boolean;
}

/** Finds first stages from the points that groups of scenarios take, within a share of the time, and judges them on all scenarios. */
export class DualRecovery {
  readonly #problem: TwoStage;
  readonly #solver: Solver;
  readonly #options: RecoveryOptions;
  readonly #primal: PrimalRecovery;
  readonly #start: number;
  #seconds = 0;
  #since: number | undefined;
  #stepShare = mostStepShare;
  #reach = firstReach;

  constructor(
    problem: TwoStage,
    { solver, pool }: { readonly solver: Solver; readonly pool: ScenarioPool },
    options: RecoveryOptions,
  ) {
    this.#problem = problem;
    this.#solver = solver;
    this.#options = options;
    this.#primal = new PrimalRecovery(problem, solver, pool);
    this.#start = options.clock();
  }

  get best(): Candidate | undefined {
    return this.#primal.best;
  }

  get judged(): PrimalRecovery['judged'] {
    return this.#primal.judged;
  }

  /** Whether the share of the time is not used up. */
  get isDue(): boolean {
    return this.#owed() >= 0;
  }

  close(): void {
    this.#primal.close();
  }

  /** Judges first stages, as long as there is time. */
  judge(points: readonly Float64Array[]): Promise<void> {
    return this.#timed(async () => {
      for (const point of points) if (this.#options.mayGoOn()) await this.#primal.judge(point);
    });
  }

  /**
   * Judges the mean of the groups' points, made whole, and those nearest to it, then looks around the best.
   *
   * @param fallback stands for the point of a group that has none.
   */
  async fromPoints(
    groups: readonly (readonly number[])[],
    points: readonly (Float64Array | undefined)[],
    fallback: Float64Array,
  ): Promise<void> {
    const groupOf = new Map(groups.flatMap((group, g) => group.map((s) => [s, g] as const)));
    const mean = groupMean(this.#problem, groups.flat(), (s) => points[groupOf.get(s)!] ?? fallback);
    const distance = (x: Float64Array): number =>
      x.reduce((sum, value, j) => sum + Math.abs(value - mean[j]!), 0);
    const near = points.filter((x) => x !== undefined).sort((a, b) => distance(a) - distance(b));
    const halfway = this.best?.x.map((value, j) => (value + mean[j]!) / 2);
    const whole = [mean, ...(halfway ? [halfway] : [])].map((target) =>
      nearestFirstStage(this.#problem, this.#solver, target),
    );
    await this.judge([...whole.filter((x) => x !== undefined), ...near.slice(0, 3)]);
    await this.#timed(() => (this.#primal.isSearchable ? this.#search(near) : this.#poll(near, mean)));
  }

  /** Searches all first stages near the best as one model: wider where nothing better lies near, closer where time ran out. */
  async #search(points: readonly Float64Array[]): Promise<void> {
    const { clock, mayGoOn } = this.#options;
    const { kinds } = this.#problem.first;
    while (mayGoOn() && this.#reach >= leastReach && this.#reach <= mostReach) {
      const seconds = this.#owed();
      if (seconds < leastSearchShare * (clock() - this.#start)) return;
      const until = clock() + seconds;
      const { x } = this.best!;
      const reach = x.map((value, j) => {
        const apart = Math.max(0, ...points.map((point) => Math.abs(point[j]! - value)));
        const least = kinds[j] === 'continuous' ? leastReachShare * Math.abs(value) : 0;
        return this.#reach * Math.max(apart, least);
      });
      const isCancelled = (): boolean => clock() >= until || !mayGoOn();
      const { isBetter, isExhausted } = await this.#primal.searchWithin(reach, isCancelled);
      if (isExhausted && !isBetter) this.#reach *= 2;
      else if (!isExhausted) this.#reach /= 2;
    }
  }

  async #timed(work: () => Promise<void>): Promise<void> {
    const { clock } = this.#options;
    this.#since = clock();
    try {
      await work();
    } finally {
      this.#seconds += clock() - this.#since;
      this.#since = undefined;
    }
  }

  /** Seconds that the share leaves from now on; below 0 once it is used up. */
  #owed(): number {
    const { clock, share } = this.#options;
    const now = clock();
    const spent = this.#seconds + (this.#since === undefined ? 0 : now - this.#since);
    return share * (now - this.#start) - spent;
  }

  /** Moves columns of the best first stage by what the groups' points differ by, at first; by half where that does not help. */
  async #poll(points: readonly Float64Array[], mean: Float64Array): Promise<void> {
    const steps = mean.map((value, j) => {
      const sum = points.reduce((total, x) => total + Math.abs(x[j]! - value), 0);
      return (this.#stepShare * sum) / Math.max(1, points.length);
    });
    const mayGoOn = (): boolean => this.#options.mayGoOn() && this.isDue;
    if (mayGoOn() && !(await this.#primal.poll(steps, mayGoOn)) && mayGoOn()) this.#stepShare /= 2;
  }
}
