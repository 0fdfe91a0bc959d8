import { depthOf, routeOf } from './access.ts';
import type { Move, Route } from './access.ts';
import type { Slot } from './cells.ts';
import type { Code, Local } from './code.ts';
import type { FunctionWriter } from './function-writer.ts';
import { unitBytes } from './places.ts';

/** A slot's numbers as a nest of loops comes by them. */
export interface Access {
  /** Loops around the deepest label that it follows. */
  readonly depth: number;
  /** Leave a vector of paths, or its address, on the stack. */
  readonly load: (half: number) => Code;
  readonly address: (half: number) => Code;
  /** Stores what `value` leaves on the stack. */
  readonly store: (half: number, value: () => void) => void;
}

/** What a pointer follows; accesses that move alike share it. */
interface Track {
  readonly moves: readonly Move[];
  readonly start: Local | undefined;
  /** The pointer inside so many loops; `undefined` stands for 0. */
  readonly at: (Local | undefined)[];
}

export interface Hooks {
  /** Runs inside so many loops, before the next loop starts. */
  readonly enter?: (depth: number) => void;
  /** Runs in the innermost loop. */
  readonly body: () => void;
  /** Runs inside so many loops, after the next loop has ended. */
  readonly leave?: (depth: number) => void;
}

/** Nested loops over labels, with pointers that follow them. Every access must be made before the loops are run. */
export class Loops {
  readonly sizes: readonly number[];
  private readonly writer: FunctionWriter;
  private readonly tracks = new Map<string, Track>();
  /** The label at each level, times 4; known inside its loop. */
  private readonly indices: Local[] = [];

  constructor(writer: FunctionWriter, dims: readonly string[]) {
    this.writer = writer;
    this.sizes = dims.map((dim) => writer.shop.sizeOf(dim)).filter((size) => size !== 1);
  }

  get depth(): number {
    return this.sizes.length;
  }

  get isEmpty(): boolean {
    return this.sizes.includes(0);
  }

  /** The route of a table over these loops. */
  route(table: Int32Array): Route {
    return routeOf(table, this.sizes);
  }

  /** A slot's numbers in the period at hand, or some periods back, by the element that a table names. */
  access(slot: Slot, table: Int32Array, back = 0): Access {
    const { shop } = this.writer;
    const place = shop.placed(slot);
    const { kind, base, step, isShared } = place;
    const route = this.route(table);
    const start = this.writer.startOf(place, kind === 'ring' ? back : 0);
    const track = this.trackOf(route, step, start);
    const offset = base + route.first * step - (kind === 'series' ? unitBytes * back : 0);
    return this.accessBy(track, { offset, isShared }, depthOf(route));
  }

  /** A slot's elements in turn some periods before the first one. */
  before(slot: Slot, back: number): Access {
    const { shop } = this.writer;
    const { kind, base, step, isShared } = shop.placed(slot);
    const route = this.route(Int32Array.from({ length: slot.size }, (_, i) => i));
    const shift = kind === 'series' ? -unitBytes * back : (shop.frames - back) * shop.frameBytes;
    const track = this.trackOf(route, step, undefined);
    return this.accessBy(track, { offset: base + shift, isShared }, depthOf(route));
  }

  /** A series from its first period on, by the element that a table names; also what never changes over time. */
  series(slot: Slot, table: Int32Array): Access {
    const { base, step, isShared } = this.writer.shop.placed(slot);
    const route = this.route(table);
    const offset = base + route.first * step;
    return this.accessBy(this.trackOf(route, step, undefined), { offset, isShared }, depthOf(route));
  }

  /** Memory beside all slots, one unit for each turn of the loops from an address on. */
  beside(base: number): Access {
    const count = this.sizes.reduce((product, size) => product * size, 1);
    const route = this.route(Int32Array.from({ length: count }, (_, i) => i));
    const track = this.trackOf(route, unitBytes, undefined);
    return this.accessBy(track, { offset: base, isShared: false }, this.depth);
  }

  /** Leaves the number of the label at a level of these loops on the stack, 0 for a dimension with one label. */
  pushLabel(level: number | undefined): Code {
    const { code } = this.writer;
    return level === undefined ? code.i32(0) : code.get(this.indices[level]!).i32(2).op('i32.shr_u');
  }

  run(hooks: Hooks): void {
    if (!this.isEmpty) this.level(0, hooks);
  }

  private accessBy(
    track: Track,
    { offset, isShared }: { readonly offset: number; readonly isShared: boolean },
    depth: number,
  ): Access {
    const { code } = this.writer;
    // What moves stands in a local variable, the rest in the instruction.
    const open = (half: number): { readonly isMoving: boolean; readonly at: number } => {
      const at = track.at[depth];
      const own = isShared ? offset : offset + 16 * half;
      if (at === undefined) code.i32(own);
      else code.get(at);
      return at === undefined ? { isMoving: false, at: 0 } : { isMoving: true, at: own };
    };
    return {
      depth,
      load: (half) => code.memory('v128.load', open(half).at),
      address: (half) => {
        const { isMoving, at } = open(half);
        return isMoving ? code.i32(at).op('i32.add') : code;
      },
      store: (half, value) => {
        const { at } = open(half);
        value();
        code.memory('v128.store', at);
      },
    };
  }

  private trackOf({ moves }: Route, step: number, start: Local | undefined): Track {
    const key = `${step} ${start ?? ''} ${moves.map((move) => (move.kind === 'step' ? move.by : `[${move.values.join()}]`)).join(' ')}`;
    let track = this.tracks.get(key);
    if (track === undefined) {
      const inBytes = moves.map((move): Move => {
        if (move.kind === 'step') return { kind: 'step', by: move.by * step };
        return { kind: 'table', values: move.values.map((value) => value * step) };
      });
      track = { moves: inBytes, start, at: [start] };
      this.tracks.set(key, track);
    }
    return track;
  }

  private level(level: number, hooks: Hooks): void {
    if (level === this.depth) return hooks.body();
    hooks.enter?.(level);
    const { code, shop } = this.writer;
    const index = code.local('i32');
    this.indices[level] = index;
    const tracks = [...this.tracks.values()];
    const stepping: { readonly at: Local; readonly by: number }[] = [];
    const looking: { readonly track: Track; readonly at: Local; readonly values: Int32Array }[] = [];
    code.i32(0).set(index);
    for (const track of tracks) {
      const move = track.moves[level]!;
      const before = track.at[level];
      if (move.kind === 'step' && move.by === 0) {
        track.at[level + 1] = before;
        continue;
      }
      const at = code.local('i32');
      track.at[level + 1] = at;
      if (move.kind === 'table') {
        looking.push({ track, at, values: move.values });
        continue;
      }
      if (before === undefined) code.i32(0);
      else code.get(before);
      code.set(at);
      stepping.push({ at, by: move.by });
    }
    code.repeat(() => {
      for (const { track, at, values } of looking) {
        code.get(index).memory('i32.load', shop.pool.table(values));
        const before = track.at[level];
        if (before !== undefined) code.get(before).op('i32.add');
        code.set(at);
      }
      this.level(level + 1, hooks);
      for (const { at, by } of stepping) code.increase(at, undefined, by);
      code.get(index).i32(4).op('i32.add').tee(index);
      code.i32(4 * this.sizes[level]!).op('i32.lt_u');
    });
    hooks.leave?.(level);
  }
}
