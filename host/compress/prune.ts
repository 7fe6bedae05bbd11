// Pruning as a function of weights: those of kernels that matter least become exactly 0. What matters is magnitude here, curvature in
// optimal-brain-damage.ts. Training that keeps the zeros is the recipe's `keepZeros`.
import type { Weight, Weights } from '../network/network.ts';
import { isKernel } from '../network/shapes.ts';
import { CompressionSettingError } from './compress-errors.ts';

/** Whether all kernels are ranked together, or each gives up the same share. */
export type PruningScope = 'global' | 'layer';

/** What each weight of a kernel is worth, ≥ 0, by the kernel's name and in its order. */
export type Saliencies = ReadonlyMap<string, ArrayLike<number>>;

export interface LayerSparsity {
  /** `${layer}/kernel` */
  readonly kernel: string;
  readonly weights: number;
  readonly nonZero: number;
  /** The share of zeros, 0 … 1. */
  readonly sparsity: number;
}

/**
 * Kernels with round(sparsity · weights) zeros or, where they have more already, those; by |w| (Han et al. 2015, section 3).
 * @param sparsity 0 … 1, of the kernels' weights
 * @throws CompressionSettingError
 */
export function pruneByMagnitude(weights: Weights, sparsity: number, scope: PruningScope = 'global'): Weights {
  const magnitudes = kernelsOf(weights).map(([name, { data }]) => [name, data.map(Math.abs)] as const);
  return pruneBySaliency(weights, new Map(magnitudes), sparsity, scope);
}

/**
 * As `pruneByMagnitude`, but by what each weight is worth. Zeros come first, then the smallest saliency, of equal ones the smallest |w|.
 * @throws CompressionSettingError
 */
export function pruneBySaliency(
  weights: Weights,
  saliencies: Saliencies,
  sparsity: number,
  scope: PruningScope = 'global',
): Weights {
  checkShare('sparsity', sparsity);
  const kernels = kernelsOf(weights);
  const groups = scope === 'global' ? [kernels] : kernels.map((kernel) => [kernel]);
  const pruned = new Map(weights);
  for (const group of groups) {
    for (const [name, data] of zeroLeast(group, saliencies, sparsity)) {
      pruned.set(name, { shape: weights.get(name)!.shape, data });
    }
  }
  return pruned;
}

type NamedWeight = readonly [name: string, weight: Weight];

function kernelsOf(weights: Weights): NamedWeight[] {
  return [...weights].filter(([name]) => isKernel(name));
}

function zeroLeast(
  kernels: readonly NamedWeight[],
  saliencies: Saliencies,
  sparsity: number,
): [name: string, data: Float32Array][] {
  const size = kernels.reduce((sum, [, { data }]) => sum + data.length, 0);
  const [owner, index] = [new Uint32Array(size), new Uint32Array(size)];
  const [worth, magnitude] = [new Float64Array(size), new Float64Array(size)];
  let at = 0;
  for (const [kernel, [name, { data }]] of kernels.entries()) {
    for (let i = 0; i < data.length; i++, at++) {
      [owner[at], index[at], magnitude[at]] = [kernel, i, Math.abs(data[i])];
      worth[at] = data[i] === 0 ? -1 : saliencies.get(name)![i];
    }
  }
  const order = Uint32Array.from(worth, (_, i) => i).sort(
    (a, b) => worth[a] - worth[b] || magnitude[a] - magnitude[b] || a - b,
  );
  const copies = kernels.map(([name, { data }]): [string, Float32Array] => [name, data.slice()]);
  for (const least of order.subarray(0, Math.round(sparsity * size))) copies[owner[least]][1][index[least]] = 0;
  return copies;
}

/** Of each kernel, in the order of the weights. */
export function reportSparsity(weights: Weights): LayerSparsity[] {
  return kernelsOf(weights).map(([kernel, { data }]) => {
    const nonZero = data.reduce((count, value) => (value === 0 ? count : count + 1), 0);
    return { kernel, weights: data.length, nonZero, sparsity: 1 - nonZero / data.length };
  });
}

/** Weights of kernels that are not 0. */
export function countNonZero(weights: Weights): number {
  return reportSparsity(weights).reduce((sum, { nonZero }) => sum + nonZero, 0);
}

/** @throws CompressionSettingError */
export function checkShare(setting: string, value: number): void {
  if (!(value >= 0 && value <= 1)) throw new CompressionSettingError(setting, value, 'a number in 0 … 1');
}
