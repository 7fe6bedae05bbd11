import { describe, expect, it } from 'vitest';
import { classification } from '../../host/task/classification.ts';
import { scoreOutputs } from '../../host/task/task.ts';
import { classificationOver, describeForDigest, taskOf } from '../../host/task/task-of.ts';
import { tf } from '../../host/tensorflow/tensorflow.ts';
import { tfjsOperations } from '../../host/tensorflow/tfjs-operations.ts';

const task = classification(['cat', 'dog', 'hen']);

describe('a classification', () => {
  it('has one-hot targets, in the order of the positions', () => {
    expect(task.targets(Uint8Array.of(2, 0, 1), [1, 0])).toEqual(Float32Array.of(1, 0, 0, /**/ 0, 0, 1));
  });

  it('has cross-entropy as its loss, the mean over the batch', () => {
    const [logits, targets] = [
      tf.tensor2d([
        [0, Math.log(2), 0],
        [0, 0, 0],
      ]),
      tf.tensor2d([
        [0, 1, 0],
        [1, 0, 0],
      ]),
    ];
    const [loss] = task.loss<tf.Tensor>(tfjsOperations, logits, targets).dataSync();
    expect(loss).toBeCloseTo((Math.log(2) + Math.log(3)) / 2, 6);
  });

  it('names the class of the largest output, the first of equals', () => {
    expect(task.decode([0, 3, 3])).toEqual([1]);
    expect(task.show([1])).toBe('dog');
  });

  it('shows a class without a name by its number', () => {
    expect(classification([]).show([7])).toBe('7');
    expect(classificationOver(3).show([2])).toBe('2');
  });

  it('is scored by its accuracy', () => {
    const outputs = Float32Array.of(0, 3, 1, /**/ 5, 5, 0, /**/ -2, -9, -1);
    expect(scoreOutputs(task, outputs, Uint8Array.of(1, 1, 2))).toEqual({
      name: 'accuracy',
      unit: 'right',
      correct: 2,
      total: 3,
      value: 2 / 3,
    });
  });

  it('is the default of a data set without a task, and is not part of any digest', () => {
    expect(taskOf({ classes: ['a', 'b'] })).toMatchObject({
      name: 'classification',
      outputs: ['a', 'b'],
      labelValues: [2],
    });
    expect(describeForDigest(undefined)).toBeUndefined();
    expect(describeForDigest(task)).toBeUndefined();
    expect(describeForDigest({ ...task, name: 'other' })).toEqual({
      name: 'other',
      outputs: ['cat', 'dog', 'hen'],
      labelValues: [3],
    });
  });
});
