/** Regret of each choice in each state: what it costs more than the best choice of that state. */
export interface RegretTable {
  readonly choices: readonly string[];
  readonly states: readonly string[];
  readonly regretUsd: readonly (readonly number[])[];
  /** The choice whose largest regret is least. */
  readonly least: string;
}

/**
 * Regrets from costs by choice and state (Savage's criterion). Costs are rows by choice.
 *
 * @example regretTable(['own', 'bought'], ['cheap', 'dear'], [[5, 5], [3, 9]]).least // 'own'
 */
export function regretTable(
  choices: readonly string[],
  states: readonly string[],
  costUsd: readonly (readonly number[])[],
): RegretTable {
  const best = states.map((_, s) => Math.min(...costUsd.map((row) => row[s]!)));
  const regretUsd = costUsd.map((row) => row.map((cost, s) => cost - best[s]!));
  const worst = regretUsd.map((row) => Math.max(...row));
  return { choices, states, regretUsd, least: choices[worst.indexOf(Math.min(...worst))] ?? '' };
}
