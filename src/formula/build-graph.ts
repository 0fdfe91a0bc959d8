import type { Issue, Outcome } from '../base/issue.ts';
import { fail, hasErrors, ok, sortIssues } from '../base/issue.ts';
import { describeDimension, sameDimension } from '../units/index.ts';
import type { Reads } from './collect-reads.ts';
import { collectReads } from './collect-reads.ts';
import { infer } from './infer.ts';
import { orderNodes } from './order-nodes.ts';
import type { Scope } from './scope.ts';
import { describeDims, report } from './scope.ts';
import type { Decl, Graph, GraphNode, NodeDecl, Program, Shape, Typed, When } from './types.ts';

/**
 * Checks a program and sizes it by a case: names, units, dimensions, timing and loops, in a stable evaluation order.
 *
 * Issues: `unknown-name`, `unknown-function`, `unknown-dimension`, `arity`, `unit-mismatch`, `dims-mismatch`,
 * `map-misused`, `choice-option`, `not-once`, `looks-ahead`, `age-misused`, `allocate-dims`, `cycle`; all are collected.
 * Throws where the shape lacks the labels, a map or a choice of the program: the caller must give them, if empty.
 *
 * @example buildGraph(program, { labels: {}, maps: {}, choices: {}, periods: 40, periodsPerYear: 4 })
 */
export function buildGraph(program: Program, shape: Shape): Outcome<Graph> {
  checkShape(program, shape);
  const decls = new Map(program.decls.map((decl) => [decl.name, decl]));
  const readsByName = new Map<string, Reads>();
  for (const decl of program.decls) {
    if (decl.kind === 'node') readsByName.set(decl.name, collectReads(decl.expr, decls));
  }
  const ordered = orderNodes(decls, readsByName);
  const issues: Issue[] = [...ordered.issues];
  const whenByName = new Map<string, When>();
  const { periodsPerYear } = shape;
  const scope: Scope = { decls, whenByName, periodsPerYear, issues, hasAge: false };
  const nodes: GraphNode[] = [];
  for (const decl of ordered.nodes) {
    const typed = infer(decl.expr, scope);
    if (typed === undefined || !fitsDeclaration(decl, typed, scope)) continue;
    const when = decl.isOnce ? (typed.when as When) : 'period';
    whenByName.set(decl.name, when);
    nodes.push(makeNode(decl, { typed, when, reads: readsByName.get(decl.name)! }, shape));
  }
  if (hasErrors(issues)) return fail(...sortIssues(issues));
  const inOrder = (['once', 'period', 'after'] as const).flatMap((when) =>
    nodes.filter((node) => node.when === when),
  );
  return ok(assemble(program, shape, inOrder), sortIssues(issues));
}

interface Checked {
  readonly typed: Typed;
  readonly when: When;
  readonly reads: Reads;
}

function makeNode(decl: NodeDecl, checked: Checked, shape: Shape): GraphNode {
  const { same, lagged } = checked.reads;
  return {
    decl,
    dims: decl.dims,
    size: sizeOf(decl.dims, shape),
    when: checked.when,
    dimension: decl.unit.dimension,
    typed: checked.typed,
    reads: [...same].sort(),
    lagged: [...lagged].filter((name) => !same.has(name)).sort(),
  };
}

function assemble(program: Program, shape: Shape, nodes: readonly GraphNode[]): Graph {
  const byName = new Map<string, GraphNode | Extract<Decl, { kind: 'input' | 'choice' }>>();
  const mapByName = new Map<string, Extract<Decl, { kind: 'map' }>>();
  for (const decl of program.decls) {
    if (decl.kind === 'input' || decl.kind === 'choice') byName.set(decl.name, decl);
    if (decl.kind === 'map') mapByName.set(decl.name, decl);
  }
  for (const node of nodes) byName.set(node.decl.name, node);
  return { program, shape, nodes, byName, mapByName };
}

/** Number of elements over some dimensions: the product of their label counts. */
export function sizeOf(dims: readonly string[], shape: Shape): number {
  return dims.reduce((size, dim) => size * (shape.labels[dim]?.length ?? 0), 1);
}

function fitsDeclaration(decl: NodeDecl, typed: Typed, scope: Scope): boolean {
  const before = scope.issues.length;
  const { at, name } = decl;
  if (!typed.dims.every((dim) => decl.dims.includes(dim))) {
    const missing = typed.dims.filter((dim) => !decl.dims.includes(dim));
    report(scope, {
      code: 'dims-mismatch',
      message: `The formula of \`${name}\` has dimensions that its declaration lacks`,
      at,
      found: describeDims(typed.dims),
      expected: describeDims(decl.dims),
      fix: `declare \`${name}[${[...decl.dims, ...missing].join(', ')}]\`, or sum over ${missing.join(', ')}`,
    });
  }
  if (typed.dimension !== undefined && !sameDimension(typed.dimension, decl.unit.dimension)) {
    report(scope, {
      code: 'unit-mismatch',
      message: `The formula of \`${name}\` does not give the declared unit`,
      at,
      found: `${describeDimension(typed.dimension)}, which the formula gives`,
      expected: `${describeDimension(decl.unit.dimension)}, as declared by \`${decl.unit.text}\``,
    });
  }
  if (decl.isOnce && typed.when === 'period') {
    report(scope, {
      code: 'not-once',
      message: `\`${name}\` is declared once, but its formula changes over time`,
      at,
      fix: 'drop `once`, or take `total`, `final`, `peak` … of the formula',
    });
  }
  if (!decl.isOnce && typed.when === 'after') {
    report(scope, {
      code: 'looks-ahead',
      message: `\`${name}\` has a value in every period, but its formula is known only after the last one`,
      at,
      fix: `declare it \`once ${name}\``,
    });
  }
  return scope.issues.length === before;
}

function checkShape(program: Program, shape: Shape): void {
  for (const decl of program.decls) {
    if (decl.kind === 'dimension' && shape.labels[decl.name] === undefined) {
      throw new Error(`The shape has no labels for dimension ${decl.name}`);
    }
  }
  for (const decl of program.decls) {
    if (decl.kind === 'map') {
      const targets = shape.labels[decl.to]!.length;
      checkIndices(decl.name, shape.maps[decl.name], { size: sizeOf([decl.from], shape), below: targets });
    } else if (decl.kind === 'choice') {
      const size = sizeOf(decl.dims, shape);
      checkIndices(decl.name, shape.choices[decl.name], { size, below: decl.options.length });
    }
  }
}

function checkIndices(
  name: string,
  indices: Int32Array | undefined,
  wanted: { readonly size: number; readonly below: number },
): void {
  if (indices?.length !== wanted.size) {
    throw new Error(`The shape needs ${wanted.size} indices for ${name}, found ${indices?.length ?? 'none'}`);
  }
  const stray = indices.find((index) => index < 0 || index >= wanted.below);
  if (stray !== undefined) throw new Error(`Index ${stray} of ${name} is not below ${wanted.below}`);
}
