// The bridge that `npm run bench -- bridge` measures, in a process of its own: an embedded broker and boards that answer at once.
// Tells its parent the broker's URL, and its memory whenever it is asked.
import { startBridge } from '../../device-bridge/daemon/bridge.ts';
import { startEmbeddedBroker } from '../../device-bridge/daemon/embedded-broker.ts';
import { openBoard } from '../../device-bridge/session/board.ts';
import { createInstantLink } from './instant-link.ts';

const boards = process.argv.slice(2).map((name) => ({
  name,
  url: `instant:${name}`,
  open: () => openBoard(createInstantLink()),
}));
const { url } = await startEmbeddedBroker(0);
await startBridge({ broker: url, group: 'bench', bridge: 'bridge', boards });
process.send?.({ url });
process.on('message', () => {
  // What is left after a collection, so that a leak shows and garbage does not.
  globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  process.send?.({ rss, heapUsed });
});
