// How many predictions per second a history takes, in both databases: distinct inputs as from a camera, one in twenty compared. PostgreSQL is Debian's.
//   npm run bench -- history [--json]
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openHistoryWriter } from '../../host/web/history/history-writer.ts';
import { openHistory } from '../../host/web/history/open-history.ts';
import { startPostgres } from '../support/postgres.ts';

const SECONDS = 20;
const PER_SECOND = 10_000;
const TICK_MS = 10;
const INPUT_BYTES = 784;
const COMPARED = 20;
const FASTEST_ROWS = 200_000;

export interface HistoryBench {
  readonly database: string;
  /** At 10,000 per second: those written of those taken. */
  readonly taken: number;
  readonly written: number;
  readonly notWritten: number;
  readonly writtenPerSecond: number;
  /** Of one core, this process with the thread of PGlite, without a server. */
  readonly cpuShare: number;
  readonly bytesPerRow: number;
  /** With the queue never empty. */
  readonly mostPerSecond: number;
}

export async function benchHistory(): Promise<HistoryBench[]> {
  const folder = await mkdtemp(join(tmpdir(), 'retort-bench-history-'));
  const server = await startPostgres();
  try {
    return [await measure('pglite', join(folder, 'history')), await measure('postgres', await server.createDatabase())];
  } finally {
    await server.close();
    await rm(folder, { recursive: true });
  }
}

async function measure(database: string, place: string): Promise<HistoryBench> {
  const writer = await open(place);
  let taken = 0;
  const say = (count: number) => {
    const observations = Array.from({ length: count }, () => makeObservation(taken++));
    writer.take('bench', { kind: 'predictions', imageId: 1, missed: 0, observations }, Date.now());
    for (const [i, observation] of observations.entries())
      if (i % COMPARED === 0)
        writer.judge('bench', {
          observation,
          judgement: { label: 1, confidence: 0.5, referenceLabel: 1, bitExact: true },
        });
  };
  const cpu = process.cpuUsage();
  const started = performance.now();
  await new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      const seconds = (performance.now() - started) / 1000;
      say(Math.floor(Math.min(seconds, SECONDS) * PER_SECOND) - taken);
      if (seconds < SECONDS) return;
      clearInterval(timer);
      resolve();
    }, TICK_MS);
  });
  const { user, system } = process.cpuUsage(cpu);
  while (writer.counts.queued > 0) await new Promise((resolve) => setTimeout(resolve, 10));
  const counts = { taken, ...writer.counts };
  const seconds = (performance.now() - started) / 1000;
  const [{ bytes }] = await writer.history.database.query<{ readonly bytes: number }>(
    `select sum(pg_total_relation_size(inhrelid))::float8 as bytes from pg_inherits where inhparent = 'predictions'::regclass`,
  );
  await writer.close();
  return {
    database,
    ...{ taken, written: counts.written, notWritten: counts.notWritten },
    writtenPerSecond: Math.round(counts.written / seconds),
    cpuShare: (user + system) / 1e6 / seconds,
    bytesPerRow: Math.round(bytes / counts.written),
    mostPerSecond: await measureMost(place),
  };
}

async function measureMost(place: string): Promise<number> {
  const writer = await open(place);
  const started = performance.now();
  for (let taken = 0; taken < FASTEST_ROWS; ) {
    const observations = Array.from({ length: 1000 }, () => makeObservation(taken++));
    writer.take('bench', { kind: 'predictions', imageId: 1, missed: 0, observations }, Date.now());
    while (writer.counts.queued > 10_000) await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await writer.close();
  return Math.round((1000 * writer.counts.written) / (performance.now() - started));
}

async function open(place: string) {
  const history = await openHistory(place, { command: 'bench' });
  return openHistoryWriter({ history, students: [], program: 'bench', keepDays: 7 });
}

function makeObservation(sampleId: number) {
  const input = new Uint8Array(INPUT_BYTES);
  new DataView(input.buffer).setUint32(0, sampleId);
  return {
    sampleId,
    label: sampleId % 10,
    logits: new Int8Array(10).fill(sampleId),
    cycles: 36_988,
    latencyMs: 6,
    input,
  };
}
