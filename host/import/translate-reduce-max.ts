// REDUCE_MAX as a MAX_POOL_2D over rows, columns or both.
import type { Site } from './site.ts';
import { toShape } from './tensors.ts';
import { checkSameQuantization } from './translate-pooling.ts';
import { translateReshape } from './translate-shapes.ts';

/** Input 1: the axes; axes of one element may be among the axes. */
export function translateReduceMax(site: Site): void {
  const input = site.activation(0);
  const { dims } = input;
  const axes = new Set(site.wholeNumbers(1).map((axis) => (axis < 0 ? axis + dims.length : axis)));
  const keepsDims = site.option('keepDims') !== 0;
  const reduced = dims.map((length, axis) => (axes.has(axis) ? 1 : length));
  const kept = keepsDims ? reduced : reduced.filter((_, axis) => !axes.has(axis));
  if ([...axes].some((axis) => !(axis >= 0 && axis < dims.length))) {
    throw site.contradict(`takes the largest over the axes [${[...axes]}] of [${dims}]`);
  }
  const shape = toShape(reduced);
  if (shape.join() === input.tensor.shape.join()) {
    translateReshape(site, kept);
    return;
  }
  if (shape[2] !== input.tensor.shape[2] || toShape(kept).join() !== shape.join()) {
    throw site.fail(
      `it takes the largest over the axes [${[...axes]}] of [${dims}], not over rows and columns`,
      'Use GlobalMaxPooling2D, or keepdims=True for one of the two.',
    );
  }
  const output = site.describeOutput(kept);
  checkSameQuantization(site, input, output);
  const filter = [input.tensor.shape[0] / shape[0], input.tensor.shape[1] / shape[1]] as const;
  site.become(
    { operator: 'MAX_POOL_2D', filter, strides: [1, 1], padding: 'VALID', activation: 'NONE' },
    [input],
    output,
  );
}
