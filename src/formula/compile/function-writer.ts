import type { Slot, View } from './cells.ts';
import type { Code, Local } from './code.ts';
import type { Elementary } from './elementary.ts';
import type { Place } from './places.ts';
import { unitBytes } from './places.ts';
import type { ConstantPool } from './pool.ts';
import type { VectorMath } from './vector-math.ts';
import { vectorMath } from './vector-math.ts';

/** Where a slot stands: how, and the address of its first element (in its first period, or its first frame). */
export interface PlacedSlot extends Place {
  readonly base: number;
}

/** What all functions of a module share while they are written. */
export interface Workshop {
  readonly pool: ConstantPool;
  readonly elementary: Elementary;
  readonly helpers: Helpers;
  readonly placed: (slot: Slot) => PlacedSlot;
  readonly tables: readonly Int32Array[];
  readonly sizeOf: (dim: string) => number;
  readonly periods: number;
  /** Slots whose lags find their initial values in memory. */
  readonly isOpened: (slot: Slot) => boolean;
  readonly frames: number;
  readonly frameBytes: number;
  /** Address of the offsets of the frames of this and earlier periods, 4 bytes each. */
  readonly ringWords: number;
}

/** Indices of functions that cells of one kind share. */
export interface Helpers {
  readonly ages: number;
  /** Windows over a series, and over what no period changes. */
  readonly window: number;
  readonly windowOfConstant: number;
  readonly lag: number;
  readonly order: number;
  readonly allocate: number;
  /** Imported: rates of return and payback, by number of the cell. */
  readonly cash: number;
}

/** A function of one unit of work in one period (or at one age), which is its only parameter. */
export class FunctionWriter {
  readonly code: Code;
  readonly math: VectorMath;
  readonly shop: Workshop;
  readonly halves: readonly number[];
  private readonly known = new Map<string, Local>();

  /**
   * `halves` that the unit computes at once: 1 for what all paths share, and for a unit that is called for one half after
   * the other, whose second parameter is how many bytes the half stands after the first.
   */
  constructor(code: Code, shop: Workshop, halves: number) {
    this.halves = Array.from({ length: halves }, (_, half) => half);
    this.code = code;
    this.math = vectorMath(code, shop.pool);
    this.shop = shop;
  }

  /** The period at hand. */
  get period(): Local {
    return this.code.params[0]!;
  }

  /** What to add to a slot's base for the period at hand, or a ring's some periods before; `undefined` stands for 0. */
  startOf({ kind, isShared }: Place, back = 0): Local | undefined {
    const half = isShared ? undefined : this.code.params[1];
    if (kind === 'now') return half;
    return this.atStart(`${kind} ${back} ${half ?? ''}`, 'i32', () => {
      if (kind === 'series') this.code.get(this.period).i32(unitBytes).op('i32.mul');
      else this.code.loadAt('i32.load', this.shop.ringWords + 4 * back);
      if (half !== undefined) this.code.get(half).op('i32.add');
    });
  }

  /** 1 from a period on, 0 before. */
  isFrom(period: number): Local {
    return this.atStart(
      `from ${period}`,
      'i32',
      () => void this.code.get(this.period).i32(period).op('i32.ge_s'),
    );
  }

  /** The same as a mask of all bits. */
  maskFrom(period: number): Local {
    const flag = this.isFrom(period);
    return this.atStart(
      `mask ${period}`,
      'v128',
      () => void this.code.i32(0).get(flag).op('i32.sub', 'i32x4.splat'),
    );
  }

  /** Elements that a view shows over a nest of loops. */
  tableOf(view: View): Int32Array {
    return this.shop.tables[view.table]!;
  }

  private atStart(key: string, type: 'i32' | 'v128', write: () => void): Local {
    let local = this.known.get(key);
    if (local === undefined) {
      local = this.code.local(type);
      const made = local;
      this.code.atStart(() => {
        write();
        this.code.set(made);
      });
      this.known.set(key, local);
    }
    return local;
  }
}
