// How alike a network takes its classes to be, from the weights of its last layer alone (Nayak et al. 2019, section 3.1).
import type { TrainedNetwork } from '../network/network.ts';
import { readOutputLayer } from './output-layer.ts';

/**
 * Cosines of the classes' columns in the last layer's kernel, each row moved and scaled to 0 … 1 (equations 2 and 3): the class itself has 1,
 * the one least like it 0.
 * @returns [classes, classes], row by row
 * @throws OutputBiasError where the last layer is not dense and linear with a bias
 */
export function classSimilarity(trained: TrainedNetwork): Float64Array {
  const { kernel } = readOutputLayer(trained);
  const [inputs, classes] = kernel.shape;
  const columnOf = (c: number) => Float64Array.from({ length: inputs }, (_, i) => kernel.data[i * classes + c]);
  const columns = Array.from({ length: classes }, (_, c) => columnOf(c));
  const norms = columns.map((column) => Math.sqrt(dot(column, column)));
  return Float64Array.from(
    columns.flatMap((row, k) => stretch(columns.map((c, i) => cosine(row, c, norms[k] * norms[i])))),
  );
}

function cosine(a: Float64Array, b: Float64Array, norms: number): number {
  return norms === 0 ? 0 : dot(a, b) / norms;
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}

/** Linearly to 0 … 1; all 1 where they are all equal. */
function stretch(row: readonly number[]): number[] {
  const [least, largest] = [Math.min(...row), Math.max(...row)];
  return row.map((value) => (largest > least ? (value - least) / (largest - least) : 1));
}
