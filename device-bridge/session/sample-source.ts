// Reads the samples that a caller gives, one by one, and sees that their ids can travel and differ.
import { SampleIdError } from './errors.ts';
import type { Sample } from './sample.ts';

/** Ids above are those of the session's own requests. */
const largestSampleId = 0x7fff_ffff;

export class SampleSource {
  readonly #samples: AsyncIterator<Sample> | Iterator<Sample>;
  readonly #ids = new Set<number>();
  #ended = false;

  constructor(samples: AsyncIterable<Sample> | Iterable<Sample>) {
    this.#samples = Symbol.asyncIterator in samples ? samples[Symbol.asyncIterator]() : samples[Symbol.iterator]();
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** The next one; undefined at the end. @throws SampleIdError, and what the source throws */
  async next(): Promise<Sample | undefined> {
    const { done, value } = await this.#samples.next();
    if (done) {
      this.#ended = true;
      return undefined;
    }
    const { sampleId } = value;
    if (!Number.isInteger(sampleId) || sampleId < 0 || sampleId > largestSampleId) {
      throw new SampleIdError(sampleId, 'is out of range');
    }
    if (this.#ids.has(sampleId)) throw new SampleIdError(sampleId, 'was already used');
    this.#ids.add(sampleId);
    return value;
  }

  /** Lets the source clean up where it was not read to its end. */
  async end(): Promise<void> {
    if (!this.#ended) await this.#samples.return?.();
  }
}
