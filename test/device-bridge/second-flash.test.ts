// A flash over another student, cut at every message, on a serial line and through a bridge. ./second-flash.long.ts does the same with the RTL.
import { describe, expect, it } from 'vitest';
import { startBridge } from '../../device-bridge/daemon/bridge.ts';
import { createFramedLink } from '../../device-bridge/link/framed-link.ts';
import { openMqttLink } from '../../device-bridge/link/mqtt-link.ts';
import { openBoard } from '../../device-bridge/session/board.ts';
import { FakeBoard } from '../support/fake-board.ts';
import { startOpenBroker } from '../support/open-broker.ts';
import { after, before, CutLink, expectFlashed, expectNoMixture, expectWhole, flashWithCut } from './cut-flash.ts';

/** A board that is looked at before each message that comes in. */
function createWatchedBoard(): FakeBoard {
  const fake: FakeBoard = new FakeBoard({
    inputBytes: 8,
    loses(direction) {
      if (direction === 'toBoard') expectWhole(fake.imageId, fake.memory);
      return false;
    },
  });
  return fake;
}

const cuts: readonly (readonly [string, (fake: FakeBoard) => void, boolean])[] = [
  ['the host is killed', () => {}, true],
  ['the board is reset', (fake) => fake.reset(), false],
  ['the board loses its power', (fake) => fake.reset({ keepMemory: false }), false],
];

describe('a flash over another student on a serial line', () => {
  it.each(cuts)('leaves no mixture where %s at any message', async (_, act, isLost) => {
    const fake = createWatchedBoard();
    const states = new Set<number>();
    const run = async () => {
      for (let at = 0, reached = true; reached; at++) {
        const line = new CutLink(createFramedLink(fake));
        const board = await openBoard(line.link);
        reached = await flashWithCut(board, line, at, { isLost, act: () => act(fake) });
        await board.close();
        const next = await openBoard(createFramedLink(fake));
        const state = await expectNoMixture(next);
        if (reached) states.add(state);
        await expectFlashed(next);
        await next.close();
      }
    };
    await fake.clock.run(run());
    expect(states).toEqual(new Set(isLost ? [before.imageId, 0] : [after.imageId]));
  });
});

describe('a flash over another student through a bridge', () => {
  it.each([
    ['the client is killed', 'client', cuts[0]],
    ['the board loses its power', 'line', cuts[2]],
  ] as const)('leaves no mixture where %s at any message', async (_, side, [, act, isLost]) => {
    const fake = createWatchedBoard();
    const states = new Set<number>();
    // The board's time goes on while only the broker has something to do.
    const tick = () => fake.clock.after(1, tick);
    tick();
    const run = async () => {
      const broker = await startOpenBroker();
      const line = new CutLink(createFramedLink(fake));
      const open = () => openBoard(line.link);
      const address = { broker: broker.url, group: 'test', bridge: 'cut', board: 'b1' };
      const bridge = await startBridge({ ...address, boards: [{ name: 'b1', url: 'fake:board', open }] });
      const client = new CutLink(await openMqttLink(address));
      const board = await openBoard(client.link);
      const cutLink = side === 'client' ? client : line;
      for (let at = 0, reached = true; reached; at++) {
        reached = await flashWithCut(board, cutLink, at, { isLost, act: () => act(fake) });
        const state = await expectNoMixture(board);
        if (reached) states.add(state);
        await expectFlashed(board);
      }
      await board.close();
      await bridge.close();
      await broker.close();
    };
    await fake.clock.run(run());
    expect(states).toEqual(new Set([side === 'client' ? before.imageId : after.imageId]));
  });
});
