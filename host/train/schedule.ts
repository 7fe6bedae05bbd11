// The learning rate over a run: an optional warm-up, and how it falls from its peak behind that. A function of the
// step's number alone, so that a resumed run continues with the same rates.

interface WarmUp {
  /** The fraction of the run, 0 … below 1, in which the rate rises linearly from a tenth of the peak; none where absent. */
  readonly warmUp?: number;
}

/** What follows the peak. Fractions are of the whole run, warm-up included. */
export type Schedule =
  /** A cosine with a warm-up of a fifth of the run: one cycle (Smith, Topin 2018) with the cooling along half a cosine. */
  | { readonly type: 'one-cycle' }
  | ({ readonly type: 'constant' } & WarmUp)
  /** Half a cosine from the peak towards 0 at the run's end (Loshchilov, Hutter 2017, equation 5, without restarts). */
  | ({ readonly type: 'cosine' } & WarmUp)
  /** Multiplied by `factor`, above 0 … 1, from each of the fractions `at` on, ascending in 0 … 1. */
  | ({ readonly type: 'step'; readonly at: readonly number[]; readonly factor: number } & WarmUp)
  /** Falls geometrically from the peak towards `end` times the peak, above 0 … 1, at the run's end. */
  | ({ readonly type: 'exponential'; readonly end: number } & WarmUp);

export const oneCycle: Schedule = { type: 'one-cycle' };

const startShare = 0.1;
const oneCycleWarmUp = 0.2;

/**
 * @param step from 0
 * @param peak the largest rate, which the warm-up ends with
 */
export function learningRateAt(step: number, totalSteps: number, peak: number, schedule: Schedule = oneCycle): number {
  const { warmUp = 0 } = schedule.type === 'one-cycle' ? { warmUp: oneCycleWarmUp } : schedule;
  const warmUpSteps = warmUp * totalSteps;
  if (step < warmUpSteps) return peak * (startShare + ((1 - startShare) * step) / warmUpSteps);
  const [cooled, coolingSteps] = [step - warmUpSteps, totalSteps - warmUpSteps];
  switch (schedule.type) {
    case 'constant':
      return peak;
    case 'one-cycle':
    case 'cosine':
      return (peak * (1 + Math.cos((Math.PI * cooled) / coolingSteps))) / 2;
    case 'step':
      return peak * schedule.factor ** schedule.at.filter((fraction) => step >= fraction * totalSteps).length;
    case 'exponential':
      return peak * schedule.end ** (cooled / coolingSteps);
  }
}
