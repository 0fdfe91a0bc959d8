import { nearestName } from '../base/nearest.ts';
import type { Place } from '../base/issue.ts';
import {
  canonicalFactor,
  dimensionless,
  divideDimensions,
  multiplyDimensions,
  powerDimension,
} from '../units/index.ts';
import { commonDimension, isPure, number, point } from './infer-parts.ts';
import { inferCall } from './infer-call.ts';
import type { Scope } from './scope.ts';
import { report } from './scope.ts';
import { timeDimension } from './time-dimension.ts';
import type { BinarySign, ChoiceDecl, Expr, Facts, PointOp, Typed } from './types.ts';

type Binary = Extract<Expr, { op: 'binary' }>;

const plainOps: Partial<Record<BinarySign, PointOp>> = { '+': 'add', '-': 'sub', and: 'and', or: 'or' };

/** Checks one expression: names, units, dimensions and timing; `undefined` after an issue. */
export function infer(expr: Expr, scope: Scope): Typed | undefined {
  switch (expr.op) {
    case 'number':
      return inferNumber(expr, scope);
    case 'name':
      return inferName(expr.name, expr.at, scope);
    case 'unary':
      return inferUnary(expr, scope);
    case 'binary':
      return inferBinary(expr, scope);
    case 'call':
      return inferCall(expr, scope);
  }
}

function inferNumber(expr: Extract<Expr, { op: 'number' }>, scope: Scope): Typed {
  const { value, unit } = expr;
  if (unit === undefined) return number(value, value === 0 ? undefined : dimensionless);
  return number(value * canonicalFactor(unit, scope.periodsPerYear), unit.dimension);
}

function inferName(name: string, at: Place, scope: Scope): Typed | undefined {
  if (name === 'time') return { op: 'read', name, dims: [], dimension: timeDimension, when: 'period' };
  if (name === 'age') return inferAge(at, scope);
  const decl = scope.decls.get(name);
  if (decl === undefined) return reportUnknown(name, at, scope);
  if (decl.kind === 'map' || decl.kind === 'dimension') {
    const expected = 'a formula or an input';
    const found = `the ${decl.kind} \`${name}\``;
    return report(scope, {
      code: 'map-misused',
      message: 'Only values can stand here',
      at,
      found,
      expected,
    });
  }
  if (decl.kind === 'choice') {
    return report(scope, {
      code: 'choice-option',
      message: 'A choice is a word, not a number',
      at,
      found: `\`${name}\``,
      expected: `a test such as \`${name} is ${decl.options[0]}\``,
    });
  }
  const facts: Facts = {
    dims: decl.dims,
    dimension: decl.unit.dimension,
    when:
      decl.kind === 'input'
        ? decl.when
        : decl.isOnce
          ? (scope.whenByName.get(name) ?? 'once')
          : ('period' as const),
  };
  return { op: 'read', name, ...facts };
}

function inferAge(at: Place, scope: Scope): Typed | undefined {
  if (scope.hasAge) return { op: 'read', name: 'age', dims: [], dimension: timeDimension, when: 'age' };
  return report(scope, {
    code: 'age-misused',
    message: '`age` has a meaning only in the profile of a `vintage_sum`',
    at,
    found: '`age`',
    expected: 'a formula, an input, or `time`',
  });
}

function reportUnknown(name: string, at: Place, scope: Scope): undefined {
  const near = nearestName(name, [...scope.decls.keys(), 'time', 'age']);
  return report(scope, {
    code: 'unknown-name',
    message: 'No text declares this name',
    at,
    found: `\`${name}\``,
    ...(near === undefined ? {} : { fix: `did you mean \`${near}\`?` }),
  });
}

function inferUnary(expr: Extract<Expr, { op: 'unary' }>, scope: Scope): Typed | undefined {
  const arg = infer(expr.arg, scope);
  if (arg === undefined) return undefined;
  if (expr.sign === '-')
    return { op: 'point', how: 'neg', args: [arg], dims: arg.dims, dimension: arg.dimension, when: arg.when };
  return isPure(arg, expr.at, 'not', scope)
    ? point({ how: 'not', args: [arg], dimension: dimensionless }, expr.at, scope)
    : undefined;
}

function inferBinary(expr: Binary, scope: Scope): Typed | undefined {
  if (expr.sign === 'is') return inferIs(expr, scope);
  const left = infer(expr.left, scope);
  const right = infer(expr.right, scope);
  if (left === undefined || right === undefined) return undefined;
  const { sign, at } = expr;
  const ofLeft = left.dimension ?? dimensionless;
  const ofRight = right.dimension ?? dimensionless;
  switch (sign) {
    case '*':
      return point(
        { how: 'mul', args: [left, right], dimension: multiplyDimensions(ofLeft, ofRight) },
        at,
        scope,
      );
    case '/':
      return point(
        { how: 'div', args: [left, right], dimension: divideDimensions(ofLeft, ofRight) },
        at,
        scope,
      );
    case '^':
      return inferPower(expr, left, right, scope);
    case 'and':
    case 'or':
      if (!isPure(left, at, sign, scope) || !isPure(right, at, sign, scope)) return undefined;
      return point({ how: plainOps[sign]!, args: [left, right], dimension: dimensionless }, at, scope);
    case '+':
    case '-': {
      const common = commonDimension([left, right], at, sign, scope);
      return (
        common && point({ how: plainOps[sign]!, args: [left, right], dimension: common.dimension }, at, scope)
      );
    }
    default: {
      const isTurned = sign === '>' || sign === '>=';
      const args = isTurned ? [right, left] : [left, right];
      const how = sign === '<' || sign === '>' ? 'less' : 'atMost';
      return (
        commonDimension(args, at, sign, scope) && point({ how, args, dimension: dimensionless }, at, scope)
      );
    }
  }
}

function inferPower(expr: Binary, left: Typed, right: Typed, scope: Scope): Typed | undefined {
  if (!isPure(right, expr.at, 'the exponent of ^', scope)) return undefined;
  const base = left.dimension ?? dimensionless;
  const exponent = literalOf(right);
  if (exponent !== undefined) {
    return point(
      { how: 'pow', args: [left, right], dimension: powerDimension(base, exponent) },
      expr.at,
      scope,
    );
  }
  if (!isPure(left, expr.at, 'the base of ^ with an exponent that is not a number', scope)) return undefined;
  return point({ how: 'pow', args: [left, right], dimension: dimensionless }, expr.at, scope);
}

function literalOf(typed: Typed): number | undefined {
  if (typed.op === 'number') return typed.value;
  if (typed.op !== 'point' || typed.how !== 'neg') return undefined;
  const inner = literalOf(typed.args[0]!);
  return inner === undefined ? undefined : -inner;
}

function inferIs(expr: Binary, scope: Scope): Typed | undefined {
  const left = choiceOf(expr.left, scope);
  if (left === undefined || expr.right.op !== 'name') {
    return report(scope, {
      code: 'choice-option',
      message: '`is` tests a choice',
      at: expr.at,
      expected: 'a choice on its left, and one of its options on its right',
    });
  }
  const { name, at } = expr.right;
  const option = left.options.indexOf(name);
  if (option >= 0) {
    return point(
      { how: 'same', args: [readChoice(left), number(option, dimensionless)], dimension: dimensionless },
      at,
      scope,
    );
  }
  const right = choiceOf(expr.right, scope);
  if (right === undefined) {
    const near = nearestName(name, left.options);
    return report(scope, {
      code: 'choice-option',
      message: `\`${left.name}\` has no such option`,
      at,
      found: `\`${name}\``,
      expected: `one of ${left.options.join(', ')}`,
      ...(near === undefined ? {} : { fix: `did you mean \`${near}\`?` }),
    });
  }
  if (left.options.join() !== right.options.join()) {
    return report(scope, {
      code: 'choice-option',
      message: 'Two choices can be compared only when they have the same options',
      at,
      found: `${left.options.join(', ')} and ${right.options.join(', ')}`,
      expected: 'the same options in the same order',
    });
  }
  return point(
    { how: 'same', args: [readChoice(left), readChoice(right)], dimension: dimensionless },
    at,
    scope,
  );
}

function choiceOf(expr: Expr, scope: Scope): ChoiceDecl | undefined {
  const decl = expr.op === 'name' ? scope.decls.get(expr.name) : undefined;
  return decl?.kind === 'choice' ? decl : undefined;
}

function readChoice(decl: ChoiceDecl): Typed {
  return { op: 'read', name: decl.name, dims: decl.dims, dimension: dimensionless, when: 'once' };
}
