const ROUNDS = 10;
const MULTIPLIER_0 = 0xd2511f53 | 0;
const MULTIPLIER_1 = 0xcd9e8d57 | 0;
const KEY_STEP_0 = 0x9e3779b9;
const KEY_STEP_1 = 0xbb67ae85;

/**
 * Philox4x32-10: four pseudo-random 32-bit words from a counter of four words and a key of two.
 *
 * The same counter and key always give the same words, so that draws never depend on how work is split.
 * Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC11 (2011); Random123.
 *
 * @example philox4x32([0, 0, 0, 0], [0, 0]) // [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]
 */
export function philox4x32(
  counter: readonly [number, number, number, number],
  key: readonly [number, number],
): [number, number, number, number] {
  const words = Uint32Array.from(counter);
  scramblePhilox(words, key[0], key[1]);
  return [words[0]!, words[1]!, words[2]!, words[3]!];
}

/** Replaces the counter in `words` (four words) by its Philox4x32-10 output, without allocating. */
export function scramblePhilox(words: Uint32Array, key0: number, key1: number): void {
  let a = words[0]! | 0;
  let b = words[1]! | 0;
  let c = words[2]! | 0;
  let d = words[3]! | 0;
  let k0 = key0 | 0;
  let k1 = key1 | 0;
  for (let round = 0; round < ROUNDS; round++) {
    const nextA = multiplyHigh(MULTIPLIER_1, c) ^ b ^ k0;
    const nextC = multiplyHigh(MULTIPLIER_0, a) ^ d ^ k1;
    b = Math.imul(MULTIPLIER_1, c);
    d = Math.imul(MULTIPLIER_0, a);
    a = nextA;
    c = nextC;
    k0 = (k0 + KEY_STEP_0) | 0;
    k1 = (k1 + KEY_STEP_1) | 0;
  }
  words[0] = a;
  words[1] = b;
  words[2] = c;
  words[3] = d;
}

/** The upper 32 bits of the 64-bit product of two unsigned words, from 16-bit halves: every partial sum stays below 2^32. */
function multiplyHigh(x: number, y: number): number {
  const xLow = x & 0xffff;
  const xHigh = x >>> 16;
  const yLow = y & 0xffff;
  const yHigh = y >>> 16;
  const middle = (Math.imul(xHigh, yLow) + (Math.imul(xLow, yLow) >>> 16)) | 0;
  const carry = (Math.imul(xLow, yHigh) + (middle & 0xffff)) | 0;
  return (Math.imul(xHigh, yHigh) + (middle >>> 16) + (carry >>> 16)) | 0;
}
