import { initialNumbers } from './sobol-table.ts';

/** Dimensions that {@link sobolWord} knows, counted from 0. */
export const sobolDimensions = initialNumbers.length + 1;

const BITS = 32;
const directions: (Uint32Array | undefined)[] = [];

/**
 * Coordinate `dimension` of Sobol point `index` as 32 bits after the binary point: the word over 2^32 lies in [0, 1).
 *
 * Point 0 is the origin; the first 2^m points are a (t, m, s)-net in base 2. Points come in their natural order (not by Gray
 * code), so that any of them is found without those before. `index` is a whole number below 2^32. Throws a RangeError from
 * dimension {@link sobolDimensions} on. Source: I. M. Sobol, USSR Comput. Math. Math. Phys. 7 (1967), 86–112.
 *
 * @example sobolWord(1, 0) / 2 ** 32 // 0.5
 */
export function sobolWord(index: number, dimension: number): number {
  const numbers = directionsOf(dimension);
  let word = 0;
  let rest = index >>> 0;
  for (let bit = 0; rest !== 0; bit++, rest >>>= 1) if ((rest & 1) === 1) word ^= numbers[bit]!;
  return word >>> 0;
}

/** The direction numbers of a dimension, as words: bit k of an index flips the bits of number k. */
export function directionsOf(dimension: number): Uint32Array {
  if (!(dimension >= 0 && dimension < sobolDimensions)) {
    throw new RangeError(`Sobol dimensions run from 0 to ${sobolDimensions - 1}, found ${dimension}`);
  }
  return (directions[dimension] ??= makeDirections(dimension));
}

/** Source of the recurrence: P. Bratley, B. L. Fox, Algorithm 659, ACM Trans. Math. Softw. 14 (1988), 88–100. */
function makeDirections(dimension: number): Uint32Array {
  const numbers = new Uint32Array(BITS);
  if (dimension === 0) return numbers.map((_, k) => 1 << (BITS - 1 - k));
  const first = initialNumbers[dimension - 1]!.split(',').map(Number);
  const degree = first.length;
  const polynomial = polynomialOf(dimension);
  for (let k = 0; k < BITS; k++) {
    if (k < degree) {
      numbers[k] = first[k]! << (BITS - 1 - k);
      continue;
    }
    let word = numbers[k - degree]! ^ (numbers[k - degree]! >>> degree);
    for (let i = 1; i < degree; i++) {
      if (((polynomial >>> (degree - i)) & 1) === 1) word ^= numbers[k - i]!;
    }
    numbers[k] = word;
  }
  return numbers;
}

const polynomials: number[] = [];

/** The primitive polynomial of a dimension from 1 on, its coefficients as bits: x² + x + 1 is 7. */
function polynomialOf(dimension: number): number {
  for (let next = (polynomials.at(-1) ?? 1) + 2; polynomials.length < dimension; next += 2) {
    if (isPrimitive(next)) polynomials.push(next);
  }
  return polynomials[dimension - 1]!;
}

/** Whether x runs through every polynomial but 0 before it comes back to 1: its order is 2^degree − 1. */
function isPrimitive(polynomial: number): boolean {
  const degree = 31 - Math.clz32(polynomial);
  const wanted = (1 << degree) - 1;
  let power = 1;
  for (let order = 1; order <= wanted; order++) {
    power <<= 1;
    if (power >> degree === 1) power ^= polynomial;
    if (power === 1) return order === wanted;
  }
  return false;
}
