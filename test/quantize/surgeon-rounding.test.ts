import fc from 'fast-check';
import { inverse, Matrix } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../host/artifact/random.ts';
import { type RoundingProblem, roundBySurgeon, roundToNearest } from '../../host/quantize/surgeon-rounding.ts';

/** Inputs that `factors` random directions mix, so that they vary together, and a little of their own. */
function makeProblem(seed: number, { inputs = 4, units = 3, most = 7, factors = 2 } = {}): RoundingProblem {
  const random = createRandom(seed);
  const normal = (rows: number, columns: number) =>
    new Matrix(Array.from({ length: rows }, () => Array.from({ length: columns }, () => random.normal())));
  const mixing = normal(inputs, factors);
  const covariance = Matrix.add(mixing.mmul(mixing.transpose()), Matrix.eye(inputs).mul(0.05));
  return {
    weights: Float32Array.from({ length: inputs * units }, () => random.normal()),
    units,
    covariance: Float64Array.from(covariance.to1DArray()),
    most,
  };
}

const unitOf = (values: ArrayLike<number>, unit: number, units: number) =>
  Array.from({ length: values.length / units }, (_, input) => values[input * units + unit]);

function errorOf({ weights, units, covariance }: RoundingProblem, unit: number, rounded: readonly number[]): number {
  const difference = Matrix.columnVector(unitOf(weights, unit, units).map((w, i) => w - rounded[i]));
  const c = Matrix.from1DArray(rounded.length, rounded.length, covariance);
  return difference.transpose().mmul(c).mmul(difference).get(0, 0);
}

/** The least error of all roundings at a scale, unit by unit. */
function searchAll(problem: RoundingProblem, unit: number, scale: number): number {
  const inputs = problem.weights.length / problem.units;
  const values = Array.from({ length: 2 * problem.most + 1 }, (_, i) => (i - problem.most) * scale);
  let least = Number.POSITIVE_INFINITY;
  for (let n = 0; n < values.length ** inputs; n++) {
    const rounded = Array.from(
      { length: inputs },
      (_, i) => values[Math.floor(n / values.length ** i) % values.length],
    );
    least = Math.min(least, errorOf(problem, unit, rounded));
  }
  return least;
}

/** By definition, with a new dense inverse of what is left at every step (ml-matrix, LU), at the given scale; the largest weight stays ±most steps. */
function surgeryByDefinition(problem: RoundingProblem, unit: number, scale: number): number[] {
  const start = unitOf(problem.weights, unit, problem.units);
  const inputs = start.length;
  const c = Matrix.from1DArray(inputs, inputs, problem.covariance);
  const damped = Matrix.add(c, Matrix.eye(inputs).mul((0.01 * c.trace()) / inputs));
  const anchor = start.map(Math.abs).indexOf(Math.max(...start.map(Math.abs)));
  const values = [...start];
  let left = values.map((_, i) => i).sort((a, b) => c.get(b, b) - c.get(a, a));
  while (left.length > 0) {
    const [q, ...others] = left;
    const inverted = inverse(damped.selection(left, left));
    const nearest = Math.max(-problem.most, Math.min(problem.most, Math.round(values[q] / scale)));
    const rounded = scale * (q === anchor ? Math.sign(start[q]) * problem.most : nearest);
    for (const [i, at] of others.entries()) {
      values[at] -= ((values[q] - rounded) / inverted.get(0, 0)) * inverted.get(i + 1, 0);
    }
    values[q] = rounded;
    left = others;
  }
  return values;
}

const total = (values: Iterable<number>) => [...values].reduce((sum, value) => sum + value, 0);

describe('rounding by optimal brain surgeon', () => {
  it('does what the definition does, step by step', async () => {
    const problem = makeProblem(3, { inputs: 12, units: 5, factors: 4 });
    const { weights, errors, nearestErrors } = await roundBySurgeon(problem);
    let operated = 0;
    for (let unit = 0; unit < 5; unit++) {
      if (errors[unit] === nearestErrors[unit]) continue;
      operated++;
      const actual = unitOf(weights, unit, 5);
      const expected = surgeryByDefinition(problem, unit, Math.max(...actual.map(Math.abs)) / 7);
      for (const [i, value] of expected.entries()) expect(actual[i]).toBeCloseTo(value, 5);
    }
    expect(operated).toBeGreaterThanOrEqual(4);
  });

  it('finds the best of all roundings of four weights in half of the cases and, over all, at most 1.6 times its error', async () => {
    let [best, found, nearest, equal] = [0, 0, 0, 0];
    for (let seed = 0; seed < 60; seed++) {
      const problem = makeProblem(seed, { units: 1, most: 3 });
      const { weights, errors, nearestErrors } = await roundBySurgeon(problem);
      const least = searchAll(problem, 0, Math.max(...weights.map(Math.abs)) / 3);
      best += least;
      found += errors[0];
      nearest += nearestErrors[0];
      equal += Number(errors[0] < 1.0001 * least);
    }
    expect(found).toBeLessThan(1.6 * best);
    expect(found).toBeLessThan(0.5 * nearest);
    expect(equal).toBeGreaterThanOrEqual(30);
  });

  it('has less than half of the error of nearest steps where inputs vary together', async () => {
    const { errors, nearestErrors } = await roundBySurgeon(makeProblem(7, { inputs: 60, units: 20, factors: 10 }));
    expect(total(errors)).toBeLessThan(0.5 * total(nearestErrors));
  });

  it('is never worse than nearest steps, in any unit, and its errors are those of what it returns', async () => {
    const problems = fc.record({
      seed: fc.nat(1000),
      inputs: fc.integer({ min: 1, max: 8 }),
      units: fc.integer({ min: 1, max: 3 }),
      factors: fc.integer({ min: 1, max: 8 }),
      most: fc.constantFrom(1, 7, 127),
    });
    await fc.assert(
      fc.asyncProperty(problems, async ({ seed, ...shape }) => {
        const problem = makeProblem(seed, shape);
        const { weights, errors, nearestErrors } = await roundBySurgeon(problem);
        const nearest = roundToNearest(problem);
        for (let unit = 0; unit < shape.units; unit++) {
          expect(errors[unit]).toBeLessThanOrEqual(nearestErrors[unit]);
          expect(errors[unit]).toBeCloseTo(errorOf(problem, unit, unitOf(weights, unit, shape.units)), 8);
          expect(nearestErrors[unit]).toBeCloseTo(
            errorOf(problem, unit, unitOf(nearest.weights, unit, shape.units)),
            8,
          );
        }
      }),
      { seed: 1, numRuns: 100 },
    );
  });

  it('gives multiples of the scale that a unit’s largest weight has, so that rounding them again changes nothing', async () => {
    for (let seed = 0; seed < 40; seed++) {
      const problem = makeProblem(seed, { inputs: 9, units: 4 });
      const { weights } = await roundBySurgeon(problem);
      expect(roundToNearest({ ...problem, weights }).weights).toEqual(weights);
      for (let unit = 0; unit < 4; unit++) {
        const values = unitOf(weights, unit, 4);
        const scale = Math.max(...values.map(Math.abs)) / 7;
        for (const value of values) expect(Math.abs(value / scale - Math.round(value / scale))).toBeLessThan(1e-5);
      }
    }
  });

  it('moves nothing where inputs do not vary together: each weight goes to its nearest step', async () => {
    const problem = makeProblem(5, { inputs: 6, units: 2 });
    const covariance = problem.covariance.map((value, i) => (i % 7 === 0 ? value : 0));
    const { weights } = await roundBySurgeon({ ...problem, covariance });
    for (let unit = 0; unit < 2; unit++) {
      const [before, after] = [problem.weights, weights].map((values) => unitOf(values, unit, 2));
      const scale = Math.max(...after.map(Math.abs)) / 7;
      for (const [i, value] of after.entries()) {
        const nearest = scale * Math.max(-7, Math.min(7, Math.round(before[i] / scale)));
        expect(value).toBeCloseTo(nearest, 6);
      }
    }
  });

  it('takes inputs that never vary, and units of zeros', async () => {
    const still = { ...makeProblem(1), covariance: new Float64Array(16) };
    expect(await roundBySurgeon(still)).toEqual({
      ...roundToNearest(still),
      nearestErrors: new Float64Array(3),
    });
    const problem = makeProblem(1, { units: 1 });
    const { weights, errors } = await roundBySurgeon({ ...problem, weights: new Float32Array(4) });
    expect([...weights, ...errors]).toEqual([0, 0, 0, 0, 0]);
  });

  it('gives the same again, and leaves what it was given as it was', async () => {
    const [problem, copy] = [makeProblem(9, { inputs: 30 }), makeProblem(9, { inputs: 30 })];
    expect(await roundBySurgeon(problem)).toEqual(await roundBySurgeon(copy));
    expect(problem).toEqual(copy);
  });

  it('stops for its signal', async () => {
    const controller = new AbortController();
    const rounding = roundBySurgeon(makeProblem(1, { inputs: 64 }), controller.signal);
    controller.abort(new Error('enough'));
    await expect(rounding).rejects.toThrow('enough');
  });
});
