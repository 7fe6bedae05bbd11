// Runs the folded float network on a calibration set and chooses each activation's range. What a range becomes is activation-range.ts's.
import type { Preprocessing } from '../dataset/dataset.ts';
import { checkFinite, type SampleValues } from '../dataset/sample-values.ts';
import { buildModel, inferenceMode } from '../network/model.ts';
import type { TrainedNetwork } from '../network/network.ts';
import { networkInput, sizeOf } from '../network/shapes.ts';
import { tf } from '../tensorflow/tensorflow.ts';
import { gatherImages } from '../train/batches.ts';
import { chooseRange, type Range } from './activation-range.ts';
import { CalibrationError } from './quantize-errors.ts';
import { findTiedLayers } from './tied-scales.ts';

/** As many as a range needs to settle; more are thinned out evenly. */
const MOST_SAMPLES = 1024;
const BATCH = 128;
/** Of each tensor and batch, for the choice of the range. */
const MOST_VALUES = 32_768;

interface Observation {
  min: number;
  max: number;
  readonly values: Float32Array[];
}

/**
 * `images`: samples [n, rows, columns, channels]. Returns the range of each layer's output, and of floats the input's, 0 always in it; the last
 * layer's is the whole one, since the largest logits decide; layers that a concatenation ties have one range between them. Throws `CalibrationError` where there are no samples or a layer's value is not finite,
 * `NonFiniteSampleError`, `UnsupportedLayerTypeError`.
 */
export function calibrateActivations(
  trained: TrainedNetwork,
  images: SampleValues,
  preprocessing: Preprocessing,
): Map<string, Range> {
  const observations = observeActivations(trained, images, preprocessing);
  const last = trained.network.layers.at(-1)!.name;
  const ranges = new Map(
    Array.from(observations, ([layer, { min, max, values }]): [string, Range] => [
      layer,
      layer === last ? { min: Math.min(0, min), max: Math.max(0, max) } : chooseRange(min, max, values),
    ]),
  );
  for (const [layer, all] of findTiedLayers(trained.network)) ranges.set(layer, uniteRanges(ranges, all));
  return ranges;
}

/** Uniting twice changes nothing. */
function uniteRanges(ranges: ReadonlyMap<string, Range>, layers: Iterable<string>): Range {
  const members = Array.from(layers, (layer) => ranges.get(layer)!);
  return { min: Math.min(...members.map(({ min }) => min)), max: Math.max(...members.map(({ max }) => max)) };
}

function observeActivations(
  trained: TrainedNetwork,
  images: SampleValues,
  preprocessing: Preprocessing,
): Map<string, Observation> {
  checkFinite('the calibration set', images);
  const { inputShape } = trained.network;
  const positions = selectPositions(images.length / sizeOf(inputShape));
  const observations = new Map<string, Observation>();
  const model = buildModel(trained.network, { weights: trained.weights });
  const observe = (layer: string, output: tf.Tensor) =>
    addObservation(observations, layer, output.dataSync(), output.shape.at(-1)!);
  try {
    for (let first = 0; first < positions.length; first += BATCH) {
      const batch = positions.subarray(first, first + BATCH);
      tf.tidy(() => {
        const input = gatherImages(images, inputShape, batch, preprocessing);
        if (images instanceof Float32Array) observe(networkInput, input);
        model.apply(input, { ...inferenceMode, observe });
      });
    }
  } finally {
    model.dispose();
  }
  return observations;
}

/** At most MOST_SAMPLES, evenly over the set. Throws `CalibrationError` where there are none. */
export function selectPositions(available: number): Int32Array {
  if (available < 1) throw new CalibrationError('the calibration set is empty; give it a few hundred training samples');
  const count = Math.min(available, MOST_SAMPLES);
  return Int32Array.from({ length: count }, (_, i) => Math.floor((i * available) / count));
}

function addObservation(
  observations: Map<string, Observation>,
  layer: string,
  output: ArrayLike<number>,
  channels: number,
): void {
  const observation = observations.get(layer) ?? { min: Infinity, max: -Infinity, values: [] };
  observations.set(layer, observation);
  for (let i = 0; i < output.length; i++) {
    if (!Number.isFinite(output[i])) {
      throw new CalibrationError(`layer "${layer}" outputs ${output[i]}; the weights have diverged, train again`);
    }
    observation.min = Math.min(observation.min, output[i]);
    observation.max = Math.max(observation.max, output[i]);
  }
  const step = chooseStep(output.length / MOST_VALUES, channels);
  const kept = Float32Array.from({ length: Math.ceil(output.length / step) }, (_, i) => output[i * step]);
  observation.values.push(kept);
}

/**
 * At least `least`, and without a divisor in common with the channels: taking every n-th value would miss some of them.
 */
function chooseStep(least: number, channels: number): number {
  let step = Math.max(1, Math.ceil(least));
  while (greatestCommonDivisor(step, channels) > 1) step++;
  return step;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
