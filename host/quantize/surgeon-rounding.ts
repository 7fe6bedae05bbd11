// Rounds the weights of one least-squares problem by optimal brain surgeon's update (Hassibi, Stork 1993) with rounding in place of deletion
// (Frantar, Alistarh 2022, "Optimal Brain Compression", section 5; Frantar et al. 2022, "GPTQ"). Pure arithmetic; round-kernels.ts makes problems of layers.
import { setImmediate } from 'node:timers/promises';
import { eliminate, invertDamped } from '../compress/inverse-hessian.ts';
import { scaleOf, toNearestStep } from './weight-steps.ts';

/** Units that read the same inputs, each with its own bias, which stays free. */
export interface RoundingProblem {
  /** [inputs, units], row-major. */
  readonly weights: Float32Array;
  readonly units: number;
  /** Of the inputs, [inputs, inputs]: half the Hessian 2 X Xᵀ / n of a unit's mean squared error, its bias taken as what is best. */
  readonly covariance: Float64Array;
  /** Largest step in either direction: 7 for four bits. */
  readonly most: number;
}

export interface RoundedWeights {
  /** Multiples of each unit's scale, [inputs, units]; some weight of a unit that has any is ±most · scale. So its largest weight gives its scale. */
  readonly weights: Float32Array;
  /** Mean squared error of each unit's sums, [units]. */
  readonly errors: Float64Array;
}

export interface OperatedWeights extends RoundedWeights {
  /** What `roundToNearest` would have made. */
  readonly nearestErrors: Float64Array;
}

/** Of the mean variance of the inputs, added to each: what directions that the calibration set hardly has may move (GPTQ, section 3.3). */
const damping = 0.01;
/** In place of 0 where no input varies. */
const smallestDamping = 1e-12;
/** Columns between two looks at the signal. */
const columnsAtOnce = 16;

/** Each weight to the nearest step of the scale that its unit's largest weight gives. */
export function takeNearest(problem: Pick<RoundingProblem, 'weights' | 'units' | 'most'>): Float32Array {
  const weights = new Float32Array(problem.weights.length);
  for (let unit = 0; unit < problem.units; unit++) {
    const grid = wholeGrid(problem, unit);
    for (let i = unit; i < weights.length; i += problem.units) {
      weights[i] = valueAt(grid, toNearestStep(problem.weights[i], grid.scale, problem.most), problem.most);
    }
  }
  return weights;
}

/** As `takeNearest`. */
export function roundToNearest(problem: RoundingProblem): RoundedWeights {
  const weights = takeNearest(problem);
  return { weights, errors: measureErrors(problem, weights) };
}

/**
 * Rounds input by input, the one that varies most first, and moves every unit's weights of the inputs behind it by
 * −(w_q − round(w_q)) / [H⁻¹]_qq · H⁻¹e_q, H without the inputs before it: of all moves, the one that makes up best for the rounding. Scales
 * are those of least squared error of the weights; the weight that a scale comes from stays ±most steps. A unit is left as `roundToNearest` has it
 * where that has the smaller error: none is worse.
 *
 * For n inputs and u units: n³ multiplications for the inverse, which block everything else, n³ + u n² / 2 for the
 * rounding; n² float64 beside the covariance.
 * @throws the signal's reason when aborted
 */
export async function roundBySurgeon(problem: RoundingProblem, signal?: AbortSignal): Promise<OperatedWeights> {
  const nearest = roundToNearest(problem);
  const operated = await operate(problem, signal);
  const errors = measureErrors(problem, operated);
  for (let unit = 0; unit < problem.units; unit++) {
    if (errors[unit] < nearest.errors[unit]) continue;
    errors[unit] = nearest.errors[unit];
    for (let i = unit; i < operated.length; i += problem.units) operated[i] = nearest.weights[i];
  }
  return { weights: operated, errors, nearestErrors: nearest.errors };
}

async function operate(problem: RoundingProblem, signal?: AbortSignal): Promise<Float32Array> {
  const { weights, units, covariance, most } = problem;
  const inputs = weights.length / units;
  const variances = Float64Array.from({ length: inputs }, (_, i) => covariance[i * inputs + i]);
  const mean = variances.reduce((sum, variance) => sum + variance, 0) / inputs;
  const inverse = invertDamped(covariance, Math.max(damping * mean, smallestDamping));
  const order = Array.from(variances.keys()).sort((a, b) => variances[b] - variances[a] || a - b);
  const grids = Array.from({ length: units }, (_, unit) => chooseGrid(problem, unit));
  const moved = Float64Array.from(weights);
  const rounded = new Float32Array(weights.length);
  const steps = new Float64Array(units);
  const open = new Set(order);
  for (const [position, q] of order.entries()) {
    if (position % columnsAtOnce === 0) {
      await setImmediate();
      signal?.throwIfAborted();
    }
    for (const [unit, grid] of grids.entries()) {
      const at = q * units + unit;
      const step = q === grid.anchor ? Math.sign(weights[at]) * most : toNearestStep(moved[at], grid.scale, most);
      rounded[at] = valueAt(grid, step, most);
      steps[unit] = (moved[at] - rounded[at]) / inverse[q * inputs + q];
    }
    open.delete(q);
    for (const i of open) {
      const share = inverse[i * inputs + q];
      if (share === 0) continue;
      for (let unit = 0, at = i * units; unit < units; unit++, at++) moved[at] -= share * steps[unit];
    }
    eliminate(inverse, q);
  }
  return rounded;
}

/** The values that a unit's weights may have. */
interface Grid {
  /** `most` steps, a float32 value. */
  readonly largest: number;
  /** 1 for a unit of zeros, whose grid does not matter. */
  readonly scale: number;
  /** The input of its largest weight, which stays ±most steps; −1 for a unit of zeros. */
  readonly anchor: number;
}

/** Shares of the largest weight that are tried for the `most` steps: a smaller one clips a few weights and is finer for all others. */
const shares = Array.from({ length: 31 }, (_, i) => 1 - i * 0.02);

/** That of least squared error of the unit's weights, each rounded to the nearest step. */
function chooseGrid(problem: RoundingProblem, unit: number): Grid {
  const { weights, units, most } = problem;
  const whole = wholeGrid(problem, unit);
  if (whole.anchor < 0) return whole;
  let [best, least] = [whole, Number.POSITIVE_INFINITY];
  for (const share of shares) {
    const largest = Math.fround(share * whole.largest);
    const grid = { ...whole, largest, scale: scaleOf(largest, most) };
    let error = 0;
    for (let i = unit; i < weights.length; i += units) {
      error += (weights[i] - grid.scale * toNearestStep(weights[i], grid.scale, most)) ** 2;
    }
    if (error < least) [best, least] = [grid, error];
  }
  return best;
}

/** That which reaches to the unit's largest weight. */
function wholeGrid({ weights, units, most }: Pick<RoundingProblem, 'weights' | 'units' | 'most'>, unit: number): Grid {
  let [largest, anchor] = [0, -1];
  for (let i = unit, input = 0; i < weights.length; i += units, input++) {
    if (Math.abs(weights[i]) > largest) [largest, anchor] = [Math.abs(weights[i]), input];
  }
  return { largest, scale: anchor < 0 ? 1 : scaleOf(largest, most), anchor };
}

/** The largest is itself rather than a multiple that rounding may have moved: the scale is computed from it again. */
function valueAt({ largest, scale }: Grid, step: number, most: number): number {
  return Math.abs(step) === most ? Math.sign(step) * largest : Math.fround(step * scale);
}

/** (w − ŵ)ᵀ C (w − ŵ) of each unit. */
function measureErrors({ weights, units, covariance }: RoundingProblem, rounded: Float32Array): Float64Array {
  const inputs = weights.length / units;
  const errors = new Float64Array(units);
  const difference = new Float64Array(inputs);
  for (let unit = 0; unit < units; unit++) {
    for (let i = 0; i < inputs; i++) difference[i] = weights[i * units + unit] - rounded[i * units + unit];
    for (let i = 0; i < inputs; i++) {
      if (difference[i] === 0) continue;
      let sum = 0;
      for (let j = 0; j < inputs; j++) sum += covariance[i * inputs + j] * difference[j];
      errors[unit] += difference[i] * sum;
    }
  }
  return errors;
}
