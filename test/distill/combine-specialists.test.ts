import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { combineWithSpecialists } from '../../host/distill/combine-specialists.ts';

describe('equation 5 of a generalist and its specialists', () => {
  const log = (p: readonly number[]) => p.map(Math.log);

  /** KL(p_g ‖ q) + Σ_m KL(p_m ‖ q), term by term as the paper writes it. */
  function divergence(
    q: readonly number[],
    p: readonly number[],
    said: readonly { field: readonly number[]; p: readonly number[] }[],
  ) {
    const kl = (a: readonly number[], b: readonly number[]) =>
      a.reduce((sum, v, i) => sum + (v > 0 ? v * Math.log(v / b[i]) : 0), 0);
    const coarse = (field: readonly number[]) => [
      ...field.map((c) => q[c]),
      q.reduce((sum, v, c) => sum + (field.includes(c) ? 0 : v), 0),
    ];
    return kl(p, q) + said.reduce((sum, one) => sum + kl(one.p, coarse(one.field)), 0);
  }

  it('with one specialist of one class has the closed form q = (p_g + p_m) / 2 in the field, the rest in proportion', () => {
    const logits = combineWithSpecialists(Float32Array.from(log([0.5, 0.3, 0.2])), 3, [
      { classes: [0], logits: Float32Array.from(log([0.7, 0.3])) },
    ]);
    // Of 1 − q_0 = 0.4 each other class keeps the generalist's proportion, 3 : 2.
    for (const [c, q] of [0.6, 0.24, 0.16].entries()) expect(Math.exp(logits[c])).toBeCloseTo(q, 6);
  });

  it('asks only specialists of the generalist’s most probable class', () => {
    const p = Float32Array.from(log([0.5, 0.3, 0.2]));
    const alone = combineWithSpecialists(p, 3, [{ classes: [1, 2], logits: Float32Array.of(9, 0, 0) }]);
    for (const [c, logit] of alone.entries()) expect(logit).toBeCloseTo(p[c], 6);
  });

  it('is minimized as well as by an independent search', () => {
    const weights = (n: number) =>
      fc.array(fc.double({ min: 0.02, max: 1, noNaN: true }), { minLength: n, maxLength: n });
    const normalize = (w: readonly number[]) => w.map((v) => v / w.reduce((a, b) => a + b, 0));
    fc.assert(
      fc.property(weights(4), weights(3), weights(4), (g, first, second) => {
        const p = normalize([g[0] + 2, ...g.slice(1)]); // class 0 on top, so that both specialists are asked
        const said = [
          { field: [0, 2], p: normalize(first) },
          { field: [0, 1, 3], p: normalize(second) },
        ];
        const logits = combineWithSpecialists(
          Float32Array.from(log(p)),
          4,
          said.map((one) => ({ classes: one.field, logits: Float32Array.from(log(one.p)) })),
        );
        const q = [...logits].map(Math.exp);
        expect(q.reduce((a, b) => a + b)).toBeCloseTo(1, 5);
        const found = searchMinimum((candidate) => divergence(candidate, p, said));
        for (const [c, value] of q.entries()) expect(value).toBeCloseTo(found[c], 3);
        expect(divergence(q, p, said)).toBeLessThan(divergence(found, p, said) + 1e-6);
      }),
      { seed: 1, numRuns: 25 },
    );
  });

  it('stays finite where somebody is certain', () => {
    const logits = combineWithSpecialists(Float32Array.of(2000, 0, -2000), 3, [
      { classes: [0, 1], logits: Float32Array.of(-3000, 3000, 0) },
    ]);
    expect([...logits].every(Number.isFinite)).toBe(true);
    expect(Math.exp(logits[0])).toBeCloseTo(0.5, 5);
    expect(Math.exp(logits[1])).toBeCloseTo(0.5, 5);
  });
});

/** Coordinate search over z of softmax(z) with halving steps: no gradient, nothing of the code under test. */
function searchMinimum(value: (q: readonly number[]) => number): number[] {
  const z = [0, 0, 0, 0];
  const at = () => {
    const powers = z.map(Math.exp);
    return powers.map((power) => power / powers.reduce((a, b) => a + b, 0));
  };
  let best = value(at());
  for (let step = 1; step > 1e-7; ) {
    let improved = false;
    for (let c = 0; c < z.length; c++) {
      for (const sign of [1, -1]) {
        z[c] += sign * step;
        const tried = value(at());
        if (tried < best) [best, improved] = [tried, true];
        else z[c] -= sign * step;
      }
    }
    if (!improved) step /= 2;
  }
  return at();
}
