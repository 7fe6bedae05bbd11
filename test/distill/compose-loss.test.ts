import { describe, expect, it } from 'vitest';
import type { TermSpec } from '../../host/distill/compose-loss.ts';
import { hintonTerms } from '../../host/distill/hinton.ts';
import { TrainingSettingError } from '../../host/train/training-errors.ts';
import { evaluateLoss, type LossCase } from '../support/loss-batch.ts';

const logits = [
  [2, 1, -1],
  [0.5, 0, 0.25],
];
const oneTeacher: LossCase = {
  student: logits,
  teachers: [
    [
      [3, -1, 0],
      [-2, 1, 4],
    ],
  ],
  labels: [0, 2],
};
const twoTeachers: LossCase = {
  ...oneTeacher,
  teachers: [...oneTeacher.teachers, logits.map((row) => row.map((z) => 3 * z))],
};

// In float64 and without TensorFlow.
function softmax(row: readonly number[], temperature = 1): number[] {
  const powers = row.map((z) => Math.exp(z / temperature));
  return powers.map((power) => power / powers.reduce((sum, one) => sum + one, 0));
}
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const divergence = (p: readonly number[], q: readonly number[]) =>
  p.reduce((sum, value, i) => sum + value * Math.log(value / q[i]), 0);

describe('a composed loss', () => {
  it('with hintonTerms weighs labels with 1 − alpha, soft targets with alpha', () => {
    const { terms } = evaluateLoss(hintonTerms({ alpha: 0.7, temperature: 3 }), oneTeacher);
    const [targets] = oneTeacher.teachers;
    expect(terms.labels).toBeCloseTo(
      -0.3 * mean([Math.log(softmax(logits[0])[0]), Math.log(softmax(logits[1])[2])]),
      5,
    );
    const soft = logits.map((row, i) => 9 * divergence(softmax(targets[i], 3), softmax(row, 3)));
    expect(terms['soft-targets']).toBeCloseTo(0.7 * mean(soft), 5);
  });

  it('leaves out a term of weight 0, so that alpha 0 is the labels alone', () => {
    expect(Object.keys(evaluateLoss(hintonTerms({ alpha: 0, temperature: 3 }), oneTeacher).terms)).toEqual(['labels']);
    const soft = evaluateLoss(hintonTerms({ alpha: 1, temperature: 3 }), oneTeacher);
    expect(Object.keys(soft.terms)).toEqual(['soft-targets']);
  });

  it('moves a weight evenly over the run', () => {
    const at = (progress: number) =>
      evaluateLoss([{ type: 'labels', weight: { from: 4, to: 1 } }], { ...oneTeacher, progress }).terms.labels;
    expect(at(0) / at(1)).toBeCloseTo(4, 5);
    expect(at(0.5) / at(1)).toBeCloseTo(2.5, 5);
  });

  it('tells two terms of a type apart', () => {
    const specs: TermSpec[] = [2, 8].map((temperature) => ({ type: 'soft-targets', temperature }));
    expect(Object.keys(evaluateLoss(specs, oneTeacher).terms)).toEqual(['soft-targets', 'soft-targets 2']);
  });

  it('regresses on logits with half the squared distance', () => {
    const { terms, gradient } = evaluateLoss([{ type: 'logit-regression' }], oneTeacher);
    const [targets] = oneTeacher.teachers;
    const distances = logits.map((row, i) => row.reduce((sum, z, c) => sum + (z - targets[i][c]) ** 2, 0) / 2);
    expect(terms['logit-regression']).toBeCloseTo(mean(distances), 5);
    for (const [i, row] of gradient.entries()) {
      for (const [c, value] of row.entries()) expect(value).toBeCloseTo((logits[i][c] - targets[i][c]) / 2, 5);
    }
  });

  it('takes the mean of several teachers’ probabilities, or of their logits', () => {
    const [first, second] = twoTeachers.teachers;
    const specs: TermSpec[] = [{ type: 'soft-targets', temperature: 2 }];
    const expectTargets = (targets: readonly (readonly number[])[], combine: 'probabilities' | 'logits') => {
      const soft = logits.map((row, i) => 4 * divergence(targets[i], softmax(row, 2)));
      expect(evaluateLoss(specs, { ...twoTeachers, combine }).terms['soft-targets']).toBeCloseTo(mean(soft), 5);
    };
    const probabilities = first.map((row, i) => softmax(row, 2).map((p, c) => (p + softmax(second[i], 2)[c]) / 2));
    expectTargets(probabilities, 'probabilities');
    expectTargets(
      first.map((row, i) =>
        softmax(
          row.map((z, c) => (z + second[i][c]) / 2),
          2,
        ),
      ),
      'logits',
    );
  });

  it('of teachers that are sure, whose probabilities underflow, is finite and right', () => {
    const sure: LossCase = {
      student: [[1, 2, 3]],
      teachers: [[[200, 0, 0]], [[150, 0, 0]]],
      combine: 'probabilities',
      labels: [0],
    };
    const { terms, gradient } = evaluateLoss([{ type: 'soft-targets', temperature: 1 }], sure);
    expect(terms['soft-targets']).toBeCloseTo(-Math.log(softmax([1, 2, 3])[0]), 5);
    expect(gradient[0].every(Number.isFinite)).toBe(true);
  });

  it('draws one teacher for each batch, each as often', () => {
    const specs: TermSpec[] = [{ type: 'logit-regression' }];
    const alone = twoTeachers.teachers.map((rows) => evaluateLoss(specs, { ...oneTeacher, teachers: [rows] }).terms);
    const drawn = Array.from({ length: 200 }, (_, step) => {
      const one: LossCase = { ...twoTeachers, combine: 'one-per-batch', randomSeed: [step, 7] };
      const loss = evaluateLoss(specs, one).terms['logit-regression'];
      return alone.findIndex((terms) => Math.abs(terms['logit-regression'] - loss) < 1e-5);
    });
    expect(new Set(drawn)).toEqual(new Set([0, 1]));
    expect(mean(drawn)).toBeGreaterThan(0.4);
    expect(mean(drawn)).toBeLessThan(0.6);
  });

  it('refuses what is out of range, by the term and the setting', () => {
    const evaluate = (spec: unknown) => () => evaluateLoss([spec as TermSpec], oneTeacher);
    expect(evaluate({ type: 'soft-targets', temperature: 0 })).toThrow(TrainingSettingError);
    expect(evaluate({ type: 'soft-targets', temperature: 0 })).toThrow(
      'loss term "soft-targets" temperature is 0: it must be within its range (Too small: expected number to be >=1)',
    );
    expect(evaluateLoss([{ type: 'labels', weight: undefined }], oneTeacher).terms.labels).toBeGreaterThan(0);
    expect(evaluate({ type: 'labels', weight: -1 })).toThrow('loss term "labels" weight is -1');
    expect(() => evaluateLoss([], oneTeacher)).toThrow('list of loss terms is []: it must be at least one');
    expect(() => hintonTerms({ alpha: 1.5, temperature: 2 })).toThrow('alpha is 1.5: it must be a number in 0 … 1');
    expect(() => evaluateLoss([{ type: 'logit-regression' }], { ...oneTeacher, teachers: [] })).toThrow(
      'number of teachers is 0: it must be at least 1 for this loss',
    );
  });
});
