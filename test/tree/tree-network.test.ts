import { describe, expect, it } from 'vitest';
import { createRandom } from '../../host/artifact/random.ts';
import { argmax } from '../../host/network/logits.ts';
import { quantizeNetwork } from '../../host/quantize/quantize.ts';
import { roundKernels } from '../../host/quantize/round-kernels.ts';
import { dequantizeToReals } from '../../host/reference/edge-values.ts';
import { quantizeInput, quantizeToLevels } from '../../host/reference/quantize-input.ts';
import { createReference } from '../../host/reference/reference.ts';
import { computeLogits } from '../../host/train/evaluate.ts';
import { trainNetwork } from '../../host/train/train.ts';
import { type Decision, decisionsOf, descend, leavesOf, mapLeaves, type Tree } from '../../host/tree/tree.ts';
import { networkToTree, treeToNetwork } from '../../host/tree/tree-network.ts';
import { questionOf, treeText } from '../../host/tree/tree-text.ts';
import { tinyTraining } from '../support/tiny-dataset.ts';

const shape = [4, 5, 1] as const;
const features = 20;
const pixels = { scale: 1 / 255, offset: 0 };

/** Unbalanced, with every threshold from the lowest to the highest, and leaves of which some are near ties. */
function drawTree(depth: number, classes: number, seed: number): Tree {
  const random = createRandom(seed);
  const build = (left: number): Tree => {
    if (left === 0 || (left < depth && random.next() < 0.15)) {
      const values = Array.from({ length: classes }, () => 12 * random.normal());
      if (random.next() < 0.5) values[random.integer(classes)] = Math.max(...values) + 1e-4 * (random.next() - 0.5);
      return { values };
    }
    const extremes = [0, 254, 127, 128];
    const threshold = random.next() < 0.3 ? extremes[random.integer(4)] : random.integer(255);
    return { feature: random.integer(features), threshold, low: build(left - 1), high: build(left - 1) };
  };
  return build(depth);
}

/** All of one value, one pixel alone at an end, on both sides of every threshold of the tree, and random ones. */
function drawPictures(tree: Tree, seed: number): Uint8Array {
  const random = createRandom(seed);
  const pictures: number[][] = [0, 1, 127, 128, 254, 255].map((value) => new Array<number>(features).fill(value));
  for (let i = 0; i < 300; i++) pictures.push(Array.from({ length: features }, () => random.integer(256)));
  for (const { feature, threshold } of decisionsOf(tree)) {
    for (const value of [threshold, threshold + 1]) {
      for (let i = 0; i < 3; i++) {
        pictures.push(Array.from({ length: features }, (_, f) => (f === feature ? value : random.integer(256))));
      }
    }
  }
  return Uint8Array.from(pictures.flat());
}

describe('a tree as a network', () => {
  it.each([
    [1, 2, pixels],
    [3, 3, pixels],
    [6, 10, pixels],
    [8, 10, { scale: 1, offset: -128 }],
    [8, 40, { scale: 2 / 255, offset: (-2 * 100) / 255 }],
  ] as const)(
    'of depth %i and %i classes decides in int8 as the tree itself, for every picture',
    async (depth, classes, preprocessing) => {
      for (const seed of [1, 2, 3]) {
        const tree = drawTree(depth, classes, seed);
        const pictures = drawPictures(tree, seed + 10);
        const student = treeToNetwork(tree, { name: `tree:${depth}`, shape, preprocessing });
        const float = await computeLogits(student, pictures, preprocessing);
        // Two pictures to calibrate on: every range is fixed.
        const quantized = await quantizeNetwork(student, { images: pictures.subarray(0, 2 * features) }, preprocessing);
        const reference = createReference(quantized);
        const inputs = quantizeInput(pictures, preprocessing, quantized.tensors.get(quantized.input)!);
        const output = quantized.tensors.get(quantized.output)!;
        const rows = pictures.length / features;
        let different = 0;
        let wrong = 0;
        let error = 0;
        for (let row = 0; row < rows; row++) {
          const said = dequantizeToReals(reference.run(inputs.subarray(row * features, (row + 1) * features)), output);
          const own = float.subarray(row * classes, (row + 1) * classes);
          const leaf = descend(tree, pictures, features, row);
          different += Number(said.some((logit, k) => logit !== own[k]));
          wrong += Number(argmax(said) !== argmax(leaf.values));
          for (const [k, logit] of said.entries())
            error = Math.max(error, Math.abs(logit - leaf.values[k]) / output.scale);
        }
        expect(error).toBeLessThan(1.51);
        expect({ seed, rows, different, wrong }).toEqual({ seed, rows, different: 0, wrong: 0 });
      }
    },
  );

  it('of a table rounds each feature to int8 and decides as the tree of those levels, for every row', async () => {
    const names = Array.from({ length: features }, (_, i) => `f${i}`);
    const random = createRandom(8);
    const scale = names.map((_, i) => 10 ** ((i % 9) - 4) * (1 + random.next()));
    const offset = names.map(() => 2 * random.next() - 1);
    const table = { scale, offset, features: names };
    const tree = drawTree(6, 4, 3);
    const student = treeToNetwork(tree, { name: 'tree:6', shape, preprocessing: table });
    const levels = drawPictures(tree, 6);
    // Anywhere within its level but at its edges, also where only saturation brings it.
    const rows = Float32Array.from(levels, (level, i) => {
      const beyond = level === 0 ? -3 * random.next() : level === 255 ? 3 * random.next() : 0;
      return ((level - 128 + beyond + 0.9 * (random.next() - 0.5)) / 128 - offset[i % features]) / scale[i % features];
    });
    expect(quantizeToLevels('this', rows, table, '')).toEqual(levels);
    const float = await computeLogits(student, rows, table);
    const quantized = await quantizeNetwork(student, { images: rows.subarray(0, 2 * features) }, table);
    expect(quantized.tensors.get(quantized.input)).toMatchObject({ scale: 1 / 128, zeroPoint: 0 });
    const inputs = quantizeInput(rows, table, quantized.tensors.get(quantized.input)!);
    const output = quantized.tensors.get(quantized.output)!;
    const reference = createReference(quantized);
    for (let row = 0; row < rows.length / features; row++) {
      const said = dequantizeToReals(reference.run(inputs.subarray(row * features, (row + 1) * features)), output);
      expect(said).toEqual(float.subarray(row * 4, (row + 1) * 4));
      expect(argmax(said)).toBe(argmax(descend(tree, levels, features, row).values));
    }
    const bare = (one: Tree) => mapLeaves(one, () => ({ values: [] }));
    expect(bare(networkToTree(student, table))).toEqual(bare(tree));
    const words = { shape, classes: ['a', 'b', 'c', 'd'], preprocessing: table };
    for (const decision of decisionsOf(tree)) {
      const { value, most } = questionOf(decision, words);
      const { feature, threshold } = decision;
      expect(value).toBe(`feature "f${feature}"`);
      expect((most * scale[feature] + offset[feature]) * 128 + 127.5).toBeCloseTo(threshold, 0);
    }
    expect(treeText(tree, words).split('\n')[0]).toBe(
      `feature "f${(tree as Decision).feature}" ≤ ${questionOf(tree as Decision, words).most}:`,
    );
    const turned = { ...table, scale: scale.with(3, -1) };
    expect(() => treeToNetwork(tree, { name: 'tree:6', shape, preprocessing: turned })).toThrow(
      'with the scale -1, larger values of "f3" become smaller ones; use a scale above 0',
    );
  });

  it('can be read back, with its leaves as they are rounded', async () => {
    const tree = drawTree(7, 10, 5);
    const student = treeToNetwork(tree, { name: 'tree:7', shape, preprocessing: pixels });
    const read = networkToTree(student, pixels);
    const bare = (one: Tree) => mapLeaves(one, () => ({ values: [] }));
    expect(bare(read)).toEqual(bare(tree));
    expect(leavesOf(read).map(({ values }) => argmax(values))).toEqual(
      leavesOf(tree).map(({ values }) => argmax(values)),
    );
    expect(treeToNetwork(read, { name: 'tree:7', shape, preprocessing: pixels })).toEqual(student);
  });

  it('keeps the answer of leaves whose largest values round to one', async () => {
    const leaf = (...values: number[]): Tree => ({ values });
    const tree: Tree = {
      feature: 0,
      threshold: 9,
      low: { feature: 1, threshold: 0, low: leaf(127, 126.9, 3), high: leaf(126.9, 127, -127) },
      high: { feature: 2, threshold: 254, low: leaf(4.9, 5.1, 5), high: leaf(-127, -126.9, -126.8) },
    };
    const read = networkToTree(treeToNetwork(tree, { name: 'tree:2', shape, preprocessing: pixels }), pixels);
    expect(leavesOf(read).map(({ values }) => argmax(values))).toEqual([0, 1, 1, 2]);
  });

  it('keeps its decisions with weights of four bits', async () => {
    const tree = drawTree(5, 3, 9);
    const pictures = drawPictures(tree, 4);
    const student = treeToNetwork(tree, { name: 'tree:5', shape, preprocessing: pixels });
    const calibration = { images: pictures };
    const rounded = await roundKernels(student, {
      weightBits: 4,
      rounding: 'nearest',
      calibration,
      preprocessing: pixels,
    });
    const quantized = await quantizeNetwork(rounded, calibration, pixels);
    const reference = createReference(quantized);
    const inputs = quantizeInput(pictures, pixels, quantized.tensors.get(quantized.input)!);
    const saidBy = new Map<object, string>();
    for (let row = 0; row < pictures.length / features; row++) {
      const said = reference.run(inputs.subarray(row * features, (row + 1) * features)).join();
      const leaf = descend(tree, pictures, features, row);
      expect(saidBy.get(leaf) ?? said).toBe(said);
      saidBy.set(leaf, said);
    }
    expect(saidBy.size).toBeGreaterThan(10);
  });

  it('is refused if it has no decisions, if pixels are not int8 values, or if it is to be trained', async () => {
    const site = { name: 'tree:1', shape, preprocessing: pixels };
    expect(() => treeToNetwork({ values: [1, 2] }, site)).toThrow('the tree has nothing to split');
    const tree = drawTree(1, 2, 1);
    for (const preprocessing of [
      { scale: 0.01, offset: -0.005 },
      { scale: 0.01, offset: 1 },
      { scale: -1 / 255, offset: 1 },
    ]) {
      expect(() => treeToNetwork(tree, { ...site, preprocessing })).toThrow(
        expect.objectContaining({ code: 'TREE_INPUT' }),
      );
    }
    const { network } = treeToNetwork(drawTree(2, 3, 1), { ...site, shape: [8, 8, 1] });
    await expect(trainNetwork({ ...tinyTraining, network })).rejects.toMatchObject({
      code: 'NETWORK_WITHOUT_GRADIENT',
    });
    expect(() => networkToTree({ network: tinyTraining.network, weights: new Map() }, pixels)).toThrow(
      expect.objectContaining({ code: 'TREE_NOT_ONE' }),
    );
  });
});
