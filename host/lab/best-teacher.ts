// The one teacher of several that a student would have without an ensemble.
import { scoreOutputs } from '../task/task.ts';
import { taskOf } from '../task/task-of.ts';
import { computeLogits } from '../train/evaluate.ts';
import type { LabTeacher, MethodContext } from './method.ts';
import { runnableTeachers } from './runnable-teachers.ts';

/** The one with the best score on the validation split; the first of equals. @throws MethodOptionError where one cannot be run */
export async function findBestTeacher(
  method: string,
  { teachers, data, signal }: Pick<MethodContext, 'teachers' | 'data' | 'signal'>,
): Promise<LabTeacher> {
  const { validation, preprocessing } = data;
  const scores: number[] = [];
  for (const network of runnableTeachers(method, teachers)) {
    const logits = await computeLogits(network, validation.images, preprocessing, signal);
    scores.push(scoreOutputs(taskOf(data), logits, validation.labels).value);
  }
  return teachers[scores.indexOf(Math.max(...scores))];
}
