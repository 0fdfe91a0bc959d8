import type { Dimension } from '../units/index.ts';
import { makeDimension } from '../units/index.ts';

/** The dimension of a time, whose canonical unit inside the graph is the period. */
export const timeDimension: Dimension = makeDimension({ time: 1 });
