// A connection to a PostgreSQL server.
import { Client, DatabaseError } from 'pg';
import { type Connection, QueryError, type Row } from './database.ts';

const connectMs = 10_000;

/** @param url with its password, which appears in no error */
export async function connectPostgres(url: string): Promise<Connection> {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: connectMs,
    application_name: 'retort history',
    keepAlive: true,
  });
  let isLost = false;
  const lose = () => {
    isLost = true;
  };
  client.on('error', lose).on('end', lose);
  await client.connect();
  return {
    get isLost() {
      return isLost;
    },
    async query<R = Row>(sql: string, values?: readonly unknown[]) {
      try {
        // Several statements give a result each.
        const result: unknown = await client.query({ text: sql, ...(values && { values: [...values] }) });
        return ((Array.isArray(result) ? result.at(-1) : result) as { readonly rows: readonly R[] }).rows;
      } catch (error) {
        if (error instanceof DatabaseError) throw new QueryError(error.message, error.code ?? '');
        throw error;
      }
    },
    close: () => client.end(),
  };
}
