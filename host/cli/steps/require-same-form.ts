// A data set for an image: samples of the shape that it takes, in as many classes as it tells apart.

import { isDeepStrictEqual } from 'node:util';
import { RetortError } from '../../../proto/retort-error.ts';
import type { Dataset } from '../../dataset/dataset.ts';
import { listFeatures } from '../../dataset/preprocessing.ts';
import { classesOf, givesLabels, namesClass } from '../../image/head.ts';
import { taskOfImage } from '../../image/image-task.ts';
import type { StudentImage } from '../../image/student-image.ts';
import { asDetection, hasBoxes } from '../../task/detection.ts';

export class ForeignDataError extends RetortError {
  readonly code = 'CLI_INPUT_FOREIGN_DATA';
  readonly category = 'input';
  override readonly name = 'ForeignDataError';

  constructor(data: string, given: string, expected: string) {
    super(`${data} has ${given}, but the image takes ${expected}: name the data set it was made for with --data`);
  }
}

/**
 * Rows of a table are of the image's features, in their order; pictures are for an image that has none.
 * @throws ForeignDataError
 */
export function requireSameFeatures({ name, preprocessing }: Dataset, { input }: StudentImage): void {
  const [given, expected] = [preprocessing, input.preprocessing].map((one) =>
    'features' in one ? one.features : undefined,
  );
  if (isDeepStrictEqual(given, expected)) return;
  const at = given?.findIndex((feature, i) => feature !== expected?.[i]) ?? -1;
  const say = (features: readonly string[] | undefined) =>
    features ? `the feature "${features[at]}" as number ${at + 1}` : 'no features of a table';
  if (given && expected && given.length === expected.length)
    throw new ForeignDataError(name, say(given), say(expected));
  const count = (features: readonly string[] | undefined) =>
    features ? `${features.length} features of a table, ${listFeatures(features)}` : say(features);
  throw new ForeignDataError(name, count(given), count(expected));
}

/** Of a head that names classes or labels, or says boxes, their number too. @throws ForeignDataError */
export function requireSameForm(dataset: Dataset, image: StudentImage): void {
  requireSameFeatures(dataset, image);
  const { name, shape, classes, task } = dataset;
  const { input, head } = image;
  const detector = asDetection(taskOfImage(image));
  const counts = namesClass(head) || givesLabels(head) || detector || hasBoxes(task);
  const formOf = (sizes: readonly number[], count: number, boxes: boolean) =>
    `samples of ${sizes.join('×')}${counts ? ` ${boxes ? 'with boxes of' : 'in'} ${count} classes` : ''}`;
  const given = formOf(shape, classes.length, hasBoxes(task));
  const expected = formOf(input.shape, detector?.detection.classes.length ?? classesOf(head), detector !== undefined);
  if (given !== expected) throw new ForeignDataError(name, given, expected);
}
