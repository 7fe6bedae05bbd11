// The training step as tfjs computes it, with its own automatic differentiation and optimizers written out by hand: what the engine is held
// against.
import type { Split } from '../../host/dataset/dataset.ts';
import { deriveSeedPair } from '../../host/network/derive-seed.ts';
import { buildModel, inferenceMode, type Model } from '../../host/network/model.ts';
import type { Weight, Weights } from '../../host/network/network.ts';
import { tf } from '../../host/tensorflow/tensorflow.ts';
import { tfjsOperations } from '../../host/tensorflow/tfjs-operations.ts';
import { gatherIds, gatherImages, gatherTargets, shuffleIntoBatches } from '../../host/train/batches.ts';
import {
  type LossBatch,
  type NetworkView,
  type OperationsLoss,
  viewNetwork,
  viewStudent,
} from '../../host/train/loss.ts';
import { learningRateAt } from '../../host/train/schedule.ts';
import type { TrainingOptions } from '../../host/train/training-options.ts';
import { taskOfTraining } from '../../host/train/training-task.ts';

type Options = TrainingOptions & { readonly loss: OperationsLoss; readonly split: Split };

/** The losses of the first `count` steps, and the weights behind them. */
export function trainWithTfjs(
  options: Options,
  count: number,
): { losses: number[]; weights: Weights; own: ReadonlyMap<string, Float32Array> } {
  const { network, split, seed, batchSize, epochs } = options;
  const model = buildModel(network, { seed });
  const variables = new Map([...model.variables].map(([name, variable]) => [variable.name, { name, variable }]));
  const own = createOwn(options);
  const frozen = openFrozen(options);
  for (const [name, variable] of own) variables.set(variable.name, { name: `loss:${name}`, variable });
  const optimizer = createOptimizer(options);
  const losses: number[] = [];
  const perEpoch = Math.ceil(split.ids.length / batchSize);
  for (let step = 0; step < count; step++) {
    const positions = shuffleIntoBatches(split.ids.length, batchSize, seed, Math.floor(step / perEpoch) + 1)[
      step % perEpoch
    ];
    tf.tidy(() => {
      const compute = () => computeLoss(options, model, positions, step, new Map(), own, frozen.ask);
      const { value, grads } = tf.variableGrads(compute, [...model.variables.values(), ...own.values()]);
      losses.push(value.dataSync()[0]);
      const named = [...variables].map(([key, { name, variable }]) => ({ name, variable, gradient: grads[key] }));
      optimizer(named, step + 1, learningRateAt(step, epochs * perEpoch, options.learningRate, options.schedule));
    });
  }
  const weights = model.weights();
  const ownValues = new Map([...own].map(([name, variable]) => [name, variable.dataSync() as Float32Array]));
  model.dispose();
  for (const variable of own.values()) variable.dispose();
  frozen.dispose();
  return { losses, weights, own: ownValues };
}

function createOwn({ loss, network, seed }: Options): Map<string, tf.Variable> {
  const initial = [...(loss.own?.(network, seed) ?? new Map<string, Weight>())];
  return new Map(initial.map(([name, { shape, data }]) => [name, tf.variable(tf.tensor(data, [...shape]))]));
}

/** The loss's frozen networks, to be asked about a batch as they are used, with their own preprocessing. */
function openFrozen({ loss, preprocessing, network, split }: Options) {
  const opened = (loss.frozen ?? []).map((frozen) => ({
    frozen,
    model: buildModel(frozen.network, { weights: frozen.weights }),
  }));
  const ask = (positions: Uint32Array): NetworkView<tf.Tensor>[] =>
    opened.map(({ frozen, model }) => {
      const layers = new Map<string, tf.Tensor>();
      const images = gatherImages(split.images, network.inputShape, positions, frozen.preprocessing ?? preprocessing);
      const logits = model.apply(images, {
        ...inferenceMode,
        observe: (layer, output) => layers.set(layer, output),
      });
      return viewNetwork<tf.Tensor>(logits, layers);
    });
  const dispose = () => {
    for (const { model } of opened) model.dispose();
  };
  return { ask, dispose };
}

/** At the weights of `start`, in training mode. */
export function lossOfBatch(options: Options & { readonly start: Weights }, positions: Uint32Array, step: number) {
  const model = buildModel(options.network, { weights: options.start });
  const [loss] = tf.tidy(() => computeLoss(options, model, positions, step).dataSync());
  model.dispose();
  return loss;
}

/** By layer, at the weights of `start`, in training mode: norms over all its weights, and the share of its channels that are 0 throughout. */
export function measureWithTfjs(options: Options & { readonly start: Weights }, positions: Uint32Array, step: number) {
  const model = buildModel(options.network, { weights: options.start });
  const measured = tf.tidy(() => {
    const outputs = new Map<string, tf.Tensor>();
    const compute = () => computeLoss(options, model, positions, step, outputs);
    const { grads } = tf.variableGrads(compute, [...model.variables.values()]);
    compute(); // Again, for the outputs: differentiating frees its own.
    return options.network.layers.map(({ name }) => {
      const own = [...model.variables].filter(([weight]) => weight.slice(0, weight.lastIndexOf('/')) === name);
      const normOf = (tensors: readonly tf.Tensor[]) => Math.hypot(...tensors.flatMap((one) => [...one.dataSync()]));
      const units = outputs.get(name)!.shape.at(-1)!;
      const largest = tf.max(tf.reshape(tf.abs(outputs.get(name)!), [-1, units]), 0).dataSync();
      return {
        name,
        gradientNorm: normOf(own.map(([, variable]) => grads[variable.name])),
        weightNorm: normOf(own.map(([, variable]) => variable)),
        deadUnits: largest.filter((value) => value === 0).length / units,
        units,
      };
    });
  });
  model.dispose();
  return measured;
}

function computeLoss(
  options: Options,
  model: Model,
  positions: Uint32Array,
  step: number,
  layers = new Map<string, tf.Tensor>(),
  own: ReadonlyMap<string, tf.Tensor> = new Map(),
  askFrozen: (positions: Uint32Array) => NetworkView<tf.Tensor>[] = () => [],
): tf.Scalar {
  const { network, split, preprocessing, loss, seed, batchSize, epochs } = options;
  const images = gatherImages(split.images, network.inputShape, positions, preprocessing);
  const batch: LossBatch<tf.Tensor> = {
    task: taskOfTraining(options),
    labels: gatherTargets(taskOfTraining(options), split, positions),
    randomSeed: tf.tensor1d([...deriveSeedPair(seed, 'loss', step)], 'int32'),
    progress: tf.scalar(step / (epochs * Math.ceil(split.ids.length / batchSize))),
    bySample: (_, shape, valuesOf) => tf.tensor(valuesOf(gatherIds(split, positions)), [positions.length, ...shape]),
  };
  const observe = (layer: string, output: tf.Tensor) => layers.set(layer, output);
  const logits = model.apply(images, { training: true, step, seed, observe });
  const logitsOf = (inputs: tf.Tensor): tf.Tensor => model.apply(inputs as tf.Tensor4D, { training: true, step, seed });
  const student = viewStudent<tf.Tensor>(logits, layers, model.variables, {
    inputs: images,
    gradientOf: (score) => tfjsOperations.stopGradient(tf.grad((inputs) => score(logitsOf(inputs)))(images)),
    logitsOf,
  });
  const parts = { own, frozen: askFrozen(positions) };
  return tf.addN(Object.values(loss.terms<tf.Tensor>(tfjsOperations, student, batch, parts))).asScalar();
}

interface Named {
  readonly name: string;
  readonly variable: tf.Variable;
  readonly gradient: tf.Tensor;
}

function createOptimizer({ optimizer = 'adam', momentum = 0.9, weightDecay = 0, clipNorm }: TrainingOptions) {
  const slots = new Map<string, number[]>();
  return (named: readonly Named[], update: number, rate: number) => {
    const gradients = named.map(({ gradient }) => [...gradient.dataSync()]);
    const norm = Math.hypot(...gradients.flat());
    const scale = clipNorm !== undefined && norm > clipNorm ? clipNorm / norm : 1;
    for (const [index, { name, variable }] of named.entries()) {
      const decay = name.endsWith('/kernel') ? weightDecay : 0;
      const slot = (kind: string, size: number) => {
        const key = `${name}/${kind}`;
        if (!slots.has(key)) slots.set(key, new Array<number>(size).fill(0));
        return slots.get(key)!;
      };
      const values = Float32Array.from(variable.dataSync());
      const [mean, square] = [slot('mean', values.length), slot('square', values.length)];
      for (const [i, value] of values.entries()) {
        const gradient = scale * gradients[index][i] + (optimizer === 'adamw' ? 0 : decay * value);
        if (optimizer === 'sgd') {
          mean[i] = momentum * mean[i] + gradient;
          values[i] = value - rate * mean[i];
          continue;
        }
        mean[i] = 0.9 * mean[i] + 0.1 * gradient;
        square[i] = 0.999 * square[i] + 0.001 * gradient ** 2;
        const stepSize = (rate * Math.sqrt(1 - 0.999 ** update)) / (1 - 0.9 ** update);
        const shrunk = optimizer === 'adamw' ? value * (1 - rate * decay) : value;
        values[i] = shrunk - (stepSize * mean[i]) / (Math.sqrt(square[i]) + 1e-7);
      }
      variable.assign(tf.tensor(values, variable.shape));
    }
  };
}
