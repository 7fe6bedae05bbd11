// Our loss terms against PyTorch's: golden/losses.json, made anew by golden/make_golden.py.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { TermSpec } from '../../host/distill/compose-loss.ts';
import { evaluateLoss } from '../support/loss-batch.ts';

interface GoldenCase {
  readonly name: string;
  /** [batch][classes] */
  readonly student: number[][];
  readonly teacher: number[][];
  readonly labels: number[];
  readonly losses: readonly { readonly term: TermSpec; readonly value: number; readonly gradient: number[][] }[];
}

const path = new URL('golden/losses.json', import.meta.url);
const { cases }: { cases: readonly GoldenCase[] } = JSON.parse(readFileSync(path, 'utf8'));
/** Of the size of what is compared, since our terms are computed in float32. */
const tolerance = 1e-5;
const largest = (values: readonly number[]) => Math.max(1, ...values.map(Math.abs));

describe('value and gradient of the loss terms, as PyTorch computes them in float64,', () => {
  it('are there for labels, soft targets, logit regression, DKD and DIST, each part alone, and for standardized logits', () => {
    const terms = [
      'labels',
      'soft-targets, temperature 1',
      'soft-targets, temperature 4',
      'soft-targets, temperature 20',
      'logit-regression',
      'soft-targets, temperature 1, standardize true',
      'soft-targets, temperature 2, standardize true',
      'dkd, alpha 1, beta 0, temperature 1',
      'dkd, alpha 0, beta 1, temperature 1',
      'dkd, alpha 1, beta 8, temperature 4',
      'dkd, alpha 1, beta 8, temperature 2, standardize true',
      'dist, beta 1, gamma 0, temperature 1',
      'dist, beta 0, gamma 1, temperature 1',
      'dist, beta 2, gamma 2, temperature 4',
    ];
    expect(cases).toHaveLength(3);
    for (const { losses } of cases) expect(losses.map(({ term }) => nameOf(term))).toEqual(terms);
  });

  for (const { name, student, teacher, labels, losses } of cases) {
    for (const { term, value, gradient } of losses) {
      it(`are ours to 1e-5: ${nameOf(term)}, ${name}`, () => {
        const ours = evaluateLoss([term], { student, teachers: [teacher], labels });
        const temperature = 'temperature' in term ? (term.temperature ?? 1) : 1;
        // Log probabilities around 1 are rounded to 2^-24 each, and their difference is multiplied by T².
        const rounding = temperature ** 2 * 2 ** -23;
        expect(Math.abs(ours.terms[term.type] - value)).toBeLessThan(tolerance * largest([value]) + rounding);
        const limit = tolerance * largest(gradient.flat());
        for (const [i, z] of ours.gradient.flat().entries()) {
          expect(Math.abs(z - gradient.flat()[i])).toBeLessThan(limit);
        }
      });
    }
  }
});

function nameOf({ type, ...settings }: TermSpec): string {
  return [type, ...Object.entries(settings).map(([name, value]) => `${name} ${value}`)].join(', ');
}
