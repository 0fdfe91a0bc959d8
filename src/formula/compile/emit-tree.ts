import type { PointOp } from '../types.ts';
import type { Operand, Tree } from './cells.ts';
import type { Elementary } from './elementary.ts';
import type { Vector, VectorMath } from './vector-math.ts';

/** What the code of a fused expression stands on. */
export interface TreeContext {
  readonly math: VectorMath;
  readonly elementary: Elementary;
  readonly read: (operand: Operand) => Vector;
  readonly self: Vector;
}

/** Code that leaves the value of a fused expression on the stack. */
export function emitTree(tree: Tree, context: TreeContext): Vector {
  const { math } = context;
  switch (tree.op) {
    case 'number':
      return math.number(tree.value);
    case 'self':
      return context.self;
    case 'read':
      return context.read(tree.operand);
    case 'point':
      return emitPoint(tree.how, tree.args, context);
  }
}

function emitPoint(how: PointOp, args: readonly Tree[], context: TreeContext): Vector {
  const { math, elementary } = context;
  if (how === 'where') {
    const [condition, yes, no] = args as [Tree, Tree, Tree];
    const mask = emitMask(condition, context);
    return math.choose(mask, emitTree(yes, context), emitTree(no, context));
  }
  if (isTest(how)) return math.and(emitTest(how, args, context), math.number(1));
  const values = args.map((arg) => emitTree(arg, context));
  switch (how) {
    case 'ratio': {
      const below = math.share(values[1]!);
      const quotient = math.div(values[0]!, below);
      return math.apply('v128.andnot', quotient, math.apply('f64x2.eq', below, math.number(0)));
    }
    case 'pow':
    case 'exp':
    case 'log':
      return math.call(elementary[how], ...values);
    default:
      return math.apply(`f64x2.${how}`, ...values);
  }
}

type Test = 'less' | 'atMost' | 'same' | 'and' | 'or' | 'not';

function isTest(how: PointOp): how is Test {
  return ['less', 'atMost', 'same', 'and', 'or', 'not'].includes(how);
}

/** A mask of the lanes in which a condition holds, which means that its number is above 0. */
function emitMask(tree: Tree, context: TreeContext): Vector {
  if (tree.op === 'point' && isTest(tree.how)) return emitTest(tree.how, tree.args, context);
  return context.math.apply('f64x2.gt', emitTree(tree, context), context.math.number(0));
}

function emitTest(how: Test, args: readonly Tree[], context: TreeContext): Vector {
  const { math } = context;
  if (how === 'and' || how === 'or' || how === 'not') {
    return math.apply(`v128.${how}`, ...args.map((arg) => emitMask(arg, context)));
  }
  const op = { less: 'f64x2.lt', atMost: 'f64x2.le', same: 'f64x2.eq' } as const;
  return math.apply(op[how], ...args.map((arg) => emitTree(arg, context)));
}
