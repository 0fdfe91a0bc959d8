import type { Place } from '../base/issue.ts';
import { nearestName } from '../base/nearest.ts';
import type { Dimension } from '../units/index.ts';
import {
  baseDimensions,
  describeDimension,
  dimensionless,
  divideDimensions,
  powerDimension,
} from '../units/index.ts';
import { inferAllocate } from './infer-allocate.ts';
import { commonDimension, isPure, number, point } from './infer-parts.ts';
import { inferCash, inferHorizon, inferLag, inferRunning, inferVintages } from './infer-time.ts';
import { infer } from './infer.ts';
import type { Scope } from './scope.ts';
import { report } from './scope.ts';
import { inferLookup, inferOrder, inferReduce } from './infer-dims.ts';
import type { Expr, HorizonHow, PointOp, ReduceHow, Typed } from './types.ts';
import { functionByName } from './words.ts';

export type Call = Extract<Expr, { op: 'call' }>;

/** Checks a call: its function, the number of its arguments, then what each function asks of them. */
export function inferCall(call: Call, scope: Scope): Typed | undefined {
  if (!hasArity(call, scope)) return undefined;
  switch (call.name) {
    case 'sum':
    case 'least':
    case 'most':
      return inferReduce(call, call.name satisfies ReduceHow, scope);
    case 'at':
      return inferLookup(call, scope);
    case 'order':
      return inferOrder(call, scope);
    case 'vintage_sum':
      return inferVintages(call, scope);
  }
  const args: Typed[] = [];
  for (const arg of call.args) {
    const typed = infer(arg, scope);
    if (typed !== undefined) args.push(typed);
  }
  return args.length === call.args.length ? inferValues(call, args, scope) : undefined;
}

/** Checks a call whose arguments are all values. */
function inferValues(call: Call, args: readonly Typed[], scope: Scope): Typed | undefined {
  switch (call.name) {
    case 'lag':
    case 'change':
      return inferLag(call, args, scope);
    case 'cumulative':
    case 'window_sum':
      return inferRunning(call, args, scope);
    case 'total':
    case 'final':
    case 'opening':
    case 'peak':
    case 'trough':
      return inferHorizon(call, args[0]!, call.name satisfies HorizonHow, scope);
    case 'irr':
    case 'mirr':
    case 'payback':
      return inferCash(call, args, scope);
    case 'allocate':
      return inferAllocate(call, args, scope);
    default:
      return inferPoint(call, args, scope);
  }
}

function hasArity(call: Call, scope: Scope): boolean {
  const decl = functionByName.get(call.name);
  if (decl === undefined) {
    const near = nearestName(call.name, functionByName.keys());
    report(scope, {
      code: 'unknown-function',
      message: 'The language has no such function',
      at: call.at,
      found: `\`${call.name}(…)\``,
      fix:
        near === undefined ? 'put an operator between a name and a parenthesis' : `did you mean \`${near}\`?`,
    });
    return false;
  }
  const count = call.args.length;
  if (count >= decl.least && count <= (decl.most ?? Infinity)) return true;
  report(scope, {
    code: 'arity',
    message: `\`${call.name}\` has the wrong number of arguments`,
    at: call.at,
    found: `${count} argument${count === 1 ? '' : 's'}`,
    expected: `\`${decl.form}\``,
  });
  return false;
}

function inferPoint(call: Call, args: readonly Typed[], scope: Scope): Typed | undefined {
  const { at, name } = call;
  const first = args[0]!;
  switch (name) {
    case 'min':
    case 'max': {
      const common = commonDimension(args, at, name, scope);
      return common && foldPoint(name, { at, dimension: common.dimension }, args, scope);
    }
    case 'clamp': {
      const common = commonDimension(args, at, name, scope);
      const raised = common && foldPoint('max', { at, dimension: common.dimension }, args.slice(0, 2), scope);
      return raised && foldPoint('min', { at, dimension: common.dimension }, [raised, args[2]!], scope);
    }
    case 'where': {
      if (!isPure(first, at, 'the condition of where', scope)) return undefined;
      const common = commonDimension(args.slice(1), at, name, scope);
      return common && point({ how: 'where', args, dimension: common.dimension }, at, scope);
    }
    case 'ratio': {
      const below = args[1]!.dimension ?? dimensionless;
      const dimension = divideDimensions(first.dimension ?? dimensionless, below);
      return point({ how: 'ratio', args, dimension }, at, scope);
    }
    case 'over':
      return inferOver(first, args[1]!, at, scope);
    case 'sqrt': {
      const dimension = first.dimension && powerDimension(first.dimension, 0.5);
      return point({ how: 'sqrt', args, dimension }, at, scope);
    }
    case 'exp':
    case 'log':
      if (!isPure(first, at, name, scope)) return undefined;
      return point({ how: name, args, dimension: dimensionless }, at, scope);
    case 'floor':
      if (!isCountable(first.dimension, at, scope)) return undefined;
      return point({ how: 'floor', args, dimension: first.dimension }, at, scope);
    case 'abs':
      return point({ how: 'abs', args, dimension: first.dimension }, at, scope);
    default:
      throw new Error(`Function ${name} is listed but not checked`);
  }
}

/** `over(a, b)` is a choice between a ÷ b and not a number, so no reading of the graph needs to know it. */
function inferOver(above: Typed, below: Typed, at: Place, scope: Scope): Typed | undefined {
  const dimension = divideDimensions(above.dimension ?? dimensionless, below.dimension ?? dimensionless);
  const zero = number(0, below.dimension);
  const isPositive = point({ how: 'less', args: [zero, below], dimension: dimensionless }, at, scope);
  const quotient = point({ how: 'div', args: [above, below], dimension }, at, scope);
  if (!isPositive || !quotient) return undefined;
  return point(
    { how: 'where', args: [isPositive, quotient, number(Number.NaN, dimension)], dimension },
    at,
    scope,
  );
}

function foldPoint(
  how: PointOp,
  facts: { readonly at: Place; readonly dimension: Dimension | undefined },
  args: readonly Typed[],
  scope: Scope,
): Typed | undefined {
  let result: Typed | undefined = args[0];
  for (const arg of args.slice(1)) {
    result = result && point({ how, args: [result, arg], dimension: facts.dimension }, facts.at, scope);
  }
  return result;
}

/** Rounding down depends on the unit, so that it is left to pure numbers and to plain units such as chips. */
function isCountable(dimension: Dimension | undefined, at: Place, scope: Scope): boolean {
  if (dimension === undefined) return true;
  const exponents = baseDimensions.map((base) => dimension[base]).filter((exponent) => exponent !== 0);
  if (exponents.length === 0 || (exponents.length === 1 && exponents[0] === 1)) return true;
  report(scope, {
    code: 'unit-mismatch',
    message: '`floor` depends on the unit, and a compound unit has no whole numbers of its own',
    at,
    found: describeDimension(dimension),
    expected: 'a pure number, or a plain unit such as chips or periods',
    fix: 'divide by the step to round to, round, and multiply again',
  });
  return false;
}
