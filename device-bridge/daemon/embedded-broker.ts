// A broker of the bridge's own, on the loopback address, for those who have none.

import { createServer, type Socket } from 'node:net';
import { Aedes } from 'aedes';
import { RetortError } from '../../proto/retort-error.ts';

/** Another program listens at the port. */
export class BrokerPortTakenError extends RetortError {
  readonly code = 'BROKER_PORT_TAKEN';
  readonly category = 'board';
  override readonly name = 'BrokerPortTakenError';
  readonly port: number;

  constructor(port: number, cause: unknown) {
    super(
      `port ${port} of this computer is taken, perhaps by a broker: use it with --broker mqtt://127.0.0.1:${port}, or name another port with --listen`,
      { cause },
    );
    this.port = port;
  }
}

export interface EmbeddedBroker {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * A socket whose other end does not read holds this much and no more; further messages at QoS 0 to it are dropped, as every broker does.
 * Below the sockets' own limit, at which Aedes would have everybody wait for the slow one.
 */
const mostUnreadBytes = 2 ** 21;

/** @param port 0 takes a free one. @throws BrokerPortTakenError */
export async function startEmbeddedBroker(port: number): Promise<EmbeddedBroker> {
  const broker = await Aedes.createBroker({
    authorizeForward: ({ conn }, packet) => (packet.qos === 0 && conn.writableLength > mostUnreadBytes ? null : packet),
  });
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true, highWaterMark: 2 * mostUnreadBytes }, (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    broker.handle(socket);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => broker.close(() => reject(new BrokerPortTakenError(port, error))));
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('a TCP server has a numbered port');
  return {
    url: `mqtt://127.0.0.1:${address.port}`,
    async close() {
      await new Promise<void>((resolve) => broker.close(resolve));
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
