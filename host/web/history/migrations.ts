// The history's schema as numbered migrations, the same for every database. One that was released is never changed: a further one follows it.
import type { Database } from './database.ts';
import { HistoryTooNewError } from './errors.ts';

/** The n-th makes schema n + 1 of schema n. */
const migrations: readonly string[] = [
  `
  -- One for each start of a monitor. Everything of it counts up in 'number', in the order in which it was heard.
  create table sessions (
    id integer generated always as identity primary key,
    started_at timestamptz not null,
    program text not null
  );
  create table boards (id integer generated always as identity primary key, name text not null unique);
  -- The students' files as they were, so that a replay needs nothing else.
  create table images (
    id bigint primary key,
    file bytea not null,
    is_sound boolean not null,
    no_reference text,
    no_teacher text
  );
  -- What there is of each session, day (UTC) and board, so that nobody counts rows.
  create table kept (
    session integer not null,
    day date not null,
    board integer not null,
    predictions bigint not null,
    events bigint not null,
    inputs_left_out bigint not null,
    not_written bigint not null,
    first_at timestamptz not null,
    last_at timestamptz not null,
    primary key (session, day, board)
  );
  create table predictions (
    session integer not null,
    number bigint not null,
    at timestamptz not null,
    board integer not null,
    image bigint not null,
    sample bigint not null,
    label integer not null,
    true_label integer,
    cycles bigint not null,
    latency_us bigint not null,
    missed integer not null, -- before this one
    logits bytea not null, -- int8
    input bigint, -- its number; null: left out
    primary key (session, number, at)
  ) partition by range (at);
  -- Each once a day, in the layout of the board's image.
  create table inputs (
    session integer not null,
    number bigint not null,
    at timestamptz not null,
    bytes bytea not null,
    primary key (session, number, at)
  ) partition by range (at);
  -- Of the prediction of the same session, number and time.
  create table judgements (
    session integer not null,
    number bigint not null,
    at timestamptz not null,
    label integer,
    labels integer[],
    confidence real,
    reference_label integer,
    bit_exact boolean,
    reference_logits bytea, -- int8; null where they are the board's
    teacher_label integer,
    teacher_scores bytea, -- float32, little-endian
    question text,
    input bigint, -- where the prediction has none
    primary key (session, number, at)
  ) partition by range (at);
  -- What happened to a board, for people.
  create table events (
    session integer not null,
    number bigint not null,
    at timestamptz not null,
    board integer not null,
    kind text not null,
    text text not null,
    is_trouble boolean not null,
    primary key (session, number, at)
  ) partition by range (at);
  -- What was heard of a board beside its predictions, whenever it changed: a WatchEvent.
  create table states (
    session integer not null,
    number bigint not null,
    at timestamptz not null,
    board integer not null,
    kind text not null,
    event text not null, -- JSON
    primary key (session, number, at)
  ) partition by range (at);
  `,
];

export const schemaVersion = migrations.length;

/** Where all tables are, also in a database that holds other things. */
export const schemaName = 'retort';

/** Held by whoever changes tables, until the end of its transaction. */
export const lockTables = "select pg_advisory_xact_lock(hashtext('retort history'))";

/** Applies what is missing, all or nothing. @param where for people @throws HistoryTooNewError */
export async function migrate(database: Database, where: string): Promise<void> {
  await database.transaction(async (query) => {
    await query(lockTables);
    const [{ exists }] = await query<{ readonly exists: boolean }>(
      `select to_regnamespace('${schemaName}') is not null as exists`,
    );
    if (!exists) await query(`create schema ${schemaName}`);
    await query('create table if not exists migrations (number integer primary key, applied_at timestamptz not null)');
    const [{ applied }] = await query<{ readonly applied: number }>(
      'select coalesce(max(number), 0)::integer as applied from migrations',
    );
    if (applied > schemaVersion) throw new HistoryTooNewError(where, applied, schemaVersion);
    for (const [index, sql] of migrations.entries()) {
      if (index < applied) continue;
      await query(sql);
      await query('insert into migrations values ($1::integer, now())', [index + 1]);
    }
  });
}
