/** Expected value of numbers by scenario. */
export function expectedOf(probabilities: ArrayLike<number>, values: ArrayLike<number>): number {
  let sum = 0;
  for (let s = 0; s < values.length; s++) sum += probabilities[s]! * values[s]!;
  return sum;
}
