// Two quantized classifiers that are made of tables: a small convolutional one with swish activations, and a decision tree as fully connected
// layers and steps.
import { createRandom } from '../../host/artifact/random.ts';
import type {
  ActivationTensor,
  FullyConnectedOperation,
  QuantizedNetwork,
  TableOperation,
} from '../../host/quantize/quantized-network.ts';

function tensor(name: string, shape: ActivationTensor['shape'], scale: number, zeroPoint: number): ActivationTensor {
  return { name, shape, scale: Math.fround(scale), zeroPoint };
}

/** x·σ(x) of every int8 value of `input`, as `output` holds it. */
function swishTable(input: ActivationTensor, output: ActivationTensor): Int8Array {
  return Int8Array.from({ length: 256 }, (_, i) => {
    const x = input.scale * (i - 128 - input.zeroPoint);
    const q = Math.round(x / (1 + Math.exp(-x)) / output.scale) + output.zeroPoint;
    return Math.min(127, Math.max(-128, q));
  });
}

/** 12×12×1 → two 3×3 convolutions with swish, a pooling between them, and five classes. */
export function swishNetwork(): QuantizedNetwork {
  const random = createRandom(3);
  const draw = (length: number) => Int8Array.from({ length }, () => random.integer(255) - 127);
  const tensors = [
    tensor('input', [12, 12, 1], 1 / 255, -128),
    tensor('first', [12, 12, 12], 8 / 255, 5),
    tensor('first/swish', [12, 12, 12], 4.5 / 255, -112),
    tensor('pooled', [6, 6, 12], 4.5 / 255, -112),
    tensor('second', [4, 4, 16], 12 / 255, -9),
    tensor('second/swish', [4, 4, 16], 6.5 / 255, -116),
    tensor('logits', [1, 1, 5], 0.11, 7),
  ];
  const [, first, firstSwish, , second, secondSwish] = tensors;
  const window = { strides: [1, 1], activation: 'NONE' } as const;
  const weighted = (channels: number, taps: number, scale: number) => ({
    weights: draw(channels * taps),
    weightScales: Float32Array.from({ length: channels }, () => scale * (0.5 + random.next())),
    bias: Int32Array.from({ length: channels }, () => random.integer(4001) - 2000),
  });
  return {
    name: 'swish',
    input: 'input',
    output: 'logits',
    tensors: new Map(tensors.map((each) => [each.name, each])),
    operations: [
      {
        operator: 'CONV_2D',
        name: 'first',
        inputs: ['input'],
        output: 'first',
        kernel: [3, 3],
        padding: 'SAME',
        ...window,
        ...weighted(12, 9, 0.02),
      },
      {
        operator: 'TABLE',
        name: 'first/swish',
        inputs: ['first'],
        output: 'first/swish',
        table: swishTable(first, firstSwish),
      },
      {
        operator: 'MAX_POOL_2D',
        name: 'pooled',
        inputs: ['first/swish'],
        output: 'pooled',
        filter: [2, 2],
        strides: [2, 2],
        padding: 'VALID',
        activation: 'NONE',
      },
      {
        operator: 'CONV_2D',
        name: 'second',
        inputs: ['pooled'],
        output: 'second',
        kernel: [3, 3],
        padding: 'VALID',
        ...window,
        ...weighted(16, 108, 0.004),
      },
      {
        operator: 'TABLE',
        name: 'second/swish',
        inputs: ['second'],
        output: 'second/swish',
        table: swishTable(second, secondSwish),
      },
      {
        operator: 'FULLY_CONNECTED',
        name: 'logits',
        inputs: ['second/swish'],
        output: 'logits',
        activation: 'NONE',
        ...weighted(5, 256, 0.004),
      },
    ],
  };
}

/** Goes left where the feature is at most the threshold. */
type Tree =
  | { readonly feature: number; readonly threshold: number; readonly left: Tree; readonly right: Tree }
  | { readonly label: number };

/** Five features of −128 … 127, four classes, leaves at different depths. */
export const tree: Tree = {
  feature: 2,
  threshold: 10,
  left: {
    feature: 0,
    threshold: -50,
    left: { label: 3 },
    right: {
      feature: 4,
      threshold: 100,
      left: { feature: 1, threshold: 0, left: { label: 1 }, right: { label: 0 } },
      right: { label: 2 },
    },
  },
  right: {
    feature: 3,
    threshold: -100,
    left: { label: 2 },
    right: { feature: 2, threshold: 60, left: { label: 0 }, right: { label: 1 } },
  },
};

export function classifyByTree(node: Tree, features: Int8Array): number {
  if ('label' in node) return node.label;
  return classifyByTree(features[node.feature] <= node.threshold ? node.left : node.right, features);
}

interface Leaf {
  readonly label: number;
  /** By index of an inner node: 1 where the path goes right. */
  readonly path: ReadonlyMap<number, 1 | -1>;
}

/**
 * Three fully connected layers: each inner node's 2·feature − 2·threshold − 1, each leaf's number of nodes that point to it less those that it
 * needs, and each class's leaves. A step follows the first two.
 */
export function treeNetwork(): QuantizedNetwork {
  const nodes: Exclude<Tree, { label: number }>[] = [];
  const leaves: Leaf[] = [];
  const visit = (node: Tree, path: Leaf['path']): void => {
    if ('label' in node) {
      leaves.push({ label: node.label, path });
      return;
    }
    const index = nodes.push(node) - 1;
    visit(node.left, new Map([...path, [index, -1]]));
    visit(node.right, new Map([...path, [index, 1]]));
  };
  visit(tree, new Map());
  const dense = (
    name: string,
    input: string,
    rows: readonly (readonly number[])[],
    bias: readonly number[],
  ): FullyConnectedOperation => ({
    operator: 'FULLY_CONNECTED',
    name,
    inputs: [input],
    output: name,
    weights: Int8Array.from(rows.flat()),
    weightScales: Float32Array.of(1),
    bias: Int32Array.from(bias),
    activation: 'NONE',
  });
  const step = (input: string, below: number): TableOperation => ({
    operator: 'TABLE',
    name: `${input}/step`,
    inputs: [input],
    output: `${input}/step`,
    table: Int8Array.from({ length: 256 }, (_, i) => (i - 128 > 0 ? 1 : below)),
  });
  const features = 5;
  const classes = 4;
  const one = (length: number, at: number, value: number) => Array.from({ length }, (_, i) => (i === at ? value : 0));
  const tensors = [
    tensor('features', [1, 1, features], 1, 0),
    ...['nodes', 'nodes/step'].map((name) => tensor(name, [1, 1, nodes.length], 1, 0)),
    ...['leaves', 'leaves/step'].map((name) => tensor(name, [1, 1, leaves.length], 1, 0)),
    tensor('classes', [1, 1, classes], 1, 0),
  ];
  return {
    name: 'tree',
    input: 'features',
    output: 'classes',
    tensors: new Map(tensors.map((each) => [each.name, each])),
    operations: [
      dense(
        'nodes',
        'features',
        nodes.map(({ feature }) => one(features, feature, 2)),
        nodes.map(({ threshold }) => -2 * threshold - 1),
      ),
      step('nodes', -1),
      dense(
        'leaves',
        'nodes/step',
        leaves.map(({ path }) => nodes.map((_, i) => path.get(i) ?? 0)),
        leaves.map(({ path }) => 1 - path.size),
      ),
      step('leaves', 0),
      dense(
        'classes',
        'leaves/step',
        Array.from({ length: classes }, (_, label) => leaves.map((leaf) => (leaf.label === label ? 100 : 0))),
        Array(classes).fill(0),
      ),
    ],
  };
}
