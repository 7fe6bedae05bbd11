// Networks that find things in pictures: fully convolutional, one answer for each cell of a grid over the picture (as Liu et al. 2016, SSD, with
// one map and no anchors). What a cell's values mean is task/detection.ts's matter.
import type { Layer, Network } from './network.ts';
import { NetworkTooShallowError, TooManyClassesError } from './network-errors.ts';
import type { ActivationShape } from './shapes.ts';
import { convolution } from './staged-architectures.ts';

export interface DetectorGrid {
  readonly rows: number;
  readonly columns: number;
  /** Of a cell: a logit for the background and for each class, and four values of a box. */
  readonly channels: number;
}

/** The layer whose output [rows, columns, channels] is the grid's. */
export const detectorHead = 'cells';

/** Values of a box in each cell. */
export const boxValues = 4;

/** What the core puts out at most, with channels in whole words (docs/core.md). */
const mostOutputs = 1024;
const wordBytes = 8;

/** From the picture to the finest grid. */
const finestStride = 4;

/**
 * The finest grid whose values the core can put out, at a power of two of the picture's pixels: for 72×96 and up to 3 classes 9×12 cells.
 * @param shape of a picture, [rows, columns, channels]
 * @throws TooManyClassesError where even a single cell has too many values
 */
export function detectorGrid(shape: ActivationShape, classes: number): DetectorGrid {
  const [rows, columns] = shape;
  const channels = classes + 1 + boxValues;
  const mostCells = Math.floor(mostOutputs / (Math.ceil(channels / wordBytes) * wordBytes));
  if (mostCells < 1) throw new TooManyClassesError(classes, mostOutputs - wordBytes - boxValues);
  let stride = finestStride;
  while (Math.ceil(rows / stride) * Math.ceil(columns / stride) > mostCells) stride *= 2;
  return { rows: Math.ceil(rows / stride), columns: Math.ceil(columns / stride), channels };
}

/**
 * Stages of two 3×3 convolutions with batch normalization. Stages have stride 2 until the map is the grid, further ones stride 1; with one stage
 * fewer than it takes, the first has stride 4.
 * @param filters of each stage
 * @throws NetworkTooShallowError, TooManyClassesError
 */
export function detectorNetwork(
  { name, shape, classes }: { readonly name: string; readonly shape: ActivationShape; readonly classes: number },
  filters: readonly number[],
): Network {
  const grid = detectorGrid(shape, classes);
  const halvings = Math.ceil(Math.log2(Math.max(shape[0] / grid.rows, shape[1] / grid.columns)));
  const missing = halvings - filters.length;
  if (missing > 1) throw new NetworkTooShallowError(name, shape, filters, halvings - 1);
  const strides = filters.map((_, stage) => (stage < halvings ? 2 : 1) * (stage < missing ? 2 : 1));
  const layers: Layer[] = filters.flatMap((count, stage) => [
    ...convolution(`stage${stage + 1}a`, count, 3, strides[stage]),
    ...convolution(`stage${stage + 1}b`, count, 3, 1),
  ]);
  layers.push({ type: 'conv2d', name: detectorHead, filters: grid.channels, kernel: [1, 1], padding: 'same' });
  return { name, inputShape: shape, layers };
}
