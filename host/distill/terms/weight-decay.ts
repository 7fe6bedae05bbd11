// Decay that fades for large weights: biases of Hanson, Pratt 1989, weight elimination of Weigend et al. 1991. Beside them the recipe's
// weightDecay pulls the harder the larger a weight is. They read kernels alone and are the same for every batch.
import { z } from 'zod';
import { isKernel } from '../../network/shapes.ts';
import type { Operations } from '../../tensorflow/operations.ts';
import type { StudentView } from '../../train/loss.ts';
import { defineTerm } from '../term.ts';

const lambda = z
  .number()
  .min(1e-3)
  .max(1e3)
  .default(0.1)
  .describe(
    'where the decay fades: at a unit’s Σ|w| of about 1/λ; tuned here on UCI digits, the paper gives no value for all tasks',
  );

export const hyperbolicDecay = defineTerm({
  title: 'a decay of whole units that fades hyperbolically with their summed weights',
  source: 'Hanson, Pratt 1989: Σ w/(1 + λw) over units, w = Σ |w_ij| of unit i; hidden units there, all units here',
  detects: 'too',
  settings: { lambda },
  compute: (ops, settings, { student }) =>
    addUp(ops, student, (kernel) => {
      const sums = sumByUnit(ops, kernel);
      return ops.div(sums, ops.add(ops.mul(sums, settings.lambda), 1));
    }),
});

export const exponentialDecay = defineTerm({
  title: 'a decay of whole units that fades exponentially with their summed weights',
  source: 'Hanson, Pratt 1989: Σ 1 − exp(−λw) over units, w = Σ |w_ij| of unit i; hidden units there, all units here',
  detects: 'too',
  settings: { lambda },
  compute: (ops, settings, { student }) =>
    addUp(ops, student, (kernel) => ops.add(ops.neg(ops.exp(ops.mul(sumByUnit(ops, kernel), -settings.lambda))), 1)),
});

export const weightElimination = defineTerm({
  title: 'a count of the large weights: decays small ones, barely affects large ones',
  source: 'Weigend, Rumelhart, Huberman 1991: Σ (w/w0)²/(1 + (w/w0)²) over weights',
  detects: 'too',
  settings: {
    w0: z
      .number()
      .min(1e-3)
      .max(1e3)
      .default(1)
      .describe('the size above which a weight counts as large; about 1 in the paper, for activations of about 1'),
  },
  compute: (ops, { w0 }, { student }) =>
    addUp(ops, student, (kernel) => {
      const squares = ops.square(ops.div(kernel, w0));
      return ops.div(squares, ops.add(squares, 1));
    }),
});

/** Over all kernels, the sum of what `cost` makes of each; a scalar. */
function addUp<T>(ops: Operations<T>, student: StudentView<T>, cost: (kernel: T) => T): T {
  const kernels = [...student.weights].filter(([name]) => isKernel(name));
  return kernels.map(([, kernel]) => ops.sum(cost(kernel))).reduce((sum, one) => ops.add(sum, one));
}

/**
 * Σ|w| of each output channel: [units] of [in, units] or [rows, columns, in, units]. A kernel [rows, columns, channels, 1] is a depthwise
 * one, whose units are its channels.
 */
function sumByUnit<T>(ops: Operations<T>, kernel: T): T {
  const shape = ops.shapeOf(kernel);
  const unitAxis = shape.length === 4 && shape[3] === 1 ? 2 : shape.length - 1;
  const others = shape.flatMap((_, axis) => (axis === unitAxis ? [] : [axis]));
  return ops.sum(ops.abs(kernel), others);
}
