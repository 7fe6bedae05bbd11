// `toAgreeWithTeacher`: how often the board names the teacher's class, shown to be at least a level.

import { grouped, percent } from '../../../proto/numbers.ts';
import { argmax } from '../../network/logits.ts';
import { type Proportion, proportionOf } from '../../validate/statistics.ts';
import { type Answers, rowOf, traceCommandOf } from '../answers.ts';
import { namedClasses } from './named-classes.ts';
import { oneEach } from './one-each.ts';
import { failed, passed, type Verdict } from './verdict.ts';

export interface AgreementLevel {
  /** A fraction. The whole 95 % interval must not lie below it: `value` judges the measured share alone. */
  readonly atLeast: number;
  /** What must reach the level: the interval's lower end (default), or the measured share. */
  readonly by?: 'lower end' | 'value';
}

/** @throws HilError where there is no teacher, or the student names no class */
export function teacherAgreement(answers: Answers, { atLeast, by = 'lower end' }: AgreementLevel): Verdict {
  const incomplete = oneEach(answers);
  if (!incomplete.pass) return incomplete;
  const { ids, teacher, student } = answers.samples;
  if (!teacher)
    return failed(
      'accuracy',
      `there are no teacher's outputs beside ${student.path}`,
      'next: put teacher-outputs.safetensors there, or name it: dataset({ teacherOutputs: FILE })',
    );
  const named = namedClasses(answers);
  const other = [...named.keys()].filter((row) => named[row] !== argmax(rowOf(teacher.logits, row, ids.length)));
  const agreement = proportionOf(ids.length - other.length, ids.length);
  const reached = by === 'value' ? agreement.value : agreement.low;
  const text = `${answers.board.url} agrees with the teacher on ${agreementText(agreement)}`;
  if (reached >= atLeast) return passed(`${text}, at least ${percent(atLeast)}`);
  const isTooFew = agreement.value >= atLeast;
  return failed(
    'accuracy',
    `${text}; ${by === 'value' ? 'that' : 'the lower end'} is below ${percent(atLeast)}`,
    ...(isTooFew ? [`the share itself is not below it: ask more samples, or say { by: 'value' }`] : []),
    `disagree: samples ${other.slice(0, 10).join(', ')}${other.length > 10 ? ', …' : ''}`,
    `reproduce: ${traceCommandOf(answers, other[0] ?? 0)}`,
  );
}

function agreementText({ count, total, value, low, high }: Proportion): string {
  return `${grouped(count)} of ${grouped(total)} samples, ${percent(value)} (95 % interval ${percent(low)} to ${percent(high)})`;
}
