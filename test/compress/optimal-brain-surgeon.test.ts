import { inverse, Matrix } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../host/artifact/random.ts';
import { CompressionSettingError, HessianTooLargeError } from '../../host/compress/compress-errors.ts';
import { computeHessianBlocks } from '../../host/compress/hessian-blocks.ts';
import { eliminate, invertDamped } from '../../host/compress/inverse-hessian.ts';
import { computeHessianDiagonal, pruneByOptimalBrainDamage } from '../../host/compress/optimal-brain-damage.ts';
import { pruneByOptimalBrainSurgeon } from '../../host/compress/optimal-brain-surgeon.ts';
import { countNonZero, pruneByMagnitude } from '../../host/compress/prune.ts';
import { selectSamples } from '../../host/dataset/dataset.ts';
import { requireUniform } from '../../host/dataset/preprocessing.ts';
import { softmax } from '../../host/network/logits.ts';
import type { Network, TrainedNetwork } from '../../host/network/network.ts';
import { digitsPerceptron, hasDigits, loadDigits, meanLoss, trainOnDigits } from '../support/digits.ts';
import { createTinyDataset, tinyNetwork } from '../support/tiny-dataset.ts';
import { makeRandomTrained } from '../support/trained-networks.ts';

const tiny = createTinyDataset();
const few = selectSamples(tiny.train, tiny.shape, [0, 1, 2, 3, 4, 5, 6]);
const data = { split: few, preprocessing: tiny.preprocessing };
const trained = makeRandomTrained(tinyNetwork, 2);

/** One dense layer on the pictures' 64 pixels: its Hessian has a closed form, x xᵀ ⊗ (diag(p) − p pᵀ). */
const linear: Network = {
  name: 'linear',
  inputShape: tiny.shape,
  layers: [{ type: 'dense', name: 'logits', units: 3, useBias: false }],
};

function linearHessian({ weights }: TrainedNetwork): Matrix {
  const kernel = weights.get('logits/kernel')!.data;
  const { scale } = requireUniform('this Hessian', tiny.preprocessing, 'take pictures');
  const hessian = Matrix.zeros(192, 192);
  for (let n = 0; n < few.ids.length; n++) {
    const x = Array.from(few.images.subarray(n * 64, (n + 1) * 64), (pixel) => pixel * scale);
    const p = softmax([0, 1, 2].map((c) => x.reduce((sum, value, i) => sum + value * kernel[3 * i + c], 0)));
    const curvature = [0, 1, 2].map((c) => [0, 1, 2].map((d) => (c === d ? p[c] : 0) - p[c] * p[d]));
    for (let a = 0; a < 192; a++) {
      for (let b = 0; b < 192; b++) {
        const entry = x[Math.floor(a / 3)] * x[Math.floor(b / 3)] * curvature[a % 3][b % 3];
        hessian.set(a, b, hessian.get(a, b) + entry / few.ids.length);
      }
    }
  }
  return hessian;
}

/** By definition, with a new dense inverse of what is left at every step (ml-matrix, LU). */
function surgeryByDefinition(start: readonly number[], hessian: Matrix, damping: number, deletions: number): number[] {
  const values = [...start];
  let left = values.map((_, i) => i);
  for (let step = 0; step < deletions; step++) {
    const inverted = inverse(Matrix.add(hessian, Matrix.eye(values.length).mul(damping)).selection(left, left));
    const saliencies = left.map((at, i) => values[at] ** 2 / (2 * inverted.get(i, i)));
    const q = saliencies.indexOf(Math.min(...saliencies));
    const size = values[left[q]] / inverted.get(q, q);
    for (const [i, at] of left.entries()) values[at] -= size * inverted.get(i, q);
    values[left[q]] = 0;
    left = left.filter((_, i) => i !== q);
  }
  return values;
}

describe('the inverse Hessian', () => {
  const random = createRandom(4);
  const factor = Matrix.zeros(6, 6).apply(function (i, j) {
    this.set(i, j, random.normal());
  });
  const matrix = factor.mmul(factor.transpose());
  const expectEqual = (actual: Float64Array, expected: number[]) => {
    for (const [i, value] of expected.entries()) expect(actual[i]).toBeCloseTo(value, 8);
  };

  it('is that of a dense computation, and after an elimination that of what is left', () => {
    const actual = invertDamped(Float64Array.from(matrix.to1DArray()), 0.1);
    const damped = Matrix.add(matrix, Matrix.eye(6).mul(0.1));
    expectEqual(actual, inverse(damped).to1DArray());
    eliminate(actual, 2);
    const left = [0, 1, 3, 4, 5];
    const expected = inverse(damped.selection(left, left));
    expectEqual(Float64Array.from(left.flatMap((i) => left.map((j) => actual[6 * i + j]))), expected.to1DArray());
    for (let i = 0; i < 6; i++) expect([actual[12 + i], actual[6 * i + 2]]).toEqual([0, 0]);
  });

  it('is refused where the matrix is not positive definite', () => {
    expect(() => invertDamped(Float64Array.of(1, 2, 2, 1), 1e-4)).toThrow(CompressionSettingError);
    expect(() => invertDamped(Float64Array.of(1, 2, 2, 1), 1e-4)).toThrow('damping is 0.0001: it must be larger');
  });
});

describe('the Gauss-Newton matrix', () => {
  it('is that of the closed form', async () => {
    const network = makeRandomTrained(linear, 6);
    const [block] = await computeHessianBlocks(network, data, 'network', 192);
    const expected = linearHessian(network).to1DArray();
    for (const [i, value] of block.matrix.entries()) expect(Math.abs(value - expected[i])).toBeLessThan(1e-6);
  });

  it('has the diagonal of optimal brain damage in blocks of any kind, which are cut from the whole', async () => {
    const diagonal = await computeHessianDiagonal(trained, data);
    const [whole] = await computeHessianBlocks(trained, data, 'network', 1000);
    const position = new Map(whole.parameters.map(({ weight, index }, i) => [`${weight} ${index}`, i]));
    for (const scope of ['network', 'layer', 'unit'] as const) {
      const blocks = await computeHessianBlocks(trained, data, scope, 1000);
      expect(blocks.length).toBe({ network: 1, layer: 3, unit: 11 }[scope]);
      for (const { parameters, matrix } of blocks) {
        const rows = parameters.map(({ weight, index }) => position.get(`${weight} ${index}`)!);
        for (const [i, { weight, index }] of parameters.entries()) {
          const h = diagonal.get(weight)?.[index];
          if (h !== undefined) expect(Math.abs(matrix[i * rows.length + i] - h)).toBeLessThan(1e-5);
          for (const [j, other] of rows.entries()) {
            const entry = whole.matrix[rows[i] * whole.parameters.length + other];
            expect(Math.abs(matrix[i * rows.length + j] - entry)).toBeLessThan(1e-5);
          }
        }
      }
    }
  });
});

describe('optimal brain surgeon', () => {
  it('deletes and moves what the definition does, step by step', async () => {
    const network = makeRandomTrained(linear, 6);
    const pruned = await pruneByOptimalBrainSurgeon(network, data, { sparsity: 20 / 192, damping: 1e-2 });
    const start = [...network.weights.get('logits/kernel')!.data];
    const expected = surgeryByDefinition(start, linearHessian(network), 1e-2, 20);
    const actual = pruned.weights.get('logits/kernel')!.data;
    for (const [i, value] of expected.entries()) expect(actual[i]).toBeCloseTo(value, 4);
    expect(countNonZero(pruned.weights)).toBe(172);
  });

  it.each(['network', 'layer', 'unit'] as const)(
    'keeps zeros exactly 0 in blocks by %s, round after round',
    async (blocks) => {
      const total = countNonZero(trained.weights);
      const start = { network: tinyNetwork, weights: pruneByMagnitude(trained.weights, 0.25) };
      const pruned = await pruneByOptimalBrainSurgeon(start, data, { sparsity: 0.5, rounds: 2, blocks });
      expect(countNonZero(pruned.weights)).toBe(total - Math.round(0.5 * total));
      for (const [name, { data: values }] of start.weights) {
        if (!name.endsWith('/kernel')) continue;
        for (const [i, value] of values.entries()) if (value === 0) expect(pruned.weights.get(name)!.data[i]).toBe(0);
      }
      const same = await pruneByOptimalBrainSurgeon(start, data, { sparsity: 0.1, blocks });
      expect(same.weights).toEqual(start.weights);
    },
  );

  it('refuses blocks that are too large, with what to do', async () => {
    const prune = (blocks: 'network' | 'layer') =>
      pruneByOptimalBrainSurgeon(trained, data, { sparsity: 0.5, blocks, limit: 300 });
    await expect(prune('network')).rejects.toThrow(HessianTooLargeError);
    await expect(prune('network')).rejects.toThrow(
      'network "tiny" has 379 weights, whose Hessian would have 379² entries; the limit is 300 weights: use blocks of',
    );
    await expect(prune('layer')).resolves.toBeDefined();
    await expect(pruneByOptimalBrainSurgeon(trained, data, { sparsity: 0.5, damping: 0 })).rejects.toThrow(
      'damping is 0: it must be a number above 0',
    );
  });
});

describe.skipIf(!hasDigits)('pruning an 8-wide perceptron of digits without retraining', () => {
  it('costs least by optimal brain surgeon, more by damage, most by magnitude', async () => {
    const all = await loadDigits();
    const thousand = Array.from({ length: 1000 }, (_, i) => i);
    const digits = { ...all, train: selectSamples(all.train, all.shape, thousand) };
    const network = digitsPerceptron(8);
    const start = await trainOnDigits(digits, network, { epochs: 100 });
    const loss = await meanLoss(start, digits.train, digits);
    const costOf = async (pruned: TrainedNetwork) => (await meanLoss(pruned, digits.train, digits)) - loss;
    const curvature = { split: digits.train, preprocessing: digits.preprocessing };
    for (const sparsity of [0.3, 0.4, 0.5, 0.6, 0.7]) {
      const byMagnitude = await costOf({ network, weights: pruneByMagnitude(start.weights, sparsity) });
      const byDamage = await costOf(await pruneByOptimalBrainDamage(start, curvature, sparsity));
      const bySurgeon = await costOf(await pruneByOptimalBrainSurgeon(start, curvature, { sparsity }));
      const tolerance = 1e-3; // of the cross-entropy: where next to nothing is lost, rounding and the labels' noise decide
      expect(bySurgeon, `at ${sparsity}`).toBeLessThan(byDamage + tolerance);
      expect(byDamage, `at ${sparsity}`).toBeLessThan(byMagnitude + tolerance);
      if (sparsity >= 0.5) expect(bySurgeon, `at ${sparsity}`).toBeLessThan(0.7 * byDamage);
    }
  });
});
