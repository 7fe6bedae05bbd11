// Layers as the terms that look inside take them: their shapes before training, and their outputs as maps, whatever the
// type of layer.
import type { Network } from '../network/network.ts';
import { type ActivationShape, inferShapes, sizeOf } from '../network/shapes.ts';
import type { Operations } from '../tensorflow/operations.ts';
import { TrainingSettingError } from '../train/training-errors.ts';

/** [rows, columns, channels] of a layer's output. @throws TrainingSettingError that lists the layers where there is none of this name */
export function findShape(network: Network, layer: string): ActivationShape {
  const shapes = inferShapes(network);
  const shape = shapes.get(layer);
  if (shape) return shape;
  throw new TrainingSettingError('layer', layer, `one of those of "${network.name}": ${[...shapes.keys()].join(', ')}`);
}

/** For a message: `"conv2" [14, 14, 8]`. */
export function describeLayer(layer: string, shape: readonly number[]): string {
  return `"${layer}" [${shape.join(', ')}]`;
}

/** [batch, rows, columns, channels], of a dense layer's [batch, units] too. */
export function asMap<T>(ops: Operations<T>, output: T): T {
  const [batch, ...rest] = ops.shapeOf(output);
  return rest.length === 3 ? output : ops.reshape(output, [batch, 1, 1, sizeOf(rest)]);
}

/** [batch, values], each sample's output in a row. */
export function asRows<T>(ops: Operations<T>, output: T): T {
  const [batch, ...rest] = ops.shapeOf(output);
  return rest.length === 1 ? output : ops.reshape(output, [batch, sizeOf(rest)]);
}

/** A layer's name and its shape, [rows, columns, channels] or [units]. */
type NamedShape = readonly [name: string, shape: readonly number[]];

/**
 * [rows, columns, channels] that both layers come to by averages over windows and over neighbouring channels: the least of each.
 * @throws TrainingSettingError with both shapes where the channels of neither are a multiple of the other's
 */
export function findCommonShape(first: NamedShape, last: NamedShape): ActivationShape {
  const shapes = [first, last].map(([, shape]) => (shape.length === 3 ? shape : [1, 1, sizeOf(shape)]));
  const [rows, columns, channels] = [0, 1, 2].map((axis) => Math.min(...shapes.map((shape) => shape[axis])));
  if (shapes.every((shape) => shape[2] % channels === 0)) return [rows, columns, channels];
  throw new TrainingSettingError(
    'change between two layers',
    `${describeLayer(first[0], shapes[0])} to ${describeLayer(last[0], shapes[1])}`,
    'between layers with the same number of channels, or a multiple',
  );
}

/**
 * [batch, rows, columns, channels] of this shape, by averages over windows, which overlap where they do not divide the map.
 * @param shape no larger than the map's; its channels divide the map's
 */
export function averageTo<T>(ops: Operations<T>, map: T, [rows, columns, channels]: ActivationShape): T {
  const [batch, high, wide, deep] = ops.shapeOf(map);
  const strides = [Math.floor(high / rows), Math.floor(wide / columns)] as const;
  const window = [high - (rows - 1) * strides[0], wide - (columns - 1) * strides[1]] as const;
  const pooled = window[0] * window[1] === 1 ? map : ops.averagePool2d(map, window, { strides, padding: 'valid' });
  if (deep === channels) return pooled;
  return ops.mean(ops.reshape(pooled, [batch, rows, columns, channels, deep / channels]), [4]);
}
