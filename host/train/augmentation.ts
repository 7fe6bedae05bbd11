// Training images varied at random (moved, mirrored, cropped, brightened): what is drawn for a step, and the part of
// its graph that changes the pixels. Both follow from the run's seed and the step's number, so that a run that is
// repeated or resumed from a checkpoint sees the same pictures.
import { createRandom } from '../artifact/random.ts';
import { deriveSeed } from '../network/derive-seed.ts';
import type { Graph, GraphTensor } from '../tensorflow/graph/graph.ts';
import type { Feed } from '../tensorflow/graph/graph-session.ts';
import { add, minimum, mul, sub } from '../tensorflow/graph/operations/arithmetic.ts';
import { cast } from '../tensorflow/graph/operations/elementwise.ts';
import { cropAndResize } from '../tensorflow/graph/operations/resizing.ts';
import { gatherWithin, pad, reshape, slice } from '../tensorflow/graph/operations/shaping.ts';

/** What a loss knows of each sample, such as a teacher's outputs, stays that of the picture as it is in the data set, unmoved. */
export interface Augmentation {
  /**
   * Pixels, from 0 up: each image is shifted by up to this many, up or down and left or right; what comes in from
   * outside has the value 0.
   */
  readonly shift?: number;
  /** Whether each image is mirrored left to right with probability one half, before it is moved. */
  readonly flip?: boolean;
  /** 0 … below 1: of each image, once it is moved, a part of side 1 − crop … 1 is cut out anywhere and stretched to the whole, bilinearly. */
  readonly crop?: number;
  /** 0 … 1: the pixels of each image are multiplied by 1 − brightness … 1 + brightness, and cut off at 255. Not of floats. */
  readonly brightness?: number;
}

export interface AugmentedImages {
  /** [batch, rows, columns, channels]: of the given type where images are only moved, else float32. */
  readonly images: GraphTensor;
  /** int32 [batch, 1]: 1 where an image is mirrored. */
  readonly mirrored: GraphTensor;
  /** @param step from 0, over the whole run */
  feeds(seed: number, step: number): Feed[];
}

/** @param images uint8 or float32 [batch, rows, columns, channels] */
export function augmentImages(graph: Graph, images: GraphTensor, augmentation: Augmentation): AugmentedImages {
  const [batch] = images.shape;
  const { crop = 0, brightness = 0 } = augmentation;
  const moves = graph.placeholder('int32', [batch, 3]);
  const boxes = crop > 0 ? graph.placeholder('float32', [batch, 4]) : undefined;
  const gains = brightness > 0 ? graph.placeholder('float32', [batch]) : undefined;
  const moved = moveImages(graph, images, moves, augmentation);
  const cropped = boxes ? cropAndResize(graph, moved, boxes) : moved;
  return {
    images: gains ? brightenImages(graph, cropped, gains) : cropped,
    mirrored: slice(graph, moves, [0, 2], [batch, 1]),
    feeds: (seed, step) => [
      [moves, drawMoves(augmentation, seed, step, batch)],
      ...(boxes ? [[boxes, drawBoxes(crop, seed, step, batch)] as const] : []),
      ...(gains ? [[gains, drawGains(brightness, seed, step, batch)] as const] : []),
    ],
  };
}

/**
 * For each sample of a step's batch how many pixels it goes down, how many to the right, and whether it is mirrored (1) or not (0).
 * @param step from 0, over the whole run
 * @returns [batch, 3]
 */
export function drawMoves(augmentation: Augmentation, seed: number, step: number, batchSize: number): Int32Array {
  const { shift = 0, flip = false } = augmentation;
  const random = createRandom(deriveSeed(seed, 'augmentation', step));
  const drawShift = () => random.integer(2 * shift + 1) - shift;
  const moves = new Int32Array(3 * batchSize);
  for (let row = 0; row < moves.length; row += 3)
    moves.set([drawShift(), drawShift(), flip ? random.integer(2) : 0], row);
  return moves;
}

/**
 * moved[row, column] = image[row − down, (mirrored) column − right], and 0 outside the image.
 * @param images [batch, rows, columns, channels], of any type
 * @param moves int32 [batch, 3], as `drawMoves` gives them; none larger than the augmentation's shift
 */
export function moveImages(
  graph: Graph,
  images: GraphTensor,
  moves: GraphTensor,
  { shift = 0 }: Augmentation,
): GraphTensor {
  const [batch, rows, columns] = images.shape;
  const constant = (value: number) => graph.constant(Int32Array.of(value), []);
  const count = (length: number) =>
    graph.constant(
      Int32Array.from({ length }, (_, i) => i),
      [1, length],
    );
  const [down, right, mirrored] = [0, 1, 2].map((i) => slice(graph, moves, [0, i], [batch, 1]));

  const background = [0, 0, shift, shift, shift, shift, 0, 0];
  const padded = shift === 0 ? images : pad(graph, images, background);
  // Of the padded image, in which the image itself begins at (shift, shift).
  const fromRows = add(graph, sub(graph, count(rows), down), constant(shift));
  const unmirrored = sub(graph, count(columns), right);
  const sign = sub(graph, constant(1), mul(graph, mirrored, constant(2)));
  const start = add(graph, mul(graph, mirrored, constant(columns - 1)), constant(shift));
  const fromColumns = add(graph, mul(graph, unmirrored, sign), start);
  const inRows = shift === 0 ? padded : gatherWithin(graph, padded, fromRows, 1);
  return gatherWithin(graph, inRows, fromColumns, 2);
}

/**
 * What is cut out of each sample of a step's batch: top, left, bottom and right, in 0 … 1 from the centre of the first pixel to that of the
 * last.
 * @returns [batch, 4]
 */
export function drawBoxes(crop: number, seed: number, step: number, batchSize: number): Float32Array {
  const random = createRandom(deriveSeed(seed, 'crop', step));
  const boxes = new Float32Array(4 * batchSize);
  for (let row = 0; row < boxes.length; row += 4) {
    const cut = crop * random.next();
    const [top, left] = [cut * random.next(), cut * random.next()];
    boxes.set([top, left, top + 1 - cut, left + 1 - cut], row);
  }
  return boxes;
}

/** What the pixels of each sample of a step's batch are multiplied by: [batch]. */
export function drawGains(brightness: number, seed: number, step: number, batchSize: number): Float32Array {
  const random = createRandom(deriveSeed(seed, 'brightness', step));
  return Float32Array.from({ length: batchSize }, () => 1 + brightness * (2 * random.next() - 1));
}

/** @param gains [batch] @returns float32 */
export function brightenImages(graph: Graph, images: GraphTensor, gains: GraphTensor): GraphTensor {
  const real = images.type === 'float32' ? images : cast(graph, images, 'float32');
  const bright = mul(graph, real, reshape(graph, gains, [images.shape[0], 1, 1, 1]));
  return minimum(graph, bright, graph.scalar(255));
}
