// Rows of one write, and the statements that insert them: predictions as columns, for there are many; the rest as JSON. Inserting twice does no harm.

import type { Query } from './database.ts';
import { addDay, dayOf } from './days.ts';

interface Placed {
  /** Counts up over everything of a session. */
  readonly number: number;
  /** Milliseconds since 1970. */
  readonly atMs: number;
}

interface OfBoard extends Placed {
  readonly board: string;
}

export interface PredictionRow extends OfBoard {
  readonly image: number;
  readonly sample: number;
  readonly label: number;
  readonly trueLabel?: number;
  readonly cycles: number;
  readonly latencyUs: number;
  readonly missed: number;
  readonly logits: Int8Array;
  readonly input?: number;
}

export interface InputRow extends Placed {
  readonly bytes: Uint8Array;
}

export interface JudgementRow extends Placed {
  readonly label?: number;
  readonly labels?: readonly number[];
  readonly confidence?: number;
  readonly referenceLabel?: number;
  readonly bitExact?: boolean;
  readonly referenceLogits?: Int8Array;
  readonly teacherLabel?: number;
  readonly teacherScores?: ArrayLike<number>;
  readonly question?: string;
  readonly input?: number;
}

export interface EventRow extends OfBoard {
  readonly kind: string;
  readonly text: string;
  readonly isTrouble: boolean;
}

export interface StateRow extends OfBoard {
  readonly kind: string;
  /** JSON of a WatchEvent. */
  readonly event: string;
}

export interface Batch {
  readonly predictions: readonly PredictionRow[];
  readonly inputs: readonly InputRow[];
  readonly judgements: readonly JudgementRow[];
  readonly events: readonly EventRow[];
  readonly states: readonly StateRow[];
  /** Since the last batch. */
  readonly inputsLeftOut: number;
  readonly notWritten: number;
}

/** What is known to be in the database already. */
export interface Known {
  readonly days: Set<string>;
  readonly boards: Map<string, number>;
}

/** @param isAgain whether a write of the same rows has failed. Within a transaction of `query`; `known` is to be thrown away where that fails. */
export async function insertBatch(
  query: Query,
  session: number,
  batch: Batch,
  known: Known,
  isAgain: boolean,
): Promise<void> {
  // Costs time at each row, and only what was written without our hearing of it can be there already.
  const again = isAgain ? 'on conflict do nothing' : '';
  const { predictions, inputs, judgements, events, states } = batch;
  for (const { atMs } of [...inputs, ...predictions, ...judgements, ...events, ...states]) {
    const day = dayOf(atMs);
    if (known.days.has(day)) continue;
    await addDay(query, day);
    known.days.add(day);
  }
  for (const { board } of [...predictions, ...events, ...states])
    if (!known.boards.has(board)) known.boards.set(board, await addBoard(query, board));
  const boardOf = ({ board }: OfBoard) => known.boards.get(board)!;
  if (inputs.length > 0) await insertInputs(query, session, inputs, again);
  if (predictions.length > 0) await insertPredictions(query, session, predictions, boardOf, again);
  if (judgements.length > 0) await insertJudgements(query, session, judgements, again);
  const ofBoard = <T extends OfBoard>(rows: readonly T[]) => rows.map((row) => ({ ...row, board: boardOf(row) }));
  if (events.length > 0)
    await insertJson(
      query,
      session,
      'events',
      { kind: 'text', text: 'text', is_trouble: 'boolean' },
      ofBoard(events).map(({ isTrouble, ...row }) => ({ ...row, text: plain(row.text), is_trouble: isTrouble })),
      again,
    );
  if (states.length > 0)
    await insertJson(query, session, 'states', { kind: 'text', event: 'text' }, ofBoard(states), again);
  await countKept(query, session, batch, boardOf);
}

async function addBoard(query: Query, board: string): Promise<number> {
  await query('insert into boards (name) values ($1::text) on conflict (name) do nothing', [plain(board)]);
  const [{ id }] = await query<{ readonly id: number }>('select id from boards where name = $1::text', [plain(board)]);
  return id;
}

async function insertInputs(query: Query, session: number, rows: readonly InputRow[], again: string): Promise<void> {
  const packed = pack(rows.map(({ bytes }) => bytes));
  await query(
    `insert into inputs (session, number, at, bytes)
     select $1::integer, number, to_timestamp(at_ms / 1000), substring($2::bytea from start for length)
     from unnest($3::text::bigint[], $4::text::float8[], $5::text::integer[], $6::text::integer[])
       as row (number, at_ms, start, length)
     ${again}`,
    [session, packed.bytes, column(rows, 'number'), column(rows, 'atMs'), packed.starts, packed.lengths],
  );
}

async function insertPredictions(
  query: Query,
  session: number,
  rows: readonly PredictionRow[],
  boardOf: (row: PredictionRow) => number,
  again: string,
): Promise<void> {
  const packed = pack(rows.map(({ logits }) => new Uint8Array(logits.buffer, logits.byteOffset, logits.length)));
  await query(
    `insert into predictions (session, number, at, board, image, sample, label, true_label, cycles, latency_us, missed, logits, input)
     select $1::integer, number, to_timestamp(at_ms / 1000), board, image, sample, label, true_label, cycles, latency_us,
       missed, substring($2::bytea from start for length), input
     from unnest($3::text::bigint[], $4::text::float8[], $5::text::integer[], $6::text::bigint[], $7::text::bigint[],
       $8::text::integer[], $9::text::integer[], $10::text::bigint[], $11::text::bigint[], $12::text::integer[],
       $13::text::bigint[], $14::text::integer[], $15::text::integer[])
       as row (number, at_ms, board, image, sample, label, true_label, cycles, latency_us, missed, input, start, length)
     ${again}`,
    [
      ...[session, packed.bytes, column(rows, 'number'), column(rows, 'atMs'), arrayText(rows.map(boardOf))],
      ...(['image', 'sample', 'label', 'trueLabel', 'cycles', 'latencyUs', 'missed', 'input'] as const).map((key) =>
        column(rows, key),
      ),
      ...[packed.starts, packed.lengths],
    ],
  );
}

async function insertJudgements(
  query: Query,
  session: number,
  rows: readonly JudgementRow[],
  again: string,
): Promise<void> {
  const hex = (bytes: Uint8Array | Int8Array | undefined) =>
    bytes && Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
  const records = rows.map((row) => ({
    ...{ number: row.number, atMs: row.atMs, label: row.label, confidence: row.confidence, input: row.input },
    labels: row.labels && arrayText(row.labels),
    ...{ reference_label: row.referenceLabel, bit_exact: row.bitExact, teacher_label: row.teacherLabel },
    reference_logits: hex(row.referenceLogits),
    teacher_scores: row.teacherScores && hex(new Uint8Array(Float32Array.from(row.teacherScores).buffer)),
    question: row.question && plain(row.question),
  }));
  await query(
    `insert into judgements (session, number, at, label, labels, confidence, reference_label, bit_exact, reference_logits,
       teacher_label, teacher_scores, question, input)
     select $1::integer, number, to_timestamp("atMs" / 1000), label, labels::integer[], confidence, reference_label, bit_exact,
       decode(reference_logits, 'hex'), teacher_label, decode(teacher_scores, 'hex'), question, input
     from json_to_recordset($2::text::json) as row (number bigint, "atMs" float8, label integer, labels text, confidence real,
       reference_label integer, bit_exact boolean, reference_logits text, teacher_label integer, teacher_scores text,
       question text, input bigint)
     ${again}`,
    [session, JSON.stringify(records)],
  );
}

/** @param columns beside those of every table: name and type */
async function insertJson(
  query: Query,
  session: number,
  table: 'events' | 'states',
  columns: Readonly<Record<string, string>>,
  rows: readonly object[],
  again: string,
): Promise<void> {
  const names = Object.keys(columns).join(', ');
  const typed = Object.entries(columns).map(([name, type]) => `${name} ${type}`);
  await query(
    `insert into ${table} (session, number, at, board, ${names})
     select $1::integer, number, to_timestamp("atMs" / 1000), board, ${names}
     from json_to_recordset($2::text::json) as row (number bigint, "atMs" float8, board integer, ${typed.join(', ')})
     ${again}`,
    [session, JSON.stringify(rows)],
  );
}

async function countKept(
  query: Query,
  session: number,
  batch: Batch,
  boardOf: (row: OfBoard) => number,
): Promise<void> {
  const { predictions, events, states } = batch;
  let { inputsLeftOut, notWritten } = batch;
  const parts = new Map<string, { readonly day: string; readonly board: number; readonly rows: OfBoard[] }>();
  for (const row of [...predictions, ...events, ...states]) {
    const [day, board] = [dayOf(row.atMs), boardOf(row)];
    const part = parts.get(`${day} ${board}`) ?? { day, board, rows: [] };
    parts.set(`${day} ${board}`, part);
    part.rows.push(row);
  }
  for (const { day, board, rows } of parts.values()) {
    const times = rows.map(({ atMs }) => atMs);
    const counted = [rows.filter((row) => 'sample' in row).length, rows.filter((row) => 'isTrouble' in row).length];
    const range = [times.reduce((a, b) => Math.min(a, b)), times.reduce((a, b) => Math.max(a, b))];
    const values = [session, day, board, ...counted, inputsLeftOut, notWritten, ...range];
    [inputsLeftOut, notWritten] = [0, 0];
    await query(
      `insert into kept (session, day, board, predictions, events, inputs_left_out, not_written, first_at, last_at)
       values ($1::integer, $2::text::date, $3::integer, $4::bigint, $5::bigint, $6::bigint, $7::bigint,
         to_timestamp($8::float8 / 1000), to_timestamp($9::float8 / 1000))
       on conflict (session, day, board) do update set
         predictions = kept.predictions + excluded.predictions,
         events = kept.events + excluded.events,
         inputs_left_out = kept.inputs_left_out + excluded.inputs_left_out,
         not_written = kept.not_written + excluded.not_written,
         first_at = least(kept.first_at, excluded.first_at),
         last_at = greatest(kept.last_at, excluded.last_at)`,
      values,
    );
  }
}

/** All in one value: an array of byte strings would be written out in hexadecimal. */
function pack(parts: readonly Uint8Array[]) {
  const starts: number[] = [];
  let start = 1; // SQL counts from 1.
  for (const { length } of parts) {
    starts.push(start);
    start += length;
  }
  const lengths = arrayText(parts.map(({ length }) => length));
  return { bytes: Buffer.concat(parts), starts: arrayText(starts), lengths };
}

function column<K extends string>(rows: readonly { readonly [key in K]?: number }[], key: K): string {
  return arrayText(rows.map((row) => row[key]));
}

/** As PostgreSQL writes an array of numbers. */
function arrayText(values: readonly (number | undefined)[]): string {
  return `{${values.map((value) => value ?? 'NULL').join(',')}}`;
}

/** Without what PostgreSQL takes into no text: NUL, and halves of a character. */
function plain(text: string): string {
  return Buffer.from(text).toString().replaceAll('\0', '');
}
