import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { composeLoss, type TermSpec } from '../../../host/distill/compose-loss.ts';
import { classificationOver } from '../../../host/task/task-of.ts';
import { tf } from '../../../host/tensorflow/tensorflow.ts';
import { tfjsOperations } from '../../../host/tensorflow/tfjs-operations.ts';
import { viewStudent } from '../../../host/train/loss.ts';
import { evaluateLoss, noParts } from '../../support/loss-batch.ts';

interface Kernel {
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

/** Value, and gradient by the kernel's weights in their order. */
function evaluate(spec: TermSpec, { shape, values }: Kernel): [value: number, gradient: number[]] {
  const loss = composeLoss([spec], { teachers: [], combine: 'logits' });
  return tf.tidy(() => {
    const task = classificationOver(2);
    const batch = { task, labels: tf.zeros([1, 2]), progress: tf.scalar(0), randomSeed: tf.tensor1d([1, 2], 'int32') };
    const bySample = () => tf.zeros([1]);
    const { value, grad } = tf.valueAndGrad((kernel) => {
      const bias = tf.tensor1d([5, 7]); // which does not count
      const weights = new Map<string, tf.Tensor>([...[['layer/kernel', kernel] as const], ['layer/bias', bias]]);
      const student = viewStudent<tf.Tensor>(tf.zeros([1, 2]), new Map(), weights, undefined as never);
      return Object.values(
        loss.terms<tf.Tensor>(tfjsOperations, student, { ...batch, bySample }, noParts),
      )[0] as tf.Scalar;
    })(tf.tensor([...values], [...shape]));
    return [value.dataSync()[0], [...grad.dataSync()]];
  });
}

// The closed forms, in float64 and without TensorFlow. `unitOf` says to which unit the weight at a position belongs.
const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
type Curve = (total: number) => readonly [bias: number, slope: number];
function unitDecay({ values }: Kernel, unitOf: (i: number) => number, curve: Curve): [number, number[]] {
  const totals = new Map<number, number>();
  for (const [i, w] of values.entries()) totals.set(unitOf(i), (totals.get(unitOf(i)) ?? 0) + Math.abs(w));
  const value = sumOf([...totals.values()].map((total) => curve(total)[0]));
  return [value, values.map((w, i) => Math.sign(w) * curve(totals.get(unitOf(i))!)[1])];
}
const hyperbola =
  (lambda: number): Curve =>
  (w) => [w / (1 + lambda * w), (1 + lambda * w) ** -2];
const exponential =
  (lambda: number): Curve =>
  (w) => [1 - Math.exp(-lambda * w), lambda * Math.exp(-lambda * w)];

function expectNear([value, gradient]: [number, number[]], [closed, slopes]: [number, number[]]) {
  expect(Math.abs(value - closed)).toBeLessThan(1e-5 * Math.max(1, closed));
  for (const [i, slope] of slopes.entries()) {
    expect(Math.abs(gradient[i] - slope)).toBeLessThan(1e-5 * Math.max(1, Math.abs(slope)));
  }
}

const weight = fc.oneof(fc.double({ min: 0.01, max: 8, noNaN: true }), fc.double({ min: -8, max: -0.01, noNaN: true }));
const weights = fc.array(weight.map(Math.fround), { minLength: 24, maxLength: 24 });
const setting = fc.constantFrom(0.05, 0.5, 1, 3);

/** Kernels of 24 weights, each with the unit to which a position belongs. */
const kernels: readonly { readonly shape: readonly number[]; readonly unitOf: (i: number) => number }[] = [
  { shape: [6, 4], unitOf: (i) => i % 4 },
  { shape: [2, 2, 2, 3], unitOf: (i) => i % 3 },
  { shape: [2, 2, 6, 1], unitOf: (i) => i % 6 },
];

describe.each(kernels)('decay of a kernel of shape $shape', ({ shape, unitOf }) => {
  const check = (
    spec: (setting: number) => TermSpec,
    closed: (kernel: Kernel, setting: number) => [number, number[]],
  ) =>
    fc.assert(
      fc.property(weights, setting, (values, one) => {
        const kernel = { shape, values };
        expectNear(evaluate(spec(one), kernel), closed(kernel, one));
      }),
      { seed: 1, numRuns: 50 },
    );

  it('is, by hyperbolic-decay, Σ w/(1 + λw) over units, and has its gradient', () => {
    check(
      (lambda) => ({ type: 'hyperbolic-decay', lambda }),
      (kernel, lambda) => unitDecay(kernel, unitOf, hyperbola(lambda)),
    );
  });

  it('is, by exponential-decay, Σ 1 − exp(−λw) over units, and has its gradient', () => {
    check(
      (lambda) => ({ type: 'exponential-decay', lambda }),
      (kernel, lambda) => unitDecay(kernel, unitOf, exponential(lambda)),
    );
  });

  it('is, by weight-elimination, Σ (w/w0)²/(1 + (w/w0)²) over weights, and has its gradient', () => {
    check(
      (w0) => ({ type: 'weight-elimination', w0 }),
      ({ values }, w0) => {
        const ratios = values.map((w) => (w / w0) ** 2);
        const slopes = values.map((w, i) => (2 * w) / w0 ** 2 / (1 + ratios[i]) ** 2);
        return [sumOf(ratios.map((ratio) => ratio / (1 + ratio))), slopes];
      },
    );
  });
});

describe('decay that is biased', () => {
  const slopeAt = (spec: TermSpec, w: number) => evaluate(spec, { shape: [1, 1], values: [w] })[1][0];

  it('fades for large weights, where that of L2 grows', () => {
    const specs: TermSpec[] = [
      { type: 'hyperbolic-decay', lambda: 1 },
      { type: 'exponential-decay', lambda: 1 },
      { type: 'weight-elimination' },
    ];
    for (const spec of specs) {
      expect(slopeAt(spec, 10)).toBeGreaterThan(0);
      expect(slopeAt(spec, 10)).toBeLessThan(0.02 * slopeAt(spec, 0.1));
    }
  });

  it('is added to the loss with its weight, for all kernels', () => {
    const weights = new Map([
      ['first/kernel', [[1, -3]]],
      ['first/bias', [[9, 9]]],
      ['second/kernel', [[2], [2]]],
    ]);
    const logits = [[1, 0]];
    const specs: TermSpec[] = [{ type: 'labels' }, { type: 'hyperbolic-decay', weight: 0.1, lambda: 1 }];
    const { terms } = evaluateLoss(specs, { student: logits, teachers: [], labels: [0], weights });
    expect(terms['hyperbolic-decay']).toBeCloseTo(0.1 * (1 / 2 + 3 / 4 + 4 / 5), 5);
  });

  it('refuses settings out of range', () => {
    expect(() => composeLoss([{ type: 'weight-elimination', w0: 0 }], { teachers: [], combine: 'logits' })).toThrow(
      'loss term "weight-elimination" w0 is 0: it must be within its range',
    );
  });
});
