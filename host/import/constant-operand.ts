// An int8 constant that an operator reads: its numbers, as factors, or as a tensor in the network.
import { effectiveScale } from '../quantize/multiplier.ts';
import type { ActivationTensor } from '../quantize/quantized-network.ts';
import type { Activation } from './graph.ts';
import type { Site } from './site.ts';
import { describeConstant } from './tensors.ts';

export interface Constant {
  readonly tensor: ActivationTensor;
  readonly values: Int8Array;
}

export function readConstant(site: Site, position: number): Constant {
  const file = site.file(position);
  const name = site.graph.nameOf(site.operator.inputs[position], -1 - site.operator.index);
  site.graph.spend(file.data.length);
  return describeConstant(file, name, site.graph.source);
}

/** Less its zero point, as MUL and PRELU multiply by it. */
export function factorsOf({ tensor, values }: Constant) {
  return { factors: Int32Array.from(values, (value) => value - tensor.zeroPoint), factorScale: tensor.scale };
}

/**
 * A tensor with `values` in the channels of every pixel: a depthwise convolution of zeros, whose bias they are. Its multiplier is a half
 * and its bias twice the value: what float32 cannot hold of the scale rounds away.
 */
export function placeConstant(site: Site, input: Activation, tensor: ActivationTensor, values: Int8Array): Activation {
  const constant: Activation = { ...input, tensor };
  const weightScale = Math.fround(tensor.scale / input.tensor.scale / 2);
  if (!(Math.abs(effectiveScale(weightScale, input.tensor, tensor) - 0.5) < 2 ** -20)) {
    throw site.contradict(`combines a constant of scale ${tensor.scale} with an input of scale ${input.tensor.scale}`);
  }
  site.precede(
    {
      operator: 'DEPTHWISE_CONV_2D',
      kernel: [1, 1],
      strides: [1, 1],
      padding: 'VALID',
      weights: new Int8Array(values.length),
      weightScales: Float32Array.of(weightScale),
      bias: Int32Array.from(values, (value) => 2 * (value - tensor.zeroPoint)),
      activation: 'NONE',
    },
    [input],
    constant,
  );
  return constant;
}
