// Each picture's nearest other picture, exactly: what MUNGE (munge.ts) makes pseudo data from. TensorFlow multiplies, the search is here.
import { setImmediate } from 'node:timers/promises';
import { tf } from '../tensorflow/tensorflow.ts';
import { TrainingSettingError } from '../train/training-errors.ts';

/** Of distances that are held at once. */
const blockBytes = 32 * 2 ** 20;
/** So many products of bytes around 0, each up to 2^14, have a sum below 2^24, which float32 holds exactly. */
const exactPixels = 1024;

/**
 * The position of each picture's nearest other one by Euclidean distance over the pixels, [n]; of equals the first. Exact: all n² distances
 * are computed, in whole numbers. 10,000 pictures of 28×28 took 8 s on two busy cores; n times as many take n² times
 * as long.
 * @param images [n, pixels], 0 … 255
 * @throws TrainingSettingError where there are fewer than two pictures; the signal's reason when aborted
 */
export async function findNearestNeighbours(
  images: Uint8Array,
  pixels: number,
  signal?: AbortSignal,
): Promise<Uint32Array> {
  const samples = images.length / pixels;
  if (!(samples >= 2)) throw new TrainingSettingError('number of pictures', samples, 'at least 2 to have neighbours');
  const columns = cutIntoColumns(images, pixels);
  const norms = Float64Array.from({ length: samples }, (_, i) => squaredNorm(images, i * pixels, pixels));
  const nearest = new Uint32Array(samples);
  const rows = Math.max(1, Math.floor(blockBytes / (4 * samples)));
  try {
    for (let first = 0; first < samples; first += rows) {
      await setImmediate();
      signal?.throwIfAborted();
      const products = multiplyBlock(columns, first, Math.min(rows, samples - first));
      for (let row = 0; row < products.length / samples; row++) {
        nearest[first + row] = nearestInRow(products, row * samples, norms, first + row);
      }
    }
  } finally {
    for (const column of columns) column.dispose();
  }
  return nearest;
}

/** Pictures around 0, [n, up to 1,024 pixels] each. */
function cutIntoColumns(images: Uint8Array, pixels: number): tf.Tensor2D[] {
  return tf.tidy(() => {
    const centred = tf.tensor2d(Float32Array.from(images, centre), [images.length / pixels, pixels]);
    const starts = Array.from({ length: Math.ceil(pixels / exactPixels) }, (_, i) => i * exactPixels);
    return starts.map((start) => centred.slice([0, start], [-1, Math.min(exactPixels, pixels - start)]));
  });
}

const centre = (pixel: number) => pixel - 128;

function squaredNorm(images: Uint8Array, from: number, pixels: number): number {
  let sum = 0;
  for (let i = from; i < from + pixels; i++) sum += centre(images[i]) ** 2;
  return sum;
}

/** Inner products [rows, n] of `rows` pictures from `first` on with all. */
function multiplyBlock(columns: readonly tf.Tensor2D[], first: number, rows: number): Float32Array | Float64Array {
  const parts = columns.map((column) => {
    // Read outside of tidy, which would look for tensors among a result's numbers.
    const product = tf.tidy(() => tf.matMul(column.slice([first, 0], [rows, -1]), column, false, true));
    const values = product.dataSync<'float32'>();
    product.dispose();
    return values;
  });
  if (parts.length === 1) return parts[0];
  return Float64Array.from(parts[0], (_, i) => parts.reduce((sum, part) => sum + part[i], 0));
}

/** ‖a − b‖² = ‖a‖² + ‖b‖² − 2ab, of which ‖a‖² is the same in the whole row. */
function nearestInRow(products: ArrayLike<number>, row: number, norms: Float64Array, self: number): number {
  let [best, least] = [-1, Number.POSITIVE_INFINITY];
  for (let other = 0; other < norms.length; other++) {
    const distance = norms[other] - 2 * products[row + other];
    if (distance < least && other !== self) [best, least] = [other, distance];
  }
  return best;
}
