// The history in a PostgreSQL server, and what only that one has: it may go away and come back. Needs Debian's package postgresql.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openHistoryWriter } from '../../../host/web/history/history-writer.ts';
import { openHistory } from '../../../host/web/history/open-history.ts';
import { type Postgres, postgresPassword, startPostgres } from '../../support/postgres.ts';
import { describeHistory } from './history-suite.ts';
import { killWhileWriting } from './kill.ts';
import { makeObservation } from './past.ts';

let server: Postgres;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server?.close());

describeHistory('PostgreSQL', () => server.createDatabase());

describe('a history in PostgreSQL', () => {
  it('may be written by several monitors at once', async () => {
    const place = await server.createDatabase();
    const options = { students: [], program: 'test', keepDays: 7 };
    const histories = await Promise.all([1, 2, 3].map(() => openHistory(place, { command: 'monitor' })));
    const writers = await Promise.all(histories.map((history) => openHistoryWriter({ history, ...options })));
    const observations = [makeObservation(0), makeObservation(1)];
    for (const writer of writers)
      writer.take('board', { kind: 'predictions', imageId: 1, missed: 0, observations }, Date.now());
    await Promise.all(writers.map((writer) => writer.close()));
    expect(writers.map(({ counts }) => counts.notWritten)).toEqual([0, 0, 0]);
    const { database, close } = await openHistory(place, { command: 'test' });
    expect(await database.query('select count(*)::integer as count from predictions')).toEqual([{ count: 6 }]);
    await close();
  });

  it('loses nothing while the server is away, and each row is there once', async () => {
    const place = await server.createDatabase();
    const history = await openHistory(place, { command: 'monitor' });
    const writer = await openHistoryWriter({ history, students: [], program: 'test', keepDays: 7 });
    let sampleId = 0;
    const feeding = setInterval(() => {
      const observations = Array.from({ length: 10 }, () => ({ ...makeObservation(0), sampleId: sampleId++ }));
      writer.take('board', { kind: 'predictions', imageId: 1, missed: 0, observations }, Date.now());
    }, 10);
    await expect.poll(() => writer.counts.written, { timeout: 30_000 }).toBeGreaterThan(500);
    await server.kill();
    await expect.poll(() => writer.counts.problem, { timeout: 30_000 }).toBeDefined();
    expect(writer.counts.problem).not.toContain(postgresPassword);
    await server.start();
    await expect.poll(() => writer.counts.problem, { timeout: 60_000 }).toBeUndefined();
    clearInterval(feeding);
    await writer.close();
    expect(writer.counts).toMatchObject({ written: sampleId, notWritten: 0 });
    const { database, close } = await openHistory(place, { command: 'test' });
    const [row] = await database.query(
      'select count(*)::integer as count, count(distinct sample)::integer as samples from predictions',
    );
    expect(row).toEqual({ count: sampleId, samples: sampleId });
    await close();
  });

  it('says what is wrong without the password', async () => {
    const place = (await server.createDatabase()).replace(/history_\d+$/, 'no_such_database');
    const refused = await openHistory(place, { command: 'monitor' }).catch((error) => error);
    expect(refused).toMatchObject({ code: 'WEB_HISTORY_UNAVAILABLE' });
    expect(refused.message).toMatch(
      /^the history in postgres:\/\/127\.0\.0\.1:\d+\/no_such_database cannot be opened: database "no_such_database" does not exist/,
    );
    expect(JSON.stringify(refused) + refused.stack).not.toContain(postgresPassword);
  });
});

describe('a monitor that is killed with SIGKILL', () => {
  const stated = 2000;
  const kills = 3;

  it('has in PostgreSQL all that it had written, and loses no more than the stated window', async () => {
    const place = await server.createDatabase();
    for (let kill = 0; kill < kills; kill++) expectKept(await killWhileWriting(place, 1000, 4000 + 500 * kill));
  });

  it('has in PGlite all that it had written, and loses no more than the stated window', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'retort-killed-'));
    for (let kill = 0; kill < kills; kill++)
      expectKept(await killWhileWriting(join(folder, 'history'), 1000, 4000 + 500 * kill));
    await rm(folder, { recursive: true });
  });

  function expectKept(outcome: Awaited<ReturnType<typeof killWhileWriting>>): void {
    if (process.env.RETORT_FIGURES) console.log(JSON.stringify(outcome));
    expect(outcome).toMatchObject({ notWritten: 0, isWhole: true });
    expect(outcome.kept).toBeGreaterThanOrEqual(outcome.written);
    expect(outcome.lostMs).toBeLessThanOrEqual(stated);
  }
});
