// Gradients of the logits by each layer's kernel and bias, sample by sample: what the Gauss-Newton matrix is made of. tfjs runs the network
// with a probe added to each layer's sums; a sample's kernel gradient then follows from the layer's input and the probe's gradient.
import { applyNetwork } from '../network/forward.ts';
import { isWeighted, type TrainedNetwork, type WeightedLayer } from '../network/network.ts';
import { tf } from '../tensorflow/tensorflow.ts';
import { tfjsOperations } from '../tensorflow/tfjs-operations.ts';
import { takePatches } from './patches.ts';

/** What a layer with a kernel does in one batch. */
export interface LayerTap {
  readonly layer: WeightedLayer;
  /** What each output sum multiplies, as `takePatches` gives it. */
  readonly patches: tf.Tensor;
  /** Of a function of the logits by the sums before bias and activation: [batch, positions, units]. */
  readonly deltas: tf.Tensor;
}

/**
 * Σ_c H_c H_cᵀ = diag(p) − p pᵀ, the Hessian of softmax cross-entropy by the logits, for the columns H_c = √p_c (e_c − p). The squares of
 * the derivatives of H_c · z are p_c (∂ log p_c/∂w)².
 * @param probabilities p, [batch, classes]
 * @returns H_c, [batch, classes]
 */
function curvatureColumn(probabilities: tf.Tensor2D, c: number): tf.Tensor2D {
  const [batch, classes] = probabilities.shape;
  const column = tf.slice(probabilities, [0, c], [batch, 1]);
  return tf.mul(tf.sqrt(column), tf.sub(tf.oneHot(tf.fill([batch], c, 'int32'), classes), probabilities));
}

/**
 * Calls `visit` once for each class with every layer's tap for that column of the curvature. One forward and `classes` backward passes.
 * Call it within `tf.tidy`, of which `visit` must keep nothing.
 * @param images [batch, rows, columns, channels], preprocessed
 * @param variables every weight by name
 */
export function forEachClass(
  { network }: TrainedNetwork,
  variables: ReadonlyMap<string, tf.Tensor>,
  images: tf.Tensor4D,
  visit: (taps: readonly LayerTap[]) => void,
): void {
  const layers = network.layers.filter(isWeighted);
  const seen: { inputs: tf.Tensor[]; sums: number[][]; probabilities?: tf.Tensor2D } = { inputs: [], sums: [] };
  const run = (probes?: readonly tf.Tensor[]) => runWithProbes(network, variables, images, seen, probes);
  seen.probabilities = tf.softmax(run());
  const patches = layers.map((layer, i) =>
    takePatches(layer, seen.inputs[i], variables.get(`${layer.name}/kernel`)!.shape),
  );
  const probes = seen.sums.map((shape) => tf.zeros(shape));
  const [, classes] = seen.probabilities.shape;
  for (let c = 0; c < classes; c++) {
    tf.tidy(() => {
      const column = curvatureColumn(seen.probabilities!, c);
      const gradients = tf.grads((...given) => tf.sum(tf.mul(run(given), column)))([...probes]);
      visit(
        layers.map((layer, i) => {
          const { shape } = gradients[i];
          const positions = shape.length === 4 ? shape[1] * shape[2] : 1;
          const deltas = tf.reshape(gradients[i], [shape[0], positions, shape.at(-1)!]);
          return { layer, patches: patches[i], deltas };
        }),
      );
    });
  }
}

/** Logits; `seen` learns each kernel's input and the shape of its sums, in the order of the layers. */
function runWithProbes(
  network: TrainedNetwork['network'],
  variables: ReadonlyMap<string, tf.Tensor>,
  images: tf.Tensor4D,
  seen: { inputs: tf.Tensor[]; sums: number[][] },
  probes?: readonly tf.Tensor[],
): tf.Tensor2D {
  seen.inputs = [];
  seen.sums = [];
  const probe = (input: tf.Tensor, sums: tf.Tensor) => {
    const at = seen.inputs.push(input) - 1;
    seen.sums.push(sums.shape);
    return probes ? tf.add(sums, probes[at]) : sums;
  };
  const operations: typeof tfjsOperations = {
    ...tfjsOperations,
    matMul: (a, b) => probe(a, tfjsOperations.matMul(a, b)),
    conv2d: (x, kernel, window) => probe(x, tfjsOperations.conv2d(x, kernel, window)),
    depthwiseConv2d: (x, kernel, window) => probe(x, tfjsOperations.depthwiseConv2d(x, kernel, window)),
  };
  return applyNetwork<tf.Tensor>(network, images, {
    operations,
    weight: (name) => variables.get(name)!,
  }) as tf.Tensor2D;
}

/**
 * Each sample's gradient by the kernel, [batch, fan-in, units] in the kernel's order: units are output channels, the fan-in that of one of
 * them (of a depthwise convolution: its taps).
 */
export function kernelGradients({ layer, patches, deltas }: LayerTap): tf.Tensor3D {
  if (layer.type !== 'depthwiseConv2d') return tf.matMul(patches as tf.Tensor3D, deltas as tf.Tensor3D, true, false);
  return tf.transpose(tf.sum(tf.mul(patches, tf.expandDims(deltas, 3)), 1), [0, 2, 1]) as tf.Tensor3D;
}

/** Σ over the batch of the squares of `kernelGradients`, [fan-in, units]. */
export function sumSquaredGradients(tap: LayerTap): tf.Tensor2D {
  if (tap.layer.type !== 'dense') return tf.sum(tf.square(kernelGradients(tap)), 0);
  const [inputs, deltas] = [tap.patches, tap.deltas].map((x) => tf.square(tf.squeeze(x, [1])));
  return tf.matMul(inputs as tf.Tensor2D, deltas as tf.Tensor2D, true, false);
}
