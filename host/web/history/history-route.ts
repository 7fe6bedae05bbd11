// `/history`: what is kept, as JSON; `/export/history.csv` and `/export/history.parquet`: its predictions as a file to save, with `from` and `to` as ISO 8601.
import type { IncomingMessage } from 'node:http';
import type { RouteAnswer } from '../server.ts';
import { NoHistoryError } from './errors.ts';
import { type ExportFormat, exportFormats, exportHistory } from './export-history.ts';
import type { HistoryWriter } from './history-writer.ts';
import { type History, reasonOf } from './open-history.ts';
import type { Span } from './read-history.ts';
import type { Replay } from './replay.ts';
import type { HistoryStatus } from './status.ts';

/** What the page shows of: a history that is written, one that is replayed, or none. */
export interface ShownHistory {
  readonly writer?: HistoryWriter;
  readonly replay?: { readonly history: History; readonly replay: Replay };
}

const types: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  parquet: 'application/vnd.apache.parquet',
};

export function historyRoute(shown: ShownHistory) {
  const history = shown.writer?.history ?? shown.replay?.history;
  const statusOf = createStatus(shown);
  return async ({ pathname, searchParams }: URL, { method }: IncomingMessage): Promise<RouteAnswer | undefined> => {
    if (method !== 'GET') return undefined;
    if (pathname === '/history') return { type: 'application/json', body: JSON.stringify(await statusOf()) };
    const format = exportFormats.find((each) => pathname === `/export/history.${each}`);
    if (!format) return undefined;
    if (!history) return refuse('No history is kept: the monitor was started with --no-history.');
    const span = spanOf(searchParams);
    if (!span) return refuse('"from" and "to" are times such as 2026-11-30T12:00:00Z.');
    const chunks = exportHistory(history, format, span);
    try {
      const first = await chunks.next();
      const body = (async function* () {
        if (!first.done) yield first.value;
        yield* chunks;
      })();
      return { type: types[format], body, saveAs: `retort-history.${format}` };
    } catch (error) {
      if (error instanceof NoHistoryError) return refuse(`${error.message}.`);
      return refuse(`The history cannot be read: ${reasonOf(error)}.`);
    }
  };
}

function spanOf(parameters: URLSearchParams): Span | undefined {
  const timeOf = (name: string) => {
    const given = parameters.get(name);
    return given === null ? undefined : Date.parse(given);
  };
  const [fromMs, toMs] = [timeOf('from'), timeOf('to')];
  return Number.isNaN(fromMs) || Number.isNaN(toMs) ? undefined : { fromMs, toMs };
}

function refuse(reason: string): RouteAnswer {
  return { status: 409, type: 'text/plain; charset=utf-8', body: `${reason}\n` };
}

/** However many pages ask, the database is asked once in a while. */
const statusMs = 2000;

interface Totals {
  readonly predictions: number;
  readonly events: number;
  readonly sessions: number;
  readonly sinceMs: number | null;
  readonly bytes: number;
}

function createStatus({ writer, replay }: ShownHistory): () => Promise<HistoryStatus> {
  let totals: Totals = { predictions: 0, events: 0, sessions: 0, sinceMs: null, bytes: 0 };
  let askedAt = Number.NEGATIVE_INFINITY;
  let asking: Promise<void> | undefined;
  const ask = async ({ history: { database } }: HistoryWriter) => {
    askedAt = performance.now();
    [totals] = await database.query<Totals>(
      `select coalesce(sum(predictions), 0)::float8 as predictions, coalesce(sum(events), 0)::float8 as events,
         count(distinct session)::integer as sessions, (extract(epoch from min(first_at)) * 1000)::float8 as "sinceMs",
         pg_database_size(current_database())::float8 as bytes
       from kept`,
    );
  };
  return async () => {
    if (replay) {
      const { where } = replay.history;
      const { fromMs, toMs, atMs, speed, isEnded } = replay.replay;
      return { kind: 'replay', where, fromMs, toMs, atMs, speed, isEnded };
    }
    if (!writer) return { kind: 'off' };
    // A database that does not answer keeps no page waiting: the writer says what is wrong.
    if (asking === undefined && performance.now() - askedAt > statusMs)
      asking = ask(writer)
        .catch(() => {})
        .finally(() => {
          asking = undefined;
        });
    await Promise.race([asking, new Promise((resolve) => setTimeout(resolve, 500).unref())]);
    const { notWritten, inputsLeftOut, queued, problem } = writer.counts;
    const { sinceMs, ...known } = totals;
    return {
      ...{ kind: 'kept', where: writer.history.where, keepDays: writer.keepDays },
      ...known,
      ...(sinceMs !== null && { sinceMs }),
      ...{ queued, notWritten, inputsLeftOut, problem },
    };
  };
}
