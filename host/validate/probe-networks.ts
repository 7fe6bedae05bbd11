// Quantized networks that nobody trained, to try a board with: drawn from a seed, small, or as large as a memory.
import { createRandom, type Random } from '../artifact/random.ts';
import type { ActivationTensor, QuantizedNetwork, QuantizedOperation } from '../quantize/quantized-network.ts';

type Shape = ActivationTensor['shape'];

const classes = 10;

/** A chain of convolutions, depthwise convolutions, maxima and sums, and a fully connected layer behind it; about 10 KB. */
export function drawProbe(seed: number): QuantizedNetwork {
  const random = createRandom(seed);
  const upTo = (most: number) => 1 + random.integer(most);
  const tensors = [tensorOf('input', [4 + upTo(8), 4 + upTo(8), upTo(12)], random)];
  const operations: QuantizedOperation[] = [];
  const append = (shape: Shape, operationOf: (name: string, input: ActivationTensor) => QuantizedOperation) => {
    const name = `layer${operations.length + 1}`;
    operations.push(operationOf(name, tensors.at(-1)!));
    tensors.push(tensorOf(name, shape, random));
  };
  for (let layers = 2 + random.integer(4); layers > 0; layers--) {
    const [rows, columns, channels] = tensors.at(-1)!.shape;
    const stride = rows > 3 && columns > 3 ? upTo(2) : 1;
    const strided: Shape = [Math.ceil(rows / stride), Math.ceil(columns / stride), channels];
    const window = { strides: [stride, stride], padding: 'SAME' } as const;
    const kernel = [upTo(Math.min(3, rows)), upTo(Math.min(3, columns))] as const;
    const taps = kernel[0] * kernel[1];
    switch (random.integer(4)) {
      case 0:
        append(strided, (name, input) => ({
          ...{ operator: 'DEPTHWISE_CONV_2D', name, inputs: [input.name], output: name, kernel, ...window },
          ...drawWeights(taps, channels, random),
        }));
        break;
      case 1:
        append(strided, (name, input) => ({
          ...{ operator: 'MAX_POOL_2D', name, inputs: [input.name], output: name, filter: kernel, ...window },
          activation: 'NONE',
        }));
        tensors[tensors.length - 1] = { ...tensors.at(-2)!, name: tensors.at(-1)!.name, shape: strided }; // A maximum keeps the scale.
        break;
      case 2:
        append([rows, columns, channels], (name, input) => ({
          ...{ operator: 'ADD', name, inputs: [input.name, input.name], output: name, activation: 'NONE' },
        }));
        break;
      default: {
        const filters = upTo(24);
        append([strided[0], strided[1], filters], (name, input) => ({
          ...{ operator: 'CONV_2D', name, inputs: [input.name], output: name, kernel, ...window },
          ...drawWeights(taps * channels, filters, random),
        }));
      }
    }
  }
  const [rows, columns, channels] = tensors.at(-1)!.shape;
  append([1, 1, classes], (name, input) => ({
    ...{ operator: 'FULLY_CONNECTED', name, inputs: [input.name], output: name },
    ...drawWeights(rows * columns * channels, classes, random),
  }));
  return networkOf(`probe ${seed}`, tensors, operations);
}

/** What a network needs in memory besides the weights of its one layer: header, program, records, activations; with room to spare. */
const besides = 4096;

/**
 * One fully connected layer whose weights fill a board's memory.
 * @param inverted every bit of every weight the other way round, so that both together try each bit with 0 and 1
 */
export function drawMemoryProbe(memoryBytes: number, seed: number, inverted: boolean): QuantizedNetwork {
  const random = createRandom(seed);
  const outputs = 64;
  const inputs = 8 * Math.floor((memoryBytes - besides) / (outputs + 1) / 8);
  const tensors = [tensorOf('input', [1, 1, inputs], random), tensorOf('memory', [1, 1, outputs], random)];
  const { weights, ...rest } = drawWeights(inputs, outputs, random);
  // From −127 to 126, of which the complement is a weight too.
  const limited = weights.map((weight) => (weight === 127 ? 126 : weight));
  const operation: QuantizedOperation = {
    ...{ operator: 'FULLY_CONNECTED', name: 'memory', inputs: ['input'], output: 'memory' },
    ...rest,
    weights: inverted ? limited.map((weight) => ~weight) : limited,
  };
  return networkOf(`memory ${inverted ? 'inverted' : 'as drawn'}`, tensors, [operation]);
}

/** Int8 values from the seed, as many as the network's input has. */
export function drawInput({ tensors, input }: QuantizedNetwork, seed: number): Int8Array {
  const random = createRandom(seed);
  const [rows, columns, channels] = tensors.get(input)!.shape;
  return Int8Array.from({ length: rows * columns * channels }, () => random.integer(256) - 128);
}

function tensorOf(name: string, shape: Shape, random: Random): ActivationTensor {
  return { name, shape, scale: 0.0625, zeroPoint: random.integer(41) - 20 };
}

/** Scales such that the outputs fill their range without sticking to its ends: the sum of `inputs` products grows with their root. */
function drawWeights(inputs: number, outputs: number, random: Random) {
  return {
    weights: Int8Array.from({ length: inputs * outputs }, () => random.integer(255) - 127),
    weightScales: Float32Array.from({ length: outputs }, () =>
      Math.fround((0.5 + random.next()) / 128 / Math.sqrt(inputs)),
    ),
    bias: Int32Array.from({ length: outputs }, () => random.integer(20_001) - 10_000),
    activation: 'NONE',
  } as const;
}

function networkOf(
  name: string,
  tensors: readonly ActivationTensor[],
  operations: readonly QuantizedOperation[],
): QuantizedNetwork {
  const output = tensors.at(-1)!.name;
  return { name, input: 'input', output, tensors: new Map(tensors.map((tensor) => [tensor.name, tensor])), operations };
}
