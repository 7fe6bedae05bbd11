// How often the largest logit is at the label.

import { argmax, type Proportion, proportionOf } from '../../validate/statistics.ts';

/** Of logits [n, classes] for labels [n], with its interval. */
export function accuracyOf(logits: Float32Array | Int8Array, labels: Uint8Array): Proportion {
  const classes = logits.length / labels.length;
  let right = 0;
  for (let i = 0; i < labels.length; i++) {
    if (argmax(logits.subarray(i * classes, (i + 1) * classes)) === labels[i]) right++;
  }
  return proportionOf(right, labels.length);
}
