// What CONV_2D and DEPTHWISE_CONV_2D have in common: the image they read, and how the window walks over it.
import { grouped } from '../../proto/numbers.ts';
import { slide } from '../network/shapes.ts';
import { effectiveScale, LARGEST_MULTIPLIER } from '../quantize/multiplier.ts';
import type { ActivationTensor, Conv2dOperation, DepthwiseConv2dOperation } from '../quantize/quantized-network.ts';
import { dilatedSize, MOST_KERNEL_ELEMENTS } from './expand-kernel.ts';
import type { Activation } from './graph.ts';
import type { Site } from './site.ts';

type Pair = readonly [rows: number, columns: number];

type Unplaced<T> = Omit<T, 'name' | 'inputs' | 'output'>;

interface Window {
  readonly dilations: Pair;
  readonly outputSize: Pair;
  /** Of the operation; the kernel is that with its dilation. */
  readonly options: { readonly kernel: Pair; readonly strides: Pair; readonly padding: 'SAME' | 'VALID' };
}

/** Input 0: [1, rows, columns, channels]. */
export function readImage(site: Site): Activation {
  const input = site.activation(0);
  if (input.dims.length === 4) return input;
  throw site.contradict(`reads [${input.dims}], not [1, rows, columns, channels]`);
}

/** `elements`: of the kernel of `size` before it is dilated. */
export function readWindow(site: Site, image: Activation, size: Pair, elements: number): Window {
  const dilations = site.pair('dilation');
  const kernel = dilatedSize(size, dilations);
  const expanded = elements * (kernel[0] / size[0]) * (kernel[1] / size[1]);
  if (!(expanded <= MOST_KERNEL_ELEMENTS)) {
    throw site.fail(
      `its kernel would take ${grouped(expanded)} weights with its dilation and groups`,
      'Use a smaller one.',
    );
  }
  site.graph.spend(expanded);
  const strides = site.pair('stride');
  const padding = site.padding();
  const [rows, columns] = image.tensor.shape;
  const outputSize = slide([rows, columns], kernel, strides, padding === 'SAME' ? 'same' : 'valid');
  return { dilations, outputSize, options: { kernel, strides, padding } };
}

/** Makes the operation, once its output and multipliers are found good. */
export function placeConvolution(
  site: Site,
  image: Activation,
  { outputSize }: Window,
  channels: number,
  operation: Unplaced<Conv2dOperation> | Unplaced<DepthwiseConv2dOperation>,
): void {
  const output = site.describeOutput([1, ...outputSize, channels]);
  checkMultipliers(site, operation.weightScales, image.tensor, output.tensor);
  site.become(operation, [image], output);
}

/** Smaller ones than the arithmetic holds become 0, as they do in TFLM; larger ones have no meaning there. */
export function checkMultipliers(
  site: Site,
  scales: Float32Array,
  input: ActivationTensor,
  output: ActivationTensor,
): void {
  for (const scale of scales) site.checkMultiplier(effectiveScale(scale, input, output), LARGEST_MULTIPLIER);
}
