// A bridge as a pool: its boards by name, class and tag, as it announces them. It leases them itself.
import { listBridgeBoards } from '../../../device-bridge/link/list-bridge-boards.ts';
import { brokerNameOf } from '../../../device-bridge/mqtt/credentials.ts';
import { hideSecrets, revealSecrets } from '../../cli/text/secret-urls.ts';
import { boardLike } from '../../image/core-description.ts';
import { DEFAULT_LIMIT_SECONDS } from './board-options.ts';
import { PoolError } from './lease-errors.ts';
import type { Pool } from './pool.ts';

/** @param given `mqtt://HOST[:PORT]/GROUP/BRIDGE[?credentials=FILE]` @throws PoolError, and what listBridgeBoards throws */
export async function openBridgePool(given: string): Promise<Pool> {
  const url = revealSecrets(given);
  const name = hideSecrets(given);
  const [, scheme, place, group, bridge, query = ''] =
    /^(mqtts?:\/\/)([^/?#]+)\/([^/?#]+)\/([^/?#]+)\/?(\?credentials=[^&#]+)?$/.exec(url) ?? [];
  if (bridge === undefined)
    throw new PoolError(name, 'is not a bridge: write mqtt://HOST[:PORT]/GROUP/BRIDGE, without a board');
  const broker = `${scheme}${place}${query}`;
  const found = await listBridgeBoards({ broker, group, bridge });
  const boards = found.map(({ board, core, memoryBytes, clockHz, tags }) => ({
    name: board,
    url: `${scheme}${place}/${group}/${bridge}/${board}${query}`,
    class: boardLike({ core, memoryBytes, clockHz })?.name,
    tags: [...tags],
  }));
  if (boards.length === 0) throw new PoolError(`${brokerNameOf(broker)}/${group}/${bridge}`, 'has no boards');
  return { name, boards, leaseSeconds: DEFAULT_LIMIT_SECONDS };
}
