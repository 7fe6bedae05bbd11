// No teacher at all: what every method is compared with.
import { hasSteps } from '../../network/network.ts';
import { growFromLabels } from '../grow-student.ts';
import { defineMethod } from '../method.ts';

export const scratch = defineMethod({
  title: 'the student from scratch, on the labels alone',
  source: 'the baseline of every comparison',
  listens: false,
  grows: true,
  detects: 'too',
  options: {},
  run: (context) =>
    hasSteps(context.network)
      ? growFromLabels(context)
      : context.train({ name: 'student', terms: [{ type: 'labels' }] }),
});
