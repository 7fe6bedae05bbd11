// What changes something, over real sockets: refused without --control, without the token, from another site, and where the body is not a request.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cookieName } from '../../host/web/access.ts';
import { controlRoute, longestBody } from '../../host/web/control-route.ts';
import type { Jobs } from '../../host/web/jobs.ts';
import { startWebServer, type WebServer } from '../../host/web/server.ts';
import { createFakeWork, createJobBoard, flashed } from './fake-job.ts';

const token = 'the-token';
const { board } = createJobBoard();
const work = createFakeWork();
let folder: string;
let server: WebServer;
let readOnly: WebServer;

const serve = (jobs: Jobs | undefined) =>
  startWebServer({
    ...{ host: '127.0.0.1', port: 0, token, files: new Map(), onSocket: () => {} },
    route: controlRoute([board], jobs),
  });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-control-'));
  server = await serve(work.jobs);
  readOnly = await serve(undefined);
});
afterAll(async () => {
  await work.jobs.close();
  await server.close();
  await readOnly.close();
  await rm(folder, { recursive: true });
});

interface Asked {
  readonly body?: string;
  readonly path?: string;
  readonly method?: string;
  readonly to?: WebServer;
  readonly headers?: Record<string, string | undefined>;
}

interface Answer {
  readonly status?: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** As the page asks, unless `headers` say otherwise; undefined leaves one out. */
function ask({ body = '', path = '/jobs', method = 'POST', to = server, headers = {} }: Asked): Promise<Answer> {
  const own = {
    cookie: `${cookieName(to.port)}=${token}`,
    origin: `http://127.0.0.1:${to.port}`,
    'content-type': 'application/json',
    ...headers,
  };
  const given = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined));
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port: to.port, path, method, headers: given }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (some: string) => {
        text += some;
      });
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body: text }));
    });
    asked.on('error', reject).end(body);
  });
}

const flash = JSON.stringify({ kind: 'flash', board: '0', student: 's' });

describe('a request to change something', () => {
  it('is refused without --control, with the way to allow it', async () => {
    const { status, body } = await ask({ body: flash, to: readOnly });
    expect(status).toBe(403);
    expect(JSON.parse(body).error).toEqual({
      code: 'WEB_READ_ONLY',
      message:
        'this page may only watch: start "retort monitor --web" again with --control to flash and validate from it',
    });
  });

  it('is refused without the token, without an Origin, and from the page of another site', async () => {
    expect((await ask({ body: flash, headers: { cookie: undefined } })).status).toBe(401);
    for (const origin of [undefined, 'null', 'https://evil.example', `http://127.0.0.1:${server.port + 1}`])
      expect((await ask({ body: flash, headers: { origin } })).status).toBe(403);
    expect(work.jobs.of('0')).toEqual([]);
  });

  it('is refused where it is not JSON of the page’s, and says where', async () => {
    const cases: [string, RegExp][] = [
      ['{', /the request is not JSON/],
      ['[]', /not valid at its top/],
      ['{"kind":"erase","board":"0"}', /not valid at kind/],
      ['{"kind":"flash","board":"0"}', /not valid at student/],
      ['{"kind":"flash","board":"0","student":"s","more":1}', /not valid at its top/],
      ['{"kind":"validate","board":"0","student":"s","samples":0}', /not valid at samples/],
      ['{"kind":"validate","board":"0","student":"s","samples":1.5}', /not valid at samples/],
      ['{"kind":"compare","board":"0","students":["s"]}', /not valid at students/],
      ['{"kind":"flash","board":"9","student":"s"}', /there is no board "9" here/],
      [`{"kind":"flash","board":"0","student":"${'s'.repeat(longestBody)}"}`, /may have 2,048 bytes, not more/],
    ];
    for (const [body, reason] of cases) {
      const answer = await ask({ body });
      expect([answer.status, JSON.parse(answer.body).error.code]).toEqual([400, 'WEB_REQUEST_INVALID']);
      expect(JSON.parse(answer.body).error.message).toMatch(reason);
    }
    // What a form of another site could send.
    const form = await ask({ body: flash, headers: { 'content-type': 'text/plain' } });
    expect(JSON.parse(form.body).error.message).toContain('must be application/json, not text/plain');
    expect(work.jobs.of('0')).toEqual([]);
  });

  it('starts a job, refuses a second one, and cancels the first', async () => {
    const started = await ask({ body: flash });
    expect([started.status, JSON.parse(started.body)]).toEqual([202, { job: '1' }]);
    const second = await ask({ body: flash });
    expect([second.status, JSON.parse(second.body).error.code]).toEqual([409, 'WEB_BOARD_BUSY']);
    const cancelled = await ask({ path: '/jobs/cancel', body: '{"job":"1"}' });
    expect([cancelled.status, JSON.parse(cancelled.body)]).toEqual([202, { cancelled: true }]);
    expect(JSON.parse((await ask({ path: '/jobs/cancel', body: '{"job":"1"}' })).body)).toEqual({ cancelled: false });
  });

  it('gives a job’s report to save, to whoever has the token', async () => {
    const path = join(folder, 'report.html');
    await writeFile(path, '<p>report</p>');
    const { id } = work.jobs.start(board, { kind: 'flash', board: '0', student: 's' });
    work.finish({ ...flashed, reports: [path] });
    await new Promise((resolve) => setTimeout(resolve, 20));
    const get = (query: string, headers = {}) => ask({ path: `/report?${query}`, method: 'GET', headers });
    const { status, headers, body } = await get(`job=${id}&number=0`);
    expect([status, body]).toEqual([200, '<p>report</p>']);
    expect(headers['content-disposition']).toBe('attachment; filename="retort-report.html"');
    expect((await get(`job=${id}&number=1`)).status).toBe(404);
    expect((await get(`job=${id}&number=__proto__`)).status).toBe(404);
    expect((await get(`job=${id}`, { cookie: undefined })).status).toBe(401);
  });
});
