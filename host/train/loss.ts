// What a loss is to the training loop, and the plain one: the task's own with the labels. Distillation's losses are in host/distill.
import type { Preprocessing } from '../dataset/dataset.ts';
import type { Network, TrainedNetwork, Weights } from '../network/network.ts';
import type { Task } from '../task/task.ts';
import type { Operations } from '../tensorflow/operations.ts';
import { TrainingSettingError } from './training-errors.ts';

/** What a loss sees of a network in one batch. */
export interface NetworkView<T> {
  /** [batch, classes] */
  readonly logits: T;
  /**
   * A layer's output, [batch, rows, columns, channels], or [batch, units] of a dense layer.
   * @throws TrainingSettingError that lists the layers where there is none of this name
   */
  layer(name: string): T;
}

/** The network that learns. */
export interface StudentView<T> extends NetworkView<T> {
  /** By `${layer}/${weight}`, those that learn, in the order of the layers. */
  readonly weights: ReadonlyMap<string, T>;
  /** For a loss that asks what other inputs would give. */
  readonly probe: StudentProbe<T>;
}

/** The student of this step as a function of its inputs. */
export interface StudentProbe<T> {
  /** As they are fed: [batch, rows, columns, channels], preprocessed. */
  readonly inputs: T;
  /** d(Σ score) / d(inputs), of their shape, the score being of the logits. Nothing flows back through it: there are no gradients of gradients. */
  gradientOf(score: (logits: T) => T): T;
  /**
   * Logits [batch, classes] of other inputs, with this step's weights and dropout. Batch normalization takes these inputs' statistics, which are
   * not kept.
   */
  logitsOf(inputs: T): T;
}

export function viewNetwork<T>(logits: T, layers: ReadonlyMap<string, T>): NetworkView<T> {
  return {
    logits,
    layer(name) {
      const output = layers.get(name);
      if (output === undefined)
        throw new TrainingSettingError('layer', name, `one of the network’s: ${[...layers.keys()].join(', ')}`);
      return output;
    },
  };
}

export function viewStudent<T>(
  logits: T,
  layers: ReadonlyMap<string, T>,
  weights: ReadonlyMap<string, T>,
  probe: StudentProbe<T>,
): StudentView<T> {
  return { ...viewNetwork(logits, layers), weights, probe };
}

/** A network that a loss runs on each batch: its weights stay as they are, and no gradient reaches them. */
export interface FrozenNetwork extends TrainedNetwork {
  /** What it was trained on; the training's where absent. */
  readonly preprocessing?: Preprocessing;
}

/** What a loss brings into the step beside its formula. */
export interface LossParts<T> {
  /** Of the loss's `frozen` networks, in their order, on the pictures that the student sees: augmented where the recipe augments. */
  readonly frozen: readonly NetworkView<T>[];
  /** The loss's own weights, by their names. */
  readonly own: ReadonlyMap<string, T>;
}

export interface LossBatch<T> {
  readonly task: Task;
  /** The task's targets, [batch, outputs]: one-hot of a classification. */
  readonly labels: T;
  /** The share of the run that is done, 0 … 1, a scalar: for weights that change during the run. */
  readonly progress: T;
  /** int32 [2], another in each step: for `randomUniform`. */
  readonly randomSeed: T;
  /**
   * What is known of each sample: [batch, …shape]. Nothing flows back through it. It is looked up by the sample's id: where the recipe
   * augments, a teacher's outputs are of the picture unmoved.
   * @param name unique in the loss
   * @param valuesOf gives [ids, …shape]; it may be asked for the whole split at once
   */
  bySample(name: string, shape: readonly number[], valuesOf: (ids: Int32Array) => Float32Array): T;
}

interface DescribedLoss {
  /** What it computes, with every setting: equal descriptions mean equal losses. A resumed run is checked against it. */
  readonly description: string;
}

/** A loss over the operations, which a graph and tfjs compute alike. It is the sum of its named terms, which the loop reports apart. */
export interface OperationsLoss extends DescribedLoss {
  readonly frozen?: readonly FrozenNetwork[];
  /**
   * Weights of the loss's own, such as a regressor's, as they start. They are trained and kept in checkpoints with those of `network`, and
   * are not part of the result.
   */
  own?(network: Network, seed: number): Weights;
  /** By a term's name, the term whose gradient's norm is the most that its own may have (both by the student's weights). */
  readonly clip?: Readonly<Record<string, string>>;
  /** Means over the batch, scalars, differentiable in the student and in the loss's own weights. */
  terms<T>(
    operations: Operations<T>,
    student: StudentView<T>,
    batch: LossBatch<T>,
    parts: LossParts<T>,
  ): Readonly<Record<string, T>>;
}

/**
 * A loss that the operations cannot express. It is computed, and differentiated by the logits, by tfjs, at the price of a second forward
 * pass; all before the logits stays in the graph. The run says so in an event. Write one as `TfjsLoss<tf.Tensor>`: the type is left open here
 * so that the package's types need no TensorFlow.
 */
export interface TfjsLoss<Tensor = unknown> extends DescribedLoss {
  /** As `terms`, of the logits [batch, classes] alone; the results are scalars. Runs within `tf.tidy`. */
  tfjsTerms(logits: Tensor, batch: LossBatch<Tensor>): Readonly<Record<string, Tensor>>;
}

export type Loss = OperationsLoss | TfjsLoss;

export const labelLoss: OperationsLoss = {
  description: 'cross-entropy with the labels',
  terms: (operations, { logits }, { task, labels }) => ({ labels: task.loss(operations, logits, labels) }),
};
