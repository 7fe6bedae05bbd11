// A connection to an MQTT broker that comes back by itself once it was up; the first failure to come up is a typed error.
import { Socket } from 'node:net';
import mqtt, { type MqttClient } from 'mqtt';
import { BrokerCredentialsError, BrokerRefusedError, BrokerUnreachableError } from './errors.ts';

export interface BrokerOptions {
  /** `mqtt://[USER:PASSWORD@]HOST[:PORT]`, or mqtts; user and password percent-encoded. */
  readonly url: string;
  readonly clientId: string;
  readonly will?: { readonly topic: string; readonly payload: Buffer; readonly retain: boolean };
  readonly signal?: AbortSignal;
  /** Until the first connection. */
  readonly timeoutMs?: number;
}

export interface Broker {
  /** Without user and password, for people. */
  readonly name: string;
  readonly connected: boolean;
  /** Calls back at every further connection, and at every loss. */
  onConnection(listener: (connected: boolean) => void): void;
  /** Subscribes to exactly these topics' messages, now and after every reconnection. */
  subscribe(filter: string, onMessage: (topic: string, payload: Buffer) => void): Promise<void>;
  /** At QoS 0 dropped while there is no connection; at QoS 1 kept until there is. */
  publish(topic: string, payload: Buffer, options?: { readonly retain?: boolean; readonly qos?: 0 | 1 }): void;
  /** Resolves when what was published has left. */
  close(): Promise<void>;
}

const reconnectMs = 250;

/** @throws BrokerCredentialsError, BrokerUnreachableError, BrokerRefusedError, the signal's reason */
export async function connectBroker(options: BrokerOptions): Promise<Broker> {
  const { url, clientId, will, signal, timeoutMs = 5000 } = options;
  signal?.throwIfAborted();
  const name = withoutSecrets(url);
  const client = mqtt.connect(name, {
    ...credentialsOf(url, name),
    clientId,
    protocolVersion: 4,
    clean: true,
    keepalive: 5,
    reconnectPeriod: reconnectMs,
    connectTimeout: timeoutMs,
    queueQoSZero: false,
    ...(will && { will: { ...will, qos: 1 } }),
  });
  // Or small messages wait up to 40 ms for the acknowledgement of those before them.
  client.on('connect', () => client.stream instanceof Socket && client.stream.setNoDelay(true));
  await firstConnection(client, name, timeoutMs, signal).catch((error) => {
    client.end(true);
    throw error;
  });
  return brokerOf(client, name);
}

function firstConnection(client: MqttClient, name: string, timeoutMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    let lastReason = `no answer within ${timeoutMs} ms`;
    const settle = (finish: () => void) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      client.off('connect', onConnect).off('error', onError);
      client.on('error', () => {}); // told by 'close'; without a listener it would end the process
      finish();
    };
    const fail = (reason: string, cause?: unknown) =>
      settle(() => reject(new BrokerUnreachableError(name, reason, cause)));
    const abort = () => settle(() => reject(signal?.reason));
    const timer = setTimeout(() => fail(lastReason), timeoutMs);
    const onConnect = () => settle(resolve);
    const onError = (error: Error) => {
      const code = 'code' in error ? error.code : undefined;
      if (typeof code === 'number') settle(() => reject(new BrokerRefusedError(name, code, error.message, error)));
      else if (code === 'ENOTFOUND' || code === 'ECONNREFUSED') fail(code, error);
      else lastReason = error.message;
    };
    signal?.addEventListener('abort', abort, { once: true });
    client.on('connect', onConnect).on('error', onError);
  });
}

function brokerOf(client: MqttClient, name: string): Broker {
  const handlers = new Map<string, (topic: string, payload: Buffer) => void>();
  client.on('message', (topic, payload) => {
    for (const [filter, handler] of handlers) if (matches(filter, topic)) handler(topic, payload);
  });
  return {
    name,
    get connected() {
      return client.connected;
    },
    onConnection(listener) {
      let connected = true;
      const onChange = () => {
        if (connected === client.connected || client.disconnecting) return;
        connected = client.connected;
        listener(connected);
      };
      client.on('connect', onChange).on('close', onChange);
    },
    async subscribe(filter, onMessage) {
      handlers.set(filter, onMessage);
      await client.subscribeAsync(filter, { qos: 1 });
    },
    publish(topic, payload, { retain = false, qos = 0 } = {}) {
      if (qos === 0 && !client.connected) return;
      client.publish(topic, payload, { retain, qos });
    },
    async close() {
      await client.endAsync(!client.connected);
    },
  };
}

/** MQTT 3.1.1, section 4.7, for the one wildcard that is used here. */
function matches(filter: string, topic: string): boolean {
  const wanted = filter.split('/');
  const given = topic.split('/');
  return wanted.length === given.length && wanted.every((level, i) => level === '+' || level === given[i]);
}

function withoutSecrets(url: string): string {
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
}

/** Not left to mqtt, for which a colon in a password belongs to the user. */
function credentialsOf(url: string, broker: string): { readonly username?: string; readonly password?: string } {
  const { username, password } = new URL(url);
  if (username === '') return {};
  try {
    return { username: decodeURIComponent(username), password: decodeURIComponent(password) };
  } catch (error) {
    throw new BrokerCredentialsError(broker, error);
  }
}
