import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TermSpec } from '../../../host/distill/compose-loss.ts';
import { evaluateLoss } from '../../support/loss-batch.ts';

interface Weights {
  readonly beta?: number;
  readonly gamma?: number;
  readonly temperature?: number;
}
function evaluate({ beta = 1, gamma = 1, temperature = 1 }: Weights, student: number[][], teacher: number[][]) {
  const spec: TermSpec = { type: 'dist', beta, gamma, temperature };
  const { terms, gradient } = evaluateLoss([spec], { student, teachers: [teacher], labels: student.map(() => 0) });
  return { value: terms.dist, gradient };
}

function softmax(z: readonly number[]): number[] {
  const largest = Math.max(...z);
  const powers = z.map((value) => Math.exp(value - largest));
  return powers.map((power) => power / powers.reduce((sum, one) => sum + one, 0));
}

const [samples, classes] = [4, 5];
/** In steps of one half: rows and columns are constant or far from it. */
const logit = fc.integer({ min: -8, max: 8 }).map((steps) => steps / 2);
const rows = fc.array(fc.array(logit, { minLength: classes, maxLength: classes }), {
  minLength: samples,
  maxLength: samples,
});
const parts: readonly Weights[] = [
  { beta: 1, gamma: 0 },
  { beta: 0, gamma: 1 },
];

describe('correlation with the teacher', () => {
  it.each(parts)('is 0 where the student is its teacher, and 0 … 2 elsewhere, times T²: %o', (part) => {
    fc.assert(
      fc.property(rows, rows, fc.constantFrom(1, 4), (student, teacher, temperature) => {
        const scale = temperature ** 2;
        const { value } = evaluate({ ...part, temperature }, student, teacher);
        expect(value).toBeGreaterThan(-1e-5 * scale);
        expect(value).toBeLessThan((2 + 1e-5) * scale);
        const distinct = teacher.map((row, i) => row.map((z, c) => z + (i === c ? 1 : 0) + 0.1 * i * c));
        expect(Math.abs(evaluate({ ...part, temperature }, distinct, distinct).value)).toBeLessThan(1e-4 * scale);
      }),
      { seed: 1, numRuns: 50 },
    );
  });

  it.each(parts)(
    'does not ask how sure the teacher is: mixed with uniform probabilities it teaches the same, %o',
    (part) => {
      fc.assert(
        fc.property(rows, rows, fc.constantFrom(0.1, 0.5), (student, teacher, share) => {
          const unsure = teacher.map((row) => softmax(row).map((p) => Math.log((1 - share) * p + share / classes)));
          const [one, other] = [teacher, unsure].map((targets) => evaluate(part, student, targets));
          expect(Math.abs(one.value - other.value)).toBeLessThan(1e-3);
        }),
        { seed: 2, numRuns: 50 },
      );
    },
  );

  it('asks within samples by beta and within classes by gamma', () => {
    // Each sample's order of the classes is the teacher's; in each class the order of the samples is its reverse.
    const logs = (probabilities: number[][]) => probabilities.map((row) => row.map(Math.log));
    const teacher = logs([
      [0.5, 0.3, 0.2],
      [0.6, 0.25, 0.15],
    ]);
    const student = logs([
      [0.6, 0.25, 0.15],
      [0.5, 0.3, 0.2],
    ]);
    expect(evaluate({ gamma: 0 }, student, teacher).value).toBeLessThan(0.02);
    expect(evaluate({ beta: 0 }, student, teacher).value).toBeCloseTo(2, 4);
  });

  it('ignores the order of samples and classes', () => {
    fc.assert(
      fc.property(rows, rows, (student, teacher) => {
        const turned = (all: number[][]) => all.toReversed().map((row) => row.toReversed());
        const [one, other] = [evaluate({}, student, teacher), evaluate({}, turned(student), turned(teacher))];
        expect(Math.abs(one.value - other.value)).toBeLessThan(1e-4);
      }),
      { seed: 3, numRuns: 30 },
    );
  });
});

describe('traps of correlation', () => {
  const varied = [
    [1, 2, 3],
    [3, 1, 2],
    [0, 2, -1],
  ];
  const finite = ({ value, gradient }: ReturnType<typeof evaluate>) => {
    expect([value, ...gradient.flat()].every(Number.isFinite)).toBe(true);
    return Math.max(...gradient.flat().map(Math.abs));
  };

  it('constant rows have no correlation: not NaN but 0, for student and teacher, with a gradient of moderate size', () => {
    const flat = [0, 5, -3].map((z) => [z, z, z]);
    expect(finite(evaluate({}, flat, varied))).toBeLessThan(1e4);
    expect(finite(evaluate({}, varied, flat))).toBe(0);
    expect(evaluate({ gamma: 0 }, varied, flat).value).toBe(1);
    expect(evaluate({}, flat, flat).value).toBe(2);
  });

  it('constant columns likewise: a batch of equal samples', () => {
    const equal = [varied[0], varied[0], varied[0]];
    expect(finite(evaluate({ beta: 0 }, equal, varied))).toBeLessThan(1e4);
    // The mean of equal values is rounded.
    expect(finite(evaluate({ beta: 0 }, varied, equal))).toBeLessThan(1e-3);
    expect(evaluate({ beta: 0 }, varied, equal).value).toBeCloseTo(1, 3);
  });

  it('a batch of one sample teaches within the sample alone', () => {
    const [student, teacher] = [[varied[0]], [varied[1]]];
    const both = evaluate({}, student, teacher);
    const within = evaluate({ gamma: 0 }, student, teacher);
    expect(both.value).toBeCloseTo(within.value + 1, 5);
    expect(both.gradient).toEqual(within.gradient);
  });

  it('a class that nobody believes in still has an order of samples, which a floor on its tiny probabilities would hide', () => {
    const [student, teacher] = [
      [
        [9, 0, -20],
        [9, 1, -21],
        [9, 2, -22],
      ],
      [
        [9, 2, -30],
        [9, 1, -31],
        [9, 0, -32],
      ],
    ];
    const correlations = [0, 1, 2].map((c) => {
      const [x, y] = [student, teacher].map((rows) => {
        const p = rows.map((row) => softmax(row)[c]);
        return p.map((value) => value - (p[0] + p[1] + p[2]) / 3);
      });
      return x.reduce((sum, value, i) => sum + value * y[i], 0) / (Math.hypot(...x) * Math.hypot(...y));
    });
    expect(correlations[0]).toBeLessThan(-0.5);
    expect(correlations[2]).toBeGreaterThan(0.9);
    const mean = (correlations[0] + correlations[1] + correlations[2]) / 3;
    expect(evaluate({ beta: 0 }, student, teacher).value).toBeCloseTo(1 - mean, 3);
  });

  it('logits of any size give finite values and gradients', () => {
    for (const size of [0, 1e-30, 1, 1e4, 1e9]) {
      const sized = varied.map((row) => row.map((z) => size * z));
      finite(evaluate({ temperature: 4 }, sized, sized.toReversed()));
      finite(evaluate({}, sized, varied));
      finite(evaluate({}, varied, sized));
    }
  });
});
