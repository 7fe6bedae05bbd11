// The linear algebra of optimal brain surgeon, in float64: a damped inverse, and what is left of it when a weight has gone.
import { CompressionSettingError } from './compress-errors.ts';

/**
 * (H + αI)⁻¹, which Hassibi, Stork 1993 reach by a recursion over samples from α⁻¹I: by Gauss and Jordan, whose pivots are
 * positive where the matrix is positive definite. n³ multiplications for n rows, and H's memory once more.
 * @param matrix H [rows, rows], symmetric
 * @throws CompressionSettingError where rounding leaves H + αI indefinite
 */
export function invertDamped(matrix: Float64Array, damping: number): Float64Array {
  const rows = Math.sqrt(matrix.length);
  const inverse = matrix.slice();
  for (let i = 0; i < rows; i++) inverse[i * rows + i] += damping;
  for (let k = 0; k < rows; k++) {
    const pivotRow = inverse.subarray(k * rows, (k + 1) * rows);
    const pivot = pivotRow[k];
    if (!(pivot > 0)) {
      throw new CompressionSettingError('damping', damping, 'larger: with it the Hessian is not positive definite');
    }
    pivotRow[k] = 1;
    for (let j = 0; j < rows; j++) pivotRow[j] /= pivot;
    for (let i = 0; i < rows; i++) {
      const factor = inverse[i * rows + k];
      if (i === k || factor === 0) continue;
      const row = inverse.subarray(i * rows, (i + 1) * rows);
      row[k] = 0;
      for (let j = 0; j < rows; j++) row[j] -= factor * pivotRow[j];
    }
  }
  return inverse;
}

/**
 * Takes a weight out, in place: the inverse becomes that of H without row and column q, around a row and a column of zeros.
 * H⁻¹ − H⁻¹e_q e_qᵀH⁻¹ / [H⁻¹]_qq, n² multiplications.
 */
export function eliminate(inverse: Float64Array, q: number): void {
  const rows = Math.sqrt(inverse.length);
  const column = inverse.slice(q * rows, (q + 1) * rows);
  for (let i = 0; i < rows; i++) {
    const share = column[i] / column[q];
    if (share === 0) continue;
    for (let j = 0; j < rows; j++) inverse[i * rows + j] -= share * column[j];
  }
  // Exactly, whatever the rounding.
  for (let i = 0; i < rows; i++) inverse[i * rows + q] = inverse[q * rows + i] = 0;
}
