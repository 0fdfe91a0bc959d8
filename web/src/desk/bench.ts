import type { Issue, Outcome, Runner, RunResult, Study } from 'buildout';
import type { LiveShelf } from './live-shelf.ts';
import type { RunOrder, StudyOrder } from './protocol.ts';

/** What a handler works with. */
export interface Bench {
  /** The study of an order. Throws `Faults`. */
  readonly open: (order: StudyOrder) => Study;
  /** The case without its programme; `undefined` where it names none. Throws `Faults`. */
  readonly openCounterfactual: (order: StudyOrder) => Study | undefined;
  readonly runner: Runner;
  /** The result of an order, the last one where it is of the same order. */
  readonly resultOf: (order: RunOrder) => Promise<RunResult>;
  readonly live: { readonly coarse: LiveShelf; readonly full: LiveShelf };
  /** Tells how much is done and lets messages through; throws `Stopped` where one of them called the question off. */
  readonly step: (share: number) => Promise<void>;
  /** Tells how much is done; whether to go on. For what lets messages through by itself. */
  readonly follow: (share: number) => boolean;
}

/** Ends a request whose case or question has faults. */
export class Faults extends Error {
  constructor(readonly issues: readonly Issue[]) {
    super('faults');
  }
}

/** Ends a request that was called off. */
export class Stopped extends Error {}

/** The value of an outcome. Throws `Faults`. */
export function valueOf<T>({ value, issues }: Outcome<T>): T {
  if (value === undefined) throw new Faults(issues);
  return value;
}

/** Follows work part by part to its end, telling how much is done, and gives its value. Throws `Faults`, and `Stopped` where it is called off. */
export async function followSteps<T>(
  steps: Generator<number, Outcome<T>, void>,
  step: Bench['step'],
): Promise<T> {
  for (;;) {
    const next = steps.next();
    if (next.done) return valueOf(next.value);
    await step(next.value);
  }
}
