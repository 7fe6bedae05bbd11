// MAX_POOL_2D, AVERAGE_POOL_2D and MEAN.
import { grouped } from '../../proto/numbers.ts';
import { slide } from '../network/shapes.ts';
import { LARGEST_MULTIPLIER } from '../quantize/multiplier.ts';
import type { PoolOperation } from '../quantize/quantized-network.ts';
import type { Activation } from './graph.ts';
import type { Site } from './site.ts';

/** A sum of int8 values less a zero point must fit int32. */
const MOST_IN_A_MEAN = Math.floor((2 ** 31 - 1) / 255);

export function translatePool(site: Site, operator: PoolOperation['operator']): void {
  const input = site.activation(0);
  if (input.dims.length !== 4) throw site.contradict(`reads [${input.dims}], not [1, rows, columns, channels]`);
  const strides = site.pair('stride');
  const filter = site.pair('filter');
  const padding = site.padding();
  const [rows, columns, channels] = input.tensor.shape;
  const size = slide([rows, columns], filter, strides, padding === 'SAME' ? 'same' : 'valid');
  const output = site.describeOutput([1, ...size, channels]);
  checkSameQuantization(site, input, output);
  const activation = site.fusedActivation();
  site.become({ operator, filter, strides, padding, activation }, [input], output);
}

/** Over all axes between batch and channels; where such an axis is 1 long, it may be left out. */
export function translateMean(site: Site): void {
  const input = site.activation(0);
  const { dims } = input;
  const axes = new Set(site.wholeNumbers(1).map((axis) => (axis < 0 ? axis + dims.length : axis)));
  const overAllPixels =
    dims.length >= 3 &&
    [...axes].every((axis) => axis >= 0 && axis < dims.length - 1) &&
    dims.every((length, axis) => axis === dims.length - 1 || axes.has(axis) || length === 1);
  if (!overAllPixels) {
    throw site.fail(
      `it averages over the axes [${[...axes]}] of [${dims}], not over rows and columns`,
      'Use GlobalAveragePooling2D.',
    );
  }
  const [rows, columns] = input.tensor.shape;
  if (rows * columns > MOST_IN_A_MEAN)
    throw site.fail(`its ${grouped(rows * columns)} pixels overflow the sum`, 'Pool before it.');
  const keepsDims = site.option('keepDims') !== 0;
  const kept = dims.map((length, axis) => (axes.has(axis) ? 1 : length));
  const output = site.describeOutput(keepsDims ? kept : kept.filter((_, axis) => !axes.has(axis)));
  site.checkMultiplier(input.tensor.scale / output.tensor.scale, LARGEST_MULTIPLIER);
  site.become({ operator: 'MEAN' }, [input], output);
}

/** These operators move values about and do not rescale them. */
export function checkSameQuantization(
  site: Site,
  { tensor: input }: Pick<Activation, 'tensor'>,
  { tensor: output }: Pick<Activation, 'tensor'>,
): void {
  if (input.scale === output.scale && input.zeroPoint === output.zeroPoint) return;
  throw site.contradict(
    `reads scale ${input.scale}, zero point ${input.zeroPoint} and makes scale ${output.scale}, zero point ${output.zeroPoint}; ` +
      'they must be the same',
  );
}
