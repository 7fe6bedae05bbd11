// A 1×1 convolution behind a layer, by least squares, and its absorption into that layer. Pure arithmetic; what it is fitted on is recover-blocks.ts's.
import type { TrainedNetwork } from '../network/network.ts';
import { CompressionSettingError } from './compress-errors.ts';
import { invertDamped } from './inverse-hessian.ts';
import type { Moments } from './row-moments.ts';

/** x · matrix + bias at each position of a map. */
export interface ChannelMixing {
  /** [from, to], as many of both */
  readonly matrix: Float64Array;
  /** [to] */
  readonly bias: Float64Array;
}

/** In place of 0 where nothing varies. */
const smallestDamping = 1e-12;

/**
 * argmin over Q, b of mean |x Q + b − y|² + λ |Q − I|²: Q = (Cov(x, x) + λI)⁻¹ (Cov(x, y) + λI), b = mean(y) − mean(x) Q. So what the samples do
 * not settle stays as it is. λ = damping · n / rows · mean variance of x: as if damping · n rows said that nothing is to change.
 * @param moments of rows [x, y], each of n columns
 * @param damping above 0
 * @throws CompressionSettingError where the moments are not finite
 */
export function fitMixing({ mean, covariance, count }: Moments, damping: number): ChannelMixing {
  const n = mean.length / 2;
  const broken = mean.findIndex((value) => !Number.isFinite(value));
  if (broken >= 0) {
    const sum = `mean sum of channel ${broken % n}`;
    throw new CompressionSettingError(sum, mean[broken], 'finite; the weights have diverged, train the teacher again');
  }
  const block = (column: number) =>
    Float64Array.from({ length: n * n }, (_, i) => covariance[Math.floor(i / n) * 2 * n + column + (i % n)]);
  const [ofInputs, target] = [block(0), block(n)];
  let trace = 0;
  for (let i = 0; i < n; i++) trace += ofInputs[i * (n + 1)];
  const ridge = Math.max((damping * trace) / count, smallestDamping);
  for (let i = 0; i < n; i++) target[i * (n + 1)] += ridge;
  const matrix = multiply(invertDamped(ofInputs, ridge), target, n);
  const shifted = multiply(mean.subarray(0, n), matrix, n);
  return { matrix, bias: mean.slice(n).map((value, i) => value - shifted[i]) };
}

/**
 * The network with W Q for the layer's kernel W and c Q + b for its bias c: as if the 1×1 convolution stood between the layer's sums and its
 * activation. No weight is added.
 * @param layer name of a convolution or dense layer with a bias
 */
export function absorbMixing(
  { network, weights }: TrainedNetwork,
  layer: string,
  mixing: ChannelMixing,
): TrainedNetwork {
  const { matrix, bias } = mixing;
  const [kernel, before] = [weights.get(`${layer}/kernel`)!, weights.get(`${layer}/bias`)!];
  const mixed = Float32Array.from(multiply(kernel.data, matrix, bias.length));
  const shifted = multiply(before.data, matrix, bias.length);
  const absorbed = new Map(weights);
  absorbed.set(`${layer}/kernel`, { shape: kernel.shape, data: mixed });
  absorbed.set(`${layer}/bias`, {
    shape: before.shape,
    data: Float32Array.from(bias, (value, i) => value + shifted[i]),
  });
  return { network, weights: absorbed };
}

/** [rows, n] · [n, n] */
function multiply(rows: ArrayLike<number>, matrix: Float64Array, n: number): Float64Array {
  const product = new Float64Array(rows.length);
  for (let at = 0; at < rows.length; at += n) {
    for (let k = 0; k < n; k++) {
      const factor = rows[at + k];
      for (let j = 0; j < n; j++) product[at + j] += factor * matrix[k * n + j];
    }
  }
  return product;
}
