// Layers as the terms that look inside take them: their shapes before a training, and their outputs as maps, whatever the type of layer.
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
