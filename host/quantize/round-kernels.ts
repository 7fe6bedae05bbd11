// Chooses what a trained network's kernels are rounded to, before quantizing makes int8 of them: layer by layer, each for the inputs that the layers
// rounded before it give.
import { HessianTooLargeError } from '../compress/compress-errors.ts';
import { defaultBlockLimit } from '../compress/optimal-brain-surgeon.ts';
import type { Moments } from '../compress/row-moments.ts';
import type { Preprocessing } from '../dataset/dataset.ts';
import type { SampleValues } from '../dataset/sample-values.ts';
import {
  isWeighted,
  type Layer,
  largestWeight,
  type TrainedNetwork,
  type Weight,
  type WeightBits,
  type WeightedLayer,
} from '../network/network.ts';
import { foldNetwork } from './fold.ts';
import { measureInputs } from './input-moments.ts';
import { type RoundingProblem, roundBySurgeon, takeNearest } from './surgeon-rounding.ts';

/** Each weight to the nearest step; or in turn, the weights behind it moved to make up for it (surgeon-rounding.ts). */
export const roundings = ['nearest', 'surgeon'] as const;
export type Rounding = (typeof roundings)[number];

export interface RoundingOptions {
  readonly weightBits: WeightBits;
  readonly rounding: Rounding;
  /** Pixels [n, rows, columns, channels] of training samples, as for `quantizeNetwork`. `nearest` does not look at them. */
  readonly calibration: { readonly images: SampleValues };
  readonly preprocessing: Preprocessing;
  readonly signal?: AbortSignal;
  /** Once for each layer that the surgeon has rounded. */
  readonly onEvent?: (event: RoundingEvent) => void;
}

export interface RoundingEvent {
  readonly layer: string;
  /** Layers with a kernel, this one included. */
  readonly done: number;
  readonly total: number;
  /** Mean squared error of the layer's sums on the calibration set, over units. */
  readonly error: number;
  /** The same, each weight rounded to the nearest step. */
  readonly nearestError: number;
}

/**
 * The network with `weightBits` at every kernel. `nearest` leaves the weights to quantizing. `surgeon` folds batch-norm away, gives every kernel
 * multiples of its channels' scales, which quantizing takes as they are, and moves biases by the mean of what rounding changed. Kernels
 * that have `weightBits` already are taken as they compute.
 *
 * The surgeon holds a layer's patches for a batch (16 MB and twice that while they are cut) and two float64 matrices of its fan-in squared; a
 * fan-in of 1,000 takes some seconds, one of 3,000 minutes.
 * @throws UnsupportedLayerTypeError, CalibrationError, HessianTooLargeError above a fan-in of 3,000; the signal's reason when aborted
 */
export async function roundKernels(trained: TrainedNetwork, options: RoundingOptions): Promise<TrainedNetwork> {
  const { weightBits, rounding } = options;
  const withBits = (layers: readonly Layer[]) =>
    layers.map((layer) => (isWeighted(layer) ? { ...layer, weightBits } : layer));
  if (rounding === 'nearest') {
    return { ...trained, network: { ...trained.network, layers: withBits(trained.network.layers) } };
  }
  const { network, weights: folded } = foldNetwork(trained);
  const weights = new Map(folded);
  const layers = network.layers.map((layer) => (isWeighted(layer) ? { ...layer, weightBits: undefined } : layer));
  const weighted = network.layers.filter(isWeighted);
  for (const layer of weighted) {
    refuseTooLarge(layer, weights.get(`${layer.name}/kernel`)!);
    weights.set(`${layer.name}/kernel`, asComputed(layer, weights));
  }
  for (const [i, layer] of weighted.entries()) {
    const moments = await measureInputs({ network: { ...network, layers }, weights }, layer, {
      ...options,
      images: options.calibration.images,
    });
    const errors = await roundLayer(layer, moments, weights, options);
    options.onEvent?.({ layer: layer.name, done: i + 1, total: weighted.length, ...errors });
  }
  return { network: { ...network, layers: withBits(layers) }, weights };
}

/** The kernel that the layer multiplies by, which `weightBits` may round. */
function asComputed(layer: WeightedLayer, weights: ReadonlyMap<string, Weight>): Weight {
  const kernel = weights.get(`${layer.name}/kernel`)!;
  if (layer.weightBits === undefined) return kernel;
  const units = weights.get(`${layer.name}/bias`)!.data.length;
  return { ...kernel, data: takeNearest({ weights: kernel.data, units, most: largestWeight(layer.weightBits) }) };
}

function refuseTooLarge(layer: WeightedLayer, { shape, data }: Weight): void {
  const fanIn = layer.type === 'depthwiseConv2d' ? shape[0] * shape[1] : data.length / shape.at(-1)!;
  if (fanIn <= defaultBlockLimit) return;
  throw new HessianTooLargeError(
    `a unit of layer "${layer.name}"`,
    fanIn,
    defaultBlockLimit,
    'round to the nearest step instead',
  );
}

/** Puts the rounded kernel and its bias into `weights`. */
async function roundLayer(
  { name }: WeightedLayer,
  moments: readonly Moments[],
  weights: Map<string, Weight>,
  { weightBits, signal }: RoundingOptions,
): Promise<Pick<RoundingEvent, 'error' | 'nearestError'>> {
  const [kernel, bias] = [weights.get(`${name}/kernel`)!, weights.get(`${name}/bias`)!];
  const channels = bias.data.length;
  const [rounded, shifted] = [kernel.data.slice(), Float64Array.from(bias.data)];
  let [error, nearestError] = [0, 0];
  for (const [first, { mean, covariance }] of moments.entries()) {
    // A dense layer or convolution poses one problem of all its channels, a depthwise convolution one for each.
    const units = channels / moments.length;
    const inputs = mean.length;
    const at = (input: number, unit: number) => input * channels + first + unit;
    const own = Float32Array.from(
      { length: inputs * units },
      (_, i) => kernel.data[at(Math.floor(i / units), i % units)],
    );
    const problem: RoundingProblem = { weights: own, units, covariance, most: largestWeight(weightBits) };
    const result = await roundBySurgeon(problem, signal);
    for (let input = 0; input < inputs; input++) {
      for (let unit = 0; unit < units; unit++) {
        const value = result.weights[input * units + unit];
        rounded[at(input, unit)] = value;
        shifted[first + unit] += (own[input * units + unit] - value) * mean[input];
      }
    }
    error += sum(result.errors) / channels;
    nearestError += sum(result.nearestErrors) / channels;
  }
  weights.set(`${name}/kernel`, { shape: kernel.shape, data: rounded });
  weights.set(`${name}/bias`, { shape: bias.shape, data: Float32Array.from(shifted) });
  return { error, nearestError };
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
