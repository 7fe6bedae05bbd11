// CONV_2D, DEPTHWISE_CONV_2D and FULLY_CONNECTED as layers; kernels change from TensorFlow Lite's layouts to TensorFlow's.
import type { Padding } from '../../network/network.ts';
import { sizeOf, slide } from '../../network/shapes.ts';
import type { FloatActivation } from './float-graph.ts';
import { type FloatSite, giveAsSavedModel } from './float-site.ts';
import { moveFirstAxisLast } from './float-tensors.ts';

type Pair = readonly [number, number];

/** Kernel [filters, rows, columns, channels]. */
export function translateFloatConvolution(site: FloatSite): void {
  const { values, dims } = kernelOf(site, 4);
  const [filters, rows, columns, channels] = dims;
  const { input, strides, padding, size } = readWindow(site, [rows, columns]);
  if (input.shape[2] !== channels) {
    throw site.fail(`its kernel [${dims}] is in groups over ${input.shape[2]} channels`, giveAsSavedModel);
  }
  const kernel = { shape: [rows, columns, channels, filters], data: moveFirstAxisLast(values, filters) };
  const bias = site.bias(2, filters);
  site.become(
    {
      type: 'conv2d',
      name: site.layerName,
      inputs: [input.layer],
      filters,
      kernel: [rows, columns],
      strides,
      padding,
      useBias: 'bias' in bias,
      activation: site.activationOption(),
    },
    { kernel, ...bias },
    [1, ...size, filters],
  );
}

/** Kernel [1, rows, columns, channels · multiplier]; with a multiplier above 1 it is a convolution whose other weights are 0. */
export function translateFloatDepthwise(site: FloatSite): void {
  const { values, dims } = kernelOf(site, 4);
  const [, rows, columns, filters] = dims;
  const { input, strides, padding, size } = readWindow(site, [rows, columns]);
  const channels = input.shape[2];
  const bias = site.bias(2, filters);
  const layer = {
    name: site.layerName,
    inputs: [input.layer],
    kernel: [rows, columns],
    strides,
    padding,
    useBias: 'bias' in bias,
    activation: site.activationOption(),
  } as const;
  const outputDims = [1, ...size, filters];
  if (filters === channels) {
    const kernel = { shape: [rows, columns, channels, 1], data: values };
    site.become({ ...layer, type: 'depthwiseConv2d' }, { kernel, ...bias }, outputDims);
  } else if (filters % channels === 0) {
    const shape = [rows, columns, channels, filters];
    site.graph.spend(sizeOf(shape));
    const kernel = { shape, data: spreadChannels(values, channels, filters) };
    site.become({ ...layer, type: 'conv2d', filters }, { kernel, ...bias }, outputDims);
  } else {
    throw site.fail(`it makes ${filters} channels of ${channels}`, giveAsSavedModel);
  }
}

/** [taps, filters] to [taps, channels, filters]: each channel has filters / channels filters, one after another, and 0 for the others. */
function spreadChannels(values: Float32Array, channels: number, filters: number): Float32Array {
  const spread = new Float32Array(values.length * channels);
  for (const [i, value] of values.entries()) {
    const [tap, filter] = [Math.floor(i / filters), i % filters];
    const channel = Math.floor((filter * channels) / filters);
    spread[(tap * channels + channel) * filters + filter] = value;
  }
  return spread;
}

/** Kernel [units, inputs]. */
export function translateFloatDense(site: FloatSite): void {
  const input = site.activation(0, true);
  const { values, dims } = kernelOf(site, 2);
  const [units, length] = dims;
  const found = input.shape[0] * input.shape[1] * input.shape[2];
  if (found !== length)
    throw site.fail(`its kernel [${dims}] is for rows of ${length} out of ${found}`, giveAsSavedModel);
  if (site.option('weightsFormat') !== 0) throw site.fail('its weights are shuffled', giveAsSavedModel);
  const bias = site.bias(2, units);
  const kernel = { shape: [length, units], data: moveFirstAxisLast(values, units) };
  const keepsDims = site.option('keepDims') !== 0;
  site.become(
    {
      type: 'dense',
      name: site.layerName,
      inputs: [input.layer],
      units,
      useBias: 'bias' in bias,
      activation: site.activationOption(),
    },
    { kernel, ...bias },
    keepsDims ? [...input.dims.slice(0, -1), units] : [1, units],
  );
}

function kernelOf(site: FloatSite, rank: number): ReturnType<FloatSite['constant']> {
  const kernel = site.constant(1);
  if (kernel.dims.length !== rank || kernel.dims.some((length) => length < 1)) {
    throw site.contradict(`has a kernel of [${kernel.dims}], not of ${rank} axes`);
  }
  return kernel;
}

/** How the kernel walks. Zeros that a PAD before it puts around the picture become padding where "same" would put just them. */
function readWindow(
  site: FloatSite,
  kernel: Pair,
): { input: FloatActivation; strides: Pair; padding: Padding; size: Pair } {
  const dilations = site.pair('dilation');
  if (dilations[0] !== 1 || dilations[1] !== 1)
    throw site.fail(`it is dilated by ${dilations.join('×')}`, giveAsSavedModel);
  const strides = site.pair('stride');
  const value = site.value(0);
  if (value?.kind !== 'padded') {
    const input = site.image(0);
    const padding = site.padding() === 'SAME' ? 'same' : 'valid';
    return { input, strides, padding, size: slide([input.shape[0], input.shape[1]], kernel, strides, padding) };
  }
  const input = value.inner;
  const size = slide([input.shape[0], input.shape[1]], kernel, strides, 'same');
  const asSame = value.pads.every(([before, after], axis) => {
    const total = Math.max(0, (size[axis] - 1) * strides[axis] + kernel[axis] - input.shape[axis]);
    return before === Math.floor(total / 2) && after === total - before;
  });
  if (site.padding() !== 'VALID' || !asSame) {
    throw site.fail(
      `the PAD before it puts ${value.pads.join(' and ')} around the picture, unlike "same"`,
      giveAsSavedModel,
    );
  }
  return { input, strides, padding: 'same', size };
}
