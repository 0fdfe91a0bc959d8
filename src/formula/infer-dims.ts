import { nearestName } from '../base/nearest.ts';
import { dimensionless } from '../units/index.ts';
import type { Call } from './infer-call.ts';
import { infer } from './infer.ts';
import type { Scope } from './scope.ts';
import { describeDims, report, unionDims } from './scope.ts';
import type { DimensionDecl, Expr, MapDecl, ReduceHow, Typed } from './types.ts';

/** `sum(x, over, …)`: each further argument is a dimension of x, or a map from one. */
export function inferReduce(call: Call, how: ReduceHow, scope: Scope): Typed | undefined {
  let result = infer(call.args[0]!, scope);
  for (const over of call.args.slice(1)) {
    result = result && reduceOver(result, over, how, scope);
  }
  return result;
}

function reduceOver(arg: Typed, over: Expr, how: ReduceHow, scope: Scope): Typed | undefined {
  const decl = dimensionOrMap(over, scope);
  if (decl === undefined) return undefined;
  const map = decl.kind === 'map' ? decl : undefined;
  const from = map?.from ?? decl.name;
  if (!hasDim(arg, from, over, scope)) return undefined;
  const rest = arg.dims.filter((dim) => dim !== from);
  if (map !== undefined && rest.includes(map.to)) {
    return report(scope, {
      code: 'map-misused',
      message: `The value already has the dimension that \`${map.name}\` groups into`,
      at: over.at,
      found: describeDims(arg.dims),
      expected: `[${map.from}] without [${map.to}]`,
    });
  }
  const dims = map === undefined ? rest : [...rest, map.to];
  const { dimension, when } = arg;
  return { op: 'reduce', how, over: from, map: map?.name, arg, dims, dimension, when };
}

/** `at(x, map)`: x has the map's target dimension, the result its source dimension. */
export function inferLookup(call: Call, scope: Scope): Typed | undefined {
  const arg = infer(call.args[0]!, scope);
  const over = call.args[1]!;
  const map = dimensionOrMap(over, scope);
  if (arg === undefined || map === undefined) return undefined;
  if (map.kind !== 'map') {
    return report(scope, {
      code: 'map-misused',
      message: '`at` looks up through a map',
      at: over.at,
      found: `the dimension \`${map.name}\``,
      expected: 'a map such as `phase.site`',
    });
  }
  if (!hasDim(arg, map.to, over, scope)) return undefined;
  const dims = unionDims([{ dims: arg.dims.filter((dim) => dim !== map.to) }, { dims: [map.from] }]);
  return { op: 'lookup', map: map.name, arg, dims, dimension: arg.dimension, when: arg.when };
}

/** `order(x, dimension)`: positions along one dimension of x. */
export function inferOrder(call: Call, scope: Scope): Typed | undefined {
  const arg = infer(call.args[0]!, scope);
  const over = call.args[1]!;
  const decl = dimensionOrMap(over, scope);
  if (arg === undefined || decl === undefined) return undefined;
  if (decl.kind === 'map') {
    return report(scope, {
      code: 'map-misused',
      message: '`order` sorts along a dimension',
      at: over.at,
      found: `the map \`${decl.name}\``,
      expected: 'a dimension such as `chip`',
    });
  }
  if (!hasDim(arg, decl.name, over, scope)) return undefined;
  return {
    op: 'order',
    over: decl.name,
    arg,
    dims: arg.dims,
    dimension: dimensionless,
    when: arg.when,
  };
}

function dimensionOrMap(over: Expr, scope: Scope): DimensionDecl | MapDecl | undefined {
  const decl = over.op === 'name' ? scope.decls.get(over.name) : undefined;
  if (decl?.kind === 'dimension' || decl?.kind === 'map') return decl;
  const all = [...scope.decls.values()];
  const known = all.filter(({ kind }) => kind === 'dimension' || kind === 'map').map(({ name }) => name);
  const near = over.op === 'name' ? nearestName(over.name, known) : undefined;
  return report(scope, {
    code: 'unknown-dimension',
    message: 'A dimension or a map must stand here',
    at: over.at,
    found: over.op === 'name' ? `\`${over.name}\`` : 'an expression',
    expected: known.length === 0 ? 'a declared dimension' : `one of ${known.sort().join(', ')}`,
    ...(near === undefined ? {} : { fix: `did you mean \`${near}\`?` }),
  });
}

function hasDim(arg: Typed, dim: string, over: Expr, scope: Scope): boolean {
  if (arg.dims.includes(dim)) return true;
  report(scope, {
    code: 'dims-mismatch',
    message: `The value has no dimension \`${dim}\``,
    at: over.at,
    found: describeDims(arg.dims),
    expected: `a value with [${dim}]`,
  });
  return false;
}
