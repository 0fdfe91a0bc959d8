/** A value times itself. */
export function squared(value: number): number {
  return value * value;
}

/** A symmetric matrix as rows one after another. */
export interface Square {
  readonly size: number;
  readonly values: Float64Array;
}

/** The inverse of a symmetric positive definite matrix, by its Cholesky factor; throws on one that is not, a programmer's mistake. */
export function invertPositive({ size: n, values }: Square): Square {
  const factor = Float64Array.from(values);
  for (let j = 0; j < n; j++) {
    for (let i = j; i < n; i++) {
      let sum = factor[i * n + j]!;
      for (let k = 0; k < j; k++) sum -= factor[i * n + k]! * factor[j * n + k]!;
      if (i === j) {
        if (!(sum > 0)) throw new Error(`the matrix is not positive definite at row ${j}`);
        factor[j * n + j] = Math.sqrt(sum);
      } else factor[i * n + j] = sum / factor[j * n + j]!;
    }
  }
  return { size: n, values: inverseOfFactor(factor, n) };
}

/** (L·Lᵀ)⁻¹ from L: first L⁻¹ column by column, then its product with itself. */
function inverseOfFactor(factor: Float64Array, n: number): Float64Array {
  // Row c of `lower` holds column c of L⁻¹, so that both loops run along rows.
  const lower = new Float64Array(n * n);
  for (let c = 0; c < n; c++) {
    for (let i = c; i < n; i++) {
      let sum = i === c ? 1 : 0;
      for (let k = c; k < i; k++) sum -= factor[i * n + k]! * lower[c * n + k]!;
      lower[c * n + i] = sum / factor[i * n + i]!;
    }
  }
  const inverse = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = i; j < n; j++) {
      let sum = 0;
      for (let k = j; k < n; k++) sum += lower[i * n + k]! * lower[j * n + k]!;
      inverse[i * n + j] = sum;
      inverse[j * n + i] = sum;
    }
  }
  return inverse;
}

/** Matrix times vector. */
export function times({ size: n, values }: Square, vector: ArrayLike<number>): Float64Array {
  const product = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += values[i * n + j]! * vector[j]!;
    product[i] = sum;
  }
  return product;
}
