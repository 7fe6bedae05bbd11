// Feeds a data set to a board, with optional noise on the pictures (not on questions about them) and at an optional
// fixed rate.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Board } from '../../../device-bridge/session/board.ts';
import type { Sample } from '../../../device-bridge/session/sample.ts';
import { hex32 } from '../../../proto/numbers.ts';
import type { Prediction } from '../../../proto/prediction.ts';
import { RetortError } from '../../../proto/retort-error.ts';
import { createRandom } from '../../artifact/random.ts';
import type { Split } from '../../dataset/dataset.ts';
import { requireBytes } from '../../dataset/sample-values.ts';
import { decodePrediction } from '../../image/decode-output.ts';
import { encodeInput } from '../../image/encode-input.ts';
import { classOf } from '../../image/head.ts';
import type { StudentImage } from '../../image/student-image.ts';
import { quantizeForImage } from '../../reference/quantize-input.ts';

export interface PlayOptions {
  /** Standard deviation of Gaussian noise on each value, as a share of the full pixel range. */
  readonly noise?: number;
  /** Inputs a second; without it as fast as the board takes them. */
  readonly rate?: number;
  /** Samples in all. */
  readonly count?: number;
  /** Of the noise. */
  readonly seed: number;
  /** From the start again after the last sample, until `count` or for ever. */
  readonly loop?: boolean;
  /** Inputs under way at once. */
  readonly inFlight: number;
}

export interface Played {
  readonly prediction: Prediction;
  /** The class that the prediction names, undefined where the head names none. */
  readonly named: number | undefined;
  readonly input: Uint8Array;
  /** The true class. */
  readonly label: number;
  /** From giving the input to having the prediction. */
  readonly latencyMs: number;
}

/** The board does not hold the image that is to be played to. */
export class OtherImageError extends RetortError {
  readonly code = 'BOARD_OTHER_IMAGE';
  readonly category = 'board';
  override readonly name = 'OtherImageError';
  readonly expected: number;
  readonly actual: number;

  constructor(expected: number, actual: number) {
    const has = actual === 0 ? 'no image' : `image 0x${hex32(actual)}`;
    super(
      `the board has ${has}, not 0x${hex32(expected)}: flash it first ("retort flash"), or name its image with --image`,
    );
    this.expected = expected;
    this.actual = actual;
  }
}

/** Sample ids count up from 0 in each pass over the split. @throws OtherImageError, and what Board.infer throws */
export async function* playSamples(
  board: Board,
  image: StudentImage,
  split: Split,
  options: PlayOptions,
  signal: AbortSignal,
): AsyncGenerator<Played, void, void> {
  await requireImage(board, image);
  const { count = options.loop ? Number.POSITIVE_INFINITY : split.ids.length, inFlight } = options;
  const player = new Player(image, split, options, signal);
  // A run of inferences remembers each of its samples, so each pass needs a new run.
  while (player.played < count && (options.loop || player.played === 0)) {
    const given = new Map<number, { readonly input: Uint8Array; readonly at: number }>();
    const pass = player.pass(Math.min(count - player.played, split.ids.length), given);
    for await (const prediction of board.infer(pass, { inFlight, signal })) {
      const { input, at } = given.get(prediction.sampleId)!;
      given.delete(prediction.sampleId);
      const label = split.labels[prediction.sampleId];
      const named = classOf(image, decodePrediction(image, prediction));
      yield { prediction, named, input, label, latencyMs: performance.now() - at };
    }
  }
}

/** @throws OtherImageError */
export async function requireImage(board: Board, image: StudentImage): Promise<void> {
  const { imageId } = await board.status();
  if (imageId !== image.imageId) throw new OtherImageError(image.imageId, imageId);
}

class Player {
  /** Samples given so far. */
  played = 0;
  readonly #image: StudentImage;
  readonly #split: Split;
  readonly #noise: number;
  readonly #rate: number | undefined;
  readonly #random: ReturnType<typeof createRandom>;
  readonly #signal: AbortSignal;
  readonly #started = performance.now();

  constructor(image: StudentImage, split: Split, { noise = 0, rate, seed }: PlayOptions, signal: AbortSignal) {
    this.#image = image;
    this.#split = split;
    this.#noise = noise;
    this.#rate = rate;
    this.#random = createRandom(seed);
    this.#signal = signal;
  }

  async *pass(
    samples: number,
    given: Map<number, { input: Uint8Array; at: number }>,
  ): AsyncGenerator<Sample, void, void> {
    for (let sampleId = 0; sampleId < samples; sampleId++) {
      await this.#pace();
      const input = this.#inputOf(sampleId);
      this.played += 1;
      given.set(sampleId, { input, at: performance.now() });
      yield { sampleId, input };
    }
  }

  async #pace(): Promise<void> {
    if (this.#rate === undefined) return;
    const waitMs = this.#started + (this.played * 1000) / this.#rate - performance.now();
    if (waitMs > 0) await sleep(waitMs, undefined, { signal: this.#signal });
  }

  #inputOf(row: number): Uint8Array {
    const { images, ids } = this.#split;
    const size = images.length / ids.length;
    const clean = images.subarray(row * size, (row + 1) * size);
    const values = this.#noise === 0 ? clean : this.#disturb(requireBytes('noise', clean, 'leave --noise out'));
    return encodeInput(this.#image, quantizeForImage(values, this.#image));
  }

  #disturb(pixels: Uint8Array): Uint8Array {
    const { vocabulary, shape } = this.#image.input;
    const disturb = (pixel: number) => pixel + 255 * this.#noise * this.#random.normal();
    const isAsked = (at: number) => vocabulary !== undefined && at % shape[2] === shape[2] - 1;
    const noisy = Uint8ClampedArray.from(pixels, (pixel, at) => (isAsked(at) ? pixel : disturb(pixel)));
    return new Uint8Array(noisy.buffer);
  }
}
