/** Neighbours together, in at most so many parts. */
export function splitEvenly(items: readonly number[], parts: number): number[][] {
  const count = Math.min(parts, items.length);
  return Array.from({ length: count }, (_, k) =>
    items.slice(Math.floor((k * items.length) / count), Math.floor(((k + 1) * items.length) / count)),
  );
}
