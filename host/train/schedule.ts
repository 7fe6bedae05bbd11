// The learning rate over a run: one cycle of warming up and cooling down (Smith, Topin 2018), the cooling along a cosine.

const warmUpShare = 0.2;
const startShare = 0.1;

/**
 * Rises linearly from a tenth of `peak` over the first fifth of the run, then falls along half a cosine towards 0.
 * @param step from 0
 */
export function learningRateAt(step: number, totalSteps: number, peak: number): number {
  const warmUpSteps = warmUpShare * totalSteps;
  if (step < warmUpSteps) return peak * (startShare + ((1 - startShare) * step) / warmUpSteps);
  return (peak * (1 + Math.cos((Math.PI * (step - warmUpSteps)) / (totalSteps - warmUpSteps)))) / 2;
}
