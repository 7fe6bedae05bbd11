// Chen et al. 2017 in float64, cell by cell, with differences for gradients: nothing of ours but the targets.
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../host/artifact/random.ts';
import { composeLoss, type TermSpec } from '../../../host/distill/compose-loss.ts';
import { boxesToBytes } from '../../../host/task/boxes.ts';
import { detection } from '../../../host/task/detection.ts';
import { classificationOver } from '../../../host/task/task-of.ts';
import { tf } from '../../../host/tensorflow/tensorflow.ts';
import { tfjsOperations } from '../../../host/tensorflow/tfjs-operations.ts';
import { viewStudent } from '../../../host/train/loss.ts';
import { evaluateLoss, noParts } from '../../support/loss-batch.ts';

/** 2×3 cells of 8 values, three of which stand for a box. */
const task = detection([8, 12, 3], ['cat', 'dog', 'bird'], 2);
const each = 2 * 3 * 8;
const labels = Uint8Array.from([
  ...boxesToBytes(
    [
      { label: 0, box: [0.05, 0.1, 0.3, 0.4] },
      { label: 2, box: [0.7, 0.55, 0.95, 0.95] },
    ],
    2,
  ),
  ...boxesToBytes([{ label: 1, box: [0.4, 0.1, 0.6, 0.45] }], 2),
]);
const targets = task.targets(labels, [0, 1]);

const random = createRandom(11);
const near = (spread: number) => Float64Array.from(targets, (value) => value + spread * random.normal());
const [student, teacher] = [near(1), near(1)];
const isBox = (values: Float64Array | Float32Array, at: number) => values[at] === 0;
const cells = Array.from({ length: targets.length / 8 }, (_, cell) => 8 * cell);
const boxCells = cells.filter((at) => isBox(targets, at));

function squaredDistance(values: ArrayLike<number>, at: number): number {
  return [4, 5, 6, 7].reduce((sum, i) => sum + (values[at + i] - targets[at + i]) ** 2, 0);
}

function softmaxAt(values: ArrayLike<number>, at: number): number[] {
  const powers = [0, 1, 2, 3].map((i) => Math.exp(values[at + i]));
  const sum = powers.reduce((a, b) => a + b);
  return powers.map((power) => power / sum);
}

function softCells(z: ArrayLike<number>, background: number): number {
  let sum = 0;
  for (const at of cells) {
    const [own, given] = [softmaxAt(z, at), softmaxAt(teacher, at)];
    for (let i = 0; i < 4; i++) sum -= (i === 0 ? background : 1) * given[i] * Math.log(own[i]);
  }
  return sum / boxCells.length;
}

function boundedBoxes(z: ArrayLike<number>, margin: number): number {
  let sum = 0;
  for (const at of boxCells) {
    const own = squaredDistance(z, at);
    if (own + margin > squaredDistance(teacher, at)) sum += own;
  }
  return sum / boxCells.length;
}

function evaluate(term: TermSpec, values: Float64Array) {
  const teachers = [{ digest: 't', logitsOf: () => Float32Array.from(teacher) }];
  const loss = composeLoss([term], { teachers, combine: 'logits' });
  return tf.tidy(() => {
    const batch = {
      task,
      labels: tf.tensor2d(targets, [2, each]),
      progress: tf.scalar(0),
      randomSeed: tf.tensor1d([1, 2], 'int32'),
      bySample: (_: string, shape: readonly number[], valuesOf: (ids: Int32Array) => Float32Array) =>
        tf.tensor(valuesOf(Int32Array.of(0, 1)), [2, ...shape]),
    };
    const { value, grad } = tf.valueAndGrad((logits) => {
      const view = viewStudent(logits, new Map(), new Map(), undefined as never);
      return Object.values(loss.terms<tf.Tensor>(tfjsOperations, view, batch, noParts))[0].asScalar();
    })(tf.tensor2d(Float32Array.from(values), [2, each]));
    return { value: value.dataSync()[0], gradient: [...grad.dataSync()] };
  });
}

function differences(formula: (z: Float64Array) => number, values: Float64Array): number[] {
  const step = 1e-5;
  return Array.from(
    values,
    (value, i) => (formula(values.with(i, value + step)) - formula(values.with(i, value - step))) / (2 * step),
  );
}

describe('Chen’s losses', () => {
  it('are tested on cells of both kinds', () => {
    expect([cells.length, boxCells.length]).toEqual([12, 3]);
  });

  it.each([
    ['soft cells, the background 1.5', { type: 'soft-cells' }, (z: Float64Array) => softCells(z, 1.5)],
    ['soft cells, the background 4', { type: 'soft-cells', background: 4 }, (z: Float64Array) => softCells(z, 4)],
    ['bounded boxes', { type: 'bounded-boxes' }, (z: Float64Array) => boundedBoxes(z, 0)],
    ['bounded boxes, a margin of 3', { type: 'bounded-boxes', margin: 3 }, (z: Float64Array) => boundedBoxes(z, 3)],
  ] as const)('have the paper’s value and gradient to 1e-5: %s', (_, term, formula) => {
    const ours = evaluate(term as TermSpec, student);
    expect(Math.abs(ours.value - formula(student)) / Math.max(1, ours.value)).toBeLessThan(1e-5);
    const golden = differences(formula, student);
    const largest = Math.max(1, ...golden.map(Math.abs));
    expect(Math.max(...golden.map(Math.abs))).toBeGreaterThan(0.01);
    for (const [i, value] of golden.entries()) {
      expect(Math.abs(ours.gradient[i] - value), `value ${i}`).toBeLessThan(1e-5 * largest);
    }
  });

  it('pull at no box that is better than the teacher’s by the margin, and at it again within the margin', () => {
    const [better, worse, middle] = boxCells;
    const values = student.slice();
    for (let i = 4; i < 8; i++) {
      values[better + i] = targets[better + i] + 0.5 * (teacher[better + i] - targets[better + i]);
      values[worse + i] = targets[worse + i] + 1.5 * (teacher[worse + i] - targets[worse + i]);
      values[middle + i] = targets[middle + i] + 0.9 * (teacher[middle + i] - targets[middle + i]);
    }
    const gradientAt = (margin: number, at: number) => {
      const { gradient } = evaluate({ type: 'bounded-boxes', margin }, values);
      return Math.max(...gradient.slice(at, at + 8).map(Math.abs));
    };
    const lead = squaredDistance(teacher, middle) - squaredDistance(values, middle);
    expect(lead).toBeGreaterThan(0);
    expect(gradientAt(0, better)).toBe(0);
    expect(gradientAt(0, middle)).toBe(0);
    expect(gradientAt(0, worse)).toBeGreaterThan(0);
    expect(gradientAt(lead * 0.99, middle)).toBe(0);
    expect(gradientAt(lead * 1.01, middle)).toBeGreaterThan(0);
    for (const at of cells.filter((at) => !boxCells.includes(at))) expect(gradientAt(1000, at)).toBe(0);
  });

  it('are refused for a task without boxes', () => {
    const one = { student: [[1, 2, 3]], teachers: [[[1, 2, 3]]], labels: [0] };
    expect(classificationOver(3).name).toBe('classification');
    expect(() => evaluateLoss([{ type: 'bounded-boxes' }], one)).toThrow(
      'task of a loss of boxes is classification: it must be detection: a data set with boxes in its pictures',
    );
  });
});
