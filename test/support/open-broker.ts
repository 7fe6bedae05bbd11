// A broker that lets everybody do everything, at a loopback port: what a bridge meets where nobody has set up rights.
import { createServer, type Socket } from 'node:net';
import { Aedes } from 'aedes';

export interface OpenBroker {
  readonly url: string;
  /** Ends this client's connection without a goodbye. */
  cut(clientId: string): void;
  close(): Promise<void>;
}

export async function startOpenBroker(port = 0): Promise<OpenBroker> {
  const aedes = await Aedes.createBroker();
  const sockets = new Map<string, Socket>();
  aedes.on('client', (client) => sockets.set(client.id, client.conn as Socket));
  const server = createServer({ noDelay: true }, aedes.handle);
  const actual = await new Promise<number>((resolve) =>
    server.listen(port, '127.0.0.1', () => resolve((server.address() as { port: number }).port)),
  );
  return {
    url: `mqtt://127.0.0.1:${actual}`,
    cut: (clientId) => sockets.get(clientId)?.destroy(),
    async close() {
      await new Promise<void>((resolve) => aedes.close(resolve));
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
