import type { SolveOptions } from '../lp/index.ts';

/** How far the clock is put forward to stop a solve, in milliseconds: ten times the longest time limit there is. */
const forwardMs = 1e13;

/** HiGHS reads the time thousands of times a second; whether to stop is asked at each of so many. */
const readsPerQuestion = 4;

/**
 * Stops a solve through the clock that it reads.
 *
 * Within the linear programmes of a search for integers, and while it simplifies a model, HiGHS calls nobody back, so a wish to stop would
 * wait for their end; but it heeds its time limit there. In WebAssembly its time is the `performance.now` of its thread, which
 * a solve blocks. So for the length of a solve that function asks whether to stop, and once the answer is yes, HiGHS is told that its time is
 * over. HiGHS alone: what a caller's own functions read meanwhile is the right time.
 */
export class StopClock {
  readonly #isCancelled: () => boolean;
  #reads = 0;
  #isApart = false;
  #isStopped = false;
  #thrown: { readonly error: unknown } | undefined;

  constructor(isCancelled: () => boolean) {
    this.#isCancelled = isCancelled;
  }

  /** Whether the time was put forward, so that a time limit that was reached is none. */
  get isStopped(): boolean {
    return this.#isStopped;
  }

  /** Options whose functions read the right time. */
  over(options: SolveOptions): SolveOptions {
    const { onProgress } = options;
    return {
      ...options,
      isCancelled: () => this.#ask(),
      ...(onProgress ? { onProgress: (progress) => this.#apart(() => onProgress(progress)) } : {}),
    };
  }

  /** Solves with the clock in place, and puts the right one back whatever happens; throws what asking threw, once the solve has ended. */
  during<T>(solve: () => T): T {
    const own = Object.getOwnPropertyDescriptor(performance, 'now');
    const now = performance.now.bind(performance);
    const value = (): number => {
      if (this.#isApart) return now();
      if (!this.#isStopped && ++this.#reads % readsPerQuestion === 0) this.#askInside();
      return this.#isStopped ? now() + forwardMs : now();
    };
    Object.defineProperty(performance, 'now', { value, configurable: true, writable: true });
    try {
      const solved = solve();
      this.#throwLate();
      return solved;
    } finally {
      if (own) Object.defineProperty(performance, 'now', own);
      else Reflect.deleteProperty(performance, 'now');
    }
  }

  /** HiGHS is compiled without a way for errors to pass through it. */
  #askInside(): void {
    try {
      this.#ask();
    } catch (error) {
      this.#thrown = { error };
      this.#isStopped = true;
    }
  }

  #throwLate(): void {
    if (this.#thrown !== undefined) throw this.#thrown.error;
  }

  #ask(): boolean {
    this.#isStopped ||= this.#apart(this.#isCancelled);
    return this.#isStopped;
  }

  #apart<T>(call: () => T): T {
    const was = this.#isApart;
    this.#isApart = true;
    try {
      return call();
    } finally {
      this.#isApart = was;
    }
  }
}
