// ADD, and the activations that become a table of 256 values.
import { effectiveScale, LARGEST_MULTIPLIER } from '../quantize/multiplier.ts';
import type { ActivationTensor } from '../quantize/quantized-network.ts';
import { type FixedPointActivation, makeActivationTable } from '../reference/activation-tables.ts';
import type { Activation } from './graph.ts';
import { makeAddTable, makeClampTable, makeRequantizeTable } from './rescale-tables.ts';
import type { Site } from './site.ts';
import { describeConstant } from './tensors.ts';

export function translateAdd(site: Site): void {
  for (const [constant, variable] of [
    [0, 1],
    [1, 0],
  ]) {
    if (!site.isConstant(constant)) continue;
    translateAddedConstant(site, site.activation(variable), constant);
    return;
  }
  const [left, right] = [site.activation(0), site.activation(1)];
  if (left.dims.join() !== right.dims.join()) {
    throw site.fail(
      `it adds [${left.dims}] and [${right.dims}], and shapes must be equal`,
      'Bring both to one shape with a convolution of one pixel.',
    );
  }
  const output = site.describeOutput(left.dims);
  placeAdd(site, left, right, output);
}

function placeAdd(site: Site, left: Activation, right: Activation, output: Activation): void {
  checkAddMultiplier(site, left, right.tensor, output);
  site.become({ operator: 'ADD', activation: site.fusedActivation(0) }, [left, right], output);
}

/** One number for all elements makes a table; one per channel, as converters write some biases, a tensor to add. */
function translateAddedConstant(site: Site, input: Activation, position: number): void {
  const file = site.file(position);
  const name = site.graph.nameOf(site.operator.inputs[position], -1 - site.operator.index);
  site.graph.spend(file.data.length);
  const constant = describeConstant(file, name, site.graph.source);
  const channels = input.tensor.shape[2];
  const output = site.describeOutput(input.dims);
  if (constant.values.length === 1) {
    checkAddMultiplier(site, input, constant.tensor, output);
    const activation = site.fusedActivation(0);
    const table = makeAddTable(input.tensor, constant.tensor, constant.values[0], output.tensor, activation);
    site.become({ operator: 'TABLE', table }, [input], output);
  } else if (constant.values.length === channels && file.shape.at(-1) === channels) {
    const tensor = { ...constant.tensor, shape: input.tensor.shape };
    placeAdd(site, input, placeConstant(site, input, tensor, constant.values), output);
  } else {
    throw site.fail(
      `it adds a constant of [${file.shape}] to [${input.dims}], which is not one number per channel`,
      'Let the bias of a layer take it.',
    );
  }
}

/**
 * A tensor with `values` in the channels of every pixel: a depthwise convolution of zeros, whose bias they are. Its multiplier is a half
 * and its bias twice the value: what float32 cannot hold of the scale rounds away.
 */
function placeConstant(site: Site, input: Activation, tensor: ActivationTensor, values: Int8Array): Activation {
  const constant: Activation = { ...input, tensor };
  const weightScale = Math.fround(tensor.scale / input.tensor.scale / 2);
  if (!(Math.abs(effectiveScale(weightScale, input.tensor, tensor) - 0.5) < 2 ** -20)) {
    throw site.contradict(`adds a constant of scale ${tensor.scale} to an input of scale ${input.tensor.scale}`);
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

function checkAddMultiplier(site: Site, left: Activation, right: ActivationTensor, output: Activation): void {
  const largest = Math.max(left.tensor.scale, right.scale);
  site.checkMultiplier((2 * largest) / (2 ** 20 * output.tensor.scale), 1);
}

/** TFLM demands these output scales and zero points. */
const FIXED_OUTPUTS = { LOGISTIC: [1 / 256, -128], TANH: [1 / 128, 0], HARD_SWISH: undefined } as const;

export function translateActivation(site: Site, operator: FixedPointActivation): void {
  const input = site.activation(0);
  const output = site.describeOutput(input.dims);
  const [scale, zeroPoint] = FIXED_OUTPUTS[operator] ?? [output.tensor.scale, output.tensor.zeroPoint];
  if (output.tensor.scale !== scale || output.tensor.zeroPoint !== zeroPoint) {
    throw site.contradict(
      `makes scale ${output.tensor.scale}, zero point ${output.tensor.zeroPoint}; it must be ${scale} and ${zeroPoint}`,
    );
  }
  site.become({ operator, table: makeActivationTable(operator, input.tensor, output.tensor) }, [input], output);
}

/** A ReLU that the converter could not fuse, or an int8 tensor brought to another scale. */
export function translateRescaling(site: Site, kind: 'RELU' | 'RELU6' | 'QUANTIZE'): void {
  const input = site.activation(0);
  const output = site.describeOutput(input.dims);
  site.checkMultiplier(input.tensor.scale / output.tensor.scale, LARGEST_MULTIPLIER);
  const table =
    kind === 'RELU6'
      ? makeClampTable(input.tensor)
      : makeRequantizeTable(input.tensor, output.tensor, kind === 'RELU' ? output.tensor.zeroPoint : -128);
  site.become({ operator: 'TABLE', table }, [input], output);
}
