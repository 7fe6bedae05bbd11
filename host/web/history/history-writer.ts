// Writes what a monitor hears into a history: in batches, from a queue of bounded size. What finds no room there, or what the database refuses, is counted.
import { createHash } from 'node:crypto';
import type { BoardEvent } from '../../../device-bridge/monitor/board-events.ts';
import type { Observation, WatchEvent } from '../../../device-bridge/monitor/observation.ts';
import type { Judged } from '../../../device-bridge/monitor/tally.ts';
import type { WatchSink } from '../../../device-bridge/monitor/watch-sink.ts';
import { isCase } from '../gallery.ts';
import {
  type Batch,
  type EventRow,
  type InputRow,
  insertBatch,
  type JudgementRow,
  type PredictionRow,
  type StateRow,
} from './batch.ts';
import { Budget } from './budget.ts';
import { QueryError } from './database.ts';
import { addDay, dayOf, dropOldDays } from './days.ts';
import { type History, reasonOf } from './open-history.ts';

/** Between two writes. */
export const flushMs = 1000;
const againMs = 1000;
const retentionMs = 3_600_000;
const mostPerWrite = 2000;
const mostQueuedBytes = 32 * 1024 ** 2;
/** Of a row, beside its logits and its input. */
const rowBytes = 200;
const inputBytesPerSecond = 65_536;
/** As many inputs of a day are stored once however often they come. */
const mostInputs = 65_536;
/** Closing gives a database that does not answer this long. */
const closeMs = 5000;

/** A student that may be watched, as it is kept for a replay. */
export interface KeptStudent {
  readonly imageId: number;
  /** The image file. */
  readonly file: Uint8Array;
  readonly isSound: boolean;
  readonly noReference?: string;
  readonly noTeacher?: string;
}

export interface HistoryWriterOptions {
  readonly history: History;
  readonly students: readonly KeptStudent[];
  /** What writes, such as `retort 0.1.0`. */
  readonly program: string;
  /** Whole days; older ones are dropped. */
  readonly keepDays: number;
  readonly now?: () => number;
}

export interface WriterCounts {
  readonly written: number;
  /** Predictions and events. */
  readonly notWritten: number;
  readonly inputsLeftOut: number;
  readonly queued: number;
  /** Why the last write failed; absent while all is well. */
  readonly problem?: string;
}

/** Where a prediction went. */
interface Place {
  readonly number: number;
  readonly atMs: number;
  readonly observation: Observation;
  hasInput: boolean;
}

type Entry =
  | {
      readonly kind: 'prediction';
      readonly place: Place;
      readonly board: string;
      readonly image: number;
      readonly missed: number;
    }
  | { readonly kind: 'judgement'; readonly place: Place; readonly judged: Judged }
  | { readonly kind: 'event'; readonly row: EventRow }
  | { readonly kind: 'state'; readonly row: StateRow };

/** Starts a session. @throws HistoryUnavailableError, or what the database refuses with */
export async function openHistoryWriter(options: HistoryWriterOptions): Promise<HistoryWriter> {
  const { history, students, program, keepDays, now = Date.now } = options;
  const { database } = history;
  await dropOldDays(database, keepDays, now());
  await database.transaction((query) => addDay(query, dayOf(now()))); // So that the first write does not wait for it.
  const [{ id }] = await database.query<{ readonly id: number }>(
    'insert into sessions (started_at, program) values (to_timestamp($1::float8 / 1000), $2::text) returning id',
    [now(), program],
  );
  for (const { imageId, file, isSound, noReference, noTeacher } of students)
    await database.query(
      `insert into images (id, file, is_sound, no_reference, no_teacher)
       values ($1::bigint, $2::bytea, $3::boolean, $4::text, $5::text)
       on conflict (id) do update set no_reference = excluded.no_reference, no_teacher = excluded.no_teacher`,
      [imageId, file, isSound, noReference ?? null, noTeacher ?? null],
    );
  return new HistoryWriter(id, options);
}

export class HistoryWriter implements WatchSink {
  readonly history: History;
  readonly keepDays: number;
  readonly #session: number;
  readonly #now: () => number;
  readonly #timers: readonly NodeJS.Timeout[];
  readonly #places = new WeakMap<Observation, Place>();
  readonly #budgets = { all: new Budget(inputBytesPerSecond), cases: new Budget(inputBytesPerSecond) };
  #known = { days: new Set<string>(), boards: new Map<string, number>() };
  #queue: Entry[] = [];
  #queuedBytes = 0;
  #number = 0;
  /** Of the day that runs: inputs by digest, and each board's last states. */
  #day = '';
  #inputs = new Map<string, number>();
  #states = new Map<string, string>();
  #counts = { written: 0, notWritten: 0, inputsLeftOut: 0 };
  /** Of these, what the database has been told. */
  #told = { notWritten: 0, inputsLeftOut: 0 };
  #problem: string | undefined;
  #writing: Promise<void> | undefined;
  #closeAt = Number.POSITIVE_INFINITY;

  constructor(session: number, { history, keepDays, now = Date.now }: HistoryWriterOptions) {
    this.history = history;
    this.keepDays = keepDays;
    this.#session = session;
    this.#now = now;
    this.#timers = [
      setInterval(() => void this.#write(), flushMs).unref(),
      setInterval(() => void this.#dropOld(), retentionMs).unref(),
    ];
  }

  get counts(): WriterCounts {
    return { ...this.#counts, queued: this.#queue.length, problem: this.#problem };
  }

  take(board: string, event: WatchEvent, atMs: number): void {
    this.#startDay(atMs);
    if (event.kind === 'predictions' && event.observations.length > 0) this.#takePredictions(board, event, atMs);
    else this.#takeState(board, event, atMs);
  }

  #takePredictions(board: string, event: WatchEvent & { kind: 'predictions' }, atMs: number): void {
    let { missed } = event;
    for (const observation of event.observations) {
      const place = { number: this.#number++, atMs, observation, hasInput: false };
      const entry: Entry = { kind: 'prediction', place, board, image: event.imageId, missed };
      if (!this.#add(entry, observation.logits.length + observation.input.length)) continue;
      this.#places.set(observation, place);
      missed = 0;
    }
  }

  /** Kept with its prediction. */
  judge(_board: string, judged: Judged): void {
    const place = this.#places.get(judged.observation);
    if (place) this.#add({ kind: 'judgement', place, judged }, 4 * judged.observation.logits.length);
  }

  mark(board: string, { kind, atMs, text, isTrouble }: BoardEvent): void {
    this.#add({ kind: 'event', row: { number: this.#number++, atMs, board, kind, text, isTrouble } }, text.length);
  }

  /** Writes what is queued; resolves with the history closed. */
  async close(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    this.#closeAt = performance.now() + closeMs;
    await this.#writing;
    await this.#write();
    await this.history.close();
  }

  #startDay(atMs: number): void {
    const day = dayOf(atMs);
    if (day === this.#day) return;
    this.#day = day;
    this.#inputs = new Map();
    this.#states = new Map();
  }

  /** Only if it differs from the last state of its kind in more than how long a bridge has been silent. */
  #takeState(board: string, event: WatchEvent, atMs: number): void {
    const said = JSON.stringify({ ...event, staleSeconds: undefined });
    const key = `${event.kind} ${board}`;
    if (this.#states.get(key) === said) return;
    this.#states.set(key, said);
    const row = { number: this.#number++, atMs, board, kind: event.kind, event: said };
    this.#add({ kind: 'state', row }, said.length);
  }

  #add(entry: Entry, bytes: number): boolean {
    if (this.#queuedBytes > mostQueuedBytes) {
      this.#counts.notWritten += 1;
      return false;
    }
    this.#queuedBytes += rowBytes + bytes;
    this.#queue.push(entry);
    return true;
  }

  #write(): Promise<void> {
    this.#writing ??= this.#writeAll().finally(() => {
      this.#writing = undefined;
    });
    return this.#writing;
  }

  async #writeAll(): Promise<void> {
    while (this.#queue.length > 0) {
      const entries = this.#queue.splice(0, mostPerWrite);
      const batch = this.#batchOf(entries);
      const bytes = this.#queuedBytes * (entries.length / (entries.length + this.#queue.length));
      const isWritten = await this.#writeBatch(batch);
      this.#queuedBytes = this.#queue.length === 0 ? 0 : Math.max(0, this.#queuedBytes - bytes);
      const rows = entries.filter(({ kind }) => kind !== 'judgement').length;
      if (isWritten) this.#counts.written += rows;
      else this.#lose(entries.length);
    }
  }

  /** What was refused holds inputs that later predictions must not name. */
  #lose(entries: number): void {
    this.#counts.notWritten += entries;
    this.#inputs = new Map();
  }

  /** Tries again while the database may recover. @returns whether it is written */
  async #writeBatch(batch: Batch): Promise<boolean> {
    for (let isAgain = false; ; isAgain = true) {
      try {
        const { database } = this.history;
        await database.transaction((query) => insertBatch(query, this.#session, batch, this.#known, isAgain));
        if (batch.predictions.length + batch.events.length + batch.states.length > 0) {
          this.#told.notWritten += batch.notWritten;
          this.#told.inputsLeftOut += batch.inputsLeftOut;
        }
        this.#problem = undefined;
        return true;
      } catch (error) {
        this.#known = { days: new Set(), boards: new Map() };
        this.#problem = reasonOf(error);
        if (!mayRecover(error) || performance.now() + againMs > this.#closeAt) return false;
      }
      await new Promise((resolve) => setTimeout(resolve, againMs));
    }
  }

  #batchOf(entries: readonly Entry[]): Batch {
    const predictions: PredictionRow[] = [];
    const judgements: JudgementRow[] = [];
    const inputs: InputRow[] = [];
    for (const entry of entries) {
      if (entry.kind === 'prediction') predictions.push(this.#predictionRow(entry, inputs));
      if (entry.kind === 'judgement') judgements.push(this.#judgementRow(entry, inputs));
    }
    return {
      ...{ predictions, judgements, inputs },
      events: entries.flatMap((entry) => (entry.kind === 'event' ? [entry.row] : [])),
      states: entries.flatMap((entry) => (entry.kind === 'state' ? [entry.row] : [])),
      notWritten: this.#counts.notWritten - this.#told.notWritten,
      inputsLeftOut: this.#counts.inputsLeftOut - this.#told.inputsLeftOut,
    };
  }

  #predictionRow({ place, board, image, missed }: Entry & { kind: 'prediction' }, inputs: InputRow[]): PredictionRow {
    const { number, atMs, observation } = place;
    const { sampleId: sample, label, trueLabel, cycles, latencyMs, logits } = observation;
    const input = this.#keepInput(place, this.#budgets.all, inputs);
    place.hasInput = input !== undefined;
    if (!place.hasInput) this.#counts.inputsLeftOut += 1;
    const latencyUs = Math.round(1000 * latencyMs);
    return { number, atMs, board, image, sample, label, trueLabel, cycles, latencyUs, missed, logits, input };
  }

  /** A disagreement or mistake has its input even where its prediction's was left out. */
  #judgementRow({ place, judged }: Entry & { kind: 'judgement' }, inputs: InputRow[]): JudgementRow {
    const { number, atMs, hasInput } = place;
    const input = !hasInput && isCase(judged) ? this.#keepInput(place, this.#budgets.cases, inputs) : undefined;
    const { bitExact, referenceLogits, ...said } = judged.judgement;
    return { ...said, ...{ number, atMs, input, bitExact }, ...(bitExact === false && { referenceLogits }) };
  }

  /** @returns the input's number; undefined if the budget is used up */
  #keepInput({ number, atMs, observation: { input } }: Place, budget: Budget, inputs: InputRow[]): number | undefined {
    const digest = createHash('sha1').update(input).digest('base64');
    const isToday = dayOf(atMs) === this.#day;
    const known = isToday ? this.#inputs.get(digest) : undefined;
    if (known !== undefined) return known;
    if (!budget.take(input.length, this.#now())) return undefined;
    if (isToday && this.#inputs.size < mostInputs) this.#inputs.set(digest, number);
    inputs.push({ number, atMs, bytes: input });
    return number;
  }

  async #dropOld(): Promise<void> {
    await dropOldDays(this.history.database, this.keepDays, this.#now()).catch((error) => {
      this.#problem = reasonOf(error);
    });
  }
}

/** Classes of SQLSTATE that pass: connection, rollback, resources, intervention, system. Anything but a refused statement is a lost connection. */
function mayRecover(error: unknown): boolean {
  return !(error instanceof QueryError) || /^(08|25|40|53|55|57|58)/.test(error.sqlState);
}
