// A connection to an MQTT broker that comes back by itself once it was up; the first failure to come up is a typed error.

import { Socket } from 'node:net';
import mqtt, { type MqttClient } from 'mqtt';
import { grouped } from '../../proto/numbers.ts';
import { brokerNameOf, credentialsFor } from './credentials.ts';
import { BrokerCertificateError, BrokerRefusedError, BrokerRightsError, BrokerUnreachableError } from './errors.ts';
import { covers } from './names.ts';

export interface Will {
  readonly topic: string;
  readonly payload: Buffer;
  readonly retain: boolean;
}

export interface BrokerOptions {
  /** As ./credentials.ts reads it. */
  readonly url: string;
  /** What this client is, where the broker is a bridge's own. */
  readonly role: 'flash' | 'bridge';
  readonly clientId: string;
  /** Called for every connection. */
  readonly will?: () => Will;
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
  /**
   * Subscribes to exactly these topics' messages, now and after every reconnection; `retained` where the broker had kept it.
   * @throws BrokerRightsError where the broker says no; many say nothing and deliver nothing
   */
  subscribe(filter: string, onMessage: (topic: string, payload: Buffer, retained: boolean) => void): Promise<void>;
  /** At QoS 0 dropped while there is no connection; at QoS 1 kept until there is. */
  publish(topic: string, payload: Buffer, options?: { readonly retain?: boolean; readonly qos?: 0 | 1 }): void;
  /** Resolves when what was published has left, or after two seconds. */
  close(): Promise<void>;
}

const reconnectMs = 250;
const closeMs = 2000;

/** @throws what credentialsFor throws, BrokerUnreachableError, BrokerRefusedError, BrokerCertificateError, the signal's reason */
export async function connectBroker(options: BrokerOptions): Promise<Broker> {
  const { url, clientId, will, signal, timeoutMs = 5000 } = options;
  signal?.throwIfAborted();
  const name = brokerNameOf(url);
  const client = mqtt.connect(name, {
    ...credentialsFor(url, options.role),
    clientId,
    protocolVersion: 4,
    clean: true,
    keepalive: 5,
    reconnectPeriod: reconnectMs,
    connectTimeout: timeoutMs,
    queueQoSZero: false,
    ...(will && { will: { ...will(), qos: 1 } }),
  });
  if (will) client.on('close', () => (client.options.will = { ...will(), qos: 1 }));
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
    let lastReason = `no answer within ${grouped(timeoutMs)} ms`;
    const settle = (finish: () => void) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      client.off('connect', onConnect).off('error', onError);
      client.on('error', () => {}); // reported by 'close'; without a listener it would end the process
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
      else if (isOfCertificates(code)) settle(() => reject(new BrokerCertificateError(name, String(code), error)));
      else lastReason = error.message;
    };
    signal?.addEventListener('abort', abort, { once: true });
    client.on('connect', onConnect).on('error', onError);
  });
}

/** Of Node's codes, such as DEPTH_ZERO_SELF_SIGNED_CERT, CERT_HAS_EXPIRED, ERR_TLS_CERT_ALTNAME_INVALID, UNABLE_TO_VERIFY_LEAF_SIGNATURE. */
function isOfCertificates(code: unknown): boolean {
  return typeof code === 'string' && /CERT|SIGNATURE|ISSUER|UNKNOWN_CA/.test(code);
}

function brokerOf(client: MqttClient, name: string): Broker {
  const handlers = new Map<string, Parameters<Broker['subscribe']>[1]>();
  client.on('message', (topic, payload, { retain }) => {
    for (const [filter, handler] of handlers) if (covers(filter, topic)) handler(topic, payload, retain);
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
      await client.subscribeAsync(filter, { qos: 1 }).catch((error) => {
        throw client.connected ? new BrokerRightsError(name, 'read', filter, error) : error;
      });
    },
    publish(topic, payload, { retain = false, qos = 0 } = {}) {
      if (qos === 0 && !client.connected) return;
      client.publish(topic, payload, { retain, qos });
    },
    async close() {
      let timer: NodeJS.Timeout | undefined;
      const timeout = new Promise((resolve) => (timer = setTimeout(resolve, closeMs)));
      await Promise.race([client.endAsync(!client.connected), timeout]);
      clearTimeout(timer);
      client.stream.destroy();
    },
  };
}
