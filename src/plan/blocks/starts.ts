import { label } from '../../lp/index.ts';
import type { Workshop } from '../columns.ts';

/** A phase that may be left out starts at most once. */
export function addStarts({ frame, lp, columns }: Workshop): void {
  const phases = new Map<string, number[]>();
  frame.options.forEach(({ phaseName, isFree }, o) => {
    if (isFree) phases.set(phaseName, [...(phases.get(phaseName) ?? []), o]);
  });
  for (const [phase, options] of phases)
    lp.addRow(
      label('once', phase),
      options.map((o) => [columns.option(o), 1]),
      { upper: 1 },
    );
}
