import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TermSpec } from '../../../host/distill/compose-loss.ts';
import { evaluateLoss, type LossCase } from '../../support/loss-batch.ts';

interface Weights {
  readonly alpha?: number;
  readonly beta?: number;
  readonly temperature?: number;
}
const evaluate = ({ alpha = 1, beta = 1, temperature = 1 }: Weights, one: LossCase) => {
  const spec: TermSpec = { type: 'dkd', alpha, beta, temperature };
  const { terms, gradient } = evaluateLoss([spec], one);
  return { value: terms.dkd, gradient };
};
const softTargets = (temperature: number, one: LossCase) =>
  evaluateLoss([{ type: 'soft-targets', temperature }], one).terms['soft-targets'];

// In float64: log p of the label, log (1 − p) summed up from the other classes.
function logsOf(z: readonly number[], label: number, temperature: number) {
  const logSum = (values: readonly number[]) => {
    const largest = Math.max(...values);
    return largest + Math.log(values.reduce((sum, value) => sum + Math.exp(value - largest), 0));
  };
  const scaled = z.map((value) => value / temperature);
  const others = logSum(scaled.filter((_, c) => c !== label));
  const all = logSum(scaled);
  return { label: scaled[label] - all, others: others - all };
}

const classes = 5;
const logit = fc.double({ min: -10, max: 10, noNaN: true }).map(Math.fround);
const row = fc.array(logit, { minLength: classes, maxLength: classes });
const sample = fc.record({ student: row, teacher: row, label: fc.nat(classes - 1) });
const caseOf = (all: readonly { student: number[]; teacher: number[]; label: number }[]): LossCase => ({
  student: all.map(({ student }) => student),
  teachers: [all.map(({ teacher }) => teacher)],
  labels: all.map(({ label }) => label),
});
const temperatures = fc.constantFrom(1, 2, 4);

describe('decoupled soft targets', () => {
  it('are soft targets where NCKD is weighed with 1 − p of the teacher, as equation 5 has it', () => {
    fc.assert(
      fc.property(sample, temperatures, (all, temperature) => {
        const one = caseOf([all]);
        const rest = Math.exp(logsOf(all.teacher, all.label, temperature).others);
        const whole = softTargets(temperature, one);
        const { value } = evaluate({ alpha: 1, beta: rest, temperature }, one);
        expect(Math.abs(value - whole)).toBeLessThan(1e-5 * Math.max(temperature ** 2, whole));
      }),
      { seed: 1, numRuns: 100 },
    );
  });

  it('are 0 with a gradient of 0 where the student is its teacher, and at least 0 elsewhere', () => {
    fc.assert(
      fc.property(fc.array(sample, { minLength: 1, maxLength: 3 }), temperatures, (all, temperature) => {
        expect(evaluate({ beta: 8, temperature }, caseOf(all)).value).toBeGreaterThan(-1e-4);
        const same = evaluate({ beta: 8, temperature }, caseOf(all.map((one) => ({ ...one, student: one.teacher }))));
        expect(Math.abs(same.value)).toBeLessThan(1e-5);
        for (const value of same.gradient.flat()) expect(Math.abs(value)).toBeLessThan(1e-5);
      }),
      { seed: 2, numRuns: 50 },
    );
  });

  it('leave the label’s logit out of NCKD: its value does not depend on it, its gradient there is 0', () => {
    fc.assert(
      fc.property(sample, logit, (all, other) => {
        const raised = { ...all, student: all.student.map((z, c) => (c === all.label ? other : z)) };
        const [plain, moved] = [all, raised].map((one) => evaluate({ alpha: 0 }, caseOf([one])));
        expect(Math.abs(moved.value - plain.value)).toBeLessThan(1e-5 * Math.max(1, plain.value));
        expect(Math.abs(plain.gradient[0][all.label])).toBeLessThan(1e-6);
      }),
      { seed: 3, numRuns: 100 },
    );
  });

  it('keep their gradient’s size as T grows, by the factor T²', () => {
    const one = caseOf([{ student: [1, -2, 0.5, 0.5, 0], teacher: [-1.5, 1, 2, -1.5, 0], label: 2 }]);
    const [warm, hot] = [40, 160].map((temperature) => Math.hypot(...evaluate({ temperature }, one).gradient[0]));
    expect(hot / warm).toBeCloseTo(1, 1);
  });

  it('of two classes are TCKD alone: there is one other class', () => {
    const one: LossCase = { student: [[2, -1]], teachers: [[[0.5, 1]]], labels: [1] };
    expect(evaluate({ alpha: 0, beta: 8 }, one)).toEqual({ value: 0, gradient: [[0, 0]] });
    expect(evaluate({}, one).value).toBeCloseTo(softTargets(1, one), 5);
  });
});

describe('traps of decoupling', () => {
  it('1 − p by subtraction is 0 in float32 once the student is sure, and its logarithm −∞; summed from the other classes it is not', () => {
    const [student, teacher] = [
      [40, 0, 1, -3, 2],
      [3, 1, 0, 2, -1],
    ];
    const [p, logs] = [Math.fround(Math.exp(logsOf(student, 0, 1).label)), logsOf(student, 0, 1)];
    expect(Math.fround(1 - p)).toBe(0);
    const targets = logsOf(teacher, 0, 1);
    const expected =
      Math.exp(targets.label) * (targets.label - logs.label) +
      Math.exp(targets.others) * (targets.others - logs.others);
    const { value, gradient } = evaluate({ beta: 0 }, caseOf([{ student, teacher, label: 0 }]));
    expect(Math.abs(value / expected - 1)).toBeLessThan(1e-5);
    // ∂TCKD/∂z of the label is p_s − p_t: clipping p would leave nothing of it.
    expect(gradient[0][0]).toBeCloseTo(1 - Math.exp(targets.label), 5);
  });

  it('a teacher that is sure teaches what it thinks of the other classes, in full', () => {
    const [student, teacher] = [
      [0, 1, 0, -1, 2],
      [60, 3, 1, 2, -1],
    ];
    const withoutLabel = (z: readonly number[]) => {
      const powers = z.slice(1).map(Math.exp);
      return powers.map((power) => power / powers.reduce((sum, one) => sum + one, 0));
    };
    const [p, q] = [withoutLabel(teacher), withoutLabel(student)];
    const one = caseOf([{ student, teacher, label: 0 }]);
    const { value, gradient } = evaluate({ alpha: 0 }, one);
    expect(value).toBeCloseTo(
      p.reduce((sum, target, c) => sum + target * Math.log(target / q[c]), 0),
      4,
    );
    for (const [c, target] of p.entries()) expect(gradient[0][c + 1]).toBeCloseTo(q[c] - target, 5);
  });

  it('a label masked by subtracting 1,000 from its logit is still there among logits of thousands; ours is gone', () => {
    const one = caseOf([{ student: [5000, 1, 2, 0, 1], teacher: [9000, 2, 1, 1, 0], label: 0 }]);
    const small = caseOf([{ student: [5, 1, 2, 0, 1], teacher: [9, 2, 1, 1, 0], label: 0 }]);
    // Logits around 5,000 are rounded to 2^-11.
    expect(evaluate({ alpha: 0 }, one).value).toBeCloseTo(evaluate({ alpha: 0 }, small).value, 2);
  });

  it('logits of any size give finite values and gradients', () => {
    for (const size of [0, 1e-30, 1, 1e4, 1e9]) {
      for (const label of [0, 1, 2]) {
        const rows = [[1, -1, 0.5].map((z) => size * z), [-1, 1, 0.25].map((z) => size * z)];
        for (const standardize of [false, true]) {
          const spec: TermSpec = { type: 'dkd', temperature: 1, standardize };
          const { terms, gradient } = evaluateLoss([spec], {
            student: rows,
            teachers: [rows.toReversed()],
            labels: [label, 0],
          });
          expect([terms.dkd, ...gradient.flat()].every(Number.isFinite)).toBe(true);
        }
      }
    }
  });
});
