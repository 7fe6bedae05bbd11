// How long a session waits, in milliseconds of the link's clock.

export interface Timing {
  /** For the answer to a small request, before it is asked again. */
  readonly answerMs: number;
  /** For any sign of a board at the starting rate; must outlast the half second of a board at a higher one. */
  readonly silentMs: number;
  /** Between messages at a raised rate, so that the board does not fall back. */
  readonly keepAliveMs: number;
  /** Between predictions, before a sample counts as missing. */
  readonly inferenceMs: number;
}

export const defaultTiming: Timing = { answerMs: 150, silentMs: 5000, keepAliveMs: 150, inferenceMs: 30_000 };
