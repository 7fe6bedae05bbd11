// A bridge in this process with one virtual board, at an open broker of its own unless one is named.
import { type BridgeEvent, startBridge } from '../../device-bridge/daemon/bridge.ts';
import { createFramedLink } from '../../device-bridge/link/framed-link.ts';
import type { BytePort } from '../../device-bridge/link/link.ts';
import type { BoardAddress } from '../../device-bridge/mqtt/names.ts';
import { openBoard } from '../../device-bridge/session/board.ts';
import { openVirtualBoardPort } from '../../firmware-artifacts/virtual-board/in-process-port.ts';
import { type OpenBroker, startOpenBroker } from './open-broker.ts';

export interface VirtualBridge {
  readonly address: BoardAddress & { readonly broker: string };
  /** As the command line takes it. */
  readonly boardUrl: string;
  /** What the bridge has told so far. */
  readonly events: readonly BridgeEvent[];
  /** Undefined where one was named. */
  readonly ownBroker: OpenBroker | undefined;
  close(): Promise<void>;
}

export async function startVirtualBridge(
  options: { readonly broker?: string; readonly openPort?: () => Promise<BytePort> } = {},
): Promise<VirtualBridge> {
  const { openPort = openVirtualBoardPort } = options;
  const ownBroker = options.broker === undefined ? await startOpenBroker() : undefined;
  const address = { broker: ownBroker?.url ?? options.broker!, group: 'test', bridge: 'bench', board: 'up5k' };
  const open = async () => openBoard(createFramedLink(await openPort()));
  const events: BridgeEvent[] = [];
  let foundBoard = () => {};
  const found = new Promise<void>((resolve) => (foundBoard = resolve));
  const bridge = await startBridge({
    ...address,
    boards: [{ name: 'up5k', url: 'virtual:up5k', open }],
    onEvent(event) {
      events.push(event);
      if (event.kind === 'board' && event.present) foundBoard();
    },
  });
  await found;
  return {
    address,
    events,
    ownBroker,
    boardUrl: `${address.broker}/${address.group}/${address.bridge}/${address.board}`,
    async close() {
      await bridge.close();
      await ownBroker?.close();
    },
  };
}
