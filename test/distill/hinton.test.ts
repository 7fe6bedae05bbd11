import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hintonLoss, softTargetLoss } from '../../host/distill/hinton.ts';
import { tf } from '../../host/tensorflow/tensorflow.ts';
import { tfjsOperations } from '../../host/tensorflow/tfjs-operations.ts';
import { type LossBatch, viewStudent } from '../../host/train/loss.ts';

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
          logits as tf.Tensor2D,
          tf.tensor2d(teacher),
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

describe("Hinton's loss", () => {
  const labels = [
    [1, 0, 0],
    [0, 0, 1],
  ];
  const student = [
    [2, 1, -1],
    [0.5, 0, 0.25],
  ];
  const teacher = { digest: 'abc', logitsOf: () => Float32Array.of(3, -1, 0, -2, 1, 4) };
  const evaluateTerms = (alpha: number, temperature: number) =>
    tf.tidy(() => {
      const batch: LossBatch<tf.Tensor> = {
        labels: tf.tensor2d(labels),
        progress: tf.scalar(0),
        bySample: (_, shape, valuesOf) => tf.tensor(valuesOf(Int32Array.of(0, 1)), [2, ...shape]),
      };
      const loss = hintonLoss({ alpha, temperature }, teacher);
      const terms = loss.terms(
        tfjsOperations,
        viewStudent<tf.Tensor>(tf.tensor2d(student), new Map(), new Map()),
        batch,
      );
      return Object.fromEntries(Object.entries(terms).map(([name, value]) => [name, value.dataSync()[0]]));
    });

  it('weighs labels with 1 − alpha, soft targets with alpha', () => {
    const terms = evaluateTerms(0.7, 3);
    const crossEntropy = -(Math.log(softmax(student[0], 1)[0]) + Math.log(softmax(student[1], 1)[2])) / 2;
    const soft = (9 * (divergence([3, -1, 0], student[0], 3) + divergence([-2, 1, 4], student[1], 3))) / 2;
    expect(terms.labels).toBeCloseTo(0.3 * crossEntropy, 5);
    expect(terms.softTargets).toBeCloseTo(0.7 * soft, 5);
  });

  it('is the labels alone with alpha 0, and the soft targets alone with alpha 1', () => {
    expect(Object.keys(evaluateTerms(0, 3))).toEqual(['labels']);
    expect(Object.keys(evaluateTerms(1, 3))).toEqual(['softTargets']);
  });

  it('refuses weights and temperatures out of range', () => {
    expect(() => hintonLoss({ alpha: 1.5, temperature: 2 }, teacher)).toThrow(
      'alpha is 1.5: it must be a number in 0 … 1',
    );
    expect(() => hintonLoss({ alpha: 0.5, temperature: 0 }, teacher)).toThrow(
      'temperature is 0: it must be a number above 0',
    );
    expect(() => hintonLoss({ alpha: 0.5, temperature: Number.NaN }, teacher)).toThrow('temperature is NaN');
  });
});
