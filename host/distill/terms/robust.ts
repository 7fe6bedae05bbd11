// A student that small changes of its picture do not sway (Guo, Xu, He, Shi, Xu, Tao 2018, "Robust Student Network Learning"): no change is
// enough to turn its answer that is smaller than its margin over its input gradient. Both parts of that bound are terms here.
import { z } from 'zod';
import type { Operations } from '../../tensorflow/operations.ts';
import { defineTerm, type TermInputs } from '../term.ts';

export const teacherMargin = defineTerm({
  title: 'the label’s log-odds are at least the teacher’s',
  source: 'Guo et al. 2018, the objective of prediction scores; here max(0, m_t − m_s) of the log-odds m',
  listens: true,
  settings: {},
  compute: (ops, _, { student, batch, teacher }) =>
    ops.mean(
      ops.relu(ops.sub(logOdds(ops, teacher.logits(), batch.labels), logOdds(ops, student.logits, batch.labels))),
    ),
});

export const inputGradient = defineTerm({
  title: 'how much of its log-odds a small step against the label costs the student',
  source:
    'Guo et al. 2018, the objective of gradients, which needs gradients of gradients; here m_s(x) − m_s(x − h sign ∇m_s), as Goodfellow et al. 2015 step: to first order h ‖∇m_s‖₁',
  settings: {
    step: z
      .number()
      .positive()
      .default(16 / 255)
      .describe('h, on the network’s input scale; by default for pixels at 0 … 1'),
  },
  compute<T>(ops: Operations<T>, { step }: { step: number }, { student, batch }: TermInputs<T>) {
    const { inputs, gradientOf, logitsOf } = student.probe;
    const marginOf = (logits: T) => logOdds(ops, logits, batch.labels);
    const direction = signOf(ops, gradientOf(marginOf));
    const moved = ops.sub(inputs, ops.mul(direction, step));
    return ops.mean(ops.sub(marginOf(student.logits), marginOf(logitsOf(moved))));
  },
});

/** log p − log(1 − p) of each row's label, [batch, 1]: how far ahead of all other classes together it is. @param labels one-hot [batch, classes] */
function logOdds<T>(ops: Operations<T>, logits: T, labels: T): T {
  const own = ops.sum(ops.mul(logits, labels), [1], true);
  const others = ops.sub(logits, ops.mul(labels, farBelow));
  const largest = ops.stopGradient(ops.max(others, [1], true));
  return ops.sub(own, ops.add(largest, ops.log(ops.sum(ops.exp(ops.sub(others, largest)), [1], true))));
}

/** Off a logit that is to have no part in a sum of exponentials. */
const farBelow = 1e4;

function signOf<T>(ops: Operations<T>, x: T): T {
  return ops.div(x, ops.maximum(ops.abs(x), smallestSize));
}

/** In place of the size of 0, whose sign is 0. */
const smallestSize = 1e-30;
