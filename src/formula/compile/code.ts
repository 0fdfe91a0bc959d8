import { ByteSink, float64, joinBytes, padded, signed, unsigned } from './bytes.ts';
import { double, type Precision } from './precision.ts';

export type ValueType = 'i32' | 'f64' | 'v128';

/** A local variable of a function, by its index; the brand keeps it from being taken for a number. */
export type Local = number & { readonly isLocal: true };

const typeBytes: Readonly<Record<ValueType, number>> = { i32: 0x7f, f64: 0x7c, v128: 0x7b };

/** Instructions without operands of their own. Source: WebAssembly Core Specification 2.0, section 5.4. */
const plainOps = {
  return: [0x0f],
  select: [0x1b],
  'i32.eqz': [0x45],
  'i32.eq': [0x46],
  'i32.lt_s': [0x48],
  'i32.lt_u': [0x49],
  'i32.gt_s': [0x4a],
  'i32.ge_s': [0x4e],
  'i32.add': [0x6a],
  'i32.sub': [0x6b],
  'i32.mul': [0x6c],
  'i32.rem_u': [0x70],
  'i32.and': [0x71],
  'i32.or': [0x72],
  'i32.shl': [0x74],
  'i32.shr_u': [0x76],
  'i32.trunc_sat_f64_s': [0xfc, 0x02],
  'f64.eq': [0x61],
  'f64.lt': [0x63],
  'f64.gt': [0x64],
  'f64.ge': [0x66],
  'f64.ceil': [0x9b],
  'f64.floor': [0x9c],
  'f64.add': [0xa0],
  'f64.sub': [0xa1],
  'f64.min': [0xa4],
  'f64.max': [0xa5],
  'f64.convert_i32_s': [0xb7],
  'i32x4.splat': [0xfd, 0x11],
  'v128.not': [0xfd, 0x4d],
  'v128.and': [0xfd, 0x4e],
  'v128.andnot': [0xfd, 0x4f],
  'v128.or': [0xfd, 0x50],
  'v128.xor': [0xfd, 0x51],
  'v128.bitselect': [0xfd, 0x52],
  'v128.any_true': [0xfd, 0x53],
  'i32x4.add': [0xfd, 0xae, 0x01],
  'i64x2.extend_low_i32x4_u': [0xfd, 0xc9, 0x01],
  'i64x2.extend_high_i32x4_u': [0xfd, 0xca, 0x01],
  'i64x2.extmul_low_i32x4_u': [0xfd, 0xde, 0x01],
  'i64x2.extmul_high_i32x4_u': [0xfd, 0xdf, 0x01],
} as const;

/**
 * Instructions on all numbers of a vector, and on the whole numbers that stand in as many bits: for doubles, then for single
 * precision. The number on the stack that is splat is a double in both.
 */
const laneOps = {
  'lanes.splat': [
    [0xfd, 0x14],
    [0xb6, 0xfd, 0x13],
  ],
  'lanes.eq': [
    [0xfd, 0x47],
    [0xfd, 0x41],
  ],
  'lanes.ne': [
    [0xfd, 0x48],
    [0xfd, 0x42],
  ],
  'lanes.lt': [
    [0xfd, 0x49],
    [0xfd, 0x43],
  ],
  'lanes.gt': [
    [0xfd, 0x4a],
    [0xfd, 0x44],
  ],
  'lanes.le': [
    [0xfd, 0x4b],
    [0xfd, 0x45],
  ],
  'lanes.ge': [
    [0xfd, 0x4c],
    [0xfd, 0x46],
  ],
  'lanes.floor': [
    [0xfd, 0x75],
    [0xfd, 0x68],
  ],
  'whole.shl': [
    [0xfd, 0xcb, 0x01],
    [0xfd, 0xab, 0x01],
  ],
  'whole.shr_s': [
    [0xfd, 0xcc, 0x01],
    [0xfd, 0xac, 0x01],
  ],
  'whole.shr_u': [
    [0xfd, 0xcd, 0x01],
    [0xfd, 0xad, 0x01],
  ],
  'whole.add': [
    [0xfd, 0xce, 0x01],
    [0xfd, 0xae, 0x01],
  ],
  'whole.sub': [
    [0xfd, 0xd1, 0x01],
    [0xfd, 0xb1, 0x01],
  ],
  'lanes.abs': [
    [0xfd, 0xec, 0x01],
    [0xfd, 0xe0, 0x01],
  ],
  'lanes.neg': [
    [0xfd, 0xed, 0x01],
    [0xfd, 0xe1, 0x01],
  ],
  'lanes.sqrt': [
    [0xfd, 0xef, 0x01],
    [0xfd, 0xe3, 0x01],
  ],
  'lanes.add': [
    [0xfd, 0xf0, 0x01],
    [0xfd, 0xe4, 0x01],
  ],
  'lanes.sub': [
    [0xfd, 0xf1, 0x01],
    [0xfd, 0xe5, 0x01],
  ],
  'lanes.mul': [
    [0xfd, 0xf2, 0x01],
    [0xfd, 0xe6, 0x01],
  ],
  'lanes.div': [
    [0xfd, 0xf3, 0x01],
    [0xfd, 0xe7, 0x01],
  ],
  'lanes.pmin': [
    [0xfd, 0xf6, 0x01],
    [0xfd, 0xea, 0x01],
  ],
  'lanes.pmax': [
    [0xfd, 0xf7, 0x01],
    [0xfd, 0xeb, 0x01],
  ],
} as const;

export type PlainOp = keyof typeof plainOps | keyof typeof laneOps;

function isLaneOp(op: PlainOp): op is keyof typeof laneOps {
  return op in laneOps;
}

/** Loads and stores, with the exponent of their alignment. */
const memoryOps = {
  'i32.load': [[0x28], 2],
  'i32.store': [[0x36], 2],
  'v128.load': [[0xfd, 0x00], 4],
  'v128.store': [[0xfd, 0x0b], 4],
} as const;

export type MemoryOp = keyof typeof memoryOps;

/** What a function takes and gives. */
export interface Signature {
  readonly params: readonly ValueType[];
  readonly results: readonly ValueType[];
}

/** A function of a module while it is written, instruction by instruction; each method returns the code itself. */
export class Code {
  readonly signature: Signature;
  readonly params: readonly Local[];
  /** How numbers stand in its vectors. */
  readonly precision: Precision;
  private bytes = new ByteSink();
  private start = new ByteSink();
  private readonly locals: ValueType[] = [];

  constructor(signature: Signature, precision: Precision = double) {
    this.signature = signature;
    this.precision = precision;
    this.params = signature.params.map((_, i) => i as Local);
  }

  /** A fresh local variable, 0 at the start. */
  local(type: ValueType): Local {
    this.locals.push(type);
    return (this.params.length + this.locals.length - 1) as Local;
  }

  op(...names: readonly PlainOp[]): this {
    for (const op of names) {
      this.bytes.push(...(isLaneOp(op) ? this.either(laneOps[op][0], laneOps[op][1]) : plainOps[op]));
    }
    return this;
  }

  get(...locals: readonly Local[]): this {
    for (const local of locals) this.bytes.push(0x20, ...unsigned(local));
    return this;
  }

  set(local: Local): this {
    this.bytes.push(0x21, ...unsigned(local));
    return this;
  }

  tee(local: Local): this {
    this.bytes.push(0x22, ...unsigned(local));
    return this;
  }

  i32(value: number): this {
    this.bytes.push(0x41, ...signed(value));
    return this;
  }

  f64(value: number): this {
    this.bytes.push(0x44, ...float64(value));
    return this;
  }

  /** A constant address; its encoding has one length for all. */
  address(value: number): this {
    this.bytes.push(0x41, ...padded(value));
    return this;
  }

  /** A load or store at the address on the stack plus a constant, whose encoding has one length for all. */
  memory(op: MemoryOp, offset = 0): this {
    const [code, align] = memoryOps[op];
    this.bytes.push(...code, align, ...(offset === 0 ? [0] : padded(offset)));
    return this;
  }

  /** A load from a constant address. */
  loadAt(op: MemoryOp, address: number): this {
    // A constant address without an offset is the form that engines compile best.
    return this.i32(address).memory(op);
  }

  /** Takes one number out of a vector, as a double. */
  lane(index: number): this {
    this.bytes.push(...this.either([0xfd, 0x21, index], [0xfd, 0x1f, index, 0xbb]));
    return this;
  }

  /** Loads one number, as a double, from the address on the stack plus a constant. */
  loadNumber(offset = 0): this {
    const at = offset === 0 ? [0] : padded(offset);
    this.bytes.push(...this.either([0x2b, 3, ...at], [0x2a, 2, ...at, 0xbb]));
    return this;
  }

  /** Stores the double on the stack at the address below it plus a constant. */
  storeNumber(offset = 0): this {
    const at = offset === 0 ? [0] : padded(offset);
    this.bytes.push(...this.either([0x39, 3, ...at], [0xb6, 0x38, 2, ...at]));
    return this;
  }

  /** Takes one 32-bit integer out of a vector, or puts the one on the stack into the vector below it. */
  lane32(index: 0 | 1): this {
    this.bytes.push(0xfd, 0x1b, index);
    return this;
  }

  replaceLane32(index: 0 | 1): this {
    this.bytes.push(0xfd, 0x1c, index);
    return this;
  }

  /** Puts the double on the stack into one lane of the vector below it. */
  replaceLane(index: number): this {
    this.bytes.push(...this.either([0xfd, 0x22, index], [0xb6, 0xfd, 0x20, index]));
    return this;
  }

  /** Fills memory: address, byte and count are on the stack. */
  memoryFill(): this {
    this.bytes.push(0xfc, 0x0b, 0x00);
    return this;
  }

  /** A new vector from two, by the numbers of their 16 + 16 bytes. */
  shuffle(lanes: readonly number[]): this {
    this.bytes.push(0xfd, 0x0d, ...lanes);
    return this;
  }

  call(index: number): this {
    this.bytes.push(0x10, ...padded(index));
    return this;
  }

  /** Adds to an integer local what the body leaves on the stack. */
  increase(local: Local, by: Local | undefined, amount = 0): this {
    this.get(local);
    if (by === undefined) this.i32(amount);
    else this.get(by);
    return this.op('i32.add').set(local);
  }

  /** Runs one of two bodies by the integer on the stack. */
  if(then: () => void, otherwise?: () => void): this {
    this.bytes.push(0x04, 0x40);
    then();
    if (otherwise !== undefined) {
      this.bytes.push(0x05);
      otherwise();
    }
    this.bytes.push(0x0b);
    return this;
  }

  /** Repeats a body while the condition, which leaves an integer on the stack, is not 0; it is asked first. */
  while(condition: () => void, body: () => void): this {
    this.bytes.push(0x03, 0x40);
    condition();
    this.if(() => {
      body();
      this.bytes.push(0x0c, 1);
    });
    this.bytes.push(0x0b);
    return this;
  }

  /** Repeats a body at least once, as long as it leaves an integer other than 0 on the stack. */
  repeat(body: () => void): this {
    this.bytes.push(0x03, 0x40);
    body();
    this.bytes.push(0x0d, 0, 0x0b);
    return this;
  }

  /** Writes code that runs before all that has been written so far but earlier such code. */
  atStart(write: () => void): this {
    const { bytes } = this;
    this.bytes = this.start;
    write();
    this.start = this.bytes;
    this.bytes = bytes;
    return this;
  }

  /** Bytes for doubles, or for single precision. */
  private either(ofDouble: readonly number[], ofSingle: readonly number[]): readonly number[] {
    return this.precision.name === 'double' ? ofDouble : ofSingle;
  }

  /** The function's body as a module holds it. */
  encode(): Uint8Array<ArrayBuffer> {
    const runs: number[][] = [];
    for (let i = 0; i < this.locals.length;) {
      let end = i;
      while (end < this.locals.length && this.locals[end] === this.locals[i]) end++;
      runs.push([...unsigned(end - i), typeBytes[this.locals[i]!]]);
      i = end;
    }
    const parts = [unsigned(runs.length), ...runs, this.start.view(), this.bytes.view(), [0x0b]];
    const length = parts.reduce((sum, part) => sum + part.length, 0);
    return joinBytes([unsigned(length), ...parts]);
  }
}

/** The type entry of a signature. */
export function encodeSignature({ params, results }: Signature): number[] {
  const list = (types: readonly ValueType[]) => [
    ...unsigned(types.length),
    ...types.map((type) => typeBytes[type]),
  ];
  return [0x60, ...list(params), ...list(results)];
}
