// What bit-exact means, for every command that says it.
import type { Prediction } from '../../proto/prediction.ts';
import { argmax } from '../network/logits.ts';

/** Whether all logits equal the integer reference's `expected` ([classes], int8), and the label is that of the largest. */
export function sameAsReference({ label, logits }: Pick<Prediction, 'label' | 'logits'>, expected: Int8Array): boolean {
  return (
    logits.length === expected.length && logits.every((logit, i) => logit === expected[i]) && label === argmax(expected)
  );
}
