// Reads a history in the order in which it was heard, a page at a time, so that neither side holds much.
import type { BoardEvent } from '../../../device-bridge/monitor/board-events.ts';
import type { Observation, WatchEvent } from '../../../device-bridge/monitor/observation.ts';
import type { Judgement } from '../../../device-bridge/monitor/tally.ts';
import type { Database } from './database.ts';
import type { KeptStudent } from './history-writer.ts';

const pageRows = 2000;

/** From `fromMs` on, before `toMs`; milliseconds since 1970. */
export interface Span {
  readonly fromMs?: number;
  readonly toMs?: number;
}

export interface KeptSession {
  readonly id: number;
  readonly firstMs: number;
  readonly lastMs: number;
  readonly predictions: number;
}

/** One prediction with what it was compared with. */
export interface KeptPrediction {
  readonly session: number;
  readonly number: number;
  readonly atMs: number;
  readonly board: string;
  readonly imageId: number;
  readonly missed: number;
  /** Its `input` is empty where it was left out. */
  readonly observation: Observation;
  /** Without the reference's logits where they are the board's. */
  readonly judgement?: Judgement;
}

interface Kept {
  readonly number: number;
  readonly atMs: number;
  readonly board: string;
}

export type KeptEvent = Kept & { readonly event: BoardEvent };
export type KeptState = Kept & { readonly state: WatchEvent };

/** The oldest first. */
export async function readSessions({ query }: Database, { fromMs, toMs }: Span = {}): Promise<readonly KeptSession[]> {
  const sessions = await query<KeptSession>(
    `select session as id, min(${ms('first_at')}) as "firstMs", max(${ms('last_at')}) as "lastMs",
       sum(predictions)::float8 as predictions
     from kept group by session order by session`,
  );
  return sessions.filter(({ firstMs, lastMs }) => lastMs >= (fromMs ?? -Infinity) && firstMs < (toMs ?? Infinity));
}

export async function readStudents({ query }: Database): Promise<readonly KeptStudent[]> {
  const rows = await query<Omit<KeptStudent, 'noReference' | 'noTeacher'> & NullReasons>(
    `select id::float8 as "imageId", file, is_sound as "isSound", no_reference as "noReference", no_teacher as "noTeacher" from images`,
  );
  return rows.map(({ noReference, noTeacher, ...student }) => ({
    ...student,
    noReference: noReference ?? undefined,
    noTeacher: noTeacher ?? undefined,
  }));
}

interface NullReasons {
  readonly noReference: string | null;
  readonly noTeacher: string | null;
}

export async function readBoards({ query }: Database, session: number): Promise<readonly string[]> {
  const rows = await query<{ readonly name: string }>(
    'select name from boards where exists (select from kept where session = $1::integer and board = boards.id) order by id',
    [session],
  );
  return rows.map(({ name }) => name);
}

/** @param inputs whether to read them too; without, they are empty */
export async function* readPredictions(
  database: Database,
  session: number,
  span: Span,
  { inputs }: { readonly inputs: boolean },
): AsyncGenerator<KeptPrediction> {
  const rows = readPages<PredictionColumns>(
    database,
    `select p.number::float8 as number, ${ms('p.at')} as "atMs", boards.name as board, image::float8 as image,
       sample::float8 as sample, p.label, true_label, cycles::float8 as cycles, latency_us::float8 as latency_us, missed,
       logits, j.number is not null as is_judged, j.label as judged_label, labels, confidence, reference_label, bit_exact,
       reference_logits, teacher_label, teacher_scores, question, ${inputs ? 'i.bytes' : 'null::bytea'} as input
     from predictions p join boards on boards.id = p.board
     left join judgements j on j.session = p.session and j.number = p.number and j.at = p.at
     ${inputs ? 'left join inputs i on i.session = p.session and i.number = coalesce(p.input, j.input)' : ''}
     where p.session = $1::integer and p.number > $2::bigint
       and p.at >= to_timestamp($3::float8 / 1000) and p.at < to_timestamp($4::float8 / 1000)
     order by p.number limit ${pageRows}`,
    session,
    span,
  );
  for await (const row of rows) yield predictionOf(session, row);
}

export async function* readEvents(database: Database, session: number, span: Span): AsyncGenerator<KeptEvent> {
  const rows = readPages<Kept & Omit<BoardEvent, 'atMs'>>(
    database,
    selectOf('events', 'kind, text, is_trouble as "isTrouble"'),
    session,
    span,
  );
  for await (const { number, atMs, board, kind, text, isTrouble } of rows)
    yield { number, atMs, board, event: { kind, atMs, text, isTrouble } };
}

export async function* readStates(database: Database, session: number, span: Span): AsyncGenerator<KeptState> {
  const rows = readPages<Kept & { readonly event: string }>(database, selectOf('states', 'event'), session, span);
  for await (const { event, ...kept } of rows) yield { ...kept, state: JSON.parse(event) };
}

/** Each board's last state of each kind before `atMs`, in the order in which they were heard. */
export async function readStatesBefore(
  { query }: Database,
  session: number,
  atMs: number,
): Promise<readonly KeptState[]> {
  const rows = await query<Kept & { readonly event: string }>(
    `select distinct on (board, kind) states.number::float8 as number, ${ms('at')} as "atMs", boards.name as board, event
     from states join boards on boards.id = states.board
     where session = $1::integer and at < to_timestamp($2::float8 / 1000)
     order by board, kind, states.number desc`,
    [session, atMs],
  );
  return rows
    .map(({ event, ...kept }) => ({ ...kept, state: JSON.parse(event) as WatchEvent }))
    .sort((a, b) => a.number - b.number);
}

function selectOf(table: 'events' | 'states', columns: string): string {
  return `select ${table}.number::float8 as number, ${ms('at')} as "atMs", boards.name as board, ${columns}
    from ${table} join boards on boards.id = ${table}.board
    where session = $1::integer and number > $2::bigint
      and at >= to_timestamp($3::float8 / 1000) and at < to_timestamp($4::float8 / 1000)
    order by number limit ${pageRows}`;
}

/** @param sql of session, the number before the page, from and to */
async function* readPages<R extends { readonly number: number }>(
  { query }: Database,
  sql: string,
  session: number,
  { fromMs = 0, toMs = 1e14 }: Span,
): AsyncGenerator<R> {
  for (let last = -1; ; ) {
    const rows = await query<R>(sql, [session, last, fromMs, toMs]);
    yield* rows;
    if (rows.length < pageRows) return;
    last = rows[rows.length - 1].number;
  }
}

/** Milliseconds since 1970, as the monitor's clock gives them. */
function ms(column: string): string {
  return `(extract(epoch from ${column}) * 1000)::float8`;
}

interface PredictionColumns extends Kept {
  readonly image: number;
  readonly sample: number;
  readonly label: number;
  readonly true_label: number | null;
  readonly cycles: number;
  readonly latency_us: number;
  readonly missed: number;
  readonly logits: Uint8Array;
  readonly input: Uint8Array | null;
  readonly is_judged: boolean;
  readonly judged_label: number | null;
  readonly labels: readonly number[] | null;
  readonly confidence: number | null;
  readonly reference_label: number | null;
  readonly bit_exact: boolean | null;
  readonly reference_logits: Uint8Array | null;
  readonly teacher_label: number | null;
  readonly teacher_scores: Uint8Array | null;
  readonly question: string | null;
}

function predictionOf(session: number, row: PredictionColumns): KeptPrediction {
  const { number, atMs, board, image: imageId, missed, label, cycles } = row;
  const observation: Observation = {
    ...{ sampleId: row.sample, label, cycles, latencyMs: row.latency_us / 1000 },
    logits: Int8Array.from(row.logits),
    input: Uint8Array.from(row.input ?? []),
    ...(row.true_label !== null && { trueLabel: row.true_label }),
  };
  const kept = { session, number, atMs, board, imageId, missed, observation };
  return row.is_judged ? { ...kept, judgement: judgementOf(row) } : kept;
}

function judgementOf(row: PredictionColumns): Judgement {
  const { judged_label, labels, confidence, reference_label, bit_exact, teacher_label, teacher_scores, question } = row;
  const known = {
    ...{ label: judged_label, labels, confidence, referenceLabel: reference_label, bitExact: bit_exact },
    ...{ teacherLabel: teacher_label, question },
    referenceLogits: row.reference_logits && Int8Array.from(row.reference_logits),
    teacherScores: teacher_scores && new Float32Array(Uint8Array.from(teacher_scores).buffer),
  };
  return Object.fromEntries(Object.entries(known).filter(([, value]) => value !== null && value !== undefined));
}
