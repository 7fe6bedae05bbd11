// Random quantized networks for property tests: chains of the operators that the core runs, with every kind of kernel, stride, padding,
// channel count and clamp. One seed, one network.
import { createRandom, type Random } from '../../host/artifact/random.ts';
import type {
  ActivationTensor,
  FusedActivation,
  QuantizedNetwork,
  QuantizedOperation,
} from '../../host/quantize/quantized-network.ts';

type Shape = ActivationTensor['shape'];

/** One to five layers on an input of at most 12×12×20; its output is one pixel when it ends fully connected (every other one does). */
export function makeRandomNetwork(seed: number): QuantizedNetwork {
  const random = createRandom(seed);
  const between = (low: number, high: number) => low + random.integer(high - low + 1);
  const input = makeTensor('input', [between(1, 12), between(1, 12), between(1, 20)], random);
  const tensors = new Map([[input.name, input]]);
  const operations: QuantizedOperation[] = [];
  let last = input;
  const add = (operation: QuantizedOperation, output: ActivationTensor) => {
    tensors.set(output.name, output);
    operations.push(operation);
    last = output;
  };
  for (let i = 0, count = between(1, 4); i < count; i++) add(...makeOperation(`layer${i}`, last, random));
  if (random.integer(2) === 0) add(...makeFullyConnected('logits', last, random));
  return { name: `random ${seed}`, input: 'input', output: last.name, tensors, operations };
}

/** Samples of the network's input; the first two are all −128 and all 127. */
export function makeRandomInputs(network: QuantizedNetwork, count: number, seed: number): Int8Array[] {
  const random = createRandom(seed);
  const [rows, columns, channels] = network.tensors.get(network.input)!.shape;
  return Array.from({ length: count }, (_, sample) =>
    Int8Array.from({ length: rows * columns * channels }, () => [-128, 127][sample] ?? random.integer(256) - 128),
  );
}

function makeTensor(name: string, shape: Shape, random: Random): ActivationTensor {
  return { name, shape, scale: Math.fround(0.01 + random.next() / 10), zeroPoint: random.integer(256) - 128 };
}

function makeOperation(name: string, input: ActivationTensor, random: Random): [QuantizedOperation, ActivationTensor] {
  const kind = random.integer(6);
  if (kind < 2) return makeWindowed('CONV_2D', name, input, random);
  if (kind === 2) return makeWindowed('DEPTHWISE_CONV_2D', name, input, random);
  if (kind === 3) return makePool('MAX_POOL_2D', name, input, random);
  if (kind === 4) return makePool('AVERAGE_POOL_2D', name, input, random);
  const output = makeTensor(name, [1, 1, input.shape[2]], random);
  return [{ operator: 'MEAN', name, inputs: [input.name], output: name }, output];
}

function makeWindow(input: ActivationTensor, random: Random) {
  const [rows, columns] = input.shape;
  const padding = random.integer(2) === 0 ? ('SAME' as const) : ('VALID' as const);
  const strides = [1 + random.integer(3), 1 + random.integer(3)] as const;
  const size = (length: number) => 1 + random.integer(padding === 'SAME' ? 5 : Math.min(5, length));
  const kernel = [size(rows), size(columns)] as const;
  const steps = (length: number, axis: 0 | 1) =>
    Math.ceil((padding === 'SAME' ? length : length - kernel[axis] + 1) / strides[axis]);
  return { padding, strides, kernel, outputRows: steps(rows, 0), outputColumns: steps(columns, 1) };
}

function makeWindowed(
  operator: 'CONV_2D' | 'DEPTHWISE_CONV_2D',
  name: string,
  input: ActivationTensor,
  random: Random,
): [QuantizedOperation, ActivationTensor] {
  const { padding, strides, kernel, outputRows, outputColumns } = makeWindow(input, random);
  const channels = operator === 'CONV_2D' ? 1 + random.integer(20) : input.shape[2];
  const taps = kernel[0] * kernel[1] * (operator === 'CONV_2D' ? input.shape[2] : 1);
  const output = makeTensor(name, [outputRows, outputColumns, channels], random);
  const weighted = makeWeights(channels, taps, input, output, random);
  return [{ operator, name, inputs: [input.name], output: name, kernel, strides, padding, ...weighted }, output];
}

function makeFullyConnected(
  name: string,
  input: ActivationTensor,
  random: Random,
): [QuantizedOperation, ActivationTensor] {
  const units = 1 + random.integer(20);
  const output = makeTensor(name, [1, 1, units], random);
  const weighted = makeWeights(units, input.shape[0] * input.shape[1] * input.shape[2], input, output, random);
  return [{ operator: 'FULLY_CONNECTED', name, inputs: [input.name], output: name, ...weighted }, output];
}

/** Weight scales are such that most outputs fall into the int8 range, a few shift far to the left or to the right. */
function makeWeights(
  channels: number,
  taps: number,
  input: ActivationTensor,
  output: ActivationTensor,
  random: Random,
) {
  const activation: FusedActivation = (['NONE', 'RELU', 'RELU6'] as const)[random.integer(3)];
  const typical = output.scale / (input.scale * 60 * Math.sqrt(taps));
  const spread = () => 2 ** (random.integer(8) === 0 ? random.integer(24) - 12 : random.next() * 2 - 1);
  return {
    activation,
    weights: Int8Array.from({ length: channels * taps }, () => random.integer(255) - 127),
    weightScales: Float32Array.from({ length: random.integer(4) === 0 ? 1 : channels }, () => typical * spread()),
    bias: Int32Array.from({ length: channels }, () => random.integer(20_001) - 10_000),
  };
}

function makePool(
  operator: 'MAX_POOL_2D' | 'AVERAGE_POOL_2D',
  name: string,
  input: ActivationTensor,
  random: Random,
): [QuantizedOperation, ActivationTensor] {
  const { padding, strides, kernel: filter, outputRows, outputColumns } = makeWindow(input, random);
  const activation: FusedActivation = (['NONE', 'RELU', 'RELU6'] as const)[random.integer(3)];
  const output = { ...input, name, shape: [outputRows, outputColumns, input.shape[2]] as Shape };
  return [{ operator, name, inputs: [input.name], output: name, filter, strides, padding, activation }, output];
}
