/** Place of a benchmark round among the half-yearly rounds: v4.1 is 0, v5.0 is 1; a text that is no round counts as v5.1. */
export function roundNumber(round: string): number {
  const match = /v?(\d+)\.(\d+)/.exec(round);
  return match ? (Number(match[1]) - 4) * 2 + Number(match[2]) - 1 : 2;
}
