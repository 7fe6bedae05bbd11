// One run of inferences. A sample is asked again only once it is certain that its first asking will not be answered:
// after a later input's prediction. Where none is under way, a probe (an input with its own id, one descriptor long)
// replaces it, at the start too, where it settles what an earlier session left. So a sample is never under way twice,
// and a second answer is an error.

import { grouped } from '../../proto/numbers.ts';
import type { Prediction } from '../../proto/prediction.ts';
import { RetortError } from '../../proto/retort-error.ts';
import { type Answers, ErrorCode, type Reply } from '../framing/message.ts';
import { AskedInputs } from './asked-inputs.ts';
import { BoardError, DuplicateSampleError, ForeignSampleError, MissingSampleError } from './errors.ts';
import type { InferOptions, Sample } from './sample.ts';
import { SampleSource } from './sample-source.ts';
import type { Session } from './session.ts';

/** Of an input, in one message. */
export const pieceBytes = 1024;
const mostRepeats = 30;
/** Times that the wait before a probe doubles while nothing comes. */
const mostBackoff = 4;
/** Predictions that may wait for the caller before no more are asked for. */
const mostWaiting = 64;

export class InferenceRun {
  readonly #session: Session;
  readonly #source: SampleSource;
  readonly #stopAfter: number;
  readonly #signal: AbortSignal | undefined;
  readonly #asked = new AskedInputs<Sample>();
  /** How often each sample was asked for. */
  readonly #timesAsked = new Map<number, number>();
  readonly #again: Sample[] = [];
  readonly #waiting: Prediction[] = [];
  readonly #forgetEnd: () => void;
  /** Read from the source, not yet asked for. */
  #fetched: Sample | undefined;
  #fetching = false;
  #limit: number;
  /** Until the first probe is answered, predictions are an earlier session's. */
  #settled = false;
  #paused = false;
  #done = false;
  #failure: { readonly reason: unknown } | undefined;
  /** At least so long before a probe. */
  readonly #leastQuietMs: number;
  /** Of an inference, as its image says or the last one took; 0 while not known. */
  #cycles: number;
  #backoff = 1;
  /** The last prediction, or the asking for a sample when none was under way. */
  #waitingSince: number;
  #probeInput: Uint8Array | undefined;
  #sending: Promise<void> = Promise.resolve();
  #cancelQuiet = () => {};
  #cancelPause = () => {};
  #wakePump = () => {};
  #wakeCaller = () => {};

  constructor(session: Session, samples: AsyncIterable<Sample> | Iterable<Sample>, options: InferOptions) {
    this.#session = session;
    this.#source = new SampleSource(samples);
    this.#limit = Math.max(1, options.inFlight ?? 4);
    this.#stopAfter = options.stopAfter ?? 0;
    this.#signal = options.signal;
    this.#leastQuietMs = options.quietMs ?? 0;
    this.#cycles = options.cycles ?? 0;
    this.#waitingSince = this.#now();
    this.#forgetEnd = session.connection.onEnd((error) => this.#fail(error));
    session.connection.onUnexpectedPrediction = (id) => this.#onUnexpected(id);
    this.#signal?.addEventListener('abort', this.#abort, { once: true });
    if (this.#signal?.aborted) this.#abort();
    this.#pump().catch((error) => this.#fail(error));
  }

  /** The next prediction; undefined after the last. */
  async take(): Promise<Prediction | undefined> {
    for (;;) {
      if (this.#failure) throw this.#failure.reason;
      const prediction = this.#waiting.shift();
      this.#wakePump();
      if (prediction || this.#done) return prediction;
      await new Promise<void>((resolve) => (this.#wakeCaller = resolve));
    }
  }

  /** A probe was sent behind the samples answered so far, and has run or will. */
  get isFollowed(): boolean {
    return this.#asked.hasProbe;
  }

  /** Whatever is still under way then is ended on the board too, so that the next one finds it free. */
  async end(): Promise<void> {
    const leaves = this.#asked.ids.length > 0; // a probe's as well
    this.#done = true;
    this.#cancelQuiet();
    this.#cancelPause();
    this.#forgetEnd();
    this.#signal?.removeEventListener('abort', this.#abort);
    this.#session.connection.onUnexpectedPrediction = undefined;
    for (const id of this.#asked.ids) this.#session.connection.forget(id);
    this.#wakePump();
    this.#source.end().catch((error) => this.#fail(error));
    if (leaves && !this.#session.connection.ended) await this.#abortInferences();
  }

  /** A board that is gone, or older than this command, has nothing that could be ended. */
  async #abortInferences(): Promise<void> {
    const { connection, timing } = this.#session;
    try {
      await connection.ask('abort', {}, { timeoutMs: timing.answerMs, attempts: 3, blockedMs: 1000 });
    } catch (error) {
      if (!(error instanceof RetortError)) throw error;
    }
  }

  async #pump(): Promise<void> {
    const first = await this.#source.next();
    if (first) {
      this.#again.push(first);
      this.#probeInput = first.input;
      await this.#probe();
    }
    while (!this.#failure && !this.#done) {
      const sample = this.#mayAsk() ? this.#nextSample() : undefined;
      if (sample) await this.#ask(sample);
      else if (this.#source.ended && this.#again.length === 0 && !this.#asked.oldestSample) this.#finish();
      else await new Promise<void>((resolve) => (this.#wakePump = resolve));
    }
  }

  /** A lost one first. Where the source has none ready it is asked for one, and the pump is woken when it comes. */
  #nextSample(): Sample | undefined {
    const sample = this.#again.shift() ?? this.#fetched;
    if (sample === this.#fetched) this.#fetched = undefined;
    if (!sample && !this.#fetching && !this.#source.ended) this.#fetch().catch((error) => this.#fail(error));
    return sample;
  }

  async #fetch(): Promise<void> {
    this.#fetching = true;
    this.#fetched = await this.#source.next();
    this.#fetching = false;
    this.#wakePump();
  }

  #finish(): void {
    this.#done = true;
    this.#wakeCaller();
  }

  #mayAsk(): boolean {
    return (
      this.#settled && !this.#paused && this.#asked.sampleCount < this.#limit && this.#waiting.length < mostWaiting
    );
  }

  async #ask(sample: Sample): Promise<void> {
    const times = this.#timesAsked.get(sample.sampleId) ?? 0;
    if (times > mostRepeats) throw new MissingSampleError(sample.sampleId, `after ${times} attempts`);
    if (times > 0) this.#session.connection.health.inferencesRepeated += 1;
    else if (this.#asked.sampleCount === 0) this.#waitingSince = this.#now();
    this.#timesAsked.set(sample.sampleId, times + 1);
    await this.#send(sample.sampleId, sample.input, sample.stopAfter ?? this.#stopAfter, sample);
  }

  async #probe(): Promise<void> {
    await this.#send(this.#session.connection.nextId(), this.#probeInput!, 1, undefined);
  }

  /** The pieces of one input are never mixed with another's. */
  #send(id: number, input: Uint8Array, stopAfter: number, sample: Sample | undefined): Promise<void> {
    const send = async () => {
      if (this.#done) return;
      this.#asked.add(id, sample);
      this.#session.connection.expect(id, (reply) => this.#onReply(reply));
      for (let offset = 0; offset === 0 || offset < input.length; offset += pieceBytes) {
        const more = offset + pieceBytes < input.length ? 1 : 0;
        const piece = input.subarray(offset, offset + pieceBytes);
        this.#watch();
        await this.#session.send(id, 'infer', { offset, more, stopAfter, input: piece });
      }
      this.#watch();
    };
    this.#sending = this.#sending.then(send);
    return this.#sending;
  }

  #onReply(reply: Reply): void {
    if (reply.kind === 'prediction') this.#onPrediction(reply.id, reply.value);
    if (reply.kind === 'error') this.#onRefusal(reply.id, reply.value.code, reply.value.detail);
    this.#wakePump();
    this.#wakeCaller();
  }

  #onPrediction(id: number, { label, logits, cycles }: Answers['prediction']): void {
    const { connection } = this.#session;
    const settled = this.#asked.settle(id);
    if (!settled) return;
    const { answered, lost } = settled;
    for (const asked of [answered, ...lost]) connection.forget(asked.id);
    for (const { sample } of lost) if (sample) this.#again.push(sample);
    this.#waitingSince = this.#now();
    this.#settled = true;
    this.#backoff = 1;
    if (answered.sample) {
      this.#cycles = cycles;
      const values = new Int8Array(logits.buffer, logits.byteOffset, logits.length);
      this.#waiting.push({ sampleId: id, label, logits: values, cycles });
    }
    this.#watch();
  }

  #onRefusal(id: number, code: ErrorCode, detail: number): void {
    if (code !== ErrorCode.ERROR_CODE_BUSY && code !== ErrorCode.ERROR_CODE_INPUT_GAP) {
      this.#fail(new BoardError('infer', code, detail));
      return;
    }
    const asked = this.#asked.find(id);
    if (!asked) return;
    const { sample } = asked;
    const input = sample?.input ?? this.#probeInput!;
    if (input.length > pieceBytes) {
      asked.refused = true;
      if (this.#asked.allRefused && !this.#asked.hasProbe) this.#probe().catch((error) => this.#fail(error));
      return;
    }
    // One frame, one answer: it is certain that no prediction follows.
    this.#asked.remove(id);
    this.#session.connection.forget(id);
    if (sample) this.#again.push(sample);
    if (sample && code === ErrorCode.ERROR_CODE_BUSY) this.#slowDown();
    this.#watch();
  }

  /** The board has fewer free slots than were thought. */
  #slowDown(): void {
    if (this.#asked.sampleCount > 0 && !this.#asked.hasProbe) {
      this.#limit = this.#asked.sampleCount;
      return;
    }
    this.#paused = true;
    this.#cancelPause = this.#session.connection.link.clock.after(this.#session.timing.answerMs, () => {
      this.#paused = false;
      this.#wakePump();
    });
  }

  #watch(): void {
    this.#cancelQuiet();
    if ((this.#asked.sampleCount === 0 && this.#settled) || this.#done || this.#failure) return;
    const quiet = () => {
      this.#onQuiet().catch((error) => this.#fail(error));
    };
    this.#cancelQuiet = this.#session.connection.link.clock.after(this.#backoff * this.#expectedMs, quiet);
  }

  /** Milliseconds in which the next prediction comes if nothing is lost: every input under way crosses the line and is computed. */
  get #expectedMs(): number {
    const { connection, identity, timing } = this.#session;
    const input = this.#probeInput ?? new Uint8Array(0);
    const lineMs = connection.lineMs(input.length, Math.ceil(input.length / pieceBytes) + 1); // and the prediction
    const computeMs = (1000 * this.#cycles) / identity.clockHz;
    const expectedMs = timing.answerMs + (this.#asked.ids.length + 1) * (lineMs + computeMs);
    return Math.max(expectedMs, this.#leastQuietMs);
  }

  /** Sees whether the board is there, then has a probe tell what will not be answered. */
  async #onQuiet(): Promise<void> {
    const inferenceMs = Math.max(this.#session.timing.inferenceMs, 2 * mostBackoff * this.#expectedMs);
    const waitingSince = this.#waitingSince;
    if (this.#now() - waitingSince > inferenceMs) {
      const oldest = (this.#asked.oldestSample ?? this.#again[0]).sampleId;
      throw new MissingSampleError(oldest, `within ${grouped(Math.round(inferenceMs))} ms`);
    }
    await this.#session.request('getStatus', {}, { signal: this.#signal });
    if (this.#done || this.#failure || this.#waitingSince !== waitingSince) return;
    this.#backoff = Math.min(2 * this.#backoff, mostBackoff);
    await this.#probe();
  }

  #onUnexpected(id: number): void {
    if (!this.#settled) return;
    const known = (this.#timesAsked.get(id) ?? 0) > 0;
    this.#fail(known ? new DuplicateSampleError(id) : new ForeignSampleError(id));
  }

  readonly #abort = () => this.#fail(this.#signal?.reason);

  #fail(reason: unknown): void {
    this.#failure ??= { reason };
    this.#cancelQuiet();
    this.#wakePump();
    this.#wakeCaller();
  }

  #now(): number {
    return this.#session.connection.link.clock.now();
  }
}
