// MUNGE (Buciluǎ, Caruana, Niculescu-Mizil 2006, "Model Compression", algorithm 1): pseudo data around the training samples, where
// unlabelled data is not to be had. What the ensemble says of them is pseudo-data.ts's.
import { createRandom } from '../artifact/random.ts';
import type { Shape, Split } from '../dataset/dataset.ts';
import { requireBytes } from '../dataset/sample-values.ts';
import { deriveSeed } from '../network/derive-seed.ts';
import { sizeOf } from '../network/shapes.ts';
import { TrainingSettingError } from '../train/training-errors.ts';
import { findNearestNeighbours } from './nearest-neighbours.ts';
import type { UnlabelledSplit } from './pseudo-data.ts';

export interface MungeSettings {
  /** How many times the split's size the pseudo data has: the paper's k. */
  readonly times: number;
  /** That an attribute (here a pixel) is exchanged with the neighbour's, 0 … 1: the paper's p. */
  readonly probability: number;
  /** The normal distribution's deviation is |e_a − e′_a| / s: large values exchange and no more. */
  readonly s: number;
  readonly seed: number;
}

/**
 * Each pass copies the split and visits every sample e with its nearest neighbour e′: with the probability p, pixel by pixel, e_a is drawn
 * from N(e′_a, |e_a − e′_a| / s) and e′_a from N(e_a, |e_a − e′_a| / s). A sample changes again when it is another's neighbour, as in the
 * paper; neighbours are those in the split itself. Rounded and kept within 0 … 255 at the end of a pass.
 * @param split [n, rows, columns, channels]; its labels are not read
 * @returns [times · n, rows, columns, channels], without labels, with the ids −1, −2, … that no data set has
 * @throws TrainingSettingError, FloatSamplesError; the signal's reason when aborted
 */
export async function munge(
  split: Pick<Split, 'images'>,
  shape: Shape,
  { times, probability, s, seed }: MungeSettings,
  signal?: AbortSignal,
): Promise<UnlabelledSplit> {
  if (!(Number.isInteger(times) && times > 0)) throw new TrainingSettingError('times', times, 'a whole number above 0');
  if (!(probability >= 0 && probability <= 1)) {
    throw new TrainingSettingError('probability', probability, 'a number in 0 … 1');
  }
  if (!(s > 0)) throw new TrainingSettingError('s', s, 'a number above 0: the deviation is |e − e′| / s');
  const original = requireBytes('MUNGE', split.images, 'use another method, whose transfer set is the training split');
  const pixels = sizeOf(shape);
  const neighbours = await findNearestNeighbours(original, pixels, signal);
  const images = new Uint8Array(times * original.length);
  const exchange = { neighbours, pixels, probability, s };
  for (let pass = 0; pass < times; pass++) {
    signal?.throwIfAborted();
    images.set(exchangeWithNeighbours(original, exchange, deriveSeed(seed, 'munge', pass)), pass * original.length);
  }
  return { ids: Int32Array.from({ length: times * neighbours.length }, (_, i) => -1 - i), images };
}

interface Exchange {
  /** [n] */
  readonly neighbours: Uint32Array;
  readonly pixels: number;
  readonly probability: number;
  readonly s: number;
}

function exchangeWithNeighbours(original: Uint8Array, exchange: Exchange, seed: number): Uint8ClampedArray {
  const { neighbours, pixels, probability, s } = exchange;
  const random = createRandom(seed);
  const values = Float64Array.from(original);
  for (const [sample, neighbour] of neighbours.entries()) {
    for (let pixel = 0; pixel < pixels; pixel++) {
      if (random.next() >= probability) continue;
      const [at, other] = [sample * pixels + pixel, neighbour * pixels + pixel];
      const [own, its] = [values[at], values[other]];
      if (own === its) continue; // no deviation: both stay
      const deviation = Math.abs(own - its) / s;
      values[at] = its + deviation * random.normal();
      values[other] = own + deviation * random.normal();
    }
  }
  return Uint8ClampedArray.from(values);
}
