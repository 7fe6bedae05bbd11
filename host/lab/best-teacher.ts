// The one teacher of several that a student would have without an ensemble.
import { countCorrect } from '../network/logits.ts';
import { computeLogits } from '../train/evaluate.ts';
import type { LabTeacher, MethodContext } from './method.ts';
import { runnableTeachers } from './runnable-teachers.ts';

/** The most accurate on the validation split; the first of equals. @throws MethodOptionError where one cannot be run */
export async function findBestTeacher(
  method: string,
  { teachers, data: { validation, preprocessing }, signal }: Pick<MethodContext, 'teachers' | 'data' | 'signal'>,
): Promise<LabTeacher> {
  const correct: number[] = [];
  for (const network of runnableTeachers(method, teachers)) {
    const logits = await computeLogits(network, validation.images, preprocessing, signal);
    correct.push(countCorrect(logits, validation.labels));
  }
  return teachers[correct.indexOf(Math.max(...correct))];
}
