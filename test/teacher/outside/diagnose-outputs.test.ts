import { describe, expect, it } from 'vitest';
import { createDataset, type Dataset } from '../../../host/dataset/dataset.ts';
import { describeClassOrder, diagnoseOutputs } from '../../../host/teacher/outside/diagnose-outputs.ts';
import type { OutsideOutputs } from '../../../host/teacher/outside/outside-teacher.ts';

const labels = Uint8Array.from({ length: 30 }, (_, i) => i % 3);
const samples = { images: new Uint8Array(30), labels };
const shape = [1, 1, 1] as const;
const classes = ['ant', 'bee', 'cat'];
const dataset: Dataset = createDataset('insects', {
  shape,
  classes,
  train: samples,
  validation: samples,
  test: samples,
});

/** Of a teacher that says `said(i)` for sample i. */
const answering = (said: (sample: number) => number) => {
  const logits = new Float32Array(90);
  for (let i = 0; i < 30; i++) logits[3 * i + said(i)] = 1;
  return { logits, labels };
};
const outputsOf = (outside: Partial<OutsideOutputs['outside']>): OutsideOutputs => ({
  ids: dataset.train.ids,
  logits: new Float32Array(90),
  classes: 3,
  teacherDigest: 'd',
  datasetDigest: dataset.digest,
  outside: { source: 'teacher', kind: 'npy', output: 'logits', ...outside },
});

describe('what is wrong with a teacher from outside', () => {
  it('is the order of its classes where each class is answered by another', () => {
    const order =
      'its classes are in another order (for "ant" it outputs "bee", for "bee" it outputs "cat", for "cat" it outputs "ant"): reorder its columns to match the data set, ant, bee, cat';
    expect(
      diagnoseOutputs(
        outputsOf({}),
        dataset,
        answering((i) => (i + 1) % 3),
      ),
    ).toBe(order);
    expect(
      describeClassOrder(
        answering((i) => [1, 0, 2][i % 3]),
        classes,
      ),
    ).toContain('(for "ant" it outputs "bee", for "bee" it outputs "ant")');
    expect(
      describeClassOrder(
        answering((i) => i % 3),
        classes,
      ),
    ).toBeUndefined();
  });

  it('is what a model is fed, or the rows of a file, where it always says the same', () => {
    const fed = outputsOf({ kind: 'saved-model', preprocessing: { scale: 1 / 255, offset: 0 } });
    expect(
      diagnoseOutputs(
        fed,
        dataset,
        answering(() => 2),
      ),
    ).toBe(
      'it always names "cat": check its input scaling (--teacher-scale, --teacher-offset; now pixel · 0.003922 + 0)',
    );
    expect(
      diagnoseOutputs(
        outputsOf({}),
        dataset,
        answering(() => 2),
      ),
    ).toBe(
      'it always names "cat": check the order of the rows in the npy file (the training samples in the data set\'s order, then the test samples)',
    );
  });

  it('may be either where it says anything', () => {
    expect(
      diagnoseOutputs(
        outputsOf({}),
        dataset,
        answering((i) => ((i * i) >> 2) % 3),
      ),
    ).toBe(
      "check the order of the rows in the npy file (the training samples in the data set's order, then the test samples) and the order of its classes (ant, bee, cat)",
    );
  });
});
