// A data set for an image: samples of the shape that it takes, in as many classes as it tells apart.

import { RetortError } from '../../../proto/retort-error.ts';
import type { Dataset } from '../../dataset/dataset.ts';
import { classesOf, givesLabels, namesClass } from '../../image/head.ts';
import { taskOfImage } from '../../image/image-task.ts';
import type { StudentImage } from '../../image/student-image.ts';
import { asDetection, hasBoxes } from '../../task/detection.ts';

export class ForeignDataError extends RetortError {
  readonly code = 'CLI_INPUT_FOREIGN_DATA';
  readonly category = 'input';
  override readonly name = 'ForeignDataError';

  constructor(data: string, given: string, expected: string) {
    super(`${data} has ${given}, the image takes ${expected}: name the data set it was made for with --data`);
  }
}

/** Of a head that names classes or labels, or says boxes, their number too. @throws ForeignDataError */
export function requireSameForm({ name, shape, classes, task }: Dataset, image: StudentImage): void {
  const { input, head } = image;
  const detector = asDetection(taskOfImage(image));
  const counts = namesClass(head) || givesLabels(head) || detector || hasBoxes(task);
  const formOf = (sizes: readonly number[], count: number, boxes: boolean) =>
    `samples of ${sizes.join('×')}${counts ? ` ${boxes ? 'with boxes of' : 'in'} ${count} classes` : ''}`;
  const given = formOf(shape, classes.length, hasBoxes(task));
  const expected = formOf(input.shape, detector?.detection.classes.length ?? classesOf(head), detector !== undefined);
  if (given !== expected) throw new ForeignDataError(name, given, expected);
}
