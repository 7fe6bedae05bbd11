// One step of a training: a batch forward, its loss backward, the weights updated. Leaves nothing behind in TensorFlow's memory.
import type { Preprocessing, Split } from '../dataset/dataset.ts';
import { countCorrect } from '../network/logits.ts';
import type { Mode, Model } from '../network/model.ts';
import type { Network } from '../network/network.ts';
import { countClasses } from '../network/shapes.ts';
import { tf } from '../tensorflow/tensorflow.ts';
import type { Adam } from './adam.ts';
import { gatherIds, gatherImages, gatherLabels } from './batches.ts';
import type { Loss } from './loss.ts';

/** What a step needs besides the model: where its samples come from, and what is to be made small. */
export interface Task {
  readonly network: Network;
  readonly split: Split;
  readonly preprocessing: Preprocessing;
  readonly loss: Loss;
}

export interface StepResult {
  /** Each loss term's mean over the batch, before the update. */
  readonly terms: Readonly<Record<string, number>>;
  readonly correct: number;
}

/** @param positions of the batch's samples in the split */
export function trainStep(
  task: Task,
  model: Model,
  adam: Adam,
  positions: Uint32Array,
  mode: Mode,
  learningRate: number,
): StepResult {
  const { split, loss } = task;
  return tf.tidy(() => {
    const { images, batch } = gatherBatch(task, positions);
    const terms: Record<string, number> = {};
    let correct = 0;
    const { grads } = tf.variableGrads(() => {
      const logits = model.apply(images, mode);
      const values = Object.entries(loss.terms(logits, batch));
      for (const [name, value] of values) terms[name] = value.dataSync()[0];
      correct = countCorrect(logits.dataSync<'float32'>(), gatherBytes(split.labels, positions));
      return tf.addN(values.map(([, value]) => value));
    }, [...model.variables.values()]);
    adam.update(grads, learningRate);
    return { terms, correct };
  });
}

/** The norm of each term's own gradient by all weights. */
export function measureGradientNorms(
  task: Task,
  model: Model,
  positions: Uint32Array,
  mode: Mode,
): Readonly<Record<string, number>> {
  return tf.tidy(() => {
    const { images, batch } = gatherBatch(task, positions);
    const logits = () => model.apply(images, { ...mode, keepStatistics: true });
    const variables = [...model.variables.values()];
    const normOf = (term: string) => {
      const { grads } = tf.variableGrads(() => task.loss.terms(logits(), batch)[term], variables);
      return tf.sqrt(tf.addN(Object.values(grads).map((gradient) => tf.sum(tf.square(gradient))))).dataSync()[0];
    };
    return Object.fromEntries(Object.keys(task.loss.terms(logits(), batch)).map((term) => [term, normOf(term)]));
  });
}

function gatherBatch({ network, split, preprocessing }: Task, positions: Uint32Array) {
  const images = gatherImages(split.images, network.inputShape, positions, preprocessing);
  const labels = gatherLabels(split, positions, countClasses(network));
  return { images, batch: { labels, ids: gatherIds(split, positions) } };
}

function gatherBytes(bytes: Uint8Array, positions: Uint32Array): Uint8Array {
  return Uint8Array.from(positions, (position) => bytes[position]);
}
