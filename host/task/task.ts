// What a network is to do with a sample, as data and functions of them: targets and loss for training, answers, their score and their words for
// whatever judges or shows a network. Instances are beside this file; which one a data set has is task-of.ts's matter.
import type { Operations } from '../tensorflow/operations.ts';

/**
 * What outputs say of a sample, in the form of the split's labels: [class] of a classification. Detection has its own
 * form.
 */
export type Answer = readonly number[];

/** What a score is called. */
export interface Measure {
  /** Such as `accuracy`. */
  readonly name: string;
  /** Behind a percentage, such as `right` in `98.77 % right`. */
  readonly unit: string;
}

export interface Score extends Measure {
  readonly correct: number;
  /** Answers that were judged: one or more for each sample. */
  readonly total: number;
  /** A fraction: correct / total, unless the task has its own `interval`, such as a detection's mAP. */
  readonly value: number;
}

export interface Task {
  /** Such as `classification`. With the outputs and the label values, it says all: where the three are equal, the tasks are. */
  readonly name: string;
  /** The names of a network's outputs for a sample, in their order. An image keeps them as its labels, unless it has `channels`. */
  readonly outputs: readonly string[];
  /** Of outputs that are a map: the names of its channels, which an image keeps instead. */
  readonly channels?: readonly string[];
  /** How many values each byte of a sample's label has: a split's labels are [n, labelValues.length], each from 0 to below its count. */
  readonly labelValues: readonly number[];
  /** How an image reads the outputs (host/image/head.ts): as the logits of one class, or as plain values. */
  readonly head: 'softmax' | 'values';
  readonly measure: Measure;
  /** What the loss compares outputs with: [positions, outputs]. @param labels of a split */
  targets(labels: Uint8Array, positions: ArrayLike<number>): Float32Array;
  /** The mean over a batch, a scalar, differentiable in the outputs. Both are [batch, outputs]. */
  loss<T>(operations: Operations<T>, outputs: T, targets: T): T;
  /** @param outputs of one sample, real values */
  decode(outputs: ArrayLike<number>): Answer;
  /** @param answers one for each sample that the labels are of */
  score(answers: readonly Answer[], labels: Uint8Array): Score;
  /** The ends of the 95 % interval of a score's value; that of the proportion correct / total where absent. @param answers as for `score` */
  interval?(answers: readonly Answer[], labels: Uint8Array): { readonly low: number; readonly high: number };
  /** The score’s value of whoever does not look at the samples; absent where nothing is known of it. @param labels of a whole split */
  guess?(labels: Uint8Array): number;
  /** How much of what either of two says both say; in how many samples their answers are equal where absent. */
  agreement?(answers: readonly Answer[], others: readonly Answer[]): { readonly same: number; readonly total: number };
  /** How targets change with a picture that is mirrored: to signs[i] · target[order[i]]. Where absent, they stay. */
  readonly mirrored?: { readonly order: readonly number[]; readonly signs: readonly number[] };
  /** In words. */
  show(answer: Answer): string;
}

/** What outputs [n, …] say of each of n samples. */
export function decodeOutputs(task: Task, outputs: Float32Array | Float64Array, samples: number): Answer[] {
  const each = outputs.length / samples;
  return Array.from({ length: samples }, (_, row) => task.decode(outputs.subarray(row * each, (row + 1) * each)));
}

/**
 * How good outputs are by the labels of the same n samples: an accuracy, or a detection's mAP.
 * @param outputs real values [n, …], such as logits [n, classes]
 * @param labels bytes, [n] of a classification
 * @example
 * import { classification, scoreOutputs } from 'retort-fpga/train';
 *
 * const logits = Float32Array.of(2, -1, 0.5, 0.7);
 * console.log(scoreOutputs(classification(['circle', 'square']), logits, Uint8Array.of(0, 0)).value); // 0.5
 */
export function scoreOutputs(task: Task, outputs: Float32Array | Float64Array, labels: Uint8Array): Score {
  return task.score(decodeOutputs(task, outputs, labels.length / task.labelValues.length), labels);
}

/** For tasks whose answers are right or wrong byte by byte: how many bytes of the labels the answers have. */
export function scoreLabels(answers: readonly Answer[], labels: Uint8Array, measure: Measure): Score {
  const each = labels.length / answers.length;
  let correct = 0;
  for (const [row, answer] of answers.entries()) {
    for (let i = 0; i < each; i++) if (answer[i] === labels[row * each + i]) correct++;
  }
  return { ...measure, correct, total: labels.length, value: correct / labels.length };
}
