// What logits say: the class they name, the probabilities behind them, and how often they are right. Pure functions of arrays.

/** Index of the largest value, the first of equals: as the core's ARGMAX (docs/core.md). */
export function argmax(values: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i] > values[best]) best = i;
  return best;
}

/** p_i = exp(z_i / T) / Σ exp(z_j / T): the soft targets of Hinton et al. 2015, equation 1. */
export function softmax(logits: ArrayLike<number>, temperature = 1): Float64Array {
  const peak = logits[argmax(logits)];
  const powers = Float64Array.from(logits, (logit) => Math.exp((logit - peak) / temperature));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

/** Number of rows of `logits` [n, classes] whose largest value is at the label [n]. */
export function countCorrect(logits: Float32Array | Int8Array, labels: Uint8Array): number {
  const classes = logits.length / labels.length;
  let correct = 0;
  for (const [row, label] of labels.entries()) {
    if (argmax(logits.subarray(row * classes, (row + 1) * classes)) === label) correct++;
  }
  return correct;
}

/** The fraction of rows of `logits` [n, classes] whose largest value is at the label [n]. */
export function accuracy(logits: Float32Array | Int8Array, labels: Uint8Array): number {
  return countCorrect(logits, labels) / labels.length;
}
