// The generalized Gauss-Newton matrix of the mean cross-entropy by kernels and biases: whole, or in blocks along its diagonal.
import { isWeighted, type TrainedNetwork } from '../network/network.ts';
import { inferWeightShapes, sizeOf } from '../network/shapes.ts';
import { tf } from '../tensorflow/tensorflow.ts';
import { HessianTooLargeError } from './compress-errors.ts';
import { type CurvatureData, visitCurvature } from './gauss-newton.ts';
import { kernelGradients, type LayerTap } from './kernel-gradients.ts';

/** All weights in one block; one for each layer; or one for each output channel, whose bias and fan-in it holds. */
export type BlockScope = 'network' | 'layer' | 'unit';

/** A weight by its name and its position in the weight's data. */
export interface Parameter {
  readonly weight: string;
  readonly index: number;
}

export interface HessianBlock {
  readonly name: string;
  /** Of its rows and columns. */
  readonly parameters: readonly Parameter[];
  /** [parameters, parameters], symmetric. */
  readonly matrix: Float64Array;
}

interface LayerSize {
  readonly name: string;
  readonly fanIn: number;
  readonly units: number;
  readonly hasBias: boolean;
}

/** Floats that the gradients of a batch may take. */
const batchFloats = 4_000_000;
const largestBatch = 512;

/**
 * H = 1/n Σ J_nᵀ (diag(p) − p pᵀ) J_n with J the gradients of sample n's logits. What a batch-norm learns is left out.
 *
 * For blocks of b weights it costs samples · classes · b² multiplications and 8 b² bytes each, beside `classes` backward passes.
 * @param limit weights that a block may have
 * @throws HessianTooLargeError, NetworkError, WeightsMismatchError; the signal's reason when aborted
 */
export async function computeHessianBlocks(
  trained: TrainedNetwork,
  data: CurvatureData,
  scope: BlockScope,
  limit: number,
): Promise<readonly HessianBlock[]> {
  const layers = measureLayers(trained);
  const named = nameParameters(layers, scope, trained.network.name);
  for (const { name, parameters } of named) {
    if (parameters.length > limit) throw new HessianTooLargeError(name, parameters.length, limit);
  }
  const blocks = named.map((block) => ({ ...block, matrix: new Float64Array(block.parameters.length ** 2) }));
  const total = layers.reduce((sum, { fanIn, units }) => sum + fanIn * units, 0);
  const batchSize = Math.min(largestBatch, Math.max(1, Math.floor(batchFloats / total)));
  await visitCurvature(trained, data, batchSize, (taps) => {
    const products = multiplyGradients(taps, layers, scope);
    let [product, at] = [0, 0];
    let values = products[0].dataSync();
    for (const { matrix } of blocks) {
      if (at === values.length) [values, at] = [products[++product].dataSync(), 0];
      for (let i = 0; i < matrix.length; i++) matrix[i] += values[at++] / data.split.ids.length;
    }
  });
  return blocks;
}

function measureLayers({ network }: TrainedNetwork): LayerSize[] {
  const shapes = inferWeightShapes(network);
  return network.layers.filter(isWeighted).map(({ name, type, useBias = true }) => {
    const shape = shapes.get(`${name}/kernel`)!;
    const units = type === 'depthwiseConv2d' ? shape[2] : shape.at(-1)!;
    return { name, units, fanIn: sizeOf(shape) / units, hasBias: useBias };
  });
}

/** In the order of `multiplyGradients`. */
function nameParameters(
  layers: readonly LayerSize[],
  scope: BlockScope,
  network: string,
): { readonly name: string; readonly parameters: readonly Parameter[] }[] {
  const rows = layers.map(({ name, fanIn, units, hasBias }) => ({
    name,
    units,
    kernel: Array.from({ length: fanIn * units }, (_, index) => ({ weight: `${name}/kernel`, index })),
    bias: hasBias ? Array.from({ length: units }, (_, index) => ({ weight: `${name}/bias`, index })) : [],
  }));
  const byLayer = rows.map(({ name, kernel, bias }) => ({ name: `layer "${name}"`, parameters: [...kernel, ...bias] }));
  if (scope === 'layer') return byLayer;
  if (scope === 'network') {
    return [{ name: `network "${network}"`, parameters: byLayer.flatMap(({ parameters }) => parameters) }];
  }
  return rows.flatMap(({ name, units, kernel, bias }) =>
    Array.from({ length: units }, (_, unit) => ({
      name: `unit ${unit} of layer "${name}"`,
      parameters: [...kernel, ...bias].filter(({ index }) => index % units === unit),
    })),
  );
}

/** GᵀG over a batch: one [weights, weights]; one for each layer; or one [units, fan-in + 1, fan-in + 1] for each layer. */
function multiplyGradients(taps: readonly LayerTap[], layers: readonly LayerSize[], scope: BlockScope): tf.Tensor[] {
  const gradients = taps.map((tap, i) => {
    const kernel = kernelGradients(tap);
    return layers[i].hasBias ? tf.concat([kernel, tf.sum(tap.deltas, 1, true)], 1) : kernel;
  });
  if (scope === 'unit') {
    return gradients.map((gradient) => {
      const byUnit = tf.transpose(gradient, [2, 0, 1]);
      return tf.matMul(byUnit, byUnit, true, false);
    });
  }
  const flat = gradients.map((gradient) => tf.reshape(gradient, [gradient.shape[0], -1]) as tf.Tensor2D);
  const joined = scope === 'network' ? [tf.concat(flat, 1)] : flat;
  return joined.map((gradient) => tf.matMul(gradient, gradient, true, false));
}
