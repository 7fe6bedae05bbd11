// Optimal brain damage (LeCun, Denker, Solla 1990): weights are worth what their deletion costs by the diagonal of the loss's Hessian.
import type { TrainedNetwork, Weights } from '../network/network.ts';
import { type CurvatureData, visitCurvature } from './gauss-newton.ts';
import { sumSquaredGradients } from './kernel-gradients.ts';
import { checkShare, type PruningScope, pruneBySaliency, type Saliencies } from './prune.ts';

/** Of a convolution each sample's whole kernel gradient is held at once. */
const batchSize = 64;

/**
 * h_kk of each kernel's weights, in the kernel's order: the exact diagonal of the generalized Gauss-Newton matrix of the mean cross-entropy,
 * Σ_c p_c (∂ log p_c/∂w)² averaged over the samples. No label enters. Through ReLUs the logits are piecewise linear in any one weight, and
 * the diagonal is the Hessian's own almost everywhere; only swish has a curvature that it leaves out (LeCun et al.'s Levenberg-Marquardt
 * approximation).
 *
 * Costs one forward and `classes` backward passes over the samples, and for each convolution and class batch · its kernel in memory.
 * @throws NetworkError, WeightsMismatchError; the signal's reason when aborted
 */
export async function computeHessianDiagonal(
  trained: TrainedNetwork,
  data: CurvatureData,
): Promise<ReadonlyMap<string, Float64Array>> {
  const diagonal = new Map<string, Float64Array>();
  await visitCurvature(trained, data, batchSize, (taps) => {
    for (const tap of taps) {
      const name = `${tap.layer.name}/kernel`;
      const squares = sumSquaredGradients(tap).dataSync();
      const sums = diagonal.get(name) ?? new Float64Array(squares.length);
      for (const [i, square] of squares.entries()) sums[i] += square / data.split.ids.length;
      diagonal.set(name, sums);
    }
  });
  return diagonal;
}

/** ½ h_kk w² (the recipe's step 4): by how much the loss is predicted to rise when a weight alone is deleted. */
export function computeDamage(weights: Weights, diagonal: ReadonlyMap<string, Float64Array>): Saliencies {
  return new Map(
    [...diagonal].map(([name, curvature]) => {
      const { data } = weights.get(name)!;
      return [name, curvature.map((h, i) => (h * data[i] ** 2) / 2)];
    }),
  );
}

/**
 * Deletes the weights of kernels that are worth least, without retraining; the paper retrains between rounds (`keepZeros`).
 * @param sparsity 0 … 1, of the kernels' weights
 * @throws CompressionSettingError, NetworkError, WeightsMismatchError; the signal's reason when aborted
 */
export async function pruneByOptimalBrainDamage(
  trained: TrainedNetwork,
  data: CurvatureData,
  sparsity: number,
  scope: PruningScope = 'global',
): Promise<TrainedNetwork> {
  checkShare('sparsity', sparsity);
  const damage = computeDamage(trained.weights, await computeHessianDiagonal(trained, data));
  return { network: trained.network, weights: pruneBySaliency(trained.weights, damage, sparsity, scope) };
}
