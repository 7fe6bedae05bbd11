// What logits say: the class they name and the probabilities behind them. Pure functions of arrays.

/** Index of the largest value, the first of equals: as the core's ARGMAX (docs/core.md). */
export function argmax(values: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i] > values[best]) best = i;
  return best;
}

/**
 * p_i = exp(z_i / T) / Σ exp(z_j / T): the soft targets of Hinton et al. 2015, equation 1; float64 [classes].
 * @param logits [classes], of one sample
 * @example
 * import { softmax } from 'retort-fpga/train';
 *
 * console.log(softmax([2, 1, -1], 4));
 */
export function softmax(logits: ArrayLike<number>, temperature = 1): Float64Array {
  const peak = logits[argmax(logits)];
  const powers = Float64Array.from(logits, (logit) => Math.exp((logit - peak) / temperature));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}
