import { inverseNormal, uniformAt } from '../../src/num/index.ts';

/** Standard normal draws that are the same on every machine. */
export function normals(count: number, stream: number): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => inverseNormal(uniformAt(11, i, stream, 0)));
}

/** A random walk with drift from 100. */
export function randomWalk(length: number, stream: number, drift = 0): Float64Array {
  let level = 100;
  return normals(length, stream).map((step) => (level += drift + step));
}

export function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
