// A flash over another student, cut at every message, with the RTL in lockstep: on a serial line, and behind a bridge.
import { describe, expect, it } from 'vitest';
import { startBridge } from '../../device-bridge/daemon/bridge.ts';
import { createFramedLink } from '../../device-bridge/link/framed-link.ts';
import { openMqttLink } from '../../device-bridge/link/mqtt-link.ts';
import { openBoard } from '../../device-bridge/session/board.ts';
import { Adapter } from '../../firmware-artifacts/virtual-board/adapter.ts';
import { openLockstepPort } from '../../firmware-artifacts/virtual-board/lockstep-port.ts';
import { startOpenBroker } from '../support/open-broker.ts';
import { after, before, CutLink, expectFlashed, expectNoMixture, flashWithCut } from './cut-flash.ts';

const cuts: readonly (readonly [string, (adapter: Adapter) => void, boolean])[] = [
  ['the host is killed', () => {}, true],
  ['the cable is pulled out', (adapter) => adapter.cut(), true],
  ['the board is reset', (adapter) => adapter.reset(), false],
  ['the board loses its power', (adapter) => adapter.powerCut(), false],
];

describe.each(cuts)('a flash over another student where %s at any message', (_, act, isLost) => {
  it('leaves no mixture on a serial line', async () => {
    const adapter = new Adapter({});
    const states = new Set<number>();
    for (let at = 0, reached = true; reached; at++) {
      const line = new CutLink(createFramedLink(openLockstepPort({}, adapter)));
      const board = await openBoard(line.link);
      reached = await flashWithCut(board, line, at, { isLost, act: () => act(adapter) });
      await board.close();
      const next = await openBoard(createFramedLink(openLockstepPort({}, adapter)));
      const state = await expectNoMixture(next);
      if (reached) states.add(state);
      await expectFlashed(next);
      await next.close();
    }
    expect(states).toEqual(new Set(isLost ? [before.imageId, 0] : [after.imageId]));
  });
});

// The host of the line is the bridge, which test/device-bridge/daemon/outages.long.ts kills.
describe.each(cuts.filter(([, , isLost]) => !isLost))('a flash through a bridge where %s at any message', (_, act) => {
  it('leaves no mixture', async () => {
    const adapter = new Adapter({});
    const broker = await startOpenBroker();
    const line = new CutLink(createFramedLink(openLockstepPort({}, adapter)));
    const address = { broker: broker.url, group: 'test', bridge: 'cut', board: 'b1' };
    const boards = [{ name: 'b1', url: 'virtual:up5k', open: () => openBoard(line.link) }];
    const bridge = await startBridge({ ...address, boards });
    const board = await openBoard(await openMqttLink(address));
    for (let at = 0, reached = true; reached; at++) {
      reached = await flashWithCut(board, line, at, { isLost: false, act: () => act(adapter) });
      expect(await expectNoMixture(board)).toBe(after.imageId);
      await expectFlashed(board);
    }
    await board.close();
    await bridge.close();
    await broker.close();
  });
});
