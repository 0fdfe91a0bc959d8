import type { Bench } from './bench.ts';
import type { Answers, Questions } from './protocol.ts';

/** Values of the files that an overlay or an edit replaces, and what counts instead. */
export function answerOverlaid({ order }: Questions['overlaid'], { open }: Bench): Answers['overlaid'] {
  const { study } = open(order);
  return [...study.assumptions, ...study.settings].flatMap(({ path, at, overrides, text }) =>
    overrides ? [{ path, at: overrides, by: at, text }] : [],
  );
}
