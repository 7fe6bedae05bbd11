// Adversarial pictures: bytes within ε of a picture that make a trained network's loss large. The network stays as it is. What they do to a
// student is measured in host/validate/robustness.
import { setImmediate } from 'node:timers/promises';
import { createRandom } from '../artifact/random.ts';
import type { Samples } from '../dataset/dataset.ts';
import { type Preprocessing, preprocessingOfLevels, type UniformPreprocessing } from '../dataset/preprocessing.ts';
import { deriveSeed } from '../network/derive-seed.ts';
import { applyNetwork } from '../network/forward.ts';
import type { TrainedNetwork } from '../network/network.ts';
import { checkWeights, countClasses, sizeOf } from '../network/shapes.ts';
import { differentiate } from '../tensorflow/graph/differentiate.ts';
import { Graph, type GraphTensor } from '../tensorflow/graph/graph.ts';
import { createGraphOperations } from '../tensorflow/graph/graph-operations.ts';

import { GraphVariables, openSessionOf } from '../tensorflow/graph/graph-variables.ts';
import { TrainingSettingError } from './training-errors.ts';

export interface Attack {
  /** The most that a pixel may change, in pixel values, a whole number of 1 … 255 (L∞). */
  readonly epsilon: number;
  readonly steps: number;
  /** Of each step, in pixel values. */
  readonly stepSize: number;
  /** Uniform within ε of the picture, or the picture itself. */
  readonly start: 'random' | 'picture';
}

export interface Attacker {
  /**
   * x ← the nearest to x + stepSize · sign ∂loss/∂x within ε of the picture and 0 … 255, `steps` times, then rounded to bytes; the loss is
   * cross-entropy with the label. Madry et al. 2018, section 2.1 (PGD); with one step of ε from the picture, Goodfellow et al. 2015, section 4 (FGSM).
   * @param samples bytes [n, rows, columns, channels]
   * @param seed a random start follows from it and the picture's place
   * @returns [n, rows, columns, channels]
   * @throws TrainingSettingError; the signal's reason when aborted
   */
  attack(samples: Samples, attack: Attack, seed: number, signal?: AbortSignal): Promise<Uint8Array>;
  dispose(): void;
}

const batchSize = 200;

/**
 * A table is attacked in the levels of its features (`quantizeToLevels`), so that ε is a share of each feature's own range.
 * @throws NetworkError, WeightsMismatchError, GraphRefusedError
 */
export function openAttacker(trained: TrainedNetwork, preprocessing: Preprocessing): Attacker {
  const { inputShape } = trained.network;
  const [size, classes] = [sizeOf(inputShape), countClasses(trained.network)];
  const gradient = openInputGradient(trained, preprocessingOfLevels(preprocessing));

  async function attack(samples: Samples, settings: Attack, seed: number, signal?: AbortSignal): Promise<Uint8Array> {
    checkAttack(settings, samples);
    const { images, labels } = samples;
    const found = new Uint8Array(images.length);
    for (let first = 0; first < labels.length; first += batchSize) {
      await setImmediate();
      signal?.throwIfAborted();
      const here = Math.min(batchSize, labels.length - first);
      const pictures = new Float32Array(batchSize * size);
      pictures.set(images.subarray(first * size, (first + here) * size));
      const targets = new Float32Array(batchSize * classes);
      for (let row = 0; row < here; row++) targets[row * classes + labels[first + row]] = 1;
      const moved = settings.start === 'random' ? startWithin(pictures, size, first, settings.epsilon, seed) : pictures;
      const x = pictures.map((pixel, at) => nearest(moved[at], pixel, settings.epsilon));
      for (let step = 0; step < settings.steps; step++) {
        const slopes = gradient.at(x, targets);
        for (let at = 0; at < here * size; at++) {
          x[at] = nearest(x[at] + settings.stepSize * Math.sign(slopes[at]), pictures[at], settings.epsilon);
        }
      }
      found.set(x.subarray(0, here * size).map(Math.round), first * size);
    }
    return found;
  }

  return { attack, dispose: gradient.dispose };
}

function nearest(value: number, pixel: number, epsilon: number): number {
  return Math.min(Math.max(value, pixel - epsilon, 0), pixel + epsilon, 255);
}

/** Each picture draws from its own random sequence, so the batch size does not matter. */
function startWithin(pictures: Float32Array, size: number, first: number, epsilon: number, seed: number): Float32Array {
  const start = pictures.slice();
  for (let row = 0; row < batchSize; row++) {
    const random = createRandom(deriveSeed(seed, 'attack', first + row));
    for (let at = row * size; at < (row + 1) * size; at++) start[at] += epsilon * (2 * random.next() - 1);
  }
  return start;
}

function checkAttack({ epsilon, steps, stepSize }: Attack, { images }: Samples): void {
  const isCount = (value: number) => Number.isInteger(value) && value > 0;
  if (!(images instanceof Uint8Array))
    throw new TrainingSettingError('samples', 'floats', 'bytes: ε is in pixel values');
  if (!isCount(epsilon) || epsilon > 255)
    throw new TrainingSettingError('epsilon', epsilon, 'a whole number in 1 … 255');
  if (!isCount(steps)) throw new TrainingSettingError('steps', steps, 'a whole number of at least 1');
  if (!(stepSize > 0)) throw new TrainingSettingError('step size', stepSize, 'a number above 0');
}

interface InputGradient {
  /** @param pixels [batch, …shape]. @param targets [batch, classes]. @returns of pixels' shape */
  at(pixels: Float32Array, targets: Float32Array): Float32Array;
  dispose(): void;
}

function openInputGradient(
  { network, weights }: TrainedNetwork,
  { scale, offset }: UniformPreprocessing,
): InputGradient {
  checkWeights(network, weights);
  const graph = new Graph();
  const ops = createGraphOperations(graph);
  const variables = new GraphVariables(graph);
  const fixed = new Map([...weights].map(([name, { shape, data }]) => [name, variables.create(name, shape, data)]));
  const pixels = graph.placeholder('float32', [batchSize, ...network.inputShape]);
  const targets = graph.placeholder('float32', [batchSize, countClasses(network)]);
  const logits = applyNetwork<GraphTensor>(network, ops.add(ops.mul(pixels, scale), offset), {
    operations: ops,
    weight: (name) => variables.read(fixed.get(name)!),
    within: (layer, build) => graph.within(layer, build),
  });
  // Of the sum: a mean over the batch would only make small gradients smaller.
  const [slopes] = differentiate(graph, ops.sum(ops.softmaxCrossEntropy(logits, targets)), [pixels]);
  const session = openSessionOf(graph, variables);
  return {
    at: (values, wanted) =>
      session.run(
        [
          [pixels, values],
          [targets, wanted],
        ],
        [slopes],
      )[0] as Float32Array,
    dispose: () => session.dispose(),
  };
}
