/**
 * The smallest eigenvalue of a symmetric matrix, by Jacobi rotations; for matrices up to a hundred rows or so.
 *
 * Source: G. Golub, C. Van Loan, "Matrix Computations", 4th ed., section 8.5.
 *
 * @example smallestEigenvalue([[1, 0.6], [0.6, 1]]) // 0.4
 */
export function smallestEigenvalue(matrix: readonly (readonly number[])[]): number {
  const a = matrix.map((row) => [...row]);
  const n = a.length;
  for (let sweep = 0; sweep < 60; sweep++) {
    let offDiagonal = 0;
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        offDiagonal += a[p]![q]! * a[p]![q]!;
        rotate(a, p, q);
      }
    }
    if (offDiagonal < 1e-30) break;
  }
  return a.reduce((smallest, row, i) => Math.min(smallest, row[i]!), Infinity);
}

/** Turns the plane of rows p and q so that the value at (p, q) becomes 0. */
function rotate(a: number[][], p: number, q: number): void {
  const value = a[p]![q]!;
  if (value === 0) return;
  const theta = (a[q]![q]! - a[p]![p]!) / (2 * value);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (let k = 0; k < a.length; k++) {
    const kp = a[k]![p]!;
    const kq = a[k]![q]!;
    a[k]![p] = c * kp - s * kq;
    a[k]![q] = s * kp + c * kq;
  }
  for (let k = 0; k < a.length; k++) {
    const pk = a[p]![k]!;
    const qk = a[q]![k]!;
    a[p]![k] = c * pk - s * qk;
    a[q]![k] = s * pk + c * qk;
  }
}
