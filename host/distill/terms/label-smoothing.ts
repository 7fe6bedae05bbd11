// Label smoothing (Szegedy et al. 2016, "Rethinking the Inception Architecture", section 7): what a teacher without knowledge gives.
import { z } from 'zod';
import { crossEntropy } from '../../tensorflow/composed-operations.ts';
import { defineTerm } from '../term.ts';

export const labelSmoothing = defineTerm({
  title: 'cross-entropy with labels of which a share is spread over all classes',
  source: 'Szegedy et al. 2016, section 7: −Σ ((1 − ε) y + ε / K) · log softmax(z_s)',
  settings: {
    epsilon: z.number().min(0).max(1).default(0.1).describe('ε, the share; the paper uses 0.1'),
  },
  compute(ops, { epsilon }, { student, batch }) {
    const smoothed = ops.add(ops.mul(batch.labels, 1 - epsilon), epsilon / batch.task.outputs.length);
    return crossEntropy(ops, student.logits, smoothed);
  },
});
