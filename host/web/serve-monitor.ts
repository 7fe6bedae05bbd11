// The monitor's page over watched boards: server, sockets and the clock that ends their seconds.
import { randomBytes } from 'node:crypto';
import { controlRoute } from './control-route.ts';
import { exportRoute } from './export-route.ts';
import { historyRoute, type ShownHistory } from './history/history-route.ts';
import { type Control, serveSocket } from './live-socket.ts';
import type { Metrics } from './metrics.ts';
import { readPageFiles } from './page-files.ts';
import { type Route, startWebServer, type WebServer } from './server.ts';
import type { WatchedBoard } from './watched-board.ts';

export interface MonitorPageOptions {
  /** The address to listen at; only loopback addresses keep other machines out. */
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  readonly version: string;
  readonly boards: readonly WatchedBoard[];
  /** Absent: the page is read-only. */
  readonly control?: Control;
  /** What lets in whoever has it; random where absent. */
  readonly token?: string;
  readonly history?: ShownHistory;
  /** Without them there is no `/metrics`. */
  readonly metrics?: Metrics;
}

const tokenBytes = 24;

/** The caller starts and closes the boards. @throws PageMissingError; the system's error where the port is taken */
export async function serveMonitor(options: MonitorPageOptions): Promise<WebServer> {
  const { host, port, history = {}, metrics, token = newToken(), ...live } = options;
  const files = await readPageFiles();
  const server = await startWebServer({
    ...{ host, port, token, files },
    route: firstOf(
      exportRoute(live.boards),
      controlRoute(live.boards, live.control?.jobs),
      historyRoute(history),
      metricsRoute(live.boards, history, metrics),
    ),
    onSocket: (socket) => serveSocket(socket, live),
  });
  // A replay ends them itself, by the clock of the past.
  const seconds = setInterval(() => {
    if (!history.replay) for (const board of live.boards) board.endSecond();
  }, 1000);
  return {
    ...server,
    async close() {
      clearInterval(seconds);
      await server.close();
    },
  };
}

export function newToken(): string {
  return randomBytes(tokenBytes).toString('base64url');
}

/** The answer of the first that has one. */
function firstOf(...routes: readonly Route[]): Route {
  return async (path, request) => {
    for (const route of routes) {
      const answer = await route(path, request);
      if (answer) return answer;
    }
    return undefined;
  };
}

function metricsRoute(boards: readonly WatchedBoard[], { writer }: ShownHistory, metrics: Metrics | undefined): Route {
  return async ({ pathname }, { method }) =>
    metrics && pathname === '/metrics' && method === 'GET'
      ? { type: metrics.type, body: metrics.text(boards, writer) }
      : undefined;
}
