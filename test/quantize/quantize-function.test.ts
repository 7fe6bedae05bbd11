import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quantizeFunction, step, swish } from '../../host/quantize/quantize-function.ts';
import type { ActivationTensor, QuantizedNetwork, QuantizedOperation } from '../../host/quantize/quantized-network.ts';
import { createReference } from '../../host/reference/reference.ts';

const tensor = (name: string, channels: number, scale = 1, zeroPoint = 0): ActivationTensor => ({
  name,
  shape: [1, 1, channels],
  scale: Math.fround(scale),
  zeroPoint,
});

const anyTensor = fc.record({
  scale: fc.double({ min: 1e-3, max: 10, noNaN: true }),
  zeroPoint: fc.integer({ min: -128, max: 127 }),
});

describe('quantizeFunction', () => {
  it('is the nearest step of the function at each of the 256 inputs, or the nearest that int8 holds', () => {
    fc.assert(
      fc.property(anyTensor, anyTensor, fc.constantFrom(1, 1.5), (from, to, beta) => {
        const [input, output] = [tensor('in', 1, from.scale, from.zeroPoint), tensor('out', 1, to.scale, to.zeroPoint)];
        const evaluate = swish(beta);
        for (const [i, q] of quantizeFunction(evaluate, input, output).entries()) {
          const real = evaluate((i - 128 - input.zeroPoint) * input.scale);
          const [lowest, highest] = [-128, 127].map((end) => (end - output.zeroPoint) * output.scale);
          const wanted = Math.min(highest, Math.max(lowest, real));
          expect(Math.abs((q - output.zeroPoint) * output.scale - wanted)).toBeLessThanOrEqual(output.scale * 0.500001);
        }
      }),
      { numRuns: 300, seed: 3 },
    );
  });

  it('rounds halves away from zero and saturates', () => {
    const table = quantizeFunction((x) => x / 2, tensor('in', 1), tensor('out', 1));
    expect([125, 126, 127, 128, 129, 130, 131].map((i) => table[i])).toEqual([-2, -1, -1, 0, 1, 1, 2]);
    const steep = quantizeFunction((x) => 100 * x, tensor('in', 1), tensor('out', 1));
    expect([steep[0], steep[127], steep[128], steep[129], steep[255]]).toEqual([-128, -100, 0, 100, 127]);
  });

  it('knows swish: β·x·σ(x)', () => {
    expect(swish(1.5)(0)).toBe(0);
    expect(swish(1.5)(2)).toBeCloseTo((1.5 * 2) / (1 + Math.exp(-2)), 12);
    expect(swish(1)(-1000)).toBeCloseTo(0, 12);
  });
});

type Tree = { leaf: number } | { feature: number; threshold: number; low: Tree; high: Tree };

const tree: Tree = {
  feature: 0,
  threshold: 3,
  low: {
    feature: 1,
    threshold: 1,
    low: { leaf: 0 },
    high: { feature: 2, threshold: 5, low: { leaf: 1 }, high: { leaf: 2 } },
  },
  high: {
    feature: 2,
    threshold: 2,
    low: { feature: 0, threshold: 6, low: { leaf: 3 }, high: { leaf: 4 } },
    high: { leaf: 5 },
  },
};

function descend(node: Tree, sample: readonly number[]): number {
  if ('leaf' in node) return node.leaf;
  return descend(sample[node.feature] > node.threshold ? node.high : node.low, sample);
}

/** Which way each decision must go for each leaf: +1 high, −1 low, 0 where it does not matter. */
function listPaths(node: Tree, decisions: Exclude<Tree, { leaf: number }>[], path: readonly number[] = []): number[][] {
  if ('leaf' in node) return [[...path]];
  const at = decisions.push(node) - 1;
  const turn = (way: number) => [...path, ...new Array(at - path.length).fill(0), way];
  return [...listPaths(node.low, decisions, turn(-1)), ...listPaths(node.high, decisions, turn(1))];
}

/** Two layers of steps: the decisions, then which leaf all of its decisions lead to. All scales are 1. */
function treeNetwork(): QuantizedNetwork {
  const decisions: Exclude<Tree, { leaf: number }>[] = [];
  const paths = listPaths(tree, decisions);
  const names = ['input', 'margins', 'decisions', 'counts', 'leaves'];
  const sizes = [3, decisions.length, decisions.length, paths.length, paths.length];
  const tensors = new Map(names.map((name, i) => [name, tensor(name, sizes[i])]));
  const dense = (output: string, input: string, rows: readonly (readonly number[])[], bias: number[]) => ({
    operator: 'FULLY_CONNECTED' as const,
    name: output,
    inputs: [input],
    output,
    weights: Int8Array.from(rows.flat()),
    weightScales: new Float32Array(rows.length).fill(1),
    bias: Int32Array.from(bias),
    activation: 'NONE' as const,
  });
  const steps = (output: string, input: string): QuantizedOperation => ({
    operator: 'TABLE',
    name: output,
    inputs: [input],
    output,
    table: quantizeFunction(step, tensors.get(input)!, tensors.get(output)!),
  });
  const rowOf = (path: readonly number[]) => decisions.map((_, i) => path[i] ?? 0);
  return {
    name: 'tree',
    input: 'input',
    output: 'leaves',
    tensors,
    operations: [
      dense(
        'margins',
        'input',
        decisions.map(({ feature }) => [0, 1, 2].map((i) => (i === feature ? 1 : 0))),
        decisions.map(({ threshold }) => -threshold),
      ),
      steps('decisions', 'margins'),
      // 1 where every decision goes the leaf's way, 0 or less elsewhere.
      dense(
        'counts',
        'decisions',
        paths.map(rowOf),
        paths.map((path) => 1 - path.filter((way) => way === 1).length),
      ),
      steps('leaves', 'counts'),
    ],
  };
}

describe('a decision tree as fully connected layers and steps', () => {
  it('reaches the same leaf as the tree for every sample of its domain', () => {
    const reference = createReference(treeNetwork());
    for (let i = 0; i < 8 ** 3; i++) {
      const sample = [i & 7, (i >> 3) & 7, i >> 6];
      const leaf = descend(tree, sample);
      expect([...reference.run(Int8Array.from(sample))]).toEqual([0, 1, 2, 3, 4, 5].map((l) => (l === leaf ? 1 : 0)));
    }
  });
});
