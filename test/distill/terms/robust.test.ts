// The terms of a robust student against closed forms in float64: log-odds by hand, and the input gradient of a perceptron written out.
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../host/artifact/random.ts';
import { inputGradient } from '../../../host/distill/terms/robust.ts';
import { tf } from '../../../host/tensorflow/tensorflow.ts';
import { tfjsOperations } from '../../../host/tensorflow/tfjs-operations.ts';
import { viewStudent } from '../../../host/train/loss.ts';
import { evaluateLoss } from '../../support/loss-batch.ts';

const logOdds = (logits: readonly number[], label: number) =>
  logits[label] - Math.log(logits.reduce((sum, z, c) => sum + (c === label ? 0 : Math.exp(z)), 0));
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('the teacher’s margin', () => {
  const student = [
    [2, -1, 0.5],
    [0, 3, 1],
    [9, -4, -6],
  ];
  const teacher = [
    [4, 0, 0],
    [1, 2, 0],
    [-3, 2, 5],
  ];
  const labels = [0, 1, 2];
  const formula = (rows: readonly (readonly number[])[]) =>
    mean(rows.map((row, i) => Math.max(0, logOdds(teacher[i], labels[i]) - logOdds(row, labels[i]))));

  it('is what the student’s log-odds lack, to 1e-5, with its gradient', () => {
    const { terms, gradient } = evaluateLoss([{ type: 'teacher-margin' }], { student, teachers: [teacher], labels });
    expect(Math.abs(terms['teacher-margin'] - formula(student))).toBeLessThan(1e-5);
    for (const [i, row] of student.entries()) {
      for (const c of row.keys()) {
        const at = (by: number) =>
          formula(student.map((one, r) => one.map((z, k) => (r === i && k === c ? z + by : z))));
        expect(Math.abs(gradient[i][c] - (at(1e-5) - at(-1e-5)) / 2e-5)).toBeLessThan(1e-5);
      }
    }
  });

  it('is nothing, with no gradient, where the student is surer', () => {
    const surer = [[9, 0, 0]];
    const { terms, gradient } = evaluateLoss([{ type: 'teacher-margin' }], {
      student: surer,
      teachers: [[[1, 0, 0]]],
      labels: [0],
    });
    expect(terms['teacher-margin']).toBe(0);
    expect(gradient.flat().every((value) => value === 0)).toBe(true);
  });
});

describe('the input gradient', () => {
  const random = createRandom(5);
  const draw = (count: number) => Array.from({ length: count }, () => Math.fround(random.normal()));
  const [inputs, hidden, output, labels] = [draw(2 * 4), draw(4 * 5), draw(5 * 3), [2, 0]];
  const step = 0.1;

  /** tanh(x · hidden) · output, with d m / dx = hidden · (sech² ∘ (output · dm/dz)). */
  function forward(x: readonly number[], first: readonly number[], second: readonly number[]) {
    const h = Array.from({ length: 5 }, (_, j) =>
      Math.tanh(x.reduce((sum, value, i) => sum + value * first[i * 5 + j], 0)),
    );
    return { h, z: [0, 1, 2].map((c) => h.reduce((sum, value, j) => sum + value * second[j * 3 + c], 0)) };
  }
  function directionOf(x: readonly number[], label: number) {
    const { h, z } = forward(x, hidden, output);
    const others = z.reduce((sum, value, c) => sum + (c === label ? 0 : Math.exp(value)), 0);
    const byLogit = z.map((value, c) => (c === label ? 1 : -Math.exp(value) / others));
    return x.map((_, i) =>
      Math.sign(
        h.reduce(
          (sum, value, j) =>
            sum + hidden[i * 5 + j] * (1 - value ** 2) * byLogit.reduce((s, g, c) => s + g * output[j * 3 + c], 0),
          0,
        ),
      ),
    );
  }
  /** The direction stays that of the weights as they are: nothing flows back through it. */
  const formula = (first: readonly number[], second: readonly number[]) =>
    mean(
      labels.map((label, row) => {
        const x = inputs.slice(4 * row, 4 * row + 4);
        const moved = directionOf(x, label).map((sign, i) => x[i] - step * sign);
        return logOdds(forward(x, first, second).z, label) - logOdds(forward(moved, first, second).z, label);
      }),
    );

  it('is what a step against the label costs, to 1e-5, with its gradient by the weights', () => {
    const { value, gradients } = tf.tidy(() => {
      const x = tf.tensor(inputs, [2, 4]);
      const { value: computed, grads } = tf.valueAndGrads((first, second) => {
        const logitsOf = (at: tf.Tensor): tf.Tensor =>
          tf.matMul(tf.tanh(tf.matMul(at as tf.Tensor2D, first as tf.Tensor2D)), second as tf.Tensor2D);
        const student = viewStudent<tf.Tensor>(logitsOf(x), new Map(), new Map(), {
          inputs: x,
          gradientOf: (score) =>
            tf.tensor(
              tf
                .grad((at) => score(logitsOf(at)))(x)
                .dataSync(),
              [2, 4],
            ),
          logitsOf,
        });
        const batch = { labels: tf.oneHot(labels, 3).toFloat() } as never;
        return inputGradient
          .compute<tf.Tensor>(tfjsOperations, { step }, { student, batch, teacher: undefined as never, own: new Map() })
          .asScalar();
      })([tf.tensor(hidden, [4, 5]), tf.tensor(output, [5, 3])]);
      return { value: computed.dataSync()[0], gradients: grads.map((one) => [...one.dataSync()]) };
    });
    expect(Math.abs(value - formula(hidden, output))).toBeLessThan(1e-5);
    expect(value).toBeGreaterThan(0.1);
    for (const [which, weights] of [hidden, output].entries()) {
      for (const at of weights.keys()) {
        const moved = (by: number) => weights.map((weight, i) => (i === at ? weight + by : weight));
        const lossAt = (by: number) => (which === 0 ? formula(moved(by), output) : formula(hidden, moved(by)));
        expect(Math.abs(gradients[which][at] - (lossAt(1e-5) - lossAt(-1e-5)) / 2e-5), `${which}, ${at}`).toBeLessThan(
          1e-5,
        );
      }
    }
  });
});
