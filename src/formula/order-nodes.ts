import type { Issue } from '../base/issue.ts';
import type { Decl, NodeDecl } from './types.ts';
import type { Reads } from './collect-reads.ts';

/** Formulas in an order in which each follows what it reads, and an issue for every loop. */
export interface Ordered {
  readonly nodes: readonly NodeDecl[];
  readonly issues: readonly Issue[];
}

/**
 * Orders formulas depth first in order of declaration, so that equal texts give equal orders.
 * Reads through `lag` do not count, as the past is known, except of `once` formulas, whose timing must be known first.
 */
export function orderNodes(
  decls: ReadonlyMap<string, Decl>,
  readsByName: ReadonlyMap<string, Reads>,
): Ordered {
  const nodes: NodeDecl[] = [];
  const issues: Issue[] = [];
  const state = new Map<string, 'open' | 'done'>();
  for (const decl of decls.values()) if (decl.kind === 'node') visit(decl);
  return { nodes, issues };

  /** Keeps its own stack: a chain of formulas may be longer than the stack of calls. */
  function visit(root: NodeDecl): void {
    if (state.has(root.name)) return;
    const stack = [open(root)];
    while (stack.length > 0) {
      const top = stack[stack.length - 1]!;
      const next = top.rest.pop();
      if (next === undefined) {
        state.set(top.decl.name, 'done');
        nodes.push(top.decl);
        stack.pop();
      } else if (state.get(next.name) === 'open') {
        const from = stack.findIndex((entry) => entry.decl === next);
        issues.push(cycleIssue(stack.slice(from).map((entry) => entry.decl)));
      } else if (!state.has(next.name)) {
        stack.push(open(next));
      }
    }
  }

  function open(decl: NodeDecl): { readonly decl: NodeDecl; readonly rest: NodeDecl[] } {
    state.set(decl.name, 'open');
    const { same, lagged } = readsByName.get(decl.name)!;
    const past = [...lagged].filter((name) => isOnce(decls.get(name)));
    const rest = [...same, ...past].map((name) => decls.get(name)).filter(isNode);
    return { decl, rest: rest.reverse() };
  }
}

function isNode(decl: Decl | undefined): decl is NodeDecl {
  return decl?.kind === 'node';
}

function isOnce(decl: Decl | undefined): boolean {
  return isNode(decl) && decl.isOnce;
}

function cycleIssue(loop: readonly NodeDecl[]): Issue {
  const first = loop[0]!;
  const shown = loop.length <= 12 ? loop : loop.slice(0, 12);
  const names = [...shown, ...(shown === loop ? [first] : [])].map((decl) => decl.name);
  const places = shown.map(({ name, at }) => `${name} at ${at.file}:${at.line}:${at.column}`);
  return {
    code: 'cycle',
    severity: 'error',
    message: `Formulas need each other in the same period: ${names.join(' → ')}${shown === loop ? '' : ' → …'}`,
    at: first.at,
    found: places.join(', '),
    expected: 'no loop within a period',
    fix: 'read one of them through `lag(…)`',
  };
}
