import type { PointOp } from '../types.ts';
import type { Operand, Tree } from './cells.ts';

/** One value inside a loop body; equal expressions are one value. */
export interface Value {
  readonly id: number;
  readonly what: What;
  readonly args: readonly Value[];
  /** Loops around the deepest label it depends on. */
  readonly depth: number;
  /** Whether it differs by path. */
  readonly varies: boolean;
  /** How often it is used, and by something deeper in the loops. */
  uses: number;
  isUsedDeeper: boolean;
}

export type What =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'load'; readonly operand: Operand }
  | { readonly kind: 'point'; readonly how: Exclude<PointOp, TestOp | 'where'> }
  /** A mask of the lanes in which a condition holds. */
  | { readonly kind: 'test'; readonly how: TestOp | 'positive' }
  /** 1 where a mask is set, else 0. */
  | { readonly kind: 'flag' }
  /** The second value where the mask that comes first is set, else the third. */
  | { readonly kind: 'choose' };

export type TestOp = 'less' | 'atMost' | 'same' | 'and' | 'or' | 'not';

/** How deep in the loops an operand stands, and whether it differs by path. */
export interface OperandFacts {
  readonly depth: number;
  readonly varies: boolean;
}

const constant: OperandFacts = { depth: 0, varies: false };

/** Builds the values of one loop body, each once. */
export class Values {
  readonly all: Value[] = [];
  private readonly byKey = new Map<string, Value>();
  private readonly factsOf: (operand: Operand) => OperandFacts;
  private readonly known: (operand: Operand) => Value | undefined;

  /** `factsOf` says what is known of an operand, `known` which value of this body it is, if any. */
  constructor(factsOf: (operand: Operand) => OperandFacts, known: (operand: Operand) => Value | undefined) {
    this.factsOf = factsOf;
    this.known = known;
  }

  /** The value of an expression as a number. */
  of(tree: Tree): Value {
    if (tree.op === 'number') return this.number(tree.value);
    if (tree.op === 'read') return this.read(tree.operand);
    const { how, args } = tree;
    if (isTest(how)) return this.make('flag', { kind: 'flag' }, [this.mask(tree)]);
    if (how === 'where') {
      const [condition, yes, no] = args as [Tree, Tree, Tree];
      return this.make('choose', { kind: 'choose' }, [this.mask(condition), this.of(yes), this.of(no)]);
    }
    return this.point(
      how,
      args.map((arg) => this.of(arg)),
    );
  }

  /** The value of an operand. */
  read(operand: Operand): Value {
    const found = this.known(operand);
    if (found !== undefined) return found;
    return this.make(`load ${operandKey(operand)}`, { kind: 'load', operand }, [], this.factsOf(operand));
  }

  point(how: Exclude<PointOp, TestOp | 'where'>, args: readonly Value[]): Value {
    const simple = simplify(how, args, (value) => this.number(value));
    if (simple !== undefined) return 'id' in simple ? simple : this.point(simple.how, simple.args);
    return this.make(how, { kind: 'point', how }, args);
  }

  private number(value: number): Value {
    const key = Object.is(value, -0) ? '-0' : `${value}`;
    return this.make(key, { kind: 'number', value }, []);
  }

  /** A condition holds where its number is above 0. */
  private mask(tree: Tree): Value {
    if (tree.op !== 'point' || !isTest(tree.how)) {
      return this.make('positive', { kind: 'test', how: 'positive' }, [this.of(tree)]);
    }
    const { how, args } = tree;
    const parts = ['and', 'or', 'not'].includes(how)
      ? args.map((arg) => this.mask(arg))
      : args.map((arg) => this.of(arg));
    return this.make(how, { kind: 'test', how }, parts);
  }

  private make(name: string, what: What, args: readonly Value[], own = constant): Value {
    const key = `${what.kind} ${name}(${args.map(({ id }) => id).join()})`;
    let value = this.byKey.get(key);
    if (value === undefined) {
      const depth = args.reduce((deepest, arg) => Math.max(deepest, arg.depth), own.depth);
      const varies = own.varies || args.some((arg) => arg.varies);
      value = { id: this.all.length, what, args, depth, varies, uses: 0, isUsedDeeper: false };
      this.all.push(value);
      this.byKey.set(key, value);
      for (const arg of args) {
        // The divisor of a ratio is compared and divided by.
        arg.uses += name === 'ratio' && arg === args[1] ? 2 : 1;
        if (arg.depth < depth) arg.isUsedDeeper = true;
      }
    }
    return value;
  }
}

/** Arithmetic that leaves every bit of a number as it is, or can be done faster with equal bits. */
function simplify(
  how: PointOp,
  args: readonly Value[],
  number: (value: number) => Value,
): Value | { readonly how: 'mul'; readonly args: readonly Value[] } | undefined {
  const [a, b] = args;
  if (how === 'pow' && isNumber(b, 2)) return { how: 'mul', args: [a!, a!] };
  if (how !== 'mul' && how !== 'div') return undefined;
  if (isNumber(b, 1)) return a!;
  if (how === 'mul') return isNumber(a, 1) ? b! : undefined;
  // The reciprocal of a power of two is exact, so that dividing and multiplying round the same number.
  if (b!.what.kind !== 'number' || !isPowerOfTwo(b!.what.value)) return undefined;
  return { how: 'mul', args: [a!, number(1 / b!.what.value)] };
}

function isNumber(value: Value | undefined, wanted: number): boolean {
  return value?.what.kind === 'number' && value.what.value === wanted;
}

/** Powers of two far from the ends of the range of doubles. */
function isPowerOfTwo(value: number): boolean {
  for (let power = 1; power < 1e15; power *= 2) if (value === power || value === 1 / power) return true;
  return false;
}

function isTest(how: PointOp): how is TestOp {
  return ['less', 'atMost', 'same', 'and', 'or', 'not'].includes(how);
}

/** Equal operands have equal keys. */
export function operandKey({ view, lag }: Operand): string {
  const past = lag === undefined ? '' : `${lag.periods} ${lag.initial.slot.id} ${lag.initial.table}`;
  return `${view.slot.id} ${view.table} ${past}`;
}
