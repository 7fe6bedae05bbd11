import { describe, expect, it } from 'vitest';
import { createFramedLink } from '../../../device-bridge/link/framed-link.ts';
import { LinkClosedError } from '../../../device-bridge/link/link.ts';
import { openBoard } from '../../../device-bridge/session/board.ts';
import { planCyclesPerBit } from '../../../device-bridge/session/bring-up.ts';
import { BaudRateError, BoardSilentError, WrongBaudError } from '../../../device-bridge/session/errors.ts';
import { FakeBoard } from '../../support/fake-board.ts';

const open = (fake: FakeBoard, targetBaud = 3_000_000, signal?: AbortSignal) =>
  fake.clock.run(openBoard(createFramedLink(fake), { targetBaud, signal }));

describe('opening a board', () => {
  it('finds it at 115,200 baud and raises the rate', async () => {
    const fake = new FakeBoard();
    const board = await open(fake);
    expect(board.identity).toMatchObject({ core: 0x0003_0102, memoryBytes: 131_072, clockHz: 24_000_000 });
    expect(board.baud).toBe(3_000_000);
    expect(fake.baud).toBe(3_000_000);
    expect(fake.requests.map(({ kind }) => kind)).toEqual(['identify', 'setBaudRate', 'identify']);
  });

  it('finds a board that an earlier session left at a higher rate', async () => {
    const fake = new FakeBoard();
    await open(fake);
    const board = await open(fake);
    expect(board.baud).toBe(3_000_000);
    expect(fake.clock.now()).toBeGreaterThan(500);
  });

  it('does not take a stale answer for one to its own question', async () => {
    const fake = new FakeBoard();
    fake.clock.after(1, () => {
      const value = { core: 9, build: 9, macsPerCycle: 9, memoryBytes: 9, clockHz: 9, imageId: 9 };
      fake.answer({ id: 1, kind: 'identity', value });
    });
    const board = await open(fake);
    expect(board.identity.core).toBe(0x0003_0102);
    expect(board.health.staleReplies).toBe(1);
  });

  it('stays at 115,200 baud where the board does not answer at the rate asked for', async () => {
    const fake = new FakeBoard();
    fake.highestBaud = 1_000_000;
    const board = await open(fake);
    expect(board.baud).toBe(115_200);
    expect(await fake.clock.run(board.status())).toMatchObject({ imageId: 0 });
  });

  it.each(['toBoard', 'toHost'] as const)('raises the rate though each message %s is lost once', async (lossy) => {
    const lost = new Set<string>();
    const fake = new FakeBoard({
      loses(direction, { kind }) {
        if (direction !== lossy || lost.has(kind)) return false;
        lost.add(kind);
        return true;
      },
    });
    expect((await open(fake)).baud).toBe(3_000_000);
    expect(lost.size).toBeGreaterThan(1);
  });

  it('says that a silent board is silent, where and for how long', async () => {
    const fake = new FakeBoard();
    fake.plugged = false;
    await expect(open(fake)).rejects.toThrow(BoardSilentError);
    const again = new FakeBoard();
    again.plugged = false;
    await expect(open(again)).rejects.toThrow(
      'no answer from fake:board at 115,200 baud within 5,000 ms: check that the board is powered, that the port is right, and that it runs a Retort bitstream',
    );
    expect(again.clock.now()).toBeGreaterThanOrEqual(5000);
  });

  it('tells bytes without frames from silence', async () => {
    const fake = new FakeBoard();
    fake.plugged = false;
    for (let i = 0; i < 20; i++) fake.clock.after(100 * i, () => fake.babble(Uint8Array.of(0x55, 0xf0, 0)));
    await expect(open(fake)).rejects.toThrow(WrongBaudError);
    const again = new FakeBoard();
    again.plugged = false;
    again.clock.after(1, () => again.babble(Uint8Array.of(0x55, 0xf0, 0)));
    await expect(open(again)).rejects.toThrow('3 bytes arrived from fake:board at 115,200 baud, but no frame');
  });

  it('refuses a rate that the board cannot make, and names the nearest', async () => {
    await expect(open(new FakeBoard(), 2_500_000)).rejects.toThrow(BaudRateError);
    await expect(open(new FakeBoard(), 2_500_000)).rejects.toThrow('its nearest rate is 2,400,000; use that one');
    expect(planCyclesPerBit(24_000_000, 921_600)).toBe(26);
    expect(planCyclesPerBit(24_000_000, 6_000_000)).toBe(4);
    expect(() => planCyclesPerBit(24_000_000, 12_000_000)).toThrow('its nearest rate is 6,000,000');
  });

  it('ends with the reason when it is aborted', async () => {
    const fake = new FakeBoard();
    fake.plugged = false;
    const controller = new AbortController();
    fake.clock.after(300, () => controller.abort(new Error('stopped by hand')));
    await expect(open(fake, 3_000_000, controller.signal)).rejects.toThrow('stopped by hand');
  });
});

describe('an open board', () => {
  it('is kept at its rate while nothing is asked', async () => {
    const fake = new FakeBoard();
    const board = await open(fake);
    await fake.clock.wait(3000);
    expect(fake.baud).toBe(3_000_000);
    expect(await fake.clock.run(board.status())).toMatchObject({ imageId: 0 });
    expect(board.health).toMatchObject({ recoveries: 0, staleReplies: 0 });
  });

  it('is found again after a reset', async () => {
    const fake = new FakeBoard();
    const board = await open(fake);
    fake.reset();
    expect(await fake.clock.run(board.status())).toMatchObject({ uploadImageId: 0 });
    expect(board.health.recoveries).toBe(1);
    expect(board.baud).toBe(3_000_000);
  });

  it('is left at 115,200 baud when closed, so that it can be opened at once', async () => {
    const fake = new FakeBoard();
    await fake.clock.run((await open(fake)).close());
    expect(fake.baud).toBeCloseTo(115_200, -3);
    const before = fake.clock.now();
    await open(fake);
    expect(fake.clock.now() - before).toBeLessThan(50);
  });

  it('says why it is gone when its cable is pulled', async () => {
    const fake = new FakeBoard();
    const board = await open(fake);
    const status = board.status();
    fake.fail(new Error('device disconnected'));
    await expect(status).rejects.toThrow(LinkClosedError);
    await expect(board.status()).rejects.toThrow(
      'fake:board was lost: device disconnected; make sure the board is plugged in, then open it again',
    );
  });

  it('reads its memory in pieces and tells the CRC of a range', async () => {
    const fake = new FakeBoard();
    fake.memory.forEach((_, i) => {
      fake.memory[i] = i % 251;
    });
    const board = await open(fake);
    expect(await fake.clock.run(board.readMemory(5, 3000))).toEqual(fake.memory.slice(5, 3005));
    expect(await fake.clock.run(board.rangeCrc(0, 0))).toBe(0);
  });
});
