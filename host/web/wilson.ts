// A proportion's interval as the page shows it. Imports nothing, for the page runs it too.

/** How many of how many. */
export interface Count {
  readonly count: number;
  readonly total: number;
}

/** Of the standard normal distribution, for 95 %. */
const z = 1.959963984540054;

/**
 * Wilson's 95 % score interval of count / total; undefined for a total of 0.
 * Source: Wilson, J. Am. Stat. Assoc. 22 (1927) 209–212.
 */
export function wilsonInterval({
  count,
  total,
}: Count): { readonly value: number; readonly low: number; readonly high: number } | undefined {
  if (total === 0) return undefined;
  const value = count / total;
  const scale = 1 + z ** 2 / total;
  const centre = (value + z ** 2 / (2 * total)) / scale;
  const half = (z / scale) * Math.sqrt((value * (1 - value)) / total + z ** 2 / (4 * total ** 2));
  return { value, low: count === 0 ? 0 : centre - half, high: count === total ? 1 : centre + half };
}

/** The sum of the last `window` of `counts`. */
export function sumOfLast(counts: readonly Count[], window: number): Count {
  let [count, total] = [0, 0];
  for (const one of counts.slice(-window)) {
    count += one.count;
    total += one.total;
  }
  return { count, total };
}
