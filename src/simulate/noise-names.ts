import type { InputDecl, Program, Shape } from '../formula/index.ts';

/** Names of a declaration's elements, row-major over its dims: `price[a,x]`, `price[a,y]`, …; the bare name without dims. */
export function elementNames(name: string, dims: readonly string[], shape: Shape): string[] {
  let labels: string[][] = [[]];
  for (const dim of dims) {
    labels = labels.flatMap((before) => (shape.labels[dim] ?? []).map((label) => [...before, label]));
  }
  return labels.map((parts) => (parts.length === 0 ? name : `${name}[${parts.join(',')}]`));
}

/** The noise inputs of a program. */
export function noiseOf(program: Program): InputDecl[] {
  return program.decls.filter((decl): decl is InputDecl => decl.kind === 'input' && decl.origin === 'noise');
}
