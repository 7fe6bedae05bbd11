// One class of several for each sample: a logit for each class, of which the largest, the first of equals, is the answer.
import { argmax } from '../network/logits.ts';
import { crossEntropy } from '../tensorflow/composed-operations.ts';
import { scoreLabels, type Task } from './task.ts';

const measure = { name: 'accuracy', unit: 'right' };

/**
 * The task of naming one class of several: a logit for each class, of which the largest is the answer; its score is the accuracy.
 * @example
 * import { classification } from 'retort-fpga/train';
 *
 * const task = classification(['circle', 'square']);
 * console.log(task.show(task.decode([0.2, 1.4]))); // square
 */
export function classification(classes: readonly string[]): Task {
  return {
    name: 'classification',
    outputs: classes,
    labelValues: [classes.length],
    head: 'softmax',
    measure,
    /** One-hot. */
    targets(labels, positions) {
      const values = new Float32Array(positions.length * classes.length);
      for (let row = 0; row < positions.length; row++) values[row * classes.length + labels[positions[row]]] = 1;
      return values;
    },
    loss: crossEntropy,
    decode: (logits) => [argmax(logits)],
    score: (answers, labels) => scoreLabels(answers, labels, measure),
    show: ([label]) => classes[label] ?? String(label),
  };
}
