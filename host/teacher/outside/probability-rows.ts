// Which rows of numbers are probabilities: how far their sums may be from 1 (or from 100, for per cent) follows from the decimals they were
// written with.

/** How far sums may be off in any case: four decimals of a few classes, half-precision floats. */
const leastTolerance = 2e-3;
/** Sums further off are never taken for rounding: with one decimal, or hundreds of classes, anything could be. */
const mostTolerance = 0.05;
const mostDecimals = 4;

export interface ProbabilityRows {
  /** What a row sums to: 1, or 100 for per cent. */
  readonly whole: 1 | 100;
  /** Whether a row has no negative value and sums to the whole, up to rounding. */
  isDistribution(row: Float32Array): boolean;
}

/** The two ways to write probabilities, as they would be read in `rows`, [n, classes]. */
export function readingsOf(rows: Float32Array, classes: number): ProbabilityRows[] {
  const unit = findUnit(rows);
  return ([1, 100] as const).map((whole) => {
    // Each value is off by half a unit at most.
    const tolerance = Math.min(mostTolerance, Math.max(leastTolerance, (0.5001 * classes * unit) / whole));
    return {
      whole,
      isDistribution: (row) => row.every((value) => value >= 0) && Math.abs(sumOf(row) / whole - 1) <= tolerance,
    };
  });
}

/** What all values are multiples of: 1, 0.1, … 0.0001; 0 where they have more decimals. */
function findUnit(rows: Float32Array): number {
  for (let decimals = 0; decimals <= mostDecimals; decimals++) {
    const power = 10 ** decimals;
    // float32 keeps 2⁻²⁴ of a value.
    const isMultiple = (value: number) =>
      Math.abs(value * power - Math.round(value * power)) <= 2 ** -23 * Math.abs(value * power);
    if (rows.every(isMultiple)) return 1 / power;
  }
  return 0;
}

export function sumOf(row: Float32Array): number {
  return row.reduce((sum, value) => sum + value, 0);
}
