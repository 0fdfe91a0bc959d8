/** Quarters since year 0 of a label such as `2025Q4`; `undefined` for any other text. */
export function quarterIndex(label: string): number | undefined {
  const match = /^(\d{4})Q([1-4])$/.exec(label);
  return match ? 4 * Number(match[1]) + Number(match[2]) - 1 : undefined;
}

/** The label of a quarter, such as `2025Q4`. */
export function quarterLabel(index: number): string {
  const year = Math.floor(index / 4);
  return `${year}Q${index - 4 * year + 1}`;
}
