import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { softTargetLoss } from '../../../host/distill/terms/soft-targets.ts';
import { tf } from '../../../host/tensorflow/tensorflow.ts';
import { tfjsOperations } from '../../../host/tensorflow/tfjs-operations.ts';

// The closed form, in float64 and without TensorFlow.
function softmax(logits: readonly number[], temperature: number): number[] {
  const largest = Math.max(...logits);
  const powers = logits.map((logit) => Math.exp((logit - largest) / temperature));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

function divergence(teacher: readonly number[], student: readonly number[], temperature: number): number {
  const [targets, predictions] = [softmax(teacher, temperature), softmax(student, temperature)];
  return targets.reduce((sum, target, i) => (target === 0 ? sum : sum + target * Math.log(target / predictions[i])), 0);
}

const float = fc.double({ min: -12, max: 12, noNaN: true }).map(Math.fround);
const rows = fc.array(
  fc.tuple(fc.array(float, { minLength: 5, maxLength: 5 }), fc.array(float, { minLength: 5, maxLength: 5 })),
  {
    minLength: 1,
    maxLength: 4,
  },
);

function evaluate(
  student: number[][],
  teacher: number[][],
  temperature: number,
): [value: number, gradient: number[][]] {
  return tf.tidy(() => {
    const { value, grad } = tf.valueAndGrad(
      (logits) =>
        softTargetLoss<tf.Tensor>(
          tfjsOperations,
          tf.logSoftmax(tf.div(logits as tf.Tensor2D, temperature)),
          tf.logSoftmax(tf.div(tf.tensor2d(teacher), temperature)),
          temperature,
        ) as tf.Scalar,
    )(tf.tensor2d(student));
    return [value.dataSync()[0], grad.arraySync() as number[][]];
  });
}

describe('the loss of soft targets', () => {
  it('has value and gradient of the closed form, to 1e-5 of their size', () => {
    fc.assert(
      fc.property(rows, fc.constantFrom(1, 2, 4, 20), (pairs, temperature) => {
        const [student, teacher] = [pairs.map(([z]) => z), pairs.map(([, z]) => z)];
        const [value, gradient] = evaluate(student, teacher, temperature);
        const scale = temperature ** 2 / pairs.length;
        const expected = scale * pairs.reduce((sum, [s, t]) => sum + divergence(t, s, temperature), 0);
        expect(Math.abs(value - expected)).toBeLessThan(1e-5 * Math.max(1, temperature ** 2, expected));
        for (const [row, [s, t]] of pairs.entries()) {
          const [predictions, targets] = [softmax(s, temperature), softmax(t, temperature)];
          for (const [i, actual] of gradient[row].entries()) {
            const closed = (temperature * (predictions[i] - targets[i])) / pairs.length;
            expect(Math.abs(actual - closed)).toBeLessThan(1e-5);
          }
        }
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it('matches logits where the temperature is large: ‖Δz‖²/2N for logits of mean zero', () => {
    const [student, teacher] = [
      [1, -2, 0.5, 0.5],
      [-1.5, 1, 2, -1.5],
    ];
    const distance = student.reduce((sum, z, i) => sum + (z - teacher[i]) ** 2, 0);
    // Float32's rounding of probabilities near 1/4 is multiplied by T², so T stays moderate.
    const [value, [gradient]] = evaluate([student], [teacher], 100);
    expect(value).toBeCloseTo(distance / 8, 1);
    for (const [i, actual] of gradient.entries()) expect(actual).toBeCloseTo((student[i] - teacher[i]) / 4, 1);
  });

  it('is safe with logits of any size', () => {
    const [value, gradient] = evaluate([[1e4, -1e4, 0]], [[-1e4, 1e4, 0]], 1);
    expect(value).toBeCloseTo(2e4, 0);
    expect(gradient).toEqual([[1, -1, 0]]);
    expect(evaluate([[3e4, 3e4]], [[3e4, 3e4]], 2)[0]).toBe(0);
  });
});
