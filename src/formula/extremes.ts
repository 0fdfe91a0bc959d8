/** The smaller of two numbers, the first of equal ones (which tells 0 from −0); not a number where either is none. */
export function lesser(a: number, b: number): number {
  return b < a || b !== b ? b : a;
}

/** The larger of two numbers, the first of equal ones; not a number where either is none. */
export function greater(a: number, b: number): number {
  return a < b || b !== b ? b : a;
}
