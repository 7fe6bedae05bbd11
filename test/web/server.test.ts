// The page's server over real sockets: what it gives with the token, and what it refuses.
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { cookieName } from '../../host/web/access.ts';
import { serveSocket } from '../../host/web/live-socket.ts';
import type { ServerMessage } from '../../host/web/messages.ts';
import { startWebServer, type WebServer } from '../../host/web/server.ts';
import { WatchedBoard } from '../../host/web/watched-board.ts';
import { createFakeWork, flashed } from './fake-job.ts';
import { createFakeSource } from './fake-source.ts';

const token = 'the-token';
const source = createFakeSource();
const board = new WatchedBoard({ id: '0', source, students: new Map() });
const work = createFakeWork();
let server: WebServer;

beforeAll(async () => {
  board.start();
  const files = new Map([['/', { type: 'text/html; charset=utf-8', bytes: Buffer.from('<p>page</p>') }]]);
  const live = { version: '1', boards: [board], control: { students: [], jobs: work.jobs } };
  server = await startWebServer({
    host: '127.0.0.1',
    port: 0,
    token,
    files,
    onSocket: (socket) => serveSocket(socket, live),
  });
});
afterAll(() => server.close());

interface Answer {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port: server.port, path, method, headers }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => {
        body += text;
      });
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body }));
    });
    asked.on('error', reject).end();
  });
}

const withToken = () => ({ cookie: `${cookieName(server.port)}=${token}` });

describe("the page's server", () => {
  it('takes the token out of the address and keeps it where no script reads it', async () => {
    const { status, headers } = await ask(`/?token=${token}`);
    expect(status).toBe(303);
    expect(headers.location).toBe('/');
    expect(String(headers['set-cookie'])).toMatch(/HttpOnly; SameSite=Strict/);
  });

  it('gives the page with a policy under which no request leaves the machine', async () => {
    const { status, body, headers } = await ask('/', withToken());
    expect([status, body]).toEqual([200, '<p>page</p>']);
    expect(headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
    expect(headers['content-security-policy']).not.toMatch(/unsafe|https?:|\*/);
  });

  it('refuses everything without the token, and says where it is', async () => {
    for (const path of ['/', '/?token=wrong', '/assets/page.js', '/live']) {
      const { status, body } = await ask(path);
      expect(status).toBe(401);
      expect(body).toContain('Open the whole address that "retort monitor --web" printed');
    }
  });

  it('refuses a foreign Host, even with the token', async () => {
    for (const path of ['/', `/?token=${token}`]) {
      const { status, headers } = await ask(path, { ...withToken(), host: `evil.example:${server.port}` });
      expect(status).toBe(403);
      expect(headers['set-cookie']).toBeUndefined();
    }
  });

  it('has no other paths, and takes no other method', async () => {
    expect((await ask('/etc/passwd', withToken())).status).toBe(404);
    expect((await ask('/', withToken(), 'POST')).status).toBe(403);
    const own = { ...withToken(), origin: `http://127.0.0.1:${server.port}` };
    expect((await ask('/', own, 'POST')).status).toBe(404);
  });
});

function connect(
  headers: Record<string, string>,
  origin?: string,
  onMessage = (_: ServerMessage) => {},
): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}/live`, { headers, origin });
    socket.on('message', (bytes) => onMessage(JSON.parse(String(bytes))));
    socket.once('open', () => resolve(socket));
    socket.once('error', reject);
  });
}

describe('its WebSocket', () => {
  const own = () => `http://127.0.0.1:${server.port}`;

  it('refuses without the token, and from the page of another site', async () => {
    await expect(connect({}, own())).rejects.toThrow('401');
    await expect(connect(withToken(), 'https://evil.example')).rejects.toThrow('403');
    await expect(connect(withToken())).rejects.toThrow('403');
  });

  it('says which boards there are, and follows the one that is asked for', async () => {
    const kinds: string[] = [];
    let onEmpty = (_: ServerMessage) => {};
    const framed = new Promise<ServerMessage>((resolve) => (onEmpty = resolve));
    const socket = await connect(withToken(), own(), (message) => {
      kinds.push(message.kind);
      if (message.kind === 'frame' && message.frame.state === 'empty') onEmpty(message);
    });
    socket.send(JSON.stringify({ kind: 'watch', board: '0' }));
    source.say({ kind: 'board', present: true, imageId: 0, clockHz: 24_000_000 });
    expect(await framed).toMatchObject({ board: '0', frame: { predictions: 0, notDrawn: 0 } });
    expect(kinds.slice(0, 3)).toEqual(['hello', 'map', 'history']);
    socket.close();
  });

  it('says on the map of all boards which job runs on one', async () => {
    work.jobs.start(board, { kind: 'flash', board: '0', student: 's' });
    const job = await new Promise<string | undefined>((resolve, reject) => {
      connect(withToken(), own(), (message) => {
        if (message.kind === 'map') resolve(message.boards[0].job);
      }).catch(reject);
    });
    expect(job).toBe('flash of a student');
    work.finish(flashed);
  });

  it('ends with a page that says anything else', async () => {
    for (const text of ['{', '{"kind":"flash"}', '[]', '{"kind":"watch","board":"0","more":1}']) {
      const socket = await connect(withToken(), own());
      const closed = new Promise<number>((resolve) => socket.once('close', resolve));
      socket.send(text);
      expect(await closed).toBe(1007);
    }
  });
});
