// A day (UTC) of the history is a partition of each table that grows: an old one is dropped whole, which gives its space back at once.
import type { Database, Query } from './database.ts';
import { lockTables, schemaName } from './migrations.ts';

const tables = ['predictions', 'inputs', 'judgements', 'events', 'states'];
export const dayMs = 86_400_000;

/** `2026-11-30`; sorts by time. */
export function dayOf(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10);
}

/** Makes room for `day`, in the transaction of `query`. */
export async function addDay(query: Query, day: string): Promise<void> {
  await query(lockTables);
  const next = dayOf(Date.parse(day) + dayMs);
  for (const table of tables)
    await query(
      `create table if not exists ${table}_${day.replaceAll('-', '')} partition of ${table} for values from ('${day} 00:00:00+00') to ('${next} 00:00:00+00')`,
    );
}

/** Drops the days that ended more than `keepDays` before `nowMs`. */
export async function dropOldDays(database: Database, keepDays: number, nowMs: number): Promise<void> {
  const first = dayOf(nowMs - keepDays * dayMs);
  await database.transaction(async (query) => {
    await query(lockTables);
    const rows = await query<{ readonly name: string }>(
      `select child.relname as name from pg_inherits
       join pg_class child on child.oid = inhrelid
       join pg_class parent on parent.oid = inhparent
       where parent.relkind = 'p' and child.relkind = 'r' and parent.relnamespace = '${schemaName}'::regnamespace
         and right(child.relname, 8) < $1::text`,
      [first.replaceAll('-', '')],
    );
    for (const { name } of rows) await query(`drop table ${schemaName}."${name}"`);
    await query('delete from kept where day < $1::text::date', [first]);
    await query(
      `delete from sessions where started_at < $1::text::date
         and not exists (select from kept where kept.session = sessions.id)`,
      [first],
    );
  });
}
