import { describe, expect, it } from 'vitest';
import { createRandom } from '../../host/artifact/random.ts';
import { growTree } from '../../host/tree/grow-tree.ts';
import { decisionsOf, depthOf, descend, isLeaf, leavesOf, type Tree } from '../../host/tree/tree.ts';

/** Pixels in a few values, so that many thresholds part nothing, and two outputs that follow from them with noise. */
function drawProblem(rows: number, features: number, seed: number) {
  const random = createRandom(seed);
  const samples = Uint8Array.from({ length: rows * features }, () => 17 * random.integer(16));
  const targets = Float32Array.from({ length: rows * 2 }, (_, i) => {
    const at = Math.floor(i / 2) * features;
    const signal = i % 2 === 0 ? samples[at] - samples[at + 2] : 3 * samples[at + 1];
    return signal / 50 + random.normal();
  });
  return { samples, targets };
}

/** The sum over the outputs of the squared distances to their mean. */
function variationOf(targets: Float32Array, rows: readonly number[], outputs = 2): number {
  let sum = 0;
  for (let k = 0; k < outputs; k++) {
    const mean = rows.reduce((total, row) => total + targets[row * outputs + k], 0) / rows.length;
    for (const row of rows) sum += (targets[row * outputs + k] - mean) ** 2;
  }
  return sum;
}

/** CART by the book, apart from grow-tree.ts: every feature, every threshold, the variation of both parts from scratch; depth first. */
function growByBruteForce(
  { samples, targets }: ReturnType<typeof drawProblem>,
  features: number,
  rows: readonly number[],
  depth: number,
): Tree {
  const whole = variationOf(targets, rows);
  let best = { variation: whole * (1 - 1e-9), feature: -1, threshold: 0 };
  for (let feature = 0; feature < features && depth > 0; feature++) {
    const values = [...new Set(rows.map((row) => samples[row * features + feature]))].sort((a, b) => a - b);
    for (let i = 1; i < values.length; i++) {
      const isLow = (row: number) => samples[row * features + feature] < values[i];
      const variation =
        variationOf(targets, rows.filter(isLow)) +
        variationOf(
          targets,
          rows.filter((row) => !isLow(row)),
        );
      if (variation < best.variation - 1e-9) {
        best = { variation, feature, threshold: Math.floor((values[i - 1] + values[i]) / 2) };
      }
    }
  }
  if (best.feature < 0) {
    return { values: [0, 1].map((k) => rows.reduce((sum, row) => sum + targets[row * 2 + k], 0) / rows.length) };
  }
  const { feature, threshold } = best;
  const grow = (isHigh: boolean) =>
    growByBruteForce(
      { samples, targets },
      features,
      rows.filter((row) => samples[row * features + feature] > threshold === isHigh),
      depth - 1,
    );
  return { feature, threshold, low: grow(false), high: grow(true) };
}

function expectSame(tree: Tree, other: Tree): void {
  if (isLeaf(tree) || isLeaf(other)) {
    if (!isLeaf(tree) || !isLeaf(other)) throw new Error('a leaf in one tree is a decision in the other');
    expect(tree.values.length).toBe(other.values.length);
    for (const [k, value] of tree.values.entries()) expect(value).toBeCloseTo(other.values[k], 4);
    return;
  }
  expect([tree.feature, tree.threshold]).toEqual([other.feature, other.threshold]);
  expectSame(tree.low, other.low);
  expectSame(tree.high, other.high);
}

const all = (rows: number) => Array.from({ length: rows }, (_, row) => row);

describe('a grown tree', () => {
  it.each([1, 2, 3, 4])('is the one that brute force finds, seed %i', async (seed) => {
    const problem = drawProblem(120, 5, seed);
    const tree = await growTree(problem.samples, problem.targets, 120, { depth: 4 });
    expectSame(tree, growByBruteForce(problem, 5, all(120), 4));
    expect(depthOf(tree)).toBe(4);
  });

  it('with few leaves splits first what gains most', async () => {
    const problem = drawProblem(200, 4, 7);
    const variationIn = (tree: Tree) => {
      const groups = new Map<object, number[]>();
      for (const row of all(200)) {
        const leaf = descend(tree, problem.samples, 4, row);
        groups.set(leaf, [...(groups.get(leaf) ?? []), row]);
      }
      return [...groups.values()].reduce((sum, rows) => sum + variationOf(problem.targets, rows), 0);
    };
    const found: number[] = [];
    for (const leaves of [2, 3, 4, 5, 8]) {
      const tree = await growTree(problem.samples, problem.targets, 200, { depth: 6, leaves });
      expect(leavesOf(tree)).toHaveLength(leaves);
      found.push(variationIn(tree));
    }
    expect(found).toEqual(found.toSorted((a, b) => b - a));
    // No first split of another pixel or threshold leaves less.
    expect(found[0]).toBeCloseTo(variationIn(growByBruteForce(problem, 4, all(200), 1)), 3);
  });

  it('takes the first pixel and the lowest threshold of equal splits', async () => {
    const samples = Uint8Array.from([0, 0, 9, 9, 40, 40, 41, 41].flatMap((value) => [7, value, value]));
    const targets = Float32Array.from([0, 0, 0, 0, 1, 1, 1, 1]);
    const tree = await growTree(samples, targets, 8, { depth: 3 });
    expect(tree).toEqual({ feature: 1, threshold: 24, low: { values: [0] }, high: { values: [1] } });
    const even = Float32Array.from([0, 0, 5, 5, 5, 5, 0, 0]); // The first and the last step gain alike.
    expect(decisionsOf(await growTree(samples, even, 8, { depth: 1 }))).toMatchObject([{ feature: 1, threshold: 4 }]);
  });

  it('is a leaf where nothing varies', async () => {
    const alike = await growTree(new Uint8Array(12).fill(3), Float32Array.from([0, 1, 2]), 3, { depth: 2 });
    expect(alike).toEqual({ values: [expect.closeTo(1, 5)] });
    const samples = Uint8Array.from([1, 2, 3, 4]);
    const constant = await growTree(samples, new Float32Array(4).fill(0.3), 4, { depth: 2 });
    expect(constant).toEqual({ values: [expect.closeTo(0.3, 6)] });
  });

  it.each([
    ['depth', { depth: 0 }, "the tree's depth is 0: it must be a whole number above 0"],
    ['depth', { depth: 1.5 }, "the tree's depth is 1.5: it must be a whole number above 0"],
    ['leaves', { depth: 2, leaves: 1 }, "the tree's leaves is 1: it must be a whole number above 1"],
  ])('is refused for a wrong number of %s', async (_, options, message) => {
    const growing = growTree(Uint8Array.from([1, 2]), Float32Array.from([1, 2]), 2, options);
    await expect(growing).rejects.toMatchObject({ code: 'TREE_SETTING', message });
  });

  it('of no samples is refused, and growing stops when it is told to', async () => {
    const none = growTree(new Uint8Array(0), new Float32Array(0), 0, { depth: 2 });
    await expect(none).rejects.toMatchObject({ code: 'TREE_SETTING' });
    const problem = drawProblem(300, 40, 1);
    const controller = new AbortController();
    const growing = growTree(problem.samples, problem.targets, 300, {
      depth: 6,
      signal: controller.signal,
      onSplit: () => controller.abort(new Error('enough')),
    });
    await expect(growing).rejects.toThrow('enough');
  });
});
