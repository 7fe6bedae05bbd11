// A bridge in this process with one virtual board, at a broker of its own unless one is named.
import { startBridge } from '../../device-bridge/daemon/bridge.ts';
import { startEmbeddedBroker } from '../../device-bridge/daemon/embedded-broker.ts';
import { createFramedLink } from '../../device-bridge/link/framed-link.ts';
import type { BytePort } from '../../device-bridge/link/link.ts';
import type { BoardAddress } from '../../device-bridge/mqtt/names.ts';
import { openBoard } from '../../device-bridge/session/board.ts';
import { openVirtualBoardPort } from '../../firmware-artifacts/virtual-board/in-process-port.ts';

export interface VirtualBridge {
  readonly address: BoardAddress & { readonly broker: string };
  /** As the command line takes it. */
  readonly boardUrl: string;
  close(): Promise<void>;
}

export async function startVirtualBridge(
  options: { readonly broker?: string; readonly openPort?: () => Promise<BytePort> } = {},
): Promise<VirtualBridge> {
  const { openPort = openVirtualBoardPort } = options;
  const embedded = options.broker === undefined ? await startEmbeddedBroker(0) : undefined;
  const address = { broker: embedded?.url ?? options.broker!, group: 'test', bridge: 'bench', board: 'up5k' };
  const open = async () => openBoard(createFramedLink(await openPort()));
  let foundBoard = () => {};
  const found = new Promise<void>((resolve) => (foundBoard = resolve));
  const bridge = await startBridge({
    ...address,
    boards: [{ name: 'up5k', url: 'virtual:up5k', open }],
    onEvent: (event) => event.kind === 'board' && event.present && foundBoard(),
  });
  await found;
  return {
    address,
    boardUrl: `${address.broker}/${address.group}/${address.bridge}/${address.board}`,
    async close() {
      await bridge.close();
      await embedded?.close();
    },
  };
}
