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
  it('are there for labels, soft targets at T of 1, 4 and 20, and logit regression', () => {
    const terms = ['labels', 'soft-targets 1', 'soft-targets 4', 'soft-targets 20', 'logit-regression'];
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

function nameOf(term: TermSpec): string {
  return 'temperature' in term ? `${term.type} ${term.temperature}` : term.type;
}
