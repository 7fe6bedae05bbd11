import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TermSpec } from '../../host/distill/compose-loss.ts';
import { hintonTerms } from '../../host/distill/hinton.ts';
import { standardizeLogits } from '../../host/distill/soften.ts';
import { tf } from '../../host/tensorflow/tensorflow.ts';
import { tfjsOperations } from '../../host/tensorflow/tfjs-operations.ts';
import { evaluateLoss, type LossCase } from '../support/loss-batch.ts';

const standardize = (rows: number[][]) =>
  tf.tidy(() => standardizeLogits<tf.Tensor>(tfjsOperations, tf.tensor2d(rows)).arraySync() as number[][]);

const classes = 5;
const logit = fc.double({ min: -12, max: 12, noNaN: true }).map(Math.fround);
/** Rows that are not constant. */
const row = fc
  .array(logit, { minLength: classes, maxLength: classes })
  .filter((values) => Math.max(...values) - Math.min(...values) > 0.5);
const samples = fc.array(
  fc.record({
    student: row,
    teacher: row,
    label: fc.nat(classes - 1),
    // Powers of two and whole numbers: the moved logits are exact, and so the comparison.
    factor: fc.constantFrom(0.25, 0.5, 2, 8),
    shift: fc.integer({ min: -8, max: 8 }),
  }),
  { minLength: 1, maxLength: 4 },
);

const terms: readonly TermSpec[] = [
  { type: 'soft-targets', temperature: 2, standardize: true },
  { type: 'dkd', temperature: 2, alpha: 1, beta: 2, standardize: true },
];

describe('standardized logits', () => {
  it('have mean 0 and deviation 1 in every row, in the order that they had', () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 4 }), (rows) => {
        for (const [i, values] of standardize(rows).entries()) {
          expect(values.reduce((sum, z) => sum + z, 0) / classes).toBeCloseTo(0, 4);
          expect(values.reduce((sum, z) => sum + z * z, 0) / classes).toBeCloseTo(1, 4);
          const [low, high] = [rows[i].indexOf(Math.min(...rows[i])), rows[i].indexOf(Math.max(...rows[i]))];
          expect(values[high]).toBeGreaterThan(values[low]);
        }
      }),
      { seed: 1, numRuns: 100 },
    );
  });

  it.each(terms)(
    'make $type blind to scale and shift of a sample’s logits, of the student’s and the teacher’s',
    (term) => {
      fc.assert(
        fc.property(samples, (all) => {
          const labels = all.map(({ label }) => label);
          const [student, teacher] = [all.map((one) => one.student), all.map((one) => one.teacher)];
          const moved = (rows: number[][]) =>
            rows.map((z, i) => z.map((value) => all[i].factor * value + all[i].shift));
          const plain = evaluateLoss([term], { student, teachers: [teacher], labels });
          const ofTeacher = evaluateLoss([term], { student, teachers: [moved(teacher)], labels });
          const ofStudent = evaluateLoss([term], { student: moved(student), teachers: [teacher], labels });
          const scale = Math.max(1, plain.terms[term.type]);
          for (const other of [ofTeacher, ofStudent]) {
            expect(Math.abs(other.terms[term.type] - plain.terms[term.type])).toBeLessThan(1e-4 * scale);
          }
          const size = Math.max(1, ...plain.gradient.flat().map(Math.abs));
          for (const [i, gradient] of plain.gradient.entries()) {
            for (const [c, value] of gradient.entries()) {
              expect(Math.abs(ofTeacher.gradient[i][c] - value)).toBeLessThan(1e-4 * size);
              expect(Math.abs(ofStudent.gradient[i][c] * all[i].factor - value)).toBeLessThan(1e-4 * size);
            }
          }
        }),
        { seed: 1, numRuns: 50 },
      );
    },
  );

  it.each(terms)('leave $type a gradient that neither shifts a row nor scales it', (term) => {
    fc.assert(
      fc.property(samples, (all) => {
        const [student, teacher] = [all.map((one) => one.student), all.map((one) => one.teacher)];
        const labels = all.map(({ label }) => label);
        for (const [i, gradient] of evaluateLoss([term], { student, teachers: [teacher], labels }).gradient.entries()) {
          const size = Math.max(1e-3, ...gradient.map(Math.abs));
          expect(Math.abs(gradient.reduce((sum, value) => sum + value, 0))).toBeLessThan(1e-4 * size);
          const along = gradient.reduce((sum, value, c) => sum + value * student[i][c], 0);
          expect(Math.abs(along)).toBeLessThan(1e-3 * size * Math.max(...student[i].map(Math.abs)));
        }
      }),
      { seed: 2, numRuns: 50 },
    );
  });

  it('of a constant row are zeros, with a finite gradient', () => {
    expect(standardize([[3, 3, 3]])).toEqual([[0, 0, 0]]);
    for (const term of terms) {
      const one: LossCase = { student: [[7, 7, 7]], teachers: [[[1, 2, 4]]], labels: [1] };
      for (const flat of [one, { ...one, student: one.teachers[0], teachers: [one.student] }]) {
        const { terms: values, gradient } = evaluateLoss([term], flat);
        expect(Number.isFinite(values[term.type])).toBe(true);
        expect(gradient[0].every((value) => Math.abs(value) < 1e4)).toBe(true);
      }
    }
  });

  it('of several teachers are those of their combined probabilities', () => {
    const teachers = [[[2, 1, -1]], [[6, 3, -3]]];
    const probabilities = teachers.map(([z]) => {
      const powers = z.map(Math.exp);
      return powers.map((power) => power / powers.reduce((sum, one) => sum + one, 0));
    });
    const combined = [probabilities[0].map((p, c) => Math.log((p + probabilities[1][c]) / 2))];
    const one = { student: [[0.5, 0, 2]], labels: [0] };
    const together = evaluateLoss([terms[0]], { ...one, teachers, combine: 'probabilities' });
    const asOne = evaluateLoss([terms[0]], { ...one, teachers: [combined] });
    expect(together.terms['soft-targets']).toBeCloseTo(asOne.terms['soft-targets'], 5);
  });

  it('are asked for by Hinton’s terms, which are otherwise what they were', () => {
    const settings = { alpha: 0.9, temperature: 2 };
    expect(hintonTerms({ ...settings, standardize: true })[1]).toEqual({
      type: 'soft-targets',
      weight: 0.9,
      temperature: 2,
      standardize: true,
    });
    expect(hintonTerms(settings)[1]).toEqual({ type: 'soft-targets', weight: 0.9, temperature: 2 });
  });
});
