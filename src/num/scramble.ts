import { powerOfTwo } from './bits.ts';
import { scramblePhilox } from './philox.ts';
import { sobolWord } from './sobol.ts';

const TWO_TO_32 = 4294967296;
const TWO_TO_MINUS_32 = powerOfTwo(-32);
const words = new Uint32Array(4);

/**
 * Owen's nested uniform scramble of a word by a seed: each bit is flipped or not by chance that depends on the bits above it.
 *
 * Nets stay nets, and over random seeds every coordinate is uniform. Source: B. Burley, "Practical hash-based Owen
 * scrambling", J. Comput. Graph. Tech. 9(4) (2020), with the permutation of S. Laine and T. Karras (2011): a hash in which
 * bits reach only upwards, between two reversals of the bits.
 *
 * @example scrambleWord(0x80000000, 7) // the top bit, flipped or not, and chance below
 */
export function scrambleWord(word: number, seed: number): number {
  let x = reverseBits(word);
  x = (x + seed) | 0;
  x ^= Math.imul(x, 0x6c50b47c);
  x ^= Math.imul(x, 0xb82f1e52);
  x ^= Math.imul(x, 0xc7afe638);
  x ^= Math.imul(x, 0x8d22f6e6);
  return reverseBits(x);
}

/** Which coordinates of a scrambled Sobol sequence a block holds: one per point from `pointFrom` on. */
export interface SobolBlock {
  /** Whole number from 0 to 2^53 − 1. */
  readonly seed: number;
  readonly pointFrom: number;
  readonly dimension: number;
  /** Number of the scramble; different ones are independent. */
  readonly replicate: number;
}

/**
 * The seed of one dimension's scramble in one replicate: chance in, chance out.
 *
 * Philox counter = (dimension, replicate, 0, 2), key = seed. Plain draws have 0 and 1 in the last word, so none is used twice.
 */
export function scrambleSeed(block: Omit<SobolBlock, 'pointFrom'>): number {
  words[0] = block.dimension;
  words[1] = block.replicate;
  words[2] = 0;
  words[3] = 2;
  scramblePhilox(words, block.seed % TWO_TO_32, Math.floor(block.seed / TWO_TO_32));
  return words[0]! >>> 0;
}

/**
 * Fills `out` with one coordinate of scrambled Sobol points `pointFrom`, `pointFrom + 1`, …: (word + ½)/2^32, never 0 or 1.
 *
 * Each equals that of its point alone, so blocks may be cut anywhere. Best are counts that are powers of two.
 */
export function fillSobol(out: Float64Array, block: SobolBlock): void {
  const seed = scrambleSeed(block);
  for (let i = 0; i < out.length; i++) {
    const word = scrambleWord(sobolWord(block.pointFrom + i, block.dimension), seed);
    out[i] = (word + 0.5) * TWO_TO_MINUS_32;
  }
}

function reverseBits(word: number): number {
  let x = word;
  x = ((x >>> 1) & 0x55555555) | ((x & 0x55555555) << 1);
  x = ((x >>> 2) & 0x33333333) | ((x & 0x33333333) << 2);
  x = ((x >>> 4) & 0x0f0f0f0f) | ((x & 0x0f0f0f0f) << 4);
  x = ((x >>> 8) & 0x00ff00ff) | ((x & 0x00ff00ff) << 8);
  return ((x >>> 16) | (x << 16)) >>> 0;
}
