// A database as the history uses it, whichever it is: the same SQL, one statement at a time. Opens a lost connection again.
import { RetortError } from '../../../proto/retort-error.ts';

export type Row = Readonly<Record<string, unknown>>;

/** `values` are $1, $2, …; without them, `sql` may be several statements. */
export type Query = <R = Row>(sql: string, values?: readonly unknown[]) => Promise<readonly R[]>;

/** One connection. Rejects with a QueryError where the database refuses, with any other error where it is gone. */
export interface Connection {
  readonly query: Query;
  readonly isLost: boolean;
  close(): Promise<void>;
}

export interface Database {
  readonly query: Query;
  /** Everything that `work` does with its `query`, or nothing of it. Other queries wait. */
  transaction<T>(work: (query: Query) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** A statement that the database refuses. */
export class QueryError extends RetortError {
  readonly code = 'WEB_HISTORY_REFUSED';
  readonly category = 'environment';
  override readonly name = 'QueryError';
  /** SQLSTATE (PostgreSQL manual, appendix A), such as `53100` for a full disk. */
  readonly sqlState: string;

  constructor(message: string, sqlState: string) {
    super(`the history's database refuses what is asked of it: ${message} (SQLSTATE ${sqlState})`);
    this.sqlState = sqlState;
  }
}

/** @param connect called for the first query, and again for the first one after the connection was lost */
export function createDatabase(connect: () => Promise<Connection>): Database {
  let connection: Connection | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let isClosed = false;
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = last.then(work);
    last = result.catch(() => {});
    return result;
  };
  const use = async (): Promise<Connection> => {
    if (isClosed) throw new Error('the history is closed');
    if (connection?.isLost) {
      await connection.close().catch(() => {});
      connection = undefined;
    }
    connection ??= await connect();
    return connection;
  };
  return {
    query: (sql, values) => inTurn(async () => (await use()).query(sql, values)),
    transaction: (work) =>
      inTurn(async () => {
        const { query } = await use();
        await query('begin');
        try {
          const result = await work(query);
          await query('commit');
          return result;
        } catch (error) {
          await query('rollback').catch(() => {}); // A lost connection has rolled back already.
          throw error;
        }
      }),
    close: () =>
      inTurn(async () => {
        isClosed = true;
        await connection?.close();
      }),
  };
}
