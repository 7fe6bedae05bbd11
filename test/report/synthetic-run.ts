// A small made-up run for the tests of this folder: expectations for n samples of 3 classes and predictions that meet them.

import type { Expectations } from '../../host/validate/validate.ts';
import type { Prediction } from '../../proto/prediction.ts';

export const CLASSES = 3;

/** Sample ids are 100, 101, …; sample i is of class i mod 3, and everyone predicts it rightly. */
export function syntheticExpectations(count: number): Required<Omit<Expectations, 'meaning' | 'task'>> {
  const labels = Uint8Array.from({ length: count }, (_, i) => i % CLASSES);
  const referenceLogits = new Int8Array(count * CLASSES);
  const teacherLogits = new Float32Array(count * CLASSES);
  for (let i = 0; i < count; i++) {
    for (let c = 0; c < CLASSES; c++) {
      referenceLogits[i * CLASSES + c] = c === labels[i] ? 90 : -10 * c - (i % 7);
      teacherLogits[i * CLASSES + c] = c === labels[i] ? 8 : c;
    }
  }
  return { ids: Int32Array.from(labels, (_, i) => 100 + i), labels, classes: CLASSES, referenceLogits, teacherLogits };
}

export function perfectPredictions(expected: Expectations): Prediction[] {
  return Array.from(expected.ids, (sampleId, i) => ({
    sampleId,
    label: expected.labels[i],
    logits: expected.referenceLogits.slice(i * CLASSES, (i + 1) * CLASSES),
    cycles: 1_000 + (i % 5),
  }));
}

export async function* stream(predictions: Iterable<Prediction>): AsyncGenerator<Prediction> {
  yield* predictions;
}
