// A broker of the bridge's own, on the loopback address, for those who have none. Its users are the roles of ../mqtt/rights.ts, with
// passwords that are random in every run.

import { randomBytes } from 'node:crypto';
import { createServer, type Socket } from 'node:net';
import { Aedes, type AuthenticateError, type Client } from 'aedes';
import { RetortError } from '../../proto/retort-error.ts';
import { type CredentialsFiles, leaveCredentials } from '../mqtt/credentials.ts';
import { covers } from '../mqtt/names.ts';
import { type Role, rightsOf, roles } from '../mqtt/rights.ts';

/** Another program listens at the port. */
export class BrokerPortTakenError extends RetortError {
  readonly code = 'BROKER_PORT_TAKEN';
  readonly category = 'board';
  override readonly name = 'BrokerPortTakenError';
  readonly port: number;

  constructor(port: number, cause: unknown) {
    super(
      `port ${port} of this computer is in use, perhaps by a broker: use that with --broker mqtt://127.0.0.1:${port}, or name another port with --listen`,
      { cause },
    );
    this.port = port;
  }
}

export interface EmbeddedBroker {
  /** Without user and password: clients of this user on this computer find them. */
  readonly url: string;
  /** For clients elsewhere, or with fewer rights. */
  readonly credentialsFiles: CredentialsFiles;
  close(): Promise<void>;
}

/**
 * A socket whose other end does not read holds this much and no more; further messages at QoS 0 to it are dropped, as every broker does.
 * Below the sockets' own limit, at which Aedes would have everybody wait for the slow one.
 */
const mostUnreadBytes = 2 ** 21;

/** What is published without the right to is sent here, as nobody can subscribe to it: Aedes would end the connection. */
const nowhere = '$retort/refused';

/** @param port 0 takes a free one. @throws BrokerPortTakenError */
export async function startEmbeddedBroker(port: number): Promise<EmbeddedBroker> {
  const password = () => randomBytes(18).toString('base64url');
  const passwords = { look: password(), infer: password(), flash: password(), bridge: password() };
  const broker = await createGuardedBroker(passwords);
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
  const left = leaveCredentials(address.port, passwords);
  return {
    url: `mqtt://127.0.0.1:${address.port}`,
    credentialsFiles: left.files,
    async close() {
      left.remove();
      await new Promise<void>((resolve) => broker.close(resolve));
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function createGuardedBroker(passwords: Readonly<Record<Role, string>>): Promise<Aedes> {
  const roleOf = new WeakMap<Client, Role>();
  const may = (client: Client | null, right: 'read' | 'write', topic: string) => {
    const role = client ? roleOf.get(client) : undefined;
    return role !== undefined && rightsOf[role][right].some((filter) => covers(filter, topic));
  };
  return Aedes.createBroker({
    authenticate(client, username, password, done) {
      const role = roles.find((name) => name === username && password?.toString() === passwords[name]);
      if (role) roleOf.set(client, role);
      if (role) done(null, true);
      else done(Object.assign(new Error('bad user name or password'), { returnCode: 4 }) as AuthenticateError, null);
    },
    authorizePublish(client, packet, done) {
      if (!may(client, 'write', packet.topic)) Object.assign(packet, { topic: nowhere, retain: false });
      done(null);
    },
    authorizeSubscribe: (client, subscription, done) =>
      done(null, may(client, 'read', subscription.topic) ? subscription : null),
    authorizeForward: ({ conn }, packet) => (packet.qos === 0 && conn.writableLength > mostUnreadBytes ? null : packet),
  });
}
