// What every history does, whichever database it is in: written, read, replayed, exported, kept for a time, refused.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WatchEvent } from '../../../device-bridge/monitor/observation.ts';
import { writeFileAtomically } from '../../../host/artifact/write-file.ts';
import { HistoryTooNewError, NoHistoryError } from '../../../host/web/history/errors.ts';
import { exportHistory } from '../../../host/web/history/export-history.ts';
import { type HistoryWriter, openHistoryWriter } from '../../../host/web/history/history-writer.ts';
import { schemaVersion } from '../../../host/web/history/migrations.ts';
import { type History, openHistory } from '../../../host/web/history/open-history.ts';
import {
  type KeptPrediction,
  readEvents,
  readPredictions,
  readSessions,
  readStates,
} from '../../../host/web/history/read-history.ts';
import { openReplay } from '../../../host/web/history/replay.ts';
import { judge, makeKeptStudent, makeObservation, noon } from './past.ts';

const board = 'virtual:up5k';
const day = 86_400_000;

/** @param createPlace of an empty history, each time another */
export function describeHistory(name: string, createPlace: () => Promise<string>): void {
  describe(`a history in ${name}`, { timeout: 240_000 }, () => {
    let folder: string;
    let small: Awaited<ReturnType<typeof makeKeptStudent>>;
    let place: string;
    let now = noon;

    let shared: History;
    /** One connection for all, for an embedded database takes its time to open. */
    const open = async (): Promise<History> => ({ ...shared, close: async () => {} });
    const reopen = async () => {
      await shared?.close();
      shared = await openHistory(place, { command: 'monitor' });
    };
    const write = async (history: History, keepDays = 30): Promise<HistoryWriter> =>
      openHistoryWriter({ history, students: [small.student], program: 'test', keepDays, now: () => now });
    const say = (writer: HistoryWriter, event: WatchEvent) => writer.take(board, event, now);
    /** Of one batch, all of which are compared. */
    const predict = (writer: HistoryWriter, first: number, count: number, isExact = true) => {
      const observations = Array.from({ length: count }, (_, i) => makeObservation(first + i));
      say(writer, { kind: 'predictions', imageId: small.image.imageId, missed: 0, observations });
      for (const observation of observations)
        writer.judge(board, { observation, judgement: judge(observation, isExact) });
    };
    const readAll = async (history: History, session: number) => {
      const rows: KeptPrediction[] = [];
      for await (const row of readPredictions(history.database, session, {}, { inputs: true })) rows.push(row);
      return rows;
    };

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'retort-history-'));
      small = await makeKeptStudent(folder);
      place = await createPlace();
      await reopen();
    }, 240_000);
    afterAll(async () => {
      await shared.close();
      await rm(folder, { recursive: true });
    });

    it('refuses to replay or export nothing', async () => {
      const history = await open();
      await expect(openReplay({ history, speed: 1 })).rejects.toThrow(NoHistoryError);
      await expect(exportHistory(history, 'csv', {}).next()).rejects.toThrow('holds no predictions of that time');
      await history.close();
    });

    it('gives back what was written, in order, with inputs and judgements', async () => {
      const history = await open();
      const writer = await write(history);
      say(writer, { kind: 'board', present: true, imageId: small.image.imageId, clockHz: 24_000_000 });
      say(writer, { kind: 'board', present: true, imageId: small.image.imageId, clockHz: 24_000_000 });
      predict(writer, 0, 3);
      now += 1500;
      say(writer, { kind: 'predictions', imageId: small.image.imageId, missed: 7, observations: [makeObservation(3)] });
      predict(writer, 0, 1, false); // the same input again
      writer.mark(board, { kind: 'lost', atMs: now, text: 'gone\u0000 \ud800!', isTrouble: true });
      expect(writer.counts).toMatchObject({ notWritten: 0, queued: 11 });
      await writer.close();
      expect(writer.counts).toMatchObject({ written: 7, notWritten: 0, inputsLeftOut: 0, queued: 0 });

      await reopen();
      const again = await open();
      const [session] = await readSessions(again.database);
      expect(session).toMatchObject({ firstMs: noon, lastMs: noon + 1500, predictions: 5 });
      const rows = await readAll(again, session.id);
      expect(rows.map(({ observation }) => observation)).toEqual([0, 1, 2, 3, 0].map((id) => makeObservation(id)));
      expect(rows.map(({ atMs, missed }) => [atMs - noon, missed])).toEqual([
        [0, 0],
        [0, 0],
        [0, 0],
        [1500, 7],
        [1500, 0],
      ]);
      const exact = judge(makeObservation(0));
      expect(rows[0].judgement).toEqual({ ...exact, referenceLogits: undefined });
      expect(rows[3].judgement).toBeUndefined();
      expect(rows[4].judgement).toEqual(judge(makeObservation(0), false));
      const [inputs] = await again.database.query<{ readonly count: number }>(
        'select count(*)::integer as count from inputs',
      );
      expect(inputs.count).toBe(4);
      const [event, ...events] = await collect(readEvents(again.database, session.id, {}));
      expect([event.event.text, events.length]).toEqual(['gone \ufffd!', 0]);
      expect(await collect(readStates(again.database, session.id, {}))).toHaveLength(1);
      await again.close();
    });

    it('replays the past with its times, figures and events, and nothing twice', async () => {
      const history = await open();
      const replay = await openReplay({ history, speed: 50 });
      expect([replay.fromMs, replay.toMs]).toEqual([noon, noon + 1500]);
      const [past] = replay.boards;
      past.start();
      const started = performance.now();
      await replay.play(new AbortController().signal);
      expect(performance.now() - started).toBeGreaterThan(1500 / 50 - 5);
      expect(past.frame).toMatchObject({ predictions: 5, missed: 7, bitExact: { count: 3, total: 4 }, state: 'ended' });
      expect(past.frame.latest?.scores?.reference).toHaveLength(4);
      expect(past.seconds.map(({ at, predictions }) => [at - noon / 1000, predictions])).toEqual([
        [1, 3],
        [2, 2],
      ]);
      expect(past.events.map(({ kind }) => kind)).toEqual(['lost', 'end']);
      expect(past.cases.length).toBeGreaterThan(0);
      await history.close();
    });

    it('exports CSV and Parquet that say the same', async () => {
      const history = await open();
      const csv = Buffer.concat(await collect(exportHistory(history, 'csv', {}))).toString();
      const lines = csv.trimEnd().split('\r\n');
      expect(lines).toHaveLength(6);
      const { logits, label } = makeObservation(0);
      expect(lines[1]).toBe(
        `1,1,2026-03-01T12:00:00.000Z,virtual:up5k,0x${small.image.imageId.toString(16).padStart(8, '0')},0,${label},column ${label},0.5,0,,${label},true,"[${logits.join(',')}]",900,1.25,0`,
      );
      const path = join(folder, 'history.parquet');
      await writeFileAtomically(path, Buffer.concat(await collect(exportHistory(history, 'parquet', {}))));
      const rows = await parquetReadObjects({ file: await asyncBufferFromFile(path) });
      expect(rows.map((row) => Object.values(row).map(fieldOf))).toEqual(
        lines
          .slice(1)
          .map((line) => line.match(/"[^"]*"|[^,]+|(?<=,)(?=,)/g)!.map((field) => field.replaceAll('"', ''))),
      );
      expect(rows[0]).toMatchObject({ time: new Date(noon), sample: 0n, bit_exact: true, teacher_label: null });
      const later = exportHistory(history, 'csv', { fromMs: noon + 1, toMs: noon + day });
      expect(
        Buffer.concat(await collect(later))
          .toString()
          .trimEnd()
          .split('\r\n'),
      ).toHaveLength(3);
      await history.close();
    });

    it('leaves out inputs over its budget, but not those of mistakes', async () => {
      now = noon + 60_000;
      const writer = await write(await open());
      const inputBytes = 64 * 1024;
      const observations = Array.from({ length: 8 }, (_, i) => ({
        ...makeObservation(100 + i),
        input: new Uint8Array(inputBytes).fill(i),
      }));
      say(writer, { kind: 'predictions', imageId: small.image.imageId, missed: 0, observations });
      const last = observations[7];
      writer.judge(board, { observation: last, judgement: judge(last, false) });
      await writer.close();
      expect(writer.counts).toMatchObject({ written: 8, inputsLeftOut: 4 });
      const history = await open();
      const rows = await readAll(history, 2);
      expect(rows.map(({ observation: { input } }) => input.length > 0)).toEqual([
        true,
        true,
        true,
        true,
        false,
        false,
        false,
        true,
      ]);
      await history.close();
    });

    it('counts what finds no room in the queue, and keeps the count', async () => {
      const history = await open();
      const writer = await write(history);
      const input = new Uint8Array(4 * 1024 ** 2);
      const observations = Array.from({ length: 12 }, (_, i) => ({ ...makeObservation(i), input }));
      say(writer, { kind: 'predictions', imageId: small.image.imageId, missed: 0, observations });
      expect(writer.counts.notWritten).toBe(4);
      await writer.close();
      expect(writer.counts).toMatchObject({ written: 8, notWritten: 4 });
      const again = await open();
      const [kept] = await again.database.query('select sum(not_written)::integer as lost from kept');
      expect(kept).toEqual({ lost: 4 });
      await again.close();
    });

    it('drops whole days that are older than it is told to keep, at the start', async () => {
      now = noon + 3 * day;
      const history = await open();
      const before = await readSessions(history.database);
      expect(before).toHaveLength(3);
      const writer = await write(history, 3);
      predict(writer, 0, 2);
      await writer.close();
      const kept = await open();
      expect(await readSessions(kept.database)).toHaveLength(4);
      now += day;
      const later = await write(kept, 3);
      expect((await readSessions(kept.database)).map(({ predictions }) => predictions)).toEqual([2]);
      const [days] = await kept.database.query(
        "select count(*)::integer as days from pg_inherits where inhparent = 'predictions'::regclass",
      );
      expect(days).toEqual({ days: 2 }); // the day of the rows, and the one that was made for this writer
      await later.close();
    });

    it('undoes a transaction that fails, and goes on', async () => {
      const { database, close } = await open();
      const failing = database.transaction(async (query) => {
        await query("insert into boards (name) values ('half')");
        await query('select 1 / 0');
      });
      await expect(failing).rejects.toMatchObject({ name: 'QueryError', sqlState: '22012' });
      expect(await database.query("select from boards where name = 'half'")).toEqual([]);
      await close();
    });

    it('refuses a history that a later version has written', async () => {
      const { database, close } = await open();
      await database.query('insert into migrations values ($1::integer, now())', [schemaVersion + 1]);
      await close();
      const refused = reopen();
      await expect(refused).rejects.toThrow(HistoryTooNewError);
      await expect(refused).rejects.toThrow(
        `has schema ${schemaVersion + 1}, but this version of retort knows schemas up to ${schemaVersion}: update retort`,
      );
    });
  });
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** As the CSV has it. */
function fieldOf(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  return value === null || value === undefined ? '' : String(value);
}
