// Warns before distillation if a teacher is not worth learning from.

import type { Dataset, Split } from '../../dataset/dataset.ts';
import { taskOf } from '../../task/task-of.ts';
import type { OutsideOutputs } from '../../teacher/outside/outside-teacher.ts';
import type { TeacherOutputs } from '../../teacher/teacher-outputs.ts';
import { type GuessingWarning, warnOfGuessing } from '../../validate/guessing.ts';
import type { Output } from '../output.ts';
import { accuracyOf } from './accuracy.ts';

/** A teacher's answers that fit the labels once its classes are put into another order. */
interface ClassOrderWarning {
  readonly kind: 'class-order';
  readonly model: 'teacher';
  readonly message: string;
}

export type TeacherWarning = GuessingWarning | ClassOrderWarning;

/** On the training split, which a student learns from, and on the test split. Each warning is noted. */
export async function warnOfTeacher(
  outputs: TeacherOutputs,
  dataset: Dataset,
  output: Output,
): Promise<TeacherWarning[]> {
  const { logitsOf } = await import('../../teacher/teacher-outputs.ts');
  const answered = ({ ids, labels }: Split) => ({ logits: logitsOf(outputs, ids), labels });
  const [train, test] = [answered(dataset.train), answered(dataset.test)];
  const warnings: TeacherWarning[] = isOutside(outputs)
    ? await warnOfOutsideTeacher(outputs, dataset, train, test)
    : warnOfGuessing({
        model: 'teacher',
        accuracy: accuracyOf(taskOf(dataset), test.logits, test.labels),
        labels: test.labels,
        task: taskOf(dataset),
      });
  for (const { message } of warnings) output.note(`warning: ${message}`);
  return warnings;
}

type Answered = { readonly logits: Float32Array; readonly labels: Uint8Array };

async function warnOfOutsideTeacher(
  outputs: OutsideOutputs,
  dataset: Dataset,
  train: Answered,
  test: Answered,
): Promise<TeacherWarning[]> {
  const { describeClassOrder, diagnoseOutputs } = await import('../../teacher/outside/diagnose-outputs.ts');
  const judge = (where: string, { logits, labels }: Answered, other: string) => {
    const accuracy = accuracyOf(taskOf(dataset), logits, labels);
    const advice = `${other}${diagnoseOutputs(outputs, dataset, train)}`;
    return warnOfGuessing({ model: `teacher on the ${where} split`, accuracy, labels, task: taskOf(dataset), advice });
  };
  const [training, testing] = [judge('training', train, ''), judge('test', test, '')];
  if (training.length > 0 && testing.length > 0) return testing;
  const alone =
    'on the other split it does better, so either the rows are in another order or the teacher has memorized: ';
  if (training.length > 0) return judge('training', train, alone);
  if (testing.length > 0) return judge('test', test, alone);
  const order = describeClassOrder(train, dataset.classes);
  return order === undefined ? [] : [{ kind: 'class-order', model: 'teacher', message: `the teacher: ${order}` }];
}

function isOutside(outputs: TeacherOutputs): outputs is OutsideOutputs {
  return outputs.outside !== undefined;
}
