// McNemar's test of two classifiers on the same samples, exact and one-sided: has the second become worse?

export interface PairedCounts {
  /** Right before, wrong now. */
  readonly lost: number;
  /** Wrong before, right now. */
  readonly gained: number;
}

/**
 * The probability of losing at least `lost` of the samples whose answer changed, if losing and gaining were equally likely; 1 where nothing
 * changed. Source: McNemar, Psychometrika 12 (1947) 153–157, with the binomial distribution instead of χ², so that it holds for few samples too.
 * @example
 * probabilityOfLoss({ lost: 5, gained: 0 }) // 0.03125
 */
export function probabilityOfLoss({ lost, gained }: PairedCounts): number {
  const changed = lost + gained;
  if (!Number.isInteger(lost) || !Number.isInteger(gained) || lost < 0 || gained < 0)
    throw new RangeError(`the counts of changed samples must be whole and not negative, not ${lost} and ${gained}`);
  let sum = 0;
  let logChoose = 0; // of `changed` over k, counted from k = 0
  for (let k = 0; k <= changed; k++) {
    if (k >= lost) sum += Math.exp(logChoose - changed * Math.LN2);
    logChoose += Math.log((changed - k) / (k + 1));
  }
  return Math.min(1, sum);
}
