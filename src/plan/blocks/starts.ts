import { label } from '../../lp/index.ts';
import type { Workshop } from '../columns.ts';

/** A phase that may be left out starts at most once, in one way to power it; a committed one in exactly one. */
export function addStarts({ frame, lp, columns }: Workshop): void {
  const phases = new Map<string, number[]>();
  const committed = new Set<string>();
  frame.options.forEach(({ phaseName, isFree, isCommitted }, o) => {
    if (isFree) phases.set(phaseName, [...(phases.get(phaseName) ?? []), o]);
    if (isCommitted) committed.add(phaseName);
  });
  for (const [phase, options] of phases)
    lp.addRow(
      label('once', phase),
      options.map((o) => [columns.option(o), 1]),
      committed.has(phase) ? { equal: 1 } : { upper: 1 },
    );
}
