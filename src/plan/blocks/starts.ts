import { label } from '../../lp/index.ts';
import type { Workshop } from '../columns.ts';
import { nodeAt, nodeName, togetherAt } from '../sharing.ts';

/**
 * A phase that may be left out starts at most once, in one way to power it; a committed one in exactly one. Along every scenario:
 * once for each node that decides on a start of it last.
 */
export function addStarts({ frame, lp, columns }: Workshop): void {
  const phases = new Map<string, number[]>();
  const committed = new Set<string>();
  frame.options.forEach(({ phaseName, isFree, isCommitted }, o) => {
    if (isFree) phases.set(phaseName, [...(phases.get(phaseName) ?? []), o]);
    if (isCommitted) committed.add(phaseName);
  });
  for (const [phase, options] of phases) {
    const last = Math.max(...options.map((o) => frame.options[o]!.decidedAt));
    for (let s = 0; s < frame.sizes.scenarios; s++) {
      if (togetherAt(frame.sharing, last, s)[0]! < s) continue;
      lp.addRow(
        label('once', phase, ...nodeName(nodeAt(frame.sharing, last, s))),
        options.map((o) => [columns.option(o, s), 1]),
        committed.has(phase) ? { equal: 1 } : { upper: 1 },
      );
    }
  }
}
