// How fast the integer reference is: images a second on a student like the demo's.
import { createRandom } from '../../host/artifact/random.ts';
import type { ActivationTensor, Conv2dOperation, QuantizedNetwork } from '../../host/quantize/quantized-network.ts';
import { createReference } from '../../host/reference/reference.ts';

export interface ReferenceBench {
  readonly imagesPerSecond: number;
  /** Millions of multiply-accumulates a second, padded taps included. */
  readonly mmacPerSecond: number;
  readonly secondsFor10000: number;
}

const IMAGES = 10_000;

export async function benchReference(): Promise<ReferenceBench> {
  const { network, macs } = makeStudent();
  const reference = createReference(network);
  const random = createRandom(1);
  const inputs = Array.from({ length: 100 }, () =>
    Int8Array.from({ length: 28 * 28 }, () => random.integer(256) - 128),
  );
  for (const input of inputs) reference.run(input); // lets the compiler warm up
  const start = performance.now();
  for (let image = 0; image < IMAGES; image++) reference.run(inputs[image % inputs.length]);
  const seconds = (performance.now() - start) / 1000;
  return {
    imagesPerSecond: IMAGES / seconds,
    mmacPerSecond: (IMAGES * macs) / seconds / 1e6,
    secondsFor10000: seconds,
  };
}

/** 28×28×1, three 3×3 convolutions (8 and 16 filters with stride 2, 32), ten logits; random weights. */
function makeStudent(): { network: QuantizedNetwork; macs: number } {
  const random = createRandom(2);
  const tensors: ActivationTensor[] = [
    { name: 'input', shape: [28, 28, 1], scale: Math.fround(1 / 255), zeroPoint: -128 },
    { name: 'conv1', shape: [14, 14, 8], scale: 0.02, zeroPoint: -128 },
    { name: 'conv2', shape: [7, 7, 16], scale: 0.02, zeroPoint: -128 },
    { name: 'conv3', shape: [4, 4, 32], scale: 0.02, zeroPoint: -128 },
    { name: 'logits', shape: [1, 1, 10], scale: 0.1, zeroPoint: 0 },
  ];
  const weighted = (channels: number, taps: number) => ({
    weights: Int8Array.from({ length: channels * taps }, () => random.integer(255) - 127),
    weightScales: new Float32Array(channels).fill(0.002),
    bias: Int32Array.from({ length: channels }, () => random.integer(2000) - 1000),
  });
  const convolutions = tensors.slice(1, 4).map(
    (output, i): Conv2dOperation => ({
      operator: 'CONV_2D',
      name: output.name,
      inputs: [tensors[i].name],
      output: output.name,
      kernel: [3, 3],
      strides: [2, 2],
      padding: 'SAME',
      activation: 'RELU',
      ...weighted(output.shape[2], 9 * tensors[i].shape[2]),
    }),
  );
  const dense = weighted(10, 4 * 4 * 32);
  const network: QuantizedNetwork = {
    name: 'bench student',
    input: 'input',
    output: 'logits',
    tensors: new Map(tensors.map((tensor) => [tensor.name, tensor])),
    operations: [
      ...convolutions,
      {
        operator: 'FULLY_CONNECTED',
        name: 'logits',
        inputs: ['conv3'],
        output: 'logits',
        activation: 'NONE',
        ...dense,
      },
    ],
  };
  const macsOf = ({ weights, output }: Conv2dOperation) => {
    const [rows, columns] = tensors.find(({ name }) => name === output)!.shape;
    return rows * columns * weights.length;
  };
  return { network, macs: convolutions.reduce((sum, operation) => sum + macsOf(operation), dense.weights.length) };
}
