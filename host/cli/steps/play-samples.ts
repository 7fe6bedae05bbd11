// Feeds a data set to a board, with optional noise and drift on the pictures (not on questions about them) and at an
// optional fixed rate.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Board } from '../../../device-bridge/session/board.ts';
import { createRandom } from '../../artifact/random.ts';
import type { Split } from '../../dataset/dataset.ts';
import { requireBytes } from '../../dataset/sample-values.ts';
import { encodeInput } from '../../image/encode-input.ts';
import type { StudentImage } from '../../image/student-image.ts';
import { quantizeForImage } from '../../reference/quantize-input.ts';
import { type Feeding, type PlayContext, type Played, playInputs } from './play-inputs.ts';

export interface PlayOptions {
  /** Standard deviation of Gaussian noise on each value, as a share of the full pixel range. */
  readonly noise?: number;
  /** What is added to each value by the time of the 1,000th input, growing from 0, as a share of the full pixel range; negative darkens. */
  readonly drift?: number;
  /** Inputs a second; without it as fast as the board takes them. */
  readonly rate?: number;
  /** Samples in all. */
  readonly count?: number;
  /** Of the noise. */
  readonly seed: number;
  /** From the start again after the last sample, until `count` or for ever. */
  readonly loop?: boolean;
}

/** Sample ids count up from 0 in each pass over the split. @throws what playInputs throws */
export function playSamples(
  board: Board,
  image: StudentImage,
  split: Split,
  options: PlayOptions,
  context: PlayContext,
): AsyncGenerator<Played, void, void> {
  return playInputs(board, image, (signal) => samplesOf(image, split, options, signal), context);
}

async function* samplesOf(image: StudentImage, split: Split, options: PlayOptions, signal: AbortSignal): Feeding {
  const { images, ids, labels } = split;
  const { rate, count = options.loop ? Number.POSITIVE_INFINITY : ids.length } = options;
  const passes = options.loop ? Number.POSITIVE_INFINITY : 1;
  const size = images.length / ids.length;
  const disturb = createDisturbance(image, options);
  const started = performance.now();
  for (let played = 0; played < Math.min(count, passes * ids.length); played++) {
    if (rate !== undefined) {
      const waitMs = started + (played * 1000) / rate - performance.now();
      if (waitMs > 0) await sleep(waitMs, undefined, { signal });
    }
    const row = played % ids.length;
    const values = disturb(images.subarray(row * size, (row + 1) * size), played);
    yield { sampleId: row, input: encodeInput(image, quantizeForImage(values, image)), label: labels[row] };
  }
}

/** Of the input that comes after `played` others. */
function createDisturbance(image: StudentImage, { noise = 0, drift = 0, seed }: PlayOptions) {
  const { vocabulary, shape } = image.input;
  const random = createRandom(seed);
  const isAsked = (at: number) => vocabulary !== undefined && at % shape[2] === shape[2] - 1;
  const what = noise === 0 ? 'drift' : 'noise';
  return (values: Split['images'], played: number): Split['images'] => {
    if (noise === 0 && drift === 0) return values;
    const pixels = requireBytes(what, values, `leave --${what} out`);
    const offset = (255 * drift * played) / 1000;
    const disturbed = (pixel: number) => pixel + offset + (noise === 0 ? 0 : 255 * noise * random.normal());
    const clipped = Uint8ClampedArray.from(pixels, (pixel, at) => (isAsked(at) ? pixel : disturbed(pixel)));
    return new Uint8Array(clipped.buffer);
  };
}
