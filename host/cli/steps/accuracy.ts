// How often the largest logit is at the label, and at the teacher's.

import { countCorrect } from '../../network/logits.ts';
import { type Proportion, proportionOf } from '../../validate/statistics.ts';
import type { ValidationResult } from '../../validate/validate.ts';
import { proportion } from '../format.ts';

/** Of logits [n, classes] for labels [n], with its interval. */
export function accuracyOf(logits: Float32Array | Int8Array, labels: Uint8Array): Proportion {
  return proportionOf(countCorrect(logits, labels), labels.length);
}

/** None where there is no teacher. */
export function agreementRow({ agreement }: Pick<ValidationResult, 'agreement'>): (readonly [string, string])[] {
  return agreement ? [['agreement', `${proportion(agreement)} with the teacher`]] : [];
}
