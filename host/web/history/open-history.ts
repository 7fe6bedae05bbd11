// Opens a history by its place: a folder with an embedded database, or the URL of a PostgreSQL server.
import { existsSync } from 'node:fs';
import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { textForPeople, urlForPeople } from '../../../device-bridge/mqtt/url-for-people.ts';
import { RetortError } from '../../../proto/retort-error.ts';
import { claimFolder } from '../../artifact/folder-lock.ts';
import { DiskError } from '../../artifact/write-file.ts';
import { type Connection, createDatabase, type Database, QueryError } from './database.ts';
import { HistoryBusyError, HistoryUnavailableError, NoHistoryError } from './errors.ts';
import { migrate, schemaName } from './migrations.ts';

export interface History {
  /** A folder, or a URL without its password. */
  readonly where: string;
  readonly kind: 'pglite' | 'postgres';
  readonly database: Database;
  close(): Promise<void>;
}

export interface OpenHistoryOptions {
  /** The command's name, for whoever finds the folder in use. */
  readonly command: string;
  /** Refuses a folder without a history instead of making one. */
  readonly mustExist?: boolean;
}

/**
 * Makes the folder and the tables where they are missing.
 * @param place a folder, or `postgres://USER:PASSWORD@HOST/DATABASE`
 * @throws HistoryBusyError, HistoryTooNewError, HistoryUnavailableError, NoHistoryError, DiskError
 */
export async function openHistory(place: string, { command, mustExist }: OpenHistoryOptions): Promise<History> {
  if (/^postgres(ql)?:/.test(place)) {
    const connect = async () => (await import('./postgres-connection.ts')).connectPostgres(place);
    return open('postgres', urlForPeople(place), connect);
  }
  const folder = join(place, 'database');
  if (mustExist && !existsSync(folder)) throw new NoHistoryError(place, 'does not exist');
  await makeFolder(place);
  const claim = await claimFolder(place, command, (owner, elsewhere) => new HistoryBusyError(place, owner, elsewhere));
  const release = async () => claim[Symbol.asyncDispose]();
  const connect = async () => (await import('./pglite-connection.ts')).connectPglite(folder);
  return open('pglite', place, connect, release);
}

async function open(
  kind: History['kind'],
  where: string,
  connect: () => Promise<Connection>,
  release = async () => {},
): Promise<History> {
  const database = createDatabase(async () => {
    const connection = await connect();
    await connection.query(`set search_path to ${schemaName}`);
    return connection;
  });
  const close = async () => {
    await database.close().finally(release);
  };
  try {
    await migrate(database, where);
  } catch (error) {
    await close().catch(() => {}); // What it failed with is the error to tell.
    if (error instanceof RetortError && !(error instanceof QueryError)) throw error;
    throw new HistoryUnavailableError(where, reasonOf(error));
  }
  return { where, kind, database, close };
}

/** Its words without what a URL in them may hold. */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  return textForPeople(error instanceof Error ? error.message : String(error));
}

/** What boards see is nobody else's. */
async function makeFolder(folder: string): Promise<void> {
  try {
    const made = await mkdir(folder, { recursive: true });
    if (made !== undefined) await chmod(folder, 0o700);
  } catch (error) {
    throw new DiskError(
      folder,
      error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason',
      error,
    );
  }
}
