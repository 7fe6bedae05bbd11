// The terms of teacher-free distillation against closed forms in float64, gradients by central differences.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TermSpec } from '../../../host/distill/compose-loss.ts';
import { evaluateLoss, type LossCase } from '../../support/loss-batch.ts';

type Loss = (logits: readonly number[], label: number) => number;

function softmax(logits: readonly number[]): number[] {
  const largest = Math.max(...logits);
  const powers = logits.map((z) => Math.exp(z - largest));
  const sum = powers.reduce((a, b) => a + b);
  return powers.map((power) => power / sum);
}

const smoothing =
  (epsilon: number): Loss =>
  (logits, label) => {
    const p = softmax(logits);
    return p.reduce((sum, q, c) => sum - ((c === label ? 1 - epsilon : 0) + epsilon / p.length) * Math.log(q), 0);
  };

/** T² KL of what a softmax at T makes of logits log p_d. */
const virtual =
  (probability: number, temperature: number): Loss =>
  (logits, label) => {
    const said = logits.map((_, c) => (c === label ? probability : (1 - probability) / (logits.length - 1)));
    const teacher = softmax(said.map((p) => Math.log(p) / temperature));
    const student = softmax(logits.map((z) => z / temperature));
    return temperature ** 2 * teacher.reduce((sum, t, c) => sum + t * Math.log(t / student[c]), 0);
  };

/** Of the mean over the batch. */
function differences(loss: Loss, { student, labels }: LossCase): number[][] {
  const step = 1e-5;
  const moved = (row: readonly number[], at: number, by: number) => row.map((z, c) => (c === at ? z + by : z));
  return student.map((row, i) =>
    row.map(
      (_, c) =>
        (loss(moved(row, c, step), labels[i]) - loss(moved(row, c, -step), labels[i])) / (2 * step * student.length),
    ),
  );
}

const logit = fc.double({ min: -8, max: 8, noNaN: true }).map(Math.fround);
const sample = fc.record({ logits: fc.array(logit, { minLength: 5, maxLength: 5 }), label: fc.nat(4) });
const batches = fc.array(sample, { minLength: 1, maxLength: 4 }).map(
  (all): LossCase => ({
    student: all.map(({ logits }) => logits),
    teachers: [],
    labels: all.map(({ label }) => label),
  }),
);

const cases: readonly (readonly [string, TermSpec, Loss])[] = [
  ['label-smoothing of 0.1', { type: 'label-smoothing', epsilon: 0.1 }, smoothing(0.1)],
  ['label-smoothing of 1', { type: 'label-smoothing', epsilon: 1 }, smoothing(1)],
  ['virtual-teacher at T = 1', { type: 'virtual-teacher', probability: 0.9, temperature: 1 }, virtual(0.9, 1)],
  ['virtual-teacher as published', { type: 'virtual-teacher' }, virtual(0.99, 20)],
];

describe('teacher-free terms', () => {
  it.each(cases)('%s: value and gradient are the closed form’s', (_name, spec, loss) => {
    fc.assert(
      fc.property(batches, (one) => {
        const { terms, gradient } = evaluateLoss([spec], one);
        const values = one.student.map((row, i) => loss(row, one.labels[i]));
        const expected = values.reduce((a, b) => a + b) / values.length;
        expect(Math.abs(terms[spec.type] - expected)).toBeLessThan(1e-5 * Math.max(20, Math.abs(expected)));
        for (const [i, row] of differences(loss, one).entries())
          for (const [c, value] of row.entries()) expect(Math.abs(gradient[i][c] - value)).toBeLessThan(1e-5);
      }),
      { seed: 1, numRuns: 40 },
    );
  });

  it('ask no teacher, and smoothing of 0 is the labels’ loss', () => {
    const one: LossCase = { student: [[1, 2, 3]], teachers: [], labels: [1] };
    const [labels, smoothed] = [{ type: 'labels' } as const, { type: 'label-smoothing', epsilon: 0 } as const].map(
      (spec) => evaluateLoss([spec], one),
    );
    expect(smoothed.terms['label-smoothing']).toBeCloseTo(labels.terms.labels, 6);
  });

  it('the virtual teacher is softened as its logits are, not as its probabilities are: all but uniform it is not', () => {
    // The authors' code: a softmax over p / T, in which a right answer of 0.99 is 0.209 of five classes at T = 20.
    const one: LossCase = { student: [[0, 0, 0, 0, 0]], teachers: [], labels: [2] };
    const { gradient } = evaluateLoss([{ type: 'virtual-teacher' }], one);
    const label = 0.99 ** 0.05 / (0.99 ** 0.05 + 4 * 0.0025 ** 0.05);
    expect(label).toBeGreaterThan(0.25);
    expect(gradient[0][2]).toBeCloseTo(20 * (0.2 - label), 4);
  });
});
