import type { Solution, SolveOptions } from '../lp/index.ts';

/** How all solves of a solver are stopped together, whoever asks for them and with whatever options. */
export interface StopOptions {
  /** Asked during every solve; once true, the one under way ends as `cancelled`. */
  readonly isCancelled: () => boolean;
  /** Seconds from then on that later solves may take together, to finish what is worth showing; none where left out. */
  readonly graceSeconds?: number;
  /** Seconds since any moment; the machine's clock where left out. */
  readonly clock?: () => number;
}

/** Puts a wish to stop, and the grace after it, over the options of each solve. */
export class StopWatch {
  readonly #isCancelled: () => boolean;
  readonly #graceSeconds: number;
  readonly #clock: () => number;
  #since: number | undefined;

  constructor({ isCancelled, graceSeconds = 0, clock }: StopOptions) {
    this.#isCancelled = isCancelled;
    this.#graceSeconds = graceSeconds;
    this.#clock = clock ?? (() => performance.now() / 1000);
  }

  /** The options to solve with; `undefined` where there is no time left to solve at all. */
  over(options: SolveOptions): SolveOptions | undefined {
    const { timeLimitSeconds = Infinity, isCancelled } = options;
    if (!this.#isAsked())
      return { ...options, isCancelled: () => this.#isAsked() || (isCancelled?.() ?? false) };
    const left = this.#left();
    if (!(left > 0)) return undefined;
    return {
      ...options,
      timeLimitSeconds: Math.min(timeLimitSeconds, left),
      isCancelled: () => this.#left() <= 0 || (isCancelled?.() ?? false),
    };
  }

  #isAsked(): boolean {
    if (this.#since === undefined && this.#isCancelled()) this.#since = this.#clock();
    return this.#since !== undefined;
  }

  #left(): number {
    return this.#graceSeconds - (this.#clock() - this.#since!);
  }
}

/** Of a solve that was not begun. */
export const notSolved: Solution = {
  status: 'cancelled',
  objective: undefined,
  bound: undefined,
  gap: undefined,
  values: undefined,
  rowValues: undefined,
  duals: undefined,
  reducedCosts: undefined,
  seconds: 0,
};
