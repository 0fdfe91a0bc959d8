import type { Decl, Expr } from './types.ts';

/** The names that a formula reads, each set in order of first mention. */
export interface Reads {
  /** In the same period. */
  readonly same: ReadonlySet<string>;
  /** At an earlier period, through `lag` or `change`; a name may be in both. */
  readonly lagged: ReadonlySet<string>;
}

/** Collects the declared nodes, inputs, choices and maps that a formula mentions; options of a choice are not reads. */
export function collectReads(expr: Expr, decls: ReadonlyMap<string, Decl>): Reads {
  const same = new Set<string>();
  const lagged = new Set<string>();
  visit(expr, same);
  return { same, lagged };

  function visit(part: Expr, into: Set<string>): void {
    if (part.op === 'name') {
      const kind = decls.get(part.name)?.kind;
      if (kind !== undefined && kind !== 'dimension') into.add(part.name);
    } else if (part.op === 'unary') {
      visit(part.arg, into);
    } else if (part.op === 'binary') {
      visit(part.left, into);
      const isOption = part.sign === 'is' && !isChoice(part.right);
      if (!isOption) visit(part.right, into);
    } else if (part.op === 'call') {
      visitCall(part.name, part.args, into);
    }
  }

  function visitCall(name: string, args: readonly Expr[], into: Set<string>): void {
    const [first, ...rest] = args;
    if (first !== undefined && (name === 'lag' || name === 'change')) visit(first, lagged);
    if (first !== undefined && name !== 'lag') visit(first, into);
    for (const arg of rest) visit(arg, into);
  }

  function isChoice(part: Expr): boolean {
    return part.op === 'name' && decls.get(part.name)?.kind === 'choice';
  }
}
