// The page's server: its files and a WebSocket over HTTP, for whoever has the token. Knows boards not at all.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type WebSocket, WebSocketServer } from 'ws';
import { type AccessRules, cookieName, isToken, type Refusal, refusalOf } from './access.ts';
import type { PageFile } from './page-files.ts';

/** Nothing leaves the machine: only this server's own files, pictures made by the script, and its WebSocket. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const securityHeaders = {
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};

/** A page says little. */
const longestMessage = 4096;

/** Answers a request for a path that is no file of the page; undefined for any other path. */
export type Route = (path: URL, request: IncomingMessage) => Promise<RouteAnswer | undefined> | RouteAnswer | undefined;

export interface RouteAnswer {
  readonly status?: number;
  readonly type: string;
  /** What is made while it is sent may be of any length. */
  readonly body: string | Uint8Array | AsyncIterable<Uint8Array>;
  /** The name under which a browser saves it. */
  readonly saveAs?: string;
}

export interface WebServerOptions {
  /** The address to listen at. */
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  readonly token: string;
  readonly files: ReadonlyMap<string, PageFile>;
  readonly route?: Route;
  onSocket(socket: WebSocket): void;
}

export interface WebServer {
  /** With the token: what a browser is to open. */
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

const loopback = ['127.0.0.1', 'localhost', '[::1]'];

/** Rejects with the system's error where the port is taken. */
export async function startWebServer(options: WebServerOptions): Promise<WebServer> {
  const { host, token, onSocket } = options;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: longestMessage, perMessageDeflate: false });
  const server = createServer();
  await listen(server, options);
  const { port } = server.address() as AddressInfo;
  const bracketed = host.includes(':') ? `[${host}]` : host;
  const rules = { token, port, hosts: loopback.includes(bracketed) ? loopback : [bracketed, ...loopback] };
  server.on('request', (request, response) => {
    answer(request, response, rules, options).catch(() => response.destroy());
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // A page of another site may open a WebSocket to here, and only its Origin tells.
    const refusal = refusalOf(request.headers, rules, true);
    if (refusal || new URL(request.url ?? '/', 'http://page').pathname !== '/live') {
      socket.end(`HTTP/1.1 ${refusal === 'token' ? '401 Unauthorized' : '403 Forbidden'}\r\nConnection: close\r\n\r\n`);
      return;
    }
    sockets.handleUpgrade(request, socket, head, onSocket);
  });
  return {
    url: `http://${bracketed}:${port}/?token=${token}`,
    port,
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function listen(server: Server, { host, port }: WebServerOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve());
  });
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  rules: AccessRules,
  { files, route }: WebServerOptions,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://page');
  const given = url.searchParams.get('token');
  if (url.pathname === '/' && given !== null && refusalOf(request.headers, rules) !== 'host' && isToken(given, rules)) {
    // The token goes into a cookie that no script can read, and out of the address bar and the history.
    const cookie = `${cookieName(rules.port)}=${rules.token}; HttpOnly; SameSite=Strict; Path=/`;
    response.writeHead(303, { ...securityHeaders, 'set-cookie': cookie, location: '/' }).end();
    return;
  }
  const refusal = refusalOf(request.headers, rules, request.method !== 'GET');
  if (refusal) return refuse(response, refusal);
  const file = request.method === 'GET' ? files.get(url.pathname) : undefined;
  const said = file ? { type: file.type, body: file.bytes } : await route?.(url, request);
  if (!said) return end(response, 404, 'text/plain; charset=utf-8', `There is no ${url.pathname} here.\n`);
  const { saveAs, status = 200, type, body } = { saveAs: undefined, status: undefined, ...said };
  if (saveAs !== undefined) response.setHeader('content-disposition', `attachment; filename="${saveAs}"`);
  if (typeof body === 'string' || body instanceof Uint8Array) return end(response, status, type, body);
  response.writeHead(status, { ...securityHeaders, 'content-type': type });
  await pipeline(body, response);
}

function end(response: ServerResponse, status: number, type: string, body: string | Uint8Array): void {
  response.writeHead(status, { ...securityHeaders, 'content-type': type, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

const reasons: Readonly<Record<Refusal, string>> = {
  host: 'This server answers only to the address that "retort monitor --web" printed.\n',
  origin: 'Only the page itself may ask this: the Origin is missing, or another site’s.\n',
  token:
    'The token is missing or wrong. Open the whole address that "retort monitor --web" printed, with its ?token=.\n',
};

function refuse(response: ServerResponse, refusal: Refusal): void {
  end(response, refusal === 'token' ? 401 : 403, 'text/plain; charset=utf-8', reasons[refusal]);
}
