// A loss that no graph can express, on the logits that the graph gives: its value and gradient by tfjs's automatic differentiation.
import { tf } from '../tensorflow/tensorflow.ts';
import type { StepPosition } from './batch-source.ts';
import { gatherIds, gatherTargets } from './batches.ts';
import type { LossBatch, TfjsLoss } from './loss.ts';
import { type TrainingTask, taskOfTraining } from './training-task.ts';

/** Which batch it is. */
export interface BatchPosition extends StepPosition {
  /** Of its samples in the split, [batch]. */
  readonly positions: Uint32Array;
}

export interface TfjsLossResult {
  readonly terms: Readonly<Record<string, number>>;
  /** Of the terms' sum by the logits, [batch, classes]. */
  readonly gradient: Float32Array;
}

/** @param logits [batch, classes] */
export function evaluateTfjsLoss(
  loss: TfjsLoss,
  logits: Float32Array,
  training: TrainingTask,
  at: BatchPosition,
): TfjsLossResult {
  return tf.tidy(() => {
    const terms: Record<string, number> = {};
    const batch = gatherLossBatch(training, at);
    const { grad } = tf.valueAndGrad((z) => {
      const values = Object.entries(termsOf(loss, z, batch));
      for (const [name, value] of values) terms[name] = value.dataSync()[0];
      return tf.addN(values.map(([, value]) => value));
    })(asMatrix(logits, at));
    return { terms, gradient: Float32Array.from(grad.dataSync()) };
  });
}

/** The gradient of each term by the logits, [batch, classes]. */
export function differentiateTfjsTerms(
  loss: TfjsLoss,
  logits: Float32Array,
  training: TrainingTask,
  at: BatchPosition,
): Readonly<Record<string, Float32Array>> {
  return tf.tidy(() => {
    const [x, batch] = [asMatrix(logits, at), gatherLossBatch(training, at)];
    const gradientOf = (term: string) => {
      const gradient = tf.grad((z) => tf.add(termsOf(loss, z, batch)[term], tf.mul(tf.sum(z), 0)))(x);
      return Float32Array.from(gradient.dataSync());
    };
    return Object.fromEntries(Object.keys(termsOf(loss, x, batch)).map((term) => [term, gradientOf(term)]));
  });
}

/** The loop is the one place that knows a loss's tensors to be tfjs's. */
function termsOf(loss: TfjsLoss, logits: tf.Tensor, batch: LossBatch<tf.Tensor>): Readonly<Record<string, tf.Tensor>> {
  return (loss as TfjsLoss<tf.Tensor>).tfjsTerms(logits, batch);
}

function asMatrix(logits: Float32Array, { positions }: BatchPosition): tf.Tensor2D {
  return tf.tensor2d(logits, [positions.length, logits.length / positions.length]);
}

function gatherLossBatch(
  training: TrainingTask,
  { positions, progress, randomSeed }: BatchPosition,
): LossBatch<tf.Tensor> {
  const { split } = training;
  const [task, ids] = [taskOfTraining(training), gatherIds(split, positions)];
  return {
    task,
    labels: gatherTargets(task, split, positions),
    progress: tf.scalar(progress),
    randomSeed: tf.tensor1d([...randomSeed], 'int32'),
    bySample: (_, shape, valuesOf) => tf.tensor(valuesOf(ids), [ids.length, ...shape]),
  };
}
