// A small quantized network with the operators that random-networks.ts leaves out: a depth multiplier, padding, a reshape, a table, a
// skip connection, a fused ReLU between −1 and 1, and a softmax behind it.
import type { ActivationTensor, QuantizedNetwork } from '../../host/quantize/quantized-network.ts';

const tensor = (name: string, shape: ActivationTensor['shape'], zeroPoint: number): ActivationTensor => ({
  name,
  shape,
  scale: 0.0625,
  zeroPoint,
});

export const everyOperator: QuantizedNetwork = {
  name: 'every operator',
  input: 'input',
  output: 'step',
  tensors: new Map(
    [
      tensor('input', [2, 2, 2], 3),
      tensor('doubled', [2, 2, 4], -1),
      tensor('padded', [3, 4, 7], -1),
      tensor('reshaped', [1, 1, 84], -1),
      tensor('sum', [1, 1, 84], 0),
      tensor('step', [1, 1, 84], 0),
    ].map((described) => [described.name, described]),
  ),
  operations: [
    {
      operator: 'DEPTHWISE_CONV_2D',
      name: 'doubled',
      inputs: ['input'],
      output: 'doubled',
      kernel: [1, 1],
      strides: [1, 1],
      padding: 'VALID',
      weights: Int8Array.of(1, 2, 3, -4),
      weightScales: Float32Array.of(1),
      bias: Int32Array.of(0, 0, 0, 1),
      activation: 'NONE',
    },
    {
      operator: 'PAD',
      name: 'pad',
      inputs: ['doubled'],
      output: 'padded',
      pads: [
        [1, 0],
        [0, 2],
        [1, 2],
      ],
    },
    { operator: 'RESHAPE', name: 'flat', inputs: ['padded'], output: 'reshaped' },
    { operator: 'ADD', name: 'sum', inputs: ['reshaped', 'reshaped'], output: 'sum', activation: 'RELU_N1_TO_1' },
    {
      operator: 'TABLE',
      name: 'step',
      inputs: ['sum'],
      output: 'step',
      table: Int8Array.from({ length: 256 }, (_, i) => (i - 128 > 0 ? 100 : -100)),
    },
  ],
  softmax: { beta: 0.5, scale: 1 / 256, zeroPoint: -128 },
};
