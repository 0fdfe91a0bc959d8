import type { Place } from '../base/issue.ts';
import type { Dimension } from '../units/index.ts';
import { describeDimension, isDimensionless, multiplyDimensions, sameDimension } from '../units/index.ts';
import type { Scope } from './scope.ts';
import { combineWhen, report, unionDims } from './scope.ts';
import { timeDimension } from './time-dimension.ts';
import type { PointOp, Typed } from './types.ts';

/** A literal; without a dimension it fits any, as 0 does. */
export function number(value: number, dimension: Dimension | undefined): Typed {
  return { op: 'number', value, dims: [], dimension, when: 'once' };
}

/** An element-by-element function over the union of its arguments' dimensions. */
export function point(parts: PointParts, at: Place, scope: Scope): Typed | undefined {
  const when = combineWhen(scope, parts.args, at);
  return when && { op: 'point', ...parts, dims: unionDims(parts.args), when };
}

interface PointParts {
  readonly how: PointOp;
  readonly args: readonly Typed[];
  readonly dimension: Dimension | undefined;
}

/** The one dimension of several values, where a literal 0 fits any; otherwise an issue that names both. */
export function commonDimension(
  args: readonly Typed[],
  at: Place,
  subject: string,
  scope: Scope,
): { readonly dimension: Dimension | undefined } | undefined {
  const known = args.map((arg) => arg.dimension).filter((dimension) => dimension !== undefined);
  const first = known[0];
  const other = known.find((dimension) => !sameDimension(dimension, first!));
  if (first === undefined || other === undefined) return { dimension: first };
  return report(scope, {
    code: 'unit-mismatch',
    message: `\`${subject}\` needs values of one unit`,
    at,
    found: `${describeDimension(first)} and ${describeDimension(other)}`,
    expected: 'the same on both sides',
  });
}

/** Whether a value has no unit; otherwise leaves an issue. */
export function isPure(arg: Typed, at: Place, subject: string, scope: Scope): boolean {
  const { dimension } = arg;
  if (dimension === undefined || isDimensionless(dimension)) return true;
  report(scope, {
    code: 'unit-mismatch',
    message: `\`${subject}\` needs a value without a unit`,
    at,
    found: describeDimension(dimension),
    expected: 'number',
    fix: 'divide by a value of the same unit',
  });
  return false;
}

/** Whether an argument has the wanted dimension; a literal 0 has any. */
export function hasDimension(
  arg: Typed,
  wanted: Dimension,
  subject: { readonly at: Place; readonly name: string },
  scope: Scope,
): boolean {
  if (arg.dimension === undefined || sameDimension(arg.dimension, wanted)) return true;
  report(scope, {
    code: 'unit-mismatch',
    message: `${subject.name} has the wrong unit`,
    at: subject.at,
    found: describeDimension(arg.dimension),
    expected: describeDimension(wanted),
  });
  return false;
}

/** The dimension of a flow summed over time. */
export function timesTime(dimension: Dimension | undefined): Dimension | undefined {
  return dimension && multiplyDimensions(dimension, timeDimension);
}

/** The literal that stands where an optional argument is left out. */
export function zero(): Typed {
  return number(0, undefined);
}
