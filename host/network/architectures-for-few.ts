// The network that Retort trains where pictures are few, such as a folder of one's own: batch normalization lets it learn in few steps, and
// pooling leaves few weights to memorize with.
import type { Layer, Network, Pair } from './network.ts';
import type { ActivationShape } from './shapes.ts';

/** Training samples below which networks, recipe and augmentation are those for few. */
export const fewSamples = 2_000;

/** A map of this side, or smaller, is not pooled further. */
const smallSide = 5;

/** Sides from which the last map's maximum is taken over the whole picture. */
const smallestPooled = 16;

/**
 * Four convolutions. Each axis is strided and pooled by itself until at most five places are left, whatever the picture's proportions.
 * @param shape of a picture, [rows, columns, channels]
 * @param filters of the four
 */
export function networkForFew(
  name: string,
  shape: ActivationShape,
  classes: number,
  filters: readonly [number, number, number, number],
): Network {
  const strides = firstStrides(shape);
  let map: Pair = [Math.ceil(shape[0] / strides[0]), Math.ceil(shape[1] / strides[1])];
  const layers: Layer[] = [...normalizedConvolution('conv1', filters[0], 5, strides)];
  for (const [i, count] of filters.slice(1).entries()) {
    layers.push(...normalizedConvolution(`conv${i + 2}`, count, 3, [1, 1]));
    const pool = eachAxis(map, (side) => (side > smallSide ? 2 : 1));
    if (pool[0] * pool[1] === 1) continue;
    layers.push({ type: 'maxPool2d', name: `pool${i + 2}`, pool, strides: pool, padding: 'same' });
    map = [Math.ceil(map[0] / pool[0]), Math.ceil(map[1] / pool[1])];
  }
  // In a small picture, such as of a table's columns, a class may be a place.
  if (Math.min(shape[0], shape[1]) >= smallestPooled) {
    layers.push({ type: 'maxPool2d', name: 'anywhere', pool: map, strides: map, padding: 'valid' });
  }
  layers.push({ type: 'dense', name: 'logits', units: classes });
  return { name, inputShape: shape, layers };
}

/** Brings each axis of a picture by itself to 8 to 16 places, from sides of 8 to 64. */
export function firstStrides(shape: readonly number[]): Pair {
  return eachAxis(shape, (side) => Math.min(4, Math.max(1, Math.round(side / 16))));
}

function eachAxis([rows, columns]: readonly number[], of: (side: number) => number): Pair {
  return [of(rows), of(columns)];
}

function normalizedConvolution(name: string, filters: number, side: number, strides: Pair): Layer[] {
  return [
    { type: 'conv2d', name, filters, kernel: [side, side], strides, padding: 'same', useBias: false },
    { type: 'batchNorm', name: name.replace('conv', 'norm'), activation: 'relu' },
  ];
}
