// Biased weight decay beside L2 on UCI digits, each tuned on the validation split with the same budget: which leaves more weights near zero
// at equal accuracy?
import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../host/dataset/dataset.ts';
import { composeLoss, type TermSpec } from '../../host/distill/compose-loss.ts';
import type { Weights } from '../../host/network/network.ts';
import { computeLogits } from '../../host/train/evaluate.ts';
import { trainNetwork } from '../../host/train/train.ts';
import { accuracy } from '../support/accuracy.ts';
import { digitsPerceptron, hasDigits, loadDigits } from '../support/digits.ts';

const network = digitsPerceptron(16);
const seeds = [1, 2, 3];
/** Four strengths each. */
const grids = {
  l2: [1e-4, 3e-4, 1e-3, 3e-3],
  'hyperbolic-decay': [3e-4, 1e-3, 3e-3, 1e-2],
  'exponential-decay': [3e-3, 1e-2, 2e-2, 3e-2],
  'weight-elimination': [3e-4, 1e-3, 2e-3, 3e-3],
} as const;
type Method = keyof typeof grids;

interface Outcome {
  readonly strength: number;
  /** Of the validation split, the mean over the seeds. */
  readonly accuracy: number;
  readonly nearZero: number;
}

/** The share of the kernels' weights below a twentieth of their root mean square: L2 shrinks all alike, which frees none. */
function shareNearZero(weights: Weights): number {
  const all = [...weights].flatMap(([name, { data }]) => (name.endsWith('/kernel') ? [...data] : []));
  const scale = Math.sqrt(all.reduce((sum, w) => sum + w * w, 0) / all.length);
  return all.filter((w) => Math.abs(w) < scale / 20).length / all.length;
}

async function train(digits: Dataset, method: Method, strength: number): Promise<Outcome> {
  const { train: split, validation, preprocessing } = digits;
  const decay = method === 'l2' ? [] : [{ type: method, weight: strength } satisfies TermSpec];
  const loss = composeLoss([{ type: 'labels' }, ...decay], { teachers: [], combine: 'logits' });
  const recipe = { epochs: 40, batchSize: 64, learningRate: 0.01, weightDecay: method === 'l2' ? strength : 0 };
  const means = { accuracy: 0, nearZero: 0 };
  for (const seed of seeds) {
    const trained = await trainNetwork({ network, split, preprocessing, loss, seed, ...recipe });
    const logits = await computeLogits(trained, validation.images, preprocessing);
    means.accuracy += accuracy(logits, validation.labels) / seeds.length;
    means.nearZero += shareNearZero(trained.weights) / seeds.length;
  }
  return { strength, ...means };
}

describe.skipIf(!hasDigits)('biased weight decay on digits', () => {
  it('leaves more weights near zero than L2 at equal accuracy', async () => {
    const digits = await loadDigits();
    const outcomes = new Map<Method, Outcome[]>();
    for (const method of Object.keys(grids) as Method[]) {
      const tried: Outcome[] = [];
      for (const strength of grids[method]) tried.push(await train(digits, method, strength));
      outcomes.set(method, tried);
    }
    // Equal: at most half a point below the best of L2.
    const bar = Math.max(...outcomes.get('l2')!.map((outcome) => outcome.accuracy)) - 0.005;
    const chosen = [...outcomes].map(([method, tried]) => {
      const equal = tried.filter((outcome) => outcome.accuracy >= bar).sort((a, b) => b.nearZero - a.nearZero);
      return { method, ...equal[0] };
    });
    console.table(chosen);
    const [l2, ...biased] = chosen;
    for (const { method, nearZero } of biased) expect(nearZero, method).toBeGreaterThan(1.2 * l2.nearZero);
  });
});
