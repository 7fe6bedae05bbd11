// The class that the board names for each sample, for matchers that judge classes.
import type { Prediction } from '../../../proto/prediction.ts';
import { classOf, describeHead, namesClass } from '../../image/head.ts';
import { type Answers, byRow } from '../answers.ts';
import { HilError } from '../failure-class.ts';

/** In the order of the samples, each of which has its answer. @throws HilError where the student names no class */
export function namedClasses(answers: Answers): number[] {
  const { image, path } = answers.samples.student;
  if (!namesClass(image.head))
    throw new HilError(
      'accuracy',
      `${path} names no class: its output is ${describeHead(image.head)}; compare it with toBeBitExact() only`,
    );
  return byRow(answers).map((prediction) => classOf(image, prediction as Prediction)!);
}
