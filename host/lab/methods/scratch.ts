// No teacher at all: what every method is compared with.
import { defineMethod } from '../method.ts';

export const scratch = defineMethod({
  title: 'the student from scratch, on the labels alone',
  source: 'the baseline of every comparison',
  listens: false,
  options: {},
  run: ({ train }) => train({ name: 'student', terms: [{ type: 'labels' }] }),
});
