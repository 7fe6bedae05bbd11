// Optimal brain surgeon (Hassibi, Stork 1993): deletes a weight and makes up for it with all others, by the whole Hessian's inverse.
import type { TrainedNetwork, Weights } from '../network/network.ts';
import { isKernel, sizeOf } from '../network/shapes.ts';
import { CompressionSettingError } from './compress-errors.ts';
import type { CurvatureData } from './gauss-newton.ts';
import { type BlockScope, computeHessianBlocks, type HessianBlock } from './hessian-blocks.ts';
import { eliminate, invertDamped } from './inverse-hessian.ts';
import { checkShare, countNonZero } from './prune.ts';

export interface SurgeonOptions {
  /** 0 … 1, of the kernels' weights. */
  readonly sparsity: number;
  /**
   * α, added to the Hessian's diagonal; 1e-4 where absent, the largest of the paper's 1e-8 … 1e-4. Small ones let weights move far along
   * directions in which the loss is flat here and now, out of the range of the quadratic model: from a sparsity of some 0.5 that is worse
   * than not moving them.
   */
  readonly damping?: number;
  /**
   * How often the Hessian is recomputed along the way, each time after the same number of deletions; 1 where absent.
   * The paper does so at every deletion.
   */
  readonly rounds?: number;
  /**
   * Outside of which weights make up for nothing; the whole network where absent. On digits blocks by layer lost as little up to a sparsity
   * of one half, and less from there on: the quadratic model holds best for small moves.
   */
  readonly blocks?: BlockScope;
  /** Weights that a block may have; `defaultBlockLimit` where absent. */
  readonly limit?: number;
}

/**
 * 72 MB for the Hessian, as much again for its inverse, and about a minute to invert it, which blocks everything else.
 */
export const defaultBlockLimit = 3_000;

/**
 * Deletes weights of kernels one after another, always that of the smallest saliency w_q²/(2 [H⁻¹]_qq), and moves the others, biases too,
 * by −w_q/[H⁻¹]_qq · H⁻¹e_q (equation 5). H is the generalized Gauss-Newton matrix with damping; its inverse is updated for what has gone,
 * so deleted weights, and those that were 0 before, stay exactly 0.
 *
 * For a block of n weights: its Hessian (computeHessianBlocks), n³ multiplications for the inverse, and n² for each deletion.
 * @throws CompressionSettingError, HessianTooLargeError, NetworkError, WeightsMismatchError; the signal's reason when aborted
 */
export async function pruneByOptimalBrainSurgeon(
  trained: TrainedNetwork,
  data: CurvatureData,
  options: SurgeonOptions,
): Promise<TrainedNetwork> {
  const { sparsity, damping = 1e-4, rounds = 1, blocks: scope = 'network', limit = defaultBlockLimit } = options;
  checkShare('sparsity', sparsity);
  if (!(damping > 0)) throw new CompressionSettingError('damping', damping, 'a number above 0');
  if (!(Number.isInteger(rounds) && rounds > 0)) {
    throw new CompressionSettingError('rounds', rounds, 'a whole number from 1');
  }
  const { network } = trained;
  const total = [...trained.weights].reduce(
    (sum, [name, { shape }]) => (isKernel(name) ? sum + sizeOf(shape) : sum),
    0,
  );
  const zerosAtStart = total - countNonZero(trained.weights);
  const deletions = Math.max(0, Math.round(sparsity * total) - zerosAtStart);
  let { weights } = trained;
  for (let round = 1, done = 0; round <= rounds; round++) {
    const blocks = await computeHessianBlocks({ network, weights }, data, scope, limit);
    const goal = Math.round((deletions * round) / rounds);
    weights = operate(weights, blocks, damping, goal - done);
    done = goal;
  }
  return { network, weights };
}

/** One block of weights under the knife. */
interface Patient {
  readonly block: HessianBlock;
  readonly inverse: Float64Array;
  /** Of the block's parameters, float64. */
  readonly values: Float64Array;
  /** Whether a parameter may yet be deleted. */
  readonly open: Uint8Array;
  /** The position of the smallest saliency, and the saliency; −1 and ∞ where nothing is open. */
  next: { readonly q: number; readonly saliency: number };
}

function operate(weights: Weights, blocks: readonly HessianBlock[], damping: number, deletions: number): Weights {
  const patients = blocks.map((block) => admit(weights, block, damping));
  for (let deleted = 0; deleted < deletions; deleted++) {
    const patient = patients.reduce((best, one) => (one.next.saliency < best.next.saliency ? one : best));
    remove(patient, patient.next.q);
    patient.next = findLeast(patient);
  }
  const changed = new Map([...weights].map(([name, { shape, data }]) => [name, { shape, data: data.slice() }]));
  for (const { block, values } of patients) {
    for (const [i, { weight, index }] of block.parameters.entries()) changed.get(weight)!.data[index] = values[i];
  }
  return changed;
}

/** Weights of kernels that are 0 already are taken out at once. */
function admit(weights: Weights, block: HessianBlock, damping: number): Patient {
  const { parameters, matrix } = block;
  const values = Float64Array.from(parameters, ({ weight, index }) => weights.get(weight)!.data[index]);
  const open = Uint8Array.from(parameters, ({ weight }) => (isKernel(weight) ? 1 : 0));
  const patient = { block, inverse: invertDamped(matrix, damping), values, open, next: { q: -1, saliency: 0 } };
  for (const [q, value] of values.entries()) if (open[q] && value === 0) remove(patient, q);
  return { ...patient, next: findLeast(patient) };
}

function findLeast({ inverse, values, open }: Patient): Patient['next'] {
  let [q, saliency] = [-1, Number.POSITIVE_INFINITY];
  for (let i = 0; i < values.length; i++) {
    if (!open[i]) continue;
    const one = values[i] ** 2 / (2 * inverse[i * values.length + i]);
    if (one < saliency) [q, saliency] = [i, one];
  }
  return { q, saliency };
}

function remove({ inverse, values, open }: Patient, q: number): void {
  const rows = values.length;
  const step = values[q] / inverse[q * rows + q];
  for (let i = 0; i < rows; i++) values[i] -= step * inverse[i * rows + q];
  values[q] = 0;
  open[q] = 0;
  eliminate(inverse, q);
}
