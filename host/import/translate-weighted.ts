// CONV_2D, DEPTHWISE_CONV_2D and FULLY_CONNECTED. How a window walks over its input is convolution-window.ts's.
import { grouped } from '../../proto/numbers.ts';
import { checkMultipliers, placeConvolution, readImage, readWindow } from './convolution-window.ts';
import { dilateKernel, ungroupKernel } from './expand-kernel.ts';
import type { Site } from './site.ts';

/** Weights [filters, rows, columns, channels], or fewer channels where the convolution is in groups. */
export function translateConvolution(site: Site): void {
  const image = readImage(site);
  const { shape, values, scales } = site.weights(1, 0, 4);
  const [filters, rows, columns, groupChannels] = shape;
  const groups = image.tensor.shape[2] / groupChannels;
  if (!Number.isInteger(groups) || filters % groups !== 0) {
    throw site.contradict(`has weights [${shape}] for an input of ${image.tensor.shape[2]} channels`);
  }
  const window = readWindow(site, image, [rows, columns], values.length * groups);
  const full = ungroupKernel(values, filters, rows * columns, groupChannels, groups);
  placeConvolution(site, image, window, filters, {
    operator: 'CONV_2D',
    ...window.options,
    weights: dilateKernel(full, [filters, rows, columns, image.tensor.shape[2]], window.dilations),
    weightScales: scales,
    bias: site.bias(2, filters),
    activation: site.fusedActivation(),
  });
}

/** Weights [1, rows, columns, output channels]. */
export function translateDepthwiseConvolution(site: Site): void {
  const image = readImage(site);
  const { shape, values, scales } = site.weights(1, 3, 4);
  const [one, rows, columns, channels] = shape;
  if (one !== 1 || channels % image.tensor.shape[2] !== 0) {
    throw site.contradict(`has weights [${shape}] for an input of ${image.tensor.shape[2]} channels`);
  }
  const depthMultiplier = site.option('depthMultiplier');
  if (depthMultiplier !== channels / image.tensor.shape[2]) {
    throw site.contradict(`has the depth multiplier ${depthMultiplier} for weights [${shape}]`);
  }
  const window = readWindow(site, image, [rows, columns], values.length);
  placeConvolution(site, image, window, channels, {
    operator: 'DEPTHWISE_CONV_2D',
    ...window.options,
    weights: dilateKernel(values, shape, window.dilations),
    weightScales: scales,
    bias: site.bias(2, channels),
    activation: site.fusedActivation(),
  });
}

/**
 * Weights [units, inputs]. Over one row of inputs it stays what it is; over several (Dense on a sequence) it is a convolution of one pixel.
 */
export function translateFullyConnected(site: Site): void {
  const input = site.activation(0);
  const weights = site.weights(1, 0, 2);
  const [units, length] = weights.shape;
  const format = site.option('weightsFormat');
  if (format !== 0)
    throw site.fail(`its weights are shuffled (format ${format})`, 'Convert without that optimization.');
  const rows = input.tensor.shape[0] * input.tensor.shape[1] * (input.tensor.shape[2] / length);
  if (!Number.isInteger(rows)) throw site.contradict(`has weights [${weights.shape}] for an input of [${input.dims}]`);
  const keepsDims = site.option('keepDims') !== 0;
  const output = site.describeOutput(keepsDims ? [...input.dims.slice(0, -1), units] : [rows, units]);
  checkMultipliers(site, weights.scales, input.tensor, output.tensor);
  const common = {
    weights: weights.values,
    weightScales: weights.scales,
    bias: site.bias(2, units),
    activation: site.fusedActivation(),
  };
  if (rows === 1) {
    site.become({ operator: 'FULLY_CONNECTED', ...common }, [input], output);
    return;
  }
  if (input.tensor.shape[2] !== length) {
    throw site.fail(
      `it reads ${grouped(rows)} rows of ${grouped(length)} out of [${input.dims}]`,
      'Flatten the input first.',
    );
  }
  const window = { kernel: [1, 1], strides: [1, 1], padding: 'VALID' } as const;
  site.become({ operator: 'CONV_2D', ...window, ...common }, [input], output);
}
