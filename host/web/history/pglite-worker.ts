// The thread of an embedded database: PostgreSQL as WebAssembly computes on whatever thread calls it, and the monitor's must not wait.
import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import type { PgliteAnswer, PgliteRequest } from './pglite-messages.ts';

const port = parentPort!;
const folder: string = workerData;
const say = (answer: PgliteAnswer) => port.postMessage(answer);
const failureOf = (error: unknown) => ({
  message: error instanceof Error ? error.message : String(error),
  sqlState: error instanceof Error && 'code' in error ? String(error.code) : undefined,
});

/** A new one is made beside its place: a process killed meanwhile leaves no half of one there. */
async function open(): Promise<PGlite> {
  if (!existsSync(folder)) {
    const draft = `${folder}.retort-tmp`;
    await rm(draft, { recursive: true, force: true });
    const made = await PGlite.create({ dataDir: draft });
    await made.close();
    await rename(draft, folder);
  }
  return PGlite.create({ dataDir: folder });
}

async function run(database: PGlite, { sql, values }: PgliteRequest): Promise<readonly unknown[]> {
  if (values) return (await database.query(sql, [...values])).rows;
  return (await database.exec(sql)).at(-1)?.rows ?? [];
}

try {
  const database = await open();
  say({ id: 0 });
  port.on('message', async (request: PgliteRequest | 'close') => {
    if (request === 'close') {
      await database.close();
      return port.close();
    }
    const { id } = request;
    await run(database, request).then(
      (rows) => say({ id, rows }),
      (error) => say({ id, error: failureOf(error) }),
    );
  });
} catch (error) {
  say({ id: 0, error: failureOf(error) });
}
