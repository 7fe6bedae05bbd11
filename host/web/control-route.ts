// What changes something: `POST /jobs` and `POST /jobs/cancel`, and `GET /report?job=ID&number=N`. Refused with a reason that a person can act on.
import { readFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { grouped } from '../../proto/numbers.ts';
import { RetortError } from '../../proto/retort-error.ts';
import { BoardBusyError, PageRequestError, ReadOnlyPageError } from './control-errors.ts';
import type { JobBoard, Jobs } from './jobs.ts';
import type { JobRequest, RefusedRequest } from './messages.ts';
import type { Route, RouteAnswer } from './server.ts';

/** A request names a board and two students. */
export const longestBody = 2048;

const name = z.string().min(1).max(256);
const samples = z.int().min(1).max(1_000_000).optional();
const jobRequest: z.ZodType<JobRequest> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('flash'), board: name, student: name }),
  z.strictObject({ kind: z.literal('validate'), board: name, student: name, samples }),
  z.strictObject({ kind: z.literal('compare'), board: name, students: z.tuple([name, name]), samples }),
]);
const cancelRequest = z.strictObject({ job: name });

/** @param jobs undefined where the page is read-only */
export function controlRoute(boards: readonly JobBoard[], jobs: Jobs | undefined): Route {
  return async ({ pathname, searchParams }, request) => {
    if (pathname === '/report' && request.method === 'GET') return answerReport(searchParams, jobs);
    if (!['/jobs', '/jobs/cancel'].includes(pathname) || request.method !== 'POST') return undefined;
    try {
      if (!jobs) throw new ReadOnlyPageError();
      const body = await readJson(request);
      if (pathname === '/jobs') return said(202, { job: start(boards, jobs, body) });
      return said(202, { cancelled: jobs.cancel(parse(cancelRequest, body).job) });
    } catch (error) {
      if (!(error instanceof RetortError)) throw error;
      const { code, message } = error;
      return said(statusOf(error), { error: { code, message } } satisfies RefusedRequest);
    }
  };
}

function start(boards: readonly JobBoard[], jobs: Jobs, body: unknown): string {
  const request = parse(jobRequest, body);
  const board = boards.find(({ id }) => id === request.board);
  if (!board) throw new PageRequestError(`there is no board ${JSON.stringify(request.board)} here`);
  return jobs.start(board, request).id;
}

function parse<Value>(schema: z.ZodType<Value>, body: unknown): Value {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const [{ path, message }] = parsed.error.issues;
  throw new PageRequestError(`the request is not valid at ${path.join('.') || 'its top'} (${message})`);
}

/** @throws PageRequestError where it is too long, or no JSON */
async function readJson(request: IncomingMessage): Promise<unknown> {
  const type = request.headers['content-type'] ?? 'nothing';
  if (!/^application\/json *(;|$)/i.test(type))
    throw new PageRequestError(`a request must be application/json, not ${type.slice(0, 100)}`);
  const pieces: Buffer[] = [];
  let bytes = 0;
  // The connection stays open for the answer.
  for await (const piece of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += piece.length;
    if (bytes > longestBody) throw new PageRequestError(`a request may have ${grouped(longestBody)} bytes, not more`);
    pieces.push(piece);
  }
  try {
    return JSON.parse(Buffer.concat(pieces).toString('utf8'));
  } catch {
    throw new PageRequestError('the request is not JSON');
  }
}

async function answerReport(asked: URLSearchParams, jobs: Jobs | undefined): Promise<RouteAnswer> {
  const path = jobs?.report(asked.get('job') ?? '', Number(asked.get('number') ?? 0));
  if (path === undefined)
    return { status: 404, type: 'text/plain; charset=utf-8', body: 'No such report: validate again.\n' };
  return { type: 'text/html; charset=utf-8', body: await readFile(path), saveAs: 'retort-report.html' };
}

function statusOf(error: RetortError): number {
  if (error instanceof ReadOnlyPageError) return 403;
  return error instanceof BoardBusyError ? 409 : 400;
}

function said(status: number, body: object): RouteAnswer {
  return { status, type: 'application/json; charset=utf-8', body: `${JSON.stringify(body)}\n` };
}
