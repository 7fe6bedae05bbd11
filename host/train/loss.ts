// What a loss is to the training loop, and the plain one: cross-entropy with the labels. Distillation's losses are in host/distill.
import { tf } from '../tensorflow/tensorflow.ts';

export interface Batch {
  /** One-hot, [batch, classes]. */
  readonly labels: tf.Tensor2D;
  /** [batch], by which a loss finds what it knows of each sample. */
  readonly ids: Int32Array;
}

/** A loss is the sum of its named terms, which the loop reports apart. */
export interface Loss {
  /** What it computes, with every setting: equal descriptions mean equal losses. A resumed run is checked against it. */
  readonly description: string;
  /** Means over the batch, differentiable in the logits [batch, classes]. Runs within `tf.tidy`. */
  terms(logits: tf.Tensor2D, batch: Batch): Readonly<Record<string, tf.Scalar>>;
}

/** −Σ target · log softmax(logits), mean over the batch. Rows of `targets` [batch, classes] sum to 1. */
export function crossEntropy(logits: tf.Tensor2D, targets: tf.Tensor2D): tf.Scalar {
  return tf.tidy(() => tf.neg(tf.mean(tf.sum(tf.mul(targets, tf.logSoftmax(logits)), 1))).asScalar());
}

export const labelLoss: Loss = {
  description: 'cross-entropy with the labels',
  terms: (logits, { labels }) => ({ labels: crossEntropy(logits, labels) }),
};
