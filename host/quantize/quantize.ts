// From a trained float network to int8: fold, calibrate, quantize. Symmetric weights per channel, asymmetric activations, as TensorFlow
// Lite's int8 specification has them.
import type { Preprocessing } from '../dataset/dataset.ts';
import { tableQuantization } from '../dataset/preprocessing.ts';
import type { SampleValues } from '../dataset/sample-values.ts';
import { drawInitialWeights } from '../network/initial-weights.ts';
import {
  type Activation,
  defaultSwishBeta,
  type Layer,
  type Network,
  type TrainedNetwork,
  type WeightedLayer,
} from '../network/network.ts';
import { type ActivationShape, inferShapes, networkInput } from '../network/shapes.ts';
import { type ActivationQuantization, quantizeRange } from './activation-range.ts';
import { calibrateActivations } from './calibrate.ts';
import { foldNetwork } from './fold.ts';
import { settleRanges } from './quantization-aware.ts';
import { UnsupportedLayerTypeError } from './quantize-errors.ts';
import { quantizeFunction, step, swish } from './quantize-function.ts';
import { quantizeWeights } from './quantize-weights.ts';
import type { ActivationTensor, FusedActivation, QuantizedNetwork, QuantizedOperation } from './quantized-network.ts';
import { findTiedLayers, keepsScale } from './tied-scales.ts';

/**
 * `calibration.images`: training samples [n, rows, columns, channels], a few hundred; of more than 1,024, that many are taken. Those of floats
 * say the input's range too. Throws `UnsupportedLayerTypeError`, `ChannelRangeError`, `CalibrationError`, `NonFiniteSampleError`.
 */
export async function quantizeNetwork(
  trained: TrainedNetwork,
  calibration: { readonly images: SampleValues },
  preprocessing: Preprocessing,
): Promise<QuantizedNetwork> {
  const { folded, settled } = settleRanges(foldNetwork(trained));
  const ranges = calibrateActivations(folded, calibration.images, preprocessing);
  const { inputShape } = folded.network;
  const reals = ranges.get(networkInput);
  const fixed = settled.get(networkInput) ?? (reals && quantizeRange(reals));
  const input = fixed
    ? { name: networkInput, shape: inputShape, ...fixed }
    : quantizeInputTensor(inputShape, preprocessing);
  return quantizeFolded(folded, input, (layer) => settled.get(layer) ?? quantizeRange(ranges.get(layer)!));
}

/**
 * A network that nobody has trained, for what follows from its shapes alone: the memory and the cycles that it takes. Its weights are initial ones and
 * its activations' ranges made up, so what it computes says nothing. Needs no TensorFlow.
 * @throws UnsupportedLayerTypeError, NetworkError
 */
export function quantizeUntrained(network: Network, preprocessing: Preprocessing): QuantizedNetwork {
  const { folded, settled } = settleRanges(foldNetwork({ network, weights: drawInitialWeights(network, 1) }));
  const positions = new Map(folded.network.layers.map(({ name }, position) => [name, position]));
  const tied = findTiedLayers(folded.network);
  // No two others are equal, as of trained networks: layers of equal scales share tables, and take less memory.
  const assume = (layer: string) => {
    const [first] = tied.get(layer) ?? [layer];
    return quantizeRange({ min: -1, max: 1 + positions.get(first)! / 256 });
  };
  const input = quantizeInputTensor(folded.network.inputShape, preprocessing);
  return quantizeFolded(folded, input, (layer) => settled.get(layer) ?? assume(layer));
}

/** @param rangeOf of a layer's output; not asked of those that keep their input's */
function quantizeFolded(
  folded: TrainedNetwork,
  input: ActivationTensor,
  rangeOf: (layer: string) => ActivationQuantization,
): QuantizedNetwork {
  const { name, layers } = folded.network;
  const shapes = inferShapes(folded.network);
  const tensors = new Map([[networkInput, input]]);
  for (const layer of layers) {
    const { scale, zeroPoint } = keepsScale(layer) ? tensors.get(layer.inputs![0])! : rangeOf(layer.name);
    tensors.set(layer.name, { name: layer.name, shape: shapes.get(layer.name)!, scale, zeroPoint });
  }
  checkJoined(layers, tensors);
  const operations = layers.map((layer) => quantizeLayer(layer, folded, tensors));
  return { name, input: networkInput, output: layers.at(-1)!.name, tensors, operations };
}

/**
 * That nothing which a concatenation joins has another scale than it, as a network with its own `fakeQuantize` after
 * one of them may have.
 */
function checkJoined(layers: readonly Layer[], tensors: ReadonlyMap<string, ActivationTensor>): void {
  for (const { name, type, inputs } of layers) {
    if (type !== 'concatenate') continue;
    const { scale, zeroPoint } = tensors.get(name)!;
    const other = inputs!.find(
      (input) => tensors.get(input)!.scale !== scale || tensors.get(input)!.zeroPoint !== zeroPoint,
    );
    if (other === undefined) continue;
    throw new UnsupportedLayerTypeError(
      name,
      type,
      `"${other}", which it joins, has a different scale; give both the same scale`,
    );
  }
}

/**
 * Of pixels: so that q = pixel − 128 exactly where the pixels' zero point allows that; else the range of all pixels, 0 included. Of a table, whose
 * features are spread over it: −1 … 127/128.
 */
export function quantizeInputTensor(shape: ActivationShape, preprocessing: Preprocessing): ActivationTensor {
  if ('features' in preprocessing) return { name: networkInput, shape, ...tableQuantization };
  const { scale, offset } = preprocessing;
  const zeroPoint = -128 - Math.round(offset / scale);
  if (zeroPoint >= -128 && zeroPoint <= 127) {
    return { name: networkInput, shape, scale: Math.fround(scale), zeroPoint };
  }
  const ends = [offset, 255 * scale + offset];
  return { name: networkInput, shape, ...quantizeRange({ min: Math.min(0, ...ends), max: Math.max(0, ...ends) }) };
}

function quantizeLayer(
  layer: Layer,
  trained: TrainedNetwork,
  tensors: ReadonlyMap<string, ActivationTensor>,
): QuantizedOperation {
  const inputs = layer.inputs!;
  const common = { name: layer.name, inputs, output: layer.name };
  switch (layer.type) {
    case 'conv2d':
    case 'depthwiseConv2d': {
      const operator = layer.type === 'conv2d' ? 'CONV_2D' : 'DEPTHWISE_CONV_2D';
      const { kernel, strides = [1, 1] } = layer;
      return {
        ...common,
        operator,
        kernel,
        strides,
        padding: toPadding(layer),
        ...quantizeKernel(layer, trained, tensors),
      };
    }
    case 'dense':
      return { ...common, operator: 'FULLY_CONNECTED', ...quantizeKernel(layer, trained, tensors) };
    case 'maxPool2d':
    case 'averagePool2d': {
      const operator = layer.type === 'maxPool2d' ? 'MAX_POOL_2D' : 'AVERAGE_POOL_2D';
      const { pool, strides = pool } = layer;
      return { ...common, operator, filter: pool, strides, padding: toPadding(layer), activation: 'NONE' };
    }
    case 'globalAveragePool':
      return { ...common, operator: 'MEAN' };
    case 'add':
      return { ...common, operator: 'ADD', activation: toFusedActivation(layer.activation) };
    case 'concatenate':
      return { ...common, operator: 'CONCATENATION', axis: 2 };
    case 'swish': {
      const { beta = defaultSwishBeta } = layer;
      const table = quantizeFunction(swish(beta), tensors.get(inputs[0])!, tensors.get(layer.name)!);
      return { ...common, operator: 'TABLE', table };
    }
    case 'step': {
      const table = quantizeFunction(step, tensors.get(inputs[0])!, tensors.get(layer.name)!);
      return { ...common, operator: 'TABLE', table };
    }
    case 'batchNorm':
    case 'dropout':
    case 'fakeQuantize':
      throw new UnsupportedLayerTypeError(layer.name, layer.type, 'it should have been folded away');
  }
}

function toPadding({ padding }: { readonly padding: 'same' | 'valid' }): 'SAME' | 'VALID' {
  return padding === 'same' ? 'SAME' : 'VALID';
}

function toFusedActivation(activation: Activation = 'linear'): FusedActivation {
  return ({ linear: 'NONE', relu: 'RELU', relu6: 'RELU6' } as const)[activation];
}

/** Weights from TensorFlow's layouts, in which output channels run fastest, into TensorFlow Lite's. */
function quantizeKernel(
  layer: WeightedLayer,
  { weights }: TrainedNetwork,
  tensors: ReadonlyMap<string, ActivationTensor>,
) {
  const kernel = weights.get(`${layer.name}/kernel`)!.data;
  const bias = weights.get(`${layer.name}/bias`)!.data;
  const channels = bias.length;
  const indices = Array.from(bias, (_, channel) =>
    Int32Array.from({ length: kernel.length / channels }, (_, tap) => tap * channels + channel),
  );
  const [input, output] = [tensors.get(layer.inputs![0])!, tensors.get(layer.name)!];
  const quantized = quantizeWeights(layer.name, kernel, bias, indices, input, output, layer.weightBits);
  return {
    ...quantized,
    weights: layer.type === 'depthwiseConv2d' ? tapsFirst(quantized.weights, channels) : quantized.weights,
    activation: toFusedActivation(layer.activation),
  };
}

/** [channels, taps] to [taps, channels]. */
function tapsFirst(weights: Int8Array, channels: number): Int8Array {
  const taps = weights.length / channels;
  return weights.map((_, i) => weights[(i % channels) * taps + Math.floor(i / channels)]);
}
