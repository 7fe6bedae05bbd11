// A data set for an image: samples of the shape that it takes, in as many classes as it tells apart.

import { RetortError } from '../../../proto/retort-error.ts';
import type { Dataset } from '../../dataset/dataset.ts';
import { classesOf, givesLabels, namesClass } from '../../image/head.ts';
import type { StudentImage } from '../../image/student-image.ts';

export class ForeignDataError extends RetortError {
  readonly code = 'CLI_INPUT_FOREIGN_DATA';
  readonly category = 'input';
  override readonly name = 'ForeignDataError';

  constructor(data: string, given: string, expected: string) {
    super(`${data} has ${given}, the image takes ${expected}: name the data set it was made for with --data`);
  }
}

/** Of a head that names classes or labels, their number too. @throws ForeignDataError */
export function requireSameForm({ name, shape, classes }: Dataset, { input, head }: StudentImage): void {
  const counts = namesClass(head) || givesLabels(head);
  const formOf = (sizes: readonly number[], count: number) =>
    `samples of ${sizes.join('×')}${counts ? ` in ${count} classes` : ''}`;
  const [given, expected] = [formOf(shape, classes.length), formOf(input.shape, classesOf(head))];
  if (given !== expected) throw new ForeignDataError(name, given, expected);
}
