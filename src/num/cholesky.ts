import { fail, ok } from '../base/issue.ts';
import type { Issue, Outcome } from '../base/issue.ts';
import { powerOfTwo } from './bits.ts';
import { smallestEigenvalue } from './eigenvalue.ts';

/**
 * The lower triangular factor L of a correlation (or covariance) matrix, L·Lᵀ = matrix, as rows of full length.
 *
 * A matrix that is only semidefinite (two drivers correlated by exactly 1) is accepted. Error `correlation-not-positive`
 * when the matrix is not square, finite, symmetric, or has a negative eigenvalue; `names` are used in the message.
 *
 * @example cholesky([[1, 0.6], [0.6, 1]]).value // [[1, 0], [0.6, 0.8]]
 */
export function cholesky(
  matrix: readonly (readonly number[])[],
  names: readonly string[] = [],
): Outcome<readonly (readonly number[])[]> {
  const n = matrix.length;
  const nameOf = (i: number): string => names[i] ?? `row ${i + 1}`;
  const fault = shapeFault(matrix, nameOf);
  if (fault) return fail(fault);

  const scale = matrix.reduce((largest, row, i) => Math.max(largest, row[i]!), 0);
  // Each pivot is a sum of n products, so this much may be left of it by rounding alone.
  const rounding = n * scale * powerOfTwo(-50);
  const lower = matrix.map((row) => row.map(() => 0));
  for (let j = 0; j < n; j++) {
    const pivot = remainder(matrix, lower, { i: j, j });
    if (pivot < -rounding) return fail(notPositive(matrix, nameOf(j)));
    const isZero = pivot <= rounding;
    const root = isZero ? 0 : Math.sqrt(pivot);
    lower[j]![j] = root;
    for (let i = j + 1; i < n; i++) {
      const rest = remainder(matrix, lower, { i, j });
      if (isZero && Math.abs(rest) > rounding) return fail(notPositive(matrix, nameOf(i)));
      lower[i]![j] = isZero ? 0 : rest / root;
    }
  }
  return ok(lower);
}

function remainder(
  matrix: readonly (readonly number[])[],
  lower: readonly (readonly number[])[],
  cell: { readonly i: number; readonly j: number },
): number {
  let sum = matrix[cell.i]![cell.j]!;
  for (let k = 0; k < cell.j; k++) sum -= lower[cell.i]![k]! * lower[cell.j]![k]!;
  return sum;
}

function shapeFault(
  matrix: readonly (readonly number[])[],
  nameOf: (i: number) => string,
): Issue | undefined {
  for (let i = 0; i < matrix.length; i++) {
    const row = matrix[i]!;
    if (row.length !== matrix.length) {
      return issue('is not square', {
        found: `${row.length} values in ${nameOf(i)}`,
        expected: `${matrix.length} values in every row`,
      });
    }
    for (let j = 0; j <= i; j++) {
      const pair = `${nameOf(i)} with ${nameOf(j)}`;
      if (!Number.isFinite(row[j]!)) {
        return issue('has a value that is not a number', {
          found: `${pair} ${row[j]}`,
          expected: 'finite numbers',
        });
      }
      if (row[j] !== matrix[j]![i]) {
        return issue('is not symmetric', {
          found: `${pair} ${row[j]}, the other way round ${matrix[j]![i]}`,
          expected: 'the same value both ways',
        });
      }
    }
  }
  return undefined;
}

function notPositive(matrix: readonly (readonly number[])[], name: string): Issue {
  const smallest = smallestEigenvalue(matrix);
  return issue(`contradicts itself: ${name} cannot be correlated with the others in this way`, {
    found: `smallest eigenvalue ${Math.round(smallest * 1e4) / 1e4}`,
    expected: 'no eigenvalue below 0',
    fix: `move the correlations of ${name} towards 0`,
  });
}

function issue(
  what: string,
  detail: { readonly found: string; readonly expected: string; readonly fix?: string },
): Issue {
  return {
    code: 'correlation-not-positive',
    severity: 'error',
    message: `the correlation matrix ${what}`,
    ...detail,
  };
}
