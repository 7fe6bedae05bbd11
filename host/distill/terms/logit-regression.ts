// Regression on the teacher's logits (Ba, Caruana 2014, "Do Deep Nets Really Need to be Deep?", equation 1): soft targets at large T.
import { defineTerm } from '../term.ts';

export const logitRegression = defineTerm({
  title: 'half the squared distance to the teacher’s logits',
  source: 'Ba, Caruana 2014, equation 1: ½ ‖z_s − z_t‖²',
  listens: true,
  detects: 'too',
  settings: {},
  compute(ops, _settings, { student, teacher }) {
    const distance = ops.sum(ops.square(ops.sub(student.logits, teacher.logits())), [1]);
    return ops.mul(ops.mean(distance), 0.5);
  },
});
