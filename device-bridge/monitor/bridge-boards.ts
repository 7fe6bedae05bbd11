// Which boards a bridge has, by what it says of itself.
import { randomBytes } from 'node:crypto';
import { connectBroker } from '../mqtt/broker.ts';
import { BridgeOfflineError } from '../mqtt/errors.ts';
import { type BridgeState, bridgeState } from '../mqtt/messages.ts';
import { type BridgeAddress, requireName, topicsOf } from '../mqtt/names.ts';

/** For a bridge to say what it has. */
const waitMs = 5000;

/** Their names, sorted. @throws MqttNameError, what connectBroker throws, BridgeOfflineError, the signal's reason */
export async function listBridgeBoards(
  options: BridgeAddress & { readonly broker: string; readonly signal?: AbortSignal },
): Promise<readonly string[]> {
  const { group, bridge, signal } = options;
  requireName('group', group);
  requireName('bridge', bridge);
  const clientId = `retort-list-${randomBytes(8).toString('hex')}`;
  const broker = await connectBroker({ url: options.broker, role: 'flash', clientId, signal });
  let last: BridgeState | undefined;
  try {
    const boards = await new Promise<readonly string[] | undefined>((resolve, reject) => {
      const timer = setTimeout(resolve, waitMs, undefined);
      signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
      const hear = (payload: Buffer) => {
        last = bridgeState.decode(payload) ?? last;
        if (!last?.online || last.boards.length === 0) return;
        clearTimeout(timer);
        resolve([...last.boards].sort());
      };
      broker.subscribe(topicsOf(options).state, (_, payload) => hear(payload)).catch(reject);
    });
    if (!boards) throw new BridgeOfflineError(`${group}/${bridge}`, broker.name, last ? 'offline' : 'unknown');
    return boards;
  } finally {
    await broker.close();
  }
}
