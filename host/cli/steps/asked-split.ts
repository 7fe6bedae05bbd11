// The splits a teacher runs on: the training split, which the student learns from, and the test split, on which both
// are evaluated.
import type { Dataset, Split } from '../../dataset/dataset.ts';
import { joinValues } from '../../dataset/sample-values.ts';

export function askedSplit({ train, test }: Dataset): Split {
  return {
    ids: Int32Array.from([...train.ids, ...test.ids]),
    images: joinValues(train.images, test.images),
    labels: Buffer.concat([train.labels, test.labels]),
  };
}
