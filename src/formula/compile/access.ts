/** How an element's place moves with the label at one level of a loop: by a step, or as a table says; in elements. */
export type Move =
  { readonly kind: 'step'; readonly by: number } | { readonly kind: 'table'; readonly values: Int32Array };

/** The lowest element that a view shows, and how it moves with the label at each level. */
export interface Route {
  readonly first: number;
  readonly moves: readonly Move[];
}

/**
 * Takes an element table over nested loops apart into one move per level: the element shown is the sum of what each level
 * says. That always works, since every label of what is read follows from one label of the loop.
 *
 * @example routeOf(Int32Array.of(0, 1, 2, 3), [2, 2]) // { first: 0, moves: [step 2, step 1] }
 */
export function routeOf(table: Int32Array, sizes: readonly number[]): Route {
  const start = table[0] ?? 0;
  const strides = sizes.map((_, level) =>
    sizes.slice(level + 1).reduce((product, size) => product * size, 1),
  );
  let first = start;
  const moves = sizes.map((size, level) => {
    const values = Int32Array.from({ length: size }, (_, i) => (table[i * strides[level]!] ?? start) - start);
    // Addresses add up without a sign, so every move counts from the lowest element it comes by.
    const lowest = values.reduce((least, value) => Math.min(least, value), 0);
    first += lowest;
    return moveOf(values.map((value) => value - lowest));
  });
  return { first, moves };
}

function moveOf(values: Int32Array): Move {
  const by = values[1] ?? 0;
  const isStep = by >= 0 && values.every((value, i) => value === i * by);
  return isStep ? { kind: 'step', by } : { kind: 'table', values };
}

/** Loops around the deepest label that a route follows; 0 where it stands still. */
export function depthOf({ moves }: Route): number {
  let depth = 0;
  moves.forEach((move, level) => {
    if (move.kind === 'table' || move.by !== 0) depth = level + 1;
  });
  return depth;
}
