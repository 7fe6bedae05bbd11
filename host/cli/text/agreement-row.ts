// The agreement between board and teacher, as a row of a summary.

import type { ValidationResult } from '../../validate/validate.ts';
import { proportion } from './format.ts';

/** Empty without a teacher. */
export function agreementRow({ agreement }: Pick<ValidationResult, 'agreement'>): (readonly [string, string])[] {
  return agreement ? [['agreement', `${proportion(agreement)} with the teacher`]] : [];
}
