import { dimensionless, divideDimensions } from '../units/index.ts';
import type { Call } from './infer-call.ts';
import { hasDimension } from './infer-parts.ts';
import type { Scope } from './scope.ts';
import { combineWhen, describeDims, report } from './scope.ts';
import type { Typed } from './types.ts';

/** `allocate(need[A], capacity[B], rate[A,B], preference[A,B], priority[A])` gives work done, [A,B]. */
export function inferAllocate(call: Call, args: readonly Typed[], scope: Scope): Typed | undefined {
  const [need, capacity, rate, preference, priority] = args as [Typed, Typed, Typed, Typed, Typed];
  const claimant = need.dims[0];
  const resource = capacity.dims[0];
  const isPair = need.dims.length === 1 && capacity.dims.length === 1 && claimant !== resource;
  if (!isPair || claimant === undefined || resource === undefined) {
    return report(scope, {
      code: 'allocate-dims',
      message: '`allocate` shares one dimension of resources among one other dimension of claimants',
      at: call.at,
      found: `need ${describeDims(need.dims)}, capacity ${describeDims(capacity.dims)}`,
      expected: 'exactly one dimension each, and not the same',
      fix: 'a dimension that both carry, such as [site], is not supported: sum over it first',
    });
  }
  const dims = [claimant, resource];
  const limits = [
    ['The rate', rate, dims],
    ['The preference', preference, dims],
    ['The priority', priority, [claimant]],
  ] as const;
  for (const [name, arg, allowed] of limits) {
    if (arg.dims.every((dim) => allowed.includes(dim))) continue;
    return report(scope, {
      code: 'allocate-dims',
      message: `${name} of \`allocate\` has a dimension too many`,
      at: call.at,
      found: describeDims(arg.dims),
      expected: `at most ${describeDims(allowed)}`,
    });
  }
  const perUnit = divideDimensions(need.dimension ?? dimensionless, capacity.dimension ?? dimensionless);
  const { at } = call;
  if (!hasDimension(rate, perUnit, { at, name: 'The rate of `allocate`' }, scope)) return undefined;
  const when = combineWhen(scope, args, at);
  return when && { op: 'allocate', args, dims, dimension: need.dimension, when };
}
