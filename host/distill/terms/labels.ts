// The task's own loss with the labels, cross-entropy of a classification: what a student learns without a teacher.
import { defineTerm } from '../term.ts';

export const labels = defineTerm({
  title: 'cross-entropy with the labels',
  source: '−Σ y · log softmax(z_s)',
  detects: 'too',
  settings: {},
  compute: (ops, _settings, { student, batch }) => batch.task.loss(ops, student.logits, batch.labels),
});
