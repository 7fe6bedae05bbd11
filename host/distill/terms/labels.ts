// Cross-entropy with the labels: what a student learns without a teacher.
import { crossEntropy } from '../../train/loss.ts';
import { defineTerm } from '../term.ts';

export const labels = defineTerm({
  title: 'cross-entropy with the labels',
  source: '−Σ y · log softmax(z_s)',
  settings: {},
  compute: (ops, _settings, { student, batch }) => crossEntropy(ops, student.logits, batch.labels),
});
