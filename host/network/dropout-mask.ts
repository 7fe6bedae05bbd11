// Dropout masks of our own: tfjs's seeded Dropout draws from a new generator at each call, so its mask repeats every step.
import { createRandom } from '../artifact/random.ts';

/**
 * 0 with probability `rate`, else 1/(1 − rate), so that the expected activation stays (Srivastava et al. 2014, section 10).
 * @param size number of activations in the batch
 */
export function drawDropoutMask(size: number, rate: number, seed: number): Float32Array {
  const random = createRandom(seed);
  const kept = 1 / (1 - rate);
  const mask = new Float32Array(size);
  for (let i = 0; i < size; i++) mask[i] = random.next() < rate ? 0 : kept;
  return mask;
}
