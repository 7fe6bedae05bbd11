// The monitor's page over watched boards: server, sockets and the clock that ends their seconds.
import { randomBytes } from 'node:crypto';
import { controlRoute } from './control-route.ts';
import { exportRoute } from './export-route.ts';
import { type Control, serveSocket } from './live-socket.ts';
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
}

const tokenBytes = 24;

/** The caller starts and closes the boards. @throws PageMissingError; the system's error where the port is taken */
export async function serveMonitor({ host, port, ...live }: MonitorPageOptions): Promise<WebServer> {
  const files = await readPageFiles();
  const token = randomBytes(tokenBytes).toString('base64url');
  const server = await startWebServer({
    ...{ host, port, token, files },
    route: firstOf(exportRoute(live.boards), controlRoute(live.boards, live.control?.jobs)),
    onSocket: (socket) => serveSocket(socket, live),
  });
  const seconds = setInterval(() => {
    for (const board of live.boards) board.endSecond();
  }, 1000);
  return {
    ...server,
    async close() {
      clearInterval(seconds);
      await server.close();
    },
  };
}

function firstOf(...routes: readonly Route[]): Route {
  return async (path, request) => {
    for (const route of routes) {
      const answer = await route(path, request);
      if (answer) return answer;
    }
    return undefined;
  };
}
