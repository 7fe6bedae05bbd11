// CONV_2D, DEPTHWISE_CONV_2D and FULLY_CONNECTED.
import { slide } from '../network/shapes.ts';
import { effectiveScale, LARGEST_MULTIPLIER } from '../quantize/multiplier.ts';
import { dilatedSize, dilateKernel, MOST_KERNEL_ELEMENTS, ungroupKernel } from './expand-kernel.ts';
import type { Activation } from './graph.ts';
import type { Site } from './site.ts';

/** Weights [filters, rows, columns, channels], or fewer channels where the convolution is in groups. */
export function translateConvolution(site: Site): void {
  const input = imageInput(site);
  const { shape, values, scales } = site.weights(1, 0, 4);
  const [filters, rows, columns, groupChannels] = shape;
  const groups = input.dims[3] / groupChannels;
  if (!Number.isInteger(groups) || filters % groups !== 0) {
    throw site.contradict(`has weights [${shape}] for an input of [${input.dims}]`);
  }
  const window = readWindow(site, [rows, columns], 1, 4, input, values.length * groups);
  const output = site.describeOutput([1, ...window.outputSize, filters]);
  checkMultipliers(site, scales, input, output);
  const full = ungroupKernel(values, filters, rows * columns, groupChannels, groups);
  site.become(
    {
      operator: 'CONV_2D',
      ...window.options,
      weights: dilateKernel(full, [filters, rows, columns, groupChannels * groups], window.dilations),
      weightScales: scales,
      bias: site.bias(2, filters),
      activation: site.fusedActivation(3),
    },
    [input],
    output,
  );
}

/** Weights [1, rows, columns, output channels]. */
export function translateDepthwiseConvolution(site: Site): void {
  const input = imageInput(site);
  const { shape, values, scales } = site.weights(1, 3, 4);
  const [one, rows, columns, channels] = shape;
  if (one !== 1 || channels % input.dims[3] !== 0) {
    throw site.contradict(`has weights [${shape}] for an input of [${input.dims}]`);
  }
  const window = readWindow(site, [rows, columns], 1, 5, input, values.length);
  const output = site.describeOutput([1, ...window.outputSize, channels]);
  checkMultipliers(site, scales, input, output);
  site.become(
    {
      operator: 'DEPTHWISE_CONV_2D',
      ...window.options,
      weights: dilateKernel(values, shape, window.dilations),
      weightScales: scales,
      bias: site.bias(2, channels),
      activation: site.fusedActivation(4),
    },
    [input],
    output,
  );
}

/**
 * Weights [units, inputs]. Over one row of inputs it stays what it is; over several (Dense on a sequence) it is a convolution of one pixel.
 */
export function translateFullyConnected(site: Site): void {
  const input = site.activation(0);
  const weights = site.weights(1, 0, 2);
  const [units, length] = weights.shape;
  const format = site.option(1, 'int8', 0);
  if (format !== 0)
    throw site.fail(`its weights are shuffled (format ${format})`, 'Convert without that optimization.');
  const rows = input.tensor.shape[0] * input.tensor.shape[1] * (input.tensor.shape[2] / length);
  if (!Number.isInteger(rows)) throw site.contradict(`has weights [${weights.shape}] for an input of [${input.dims}]`);
  const keepsDims = site.option(2, 'uint8', 0) !== 0;
  const output = site.describeOutput(keepsDims ? [...input.dims.slice(0, -1), units] : [rows, units]);
  checkMultipliers(site, weights.scales, input, output);
  const common = {
    weights: weights.values,
    weightScales: weights.scales,
    bias: site.bias(2, units),
    activation: site.fusedActivation(0),
  };
  if (rows === 1) {
    site.become({ operator: 'FULLY_CONNECTED', ...common }, [input], output);
    return;
  }
  if (input.tensor.shape[2] !== length) {
    throw site.fail(`it reads ${rows} rows of ${length} out of [${input.dims}]`, 'Flatten the input first.');
  }
  const window = { kernel: [1, 1], strides: [1, 1], padding: 'VALID' } as const;
  site.become({ operator: 'CONV_2D', ...window, ...common }, [input], output);
}

function imageInput(site: Site): Activation {
  const input = site.activation(0);
  if (input.dims.length !== 4) throw site.contradict(`reads [${input.dims}], not [1, rows, columns, channels]`);
  return input;
}

/** `dilationSlot`: the option of the columns' dilation; the rows' follows. `elements`: of the kernel before it is dilated. */
function readWindow(
  site: Site,
  size: readonly [number, number],
  stridesSlot: number,
  dilationSlot: number,
  input: Activation,
  elements: number,
) {
  const dilations = site.pair(dilationSlot, dilationSlot + 1, 1, 'dilation');
  const kernel = dilatedSize(size, dilations);
  const expanded = elements * (kernel[0] / size[0]) * (kernel[1] / size[1]);
  if (!(expanded <= MOST_KERNEL_ELEMENTS)) {
    throw site.fail(`its kernel would take ${expanded} weights with its dilation and groups`, 'Use a smaller one.');
  }
  const strides = site.pair(stridesSlot, stridesSlot + 1, 0, 'stride');
  const padding = site.padding(0);
  const { shape } = input.tensor;
  const outputSize = slide([shape[0], shape[1]], kernel, strides, padding === 'SAME' ? 'same' : 'valid');
  return { dilations, outputSize, options: { kernel, strides, padding } };
}

/** Smaller ones than the arithmetic holds become 0, as they do in TFLM; larger ones have no meaning there. */
function checkMultipliers(site: Site, scales: Float32Array, input: Activation, output: Activation): void {
  for (const scale of scales) {
    site.checkMultiplier(effectiveScale(scale, input.tensor, output.tensor), LARGEST_MULTIPLIER);
  }
}
