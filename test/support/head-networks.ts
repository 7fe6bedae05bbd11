// A tiny network for each kind of head, all on 4×4 pictures in grey whose pixels are q + 128.
import type { ActivationTensor, QuantizedNetwork, QuantizedOperation } from '../../host/quantize/quantized-network.ts';

export const SIDE = 4;
const PIXELS = SIDE * SIDE;

const input: ActivationTensor = { name: 'input', shape: [SIDE, SIDE, 1], scale: Math.fround(1 / 255), zeroPoint: -128 };
const probabilities = { scale: 1 / 256, zeroPoint: -128 } as const;
/** Not 0, so that who compares with 0 is wrong. */
const LOGIT = { scale: Math.fround(0.05), zeroPoint: -20 } as const;

/** One fully connected layer, `weights` [outputs, 16], with a LOGISTIC behind it where `sigmoid`. */
function denseNetwork(name: string, weights: Int8Array, sigmoid: boolean): QuantizedNetwork {
  const shape = [1, 1, weights.length / PIXELS] as const;
  const dense: QuantizedOperation = {
    operator: 'FULLY_CONNECTED',
    name: 'dense',
    inputs: ['input'],
    output: 'logits',
    activation: 'NONE',
    weights,
    weightScales: Float32Array.of(0.01),
    bias: new Int32Array(shape[2]),
  };
  const table = Int8Array.from({ length: 256 }, (_, i) => {
    const real = LOGIT.scale * (i - 128 - LOGIT.zeroPoint);
    return Math.min(127, Math.round(256 / (1 + Math.exp(-real))) - 128);
  });
  const logistic: QuantizedOperation = {
    operator: 'LOGISTIC',
    name: 'sigmoid',
    inputs: ['logits'],
    output: 'p',
    table,
  };
  const tensors = [
    input,
    { name: 'logits', shape, ...LOGIT },
    ...(sigmoid ? [{ name: 'p', shape, ...probabilities }] : []),
  ];
  return {
    name,
    input: 'input',
    output: sigmoid ? 'p' : 'logits',
    tensors: new Map(tensors.map((tensor) => [tensor.name, tensor])),
    operations: sigmoid ? [dense, logistic] : [dense],
  };
}

/** One output: positive where the right half is the brighter one. */
export function binaryNetwork(output: 'logit' | 'sigmoid'): QuantizedNetwork {
  const weights = Int8Array.from({ length: PIXELS }, (_, i) => (i % SIDE < SIDE / 2 ? -100 : 100));
  return denseNetwork(`right-half-${output}`, weights, output === 'sigmoid');
}

/** Three sigmoids: whether each of the first three columns is brighter than the last. */
export function labelsNetwork(): QuantizedNetwork {
  const weights = Int8Array.from({ length: 3 * PIXELS }, (_, i) => {
    const [label, column] = [Math.floor(i / PIXELS), i % SIDE];
    return column === label ? 100 : column === SIDE - 1 ? -100 : 0;
  });
  return denseNetwork('columns-above-last', weights, true);
}

/** At each pixel the logits [−pixel, pixel], a SOFTMAX behind them. */
export function mapNetwork(): QuantizedNetwork {
  const logits: ActivationTensor = { name: 'logits', shape: [SIDE, SIDE, 2], scale: Math.fround(0.01), zeroPoint: 0 };
  const operation: QuantizedOperation = {
    operator: 'CONV_2D',
    name: 'each-pixel',
    inputs: ['input'],
    output: 'logits',
    activation: 'NONE',
    kernel: [1, 1],
    strides: [1, 1],
    padding: 'VALID',
    weights: Int8Array.of(-100, 100),
    weightScales: Float32Array.of(0.01),
    bias: new Int32Array(2),
  };
  return {
    name: 'bright-pixels',
    input: 'input',
    output: 'logits',
    tensors: new Map([
      ['input', input],
      ['logits', logits],
    ]),
    operations: [operation],
    softmax: { beta: 1, ...probabilities },
  };
}
