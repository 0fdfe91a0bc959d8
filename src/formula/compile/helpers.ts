import { addAllocate } from './helper-allocate.ts';
import { addLag } from './helper-lag.ts';
import { addVintage, addWindow } from './helper-window.ts';
import type { ModuleWriter } from './module.ts';
import type { ConstantPool } from './pool.ts';

/** Indices of the functions that cells of one kind share; each handles one element on all pairs of paths. */
export interface Helpers {
  readonly window: number;
  readonly vintage: number;
  readonly lag: number;
  /** Handles all elements of a cell. */
  readonly allocate: number;
}

export function addHelpers(module: ModuleWriter, pool: ConstantPool): Helpers {
  return {
    window: addWindow(module, pool),
    vintage: addVintage(module, pool),
    lag: addLag(module),
    allocate: addAllocate(module),
  };
}
