// How often the largest logit is at the label.

import { countCorrect } from '../../network/logits.ts';
import { type Proportion, proportionOf } from '../../validate/statistics.ts';

/** Of logits [n, classes] for labels [n], with its interval. */
export function accuracyOf(logits: Float32Array | Int8Array, labels: Uint8Array): Proportion {
  return proportionOf(countCorrect(logits, labels), labels.length);
}
