// Training images moved and mirrored at random: what is drawn for a step, and the part of its graph that moves the pixels. Both follow from
// the run's seed and the step's number, so that a run that is made again, or goes on from a checkpoint, sees the same pictures.
import { createRandom } from '../artifact/random.ts';
import { deriveSeed } from '../network/derive-seed.ts';
import type { Graph, GraphTensor } from '../tensorflow/graph/graph.ts';
import { add, mul, sub } from '../tensorflow/graph/operations/arithmetic.ts';
import { gatherWithin, pad, slice } from '../tensorflow/graph/operations/shaping.ts';

/** What a loss knows of each sample, such as a teacher's outputs, stays that of the picture as it is in the data set, unmoved. */
export interface Augmentation {
  /** Pixels, from 0 up: each image is moved by up to so many, up or down and left or right; what comes in from outside has the byte 0. */
  readonly shift?: number;
  /** Whether each image is mirrored left to right with probability one half, before it is moved. */
  readonly flip?: boolean;
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
