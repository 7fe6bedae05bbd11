// Plays a history as if it happened now, at any speed: sources of the boards that were watched, with the clock of the past and what was said of each prediction then.
import type { Observation, ObservationSource, WatchEvent } from '../../../device-bridge/monitor/observation.ts';
import type { Judgement } from '../../../device-bridge/monitor/tally.ts';
import { decodeOutput } from '../../image/decode-output.ts';
import { readStudentImage } from '../../image/read.ts';
import type { StudentImage } from '../../image/student-image.ts';
import { WatchedBoard, type WatchedStudent } from '../watched-board.ts';
import { NoHistoryError } from './errors.ts';
import type { KeptStudent } from './history-writer.ts';
import type { History } from './open-history.ts';
import {
  type KeptEvent,
  type KeptPrediction,
  type KeptSession,
  type KeptState,
  readBoards,
  readEvents,
  readPredictions,
  readSessions,
  readStates,
  readStatesBefore,
  readStudents,
  type Span,
} from './read-history.ts';

const tickMs = 20;
/** A computer that was busy for longer does not catch up: the replay is late instead. */
const mostTickMs = 200;
/** Played between two looks at whatever else the process does. */
const mostAtOnce = 500;

export interface ReplayOptions extends Span {
  readonly history: History;
  /** Seconds of the past per second. */
  readonly speed: number;
}

export interface Replay {
  readonly boards: readonly WatchedBoard[];
  /** Milliseconds since 1970: where the replay is, and where it begins and ends. */
  readonly atMs: number;
  readonly fromMs: number;
  readonly toMs: number;
  readonly speed: number;
  readonly isEnded: boolean;
  /** Plays from the start; resolves at the end, or when it is aborted. Ends the boards' seconds itself. */
  play(signal: AbortSignal): Promise<void>;
}

type Item = KeptPrediction | KeptEvent | KeptState;

/** A board as it was heard; its judgements are those of then. */
interface PastBoard {
  readonly board: WatchedBoard;
  say(event: WatchEvent): void;
  end(error?: Error): void;
}

/** The caller closes the history. @throws NoHistoryError */
export async function openReplay({ history, speed, fromMs, toMs }: ReplayOptions): Promise<Replay> {
  const { database, where } = history;
  const sessions = await readSessions(database, { fromMs, toMs });
  if (sessions.length === 0) throw new NoHistoryError(where);
  const clock = { atMs: Math.max(sessions[0].firstMs, fromMs ?? 0), isEnded: false };
  const span = {
    fromMs: clock.atMs,
    toMs: Math.min(toMs ?? Number.POSITIVE_INFINITY, Math.max(...sessions.map(({ lastMs }) => lastMs))),
  };
  const students = new Map((await readStudents(database)).map((kept) => [kept.imageId, studentOf(kept)]));
  const judgements = new WeakMap<Observation, Judgement>();
  const names = new Set<string>();
  for (const { id } of sessions) for (const name of await readBoards(database, id)) names.add(name);
  const past = new Map(
    [...names].map((name, id) => [name, createPastBoard(name, String(id), students, judgements, () => clock.atMs)]),
  );
  const boards = [...past.values()].map(({ board }) => board);

  const advance = (atMs: number) => {
    while (Math.floor(clock.atMs / 1000) < Math.floor(atMs / 1000)) {
      clock.atMs = 1000 * (Math.floor(clock.atMs / 1000) + 1);
      for (const board of boards) board.endSecond();
    }
    clock.atMs = Math.max(clock.atMs, atMs);
  };
  const deliver = (item: Item) => {
    const { board, say } = past.get(item.board)!;
    if ('event' in item) return board.mark(item.event);
    if ('state' in item) return say(item.state);
    const { imageId, missed, observation, judgement } = item;
    if (judgement) judgements.set(observation, withReference(students.get(imageId)?.image, observation, judgement));
    say({ kind: 'predictions', imageId, missed, observations: [observation] });
  };
  const playSession = async (session: KeptSession, signal: AbortSignal) => {
    const startMs = Math.max(session.firstMs, clock.atMs);
    if (startMs > session.firstMs)
      for (const item of await readStatesBefore(database, session.id, startMs)) deliver(item);
    // What lies between two sessions is left out.
    clock.atMs = startMs;
    const beat = createBeat(startMs, speed);
    let played = 0;
    for await (const item of readAll(history, session.id, { fromMs: startMs, toMs })) {
      while (item.atMs > beat.atMs && !signal.aborted) {
        await beat.next();
        advance(Math.min(item.atMs, beat.atMs));
      }
      if (signal.aborted) return;
      advance(item.atMs);
      deliver(item);
      if (++played % mostAtOnce === 0) await new Promise((resolve) => setImmediate(resolve));
    }
  };
  return {
    boards,
    ...{ speed, fromMs: span.fromMs, toMs: span.toMs },
    get atMs() {
      return clock.atMs;
    },
    get isEnded() {
      return clock.isEnded;
    },
    async play(signal) {
      for (const session of sessions) if (!signal.aborted) await playSession(session, signal);
      if (signal.aborted) return;
      advance(clock.atMs + 1000);
      clock.isEnded = true;
      for (const { end } of past.values()) end();
    },
  };
}

/** The past's clock, `speed` times as fast as ours. */
function createBeat(startMs: number, speed: number) {
  let atMs = startMs;
  let last = performance.now();
  return {
    get atMs() {
      return atMs;
    },
    async next() {
      await new Promise((resolve) => setTimeout(resolve, tickMs));
      const now = performance.now();
      atMs += speed * Math.min(mostTickMs, now - last);
      last = now;
    },
  };
}

/** Of a session, in the order in which it was heard. */
async function* readAll({ database }: History, session: number, span: Span): AsyncGenerator<Item> {
  const sources: AsyncGenerator<Item>[] = [
    readPredictions(database, session, span, { inputs: true }),
    readEvents(database, session, span),
    readStates(database, session, span),
  ];
  const heads = await Promise.all(sources.map((source) => source.next()));
  for (;;) {
    let first = -1;
    for (const [i, { done, value }] of heads.entries())
      if (!done && (first < 0 || value.number < heads[first].value.number)) first = i;
    if (first < 0) return;
    yield heads[first].value;
    heads[first] = await sources[first].next();
  }
}

function createPastBoard(
  name: string,
  id: string,
  students: ReadonlyMap<number, WatchedStudent>,
  judgements: WeakMap<Observation, Judgement>,
  now: () => number,
): PastBoard {
  let say: (event: WatchEvent) => void = () => {};
  let end: (error?: Error) => void = () => {};
  const source: ObservationSource = {
    name,
    start(onEvent, onEnd) {
      [say, end] = [onEvent, onEnd];
    },
    close: async () => {},
  };
  const board = new WatchedBoard({ id, source, students, now, past: (observation) => judgements.get(observation) });
  return { board, say: (event) => say(event), end: (error) => end(error) };
}

function studentOf({ imageId, file, ...rest }: KeptStudent): WatchedStudent {
  const image = readStudentImage(Uint8Array.from(file), `the history's image ${imageId}`);
  return { ...rest, image, judge: () => Promise.reject(new Error('the past is not judged again')) };
}

/** The history leaves the reference's logits out where they are the board's. */
function withReference(image: StudentImage | undefined, { logits }: Observation, judgement: Judgement): Judgement {
  if (judgement.bitExact !== true || !image) return judgement;
  return { ...judgement, referenceLogits: decodeOutput(image, logits) };
}
