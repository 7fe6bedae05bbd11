import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WatchEvent } from '../../../device-bridge/monitor/observation.ts';
import { openPredictionStream } from '../../../device-bridge/monitor/prediction-stream.ts';
import { startOpenBroker } from '../../support/open-broker.ts';
import { startVirtualBridge, type VirtualBridge } from '../../support/virtual-bridge.ts';

let bridge: VirtualBridge;
beforeAll(async () => {
  bridge = await startVirtualBridge();
});
afterAll(() => bridge.close());

/** The stream with what it has told so far. */
async function watch(given: Partial<VirtualBridge['address']> = {}) {
  const source = await openPredictionStream({ ...bridge.address, ...given });
  const events: WatchEvent[] = [];
  const ended = new Promise<Error | undefined>((resolve) => source.start((event) => events.push(event), resolve));
  return { source, events, ended };
}

describe('a prediction stream', () => {
  it('tells at once of the bridge and its board, and that it has no image', async () => {
    const { source, events } = await watch();
    const board = { kind: 'board', present: true, problem: '', imageId: 0, clockHz: 24_000_000, leaseHolder: '' };
    await expect.poll(() => events).toContainEqual(board);
    expect(events).toContainEqual({ kind: 'bridge', online: true });
    await source.close();
  });

  it('ends where the bridge has no such board', async () => {
    const { source, ended } = await watch({ board: 'other' });
    const message = "the bridge has no board 'other': it has up5k";
    expect(await ended).toMatchObject({ code: 'BRIDGE_UNKNOWN_BOARD', message });
    await source.close();
  });

  it('waits for a bridge that is not there yet', async () => {
    const { source, events, ended } = await watch({ bridge: 'later' });
    const soon = new Promise((resolve) => setTimeout(resolve, 300, 'still waiting'));
    expect(await Promise.race([ended, soon])).toBe('still waiting');
    expect(events).toEqual([]);
    await source.close();
    expect(await ended).toBeUndefined();
  });

  it('tells that the broker is gone, and that it is back', async () => {
    const first = await startOpenBroker();
    const { source, events } = await watch({ broker: first.url });
    await first.close();
    await expect.poll(() => events).toEqual([{ kind: 'broker', connected: false }]);
    const second = await startOpenBroker(Number(new URL(first.url).port));
    await expect.poll(() => events.at(-1)).toEqual({ kind: 'broker', connected: true });
    await source.close();
    await second.close();
  });
});
