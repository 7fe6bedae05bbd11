// A connection to PGlite, an embedded PostgreSQL that keeps its files in a folder and runs in a worker thread.
import { Worker } from 'node:worker_threads';
import { type Connection, QueryError, type Row } from './database.ts';
import type { PgliteAnswer, PgliteRequest } from './pglite-messages.ts';

/** @param folder made where it is missing; used by no other process (open-history.ts) */
export async function connectPglite(folder: string): Promise<Connection> {
  const file = import.meta.url.endsWith('.ts') ? './pglite-worker-from-source.mjs' : './pglite-worker.js';
  const worker = new Worker(new URL(file, import.meta.url), { workerData: folder, execArgv: [] });
  const waiting = new Map<number, { resolve(rows: readonly unknown[]): void; reject(error: Error): void }>();
  let isLost = false;
  let next = 0;
  const lose = (error: Error) => {
    isLost = true;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  worker.on('message', ({ id, rows = [], error }: PgliteAnswer) => {
    const asked = waiting.get(id);
    waiting.delete(id);
    if (!error) return asked?.resolve(rows);
    asked?.reject(
      error.sqlState === undefined ? new Error(error.message) : new QueryError(error.message, error.sqlState),
    );
  });
  worker.on('error', lose);
  const ended = new Promise<void>((resolve) => {
    worker.on('exit', () => {
      lose(new Error('the thread of the database has ended'));
      resolve();
    });
  });
  const answerTo = (id: number) =>
    new Promise<readonly unknown[]>((resolve, reject) => {
      waiting.set(id, { resolve, reject });
    });
  const opened = answerTo(next++);
  try {
    await opened;
  } catch (error) {
    await worker.terminate();
    throw error;
  }
  return {
    get isLost() {
      return isLost;
    },
    async query<R = Row>(sql: string, values?: readonly unknown[]) {
      const request: PgliteRequest = { id: next++, sql, values };
      const answer = answerTo(request.id);
      if (isLost) lose(new Error('the thread of the database has ended'));
      else worker.postMessage(request);
      return (await answer) as readonly R[];
    },
    async close() {
      if (!isLost) worker.postMessage('close');
      await ended;
    },
  };
}
