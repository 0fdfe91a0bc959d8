import { powerOfTwo } from './bits.ts';
import { scramblePhilox } from './philox.ts';

/** Which draws a block holds: one per path from `pathFrom` on, of one driver (`stream`) in one period. */
export interface UniformBlock {
  /** Whole number from 0 to 2^53 − 1. */
  readonly seed: number;
  readonly pathFrom: number;
  /** 32-bit hash of the driver's name (`hashName`), so that a new driver never shifts the draws of another. */
  readonly stream: number;
  readonly period: number;
  /** Number of an independent copy of all draws, 0 unless given; 2 and 3 belong to scrambles and resamples. */
  readonly copy?: 0 | 1;
}

const TWO_TO_32 = 4294967296;
const TWO_TO_MINUS_52 = powerOfTwo(-52);
const words = new Uint32Array(4);

/**
 * The uniform draw of one path, driver and period: (k + ½)/2^52 for a 52-bit k, so never 0 or 1 and symmetric about ½.
 *
 * Philox counter = (path, period, stream, copy), key = (seed low, seed high). 52 bits, because a half step beside 53 bits
 * would round up to 1. Throws a RangeError on a seed that is not a whole number from 0 to 2^53 − 1.
 *
 * @example uniformAt(1, 0, hashName('demand'), 3) // the same number on every machine
 */
export function uniformAt(seed: number, path: number, stream: number, period: number): number {
  checkSeed(seed);
  return draw(path, { seed, pathFrom: 0, stream, period });
}

/** Fills `out` with the draws of paths `pathFrom`, `pathFrom + 1`, …; each equals {@link uniformAt} of its path. */
export function fillUniforms(out: Float64Array, block: UniformBlock): void {
  checkSeed(block.seed);
  for (let i = 0; i < out.length; i++) out[i] = draw(block.pathFrom + i, block);
}

function draw(path: number, block: UniformBlock): number {
  words[0] = path;
  words[1] = block.period;
  words[2] = block.stream;
  words[3] = block.copy ?? 0;
  scramblePhilox(words, block.seed % TWO_TO_32, Math.floor(block.seed / TWO_TO_32));
  const k = (words[0]! >>> 6) * 67108864 + (words[1]! >>> 6);
  return (k + 0.5) * TWO_TO_MINUS_52;
}

function checkSeed(seed: number): void {
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new RangeError(`a seed is a whole number from 0 to 2^53 − 1, found ${seed}`);
  }
}
