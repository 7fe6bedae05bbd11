// A line that takes no more bytes: a pseudo-terminal whose other end was stopped. Everything ends, with what is wrong.
import { describe, expect, it } from 'vitest';
import { createFramedLink } from '../../../device-bridge/link/framed-link.ts';
import { type Board, openBoard } from '../../../device-bridge/session/board.ts';
import { BoardSilentError } from '../../../device-bridge/session/errors.ts';
import { FakeBoard } from '../../support/fake-board.ts';

const image = { payload: Uint8Array.from({ length: 20_000 }, (_, i) => i % 251), imageId: 7, core: 0x0003_0102 };

async function open() {
  const fake = new FakeBoard({ inputBytes: 2500 });
  return { fake, board: await fake.clock.run(openBoard(createFramedLink(fake), { targetBaud: 3_000_000 })) };
}

async function inferAll(board: Board) {
  const samples = Array.from({ length: 200 }, (_, sampleId) => ({ sampleId, input: new Uint8Array(2500) }));
  for await (const { label } of board.infer(samples)) expect(label).toBe(0);
}

describe('on a line that is blocked', () => {
  it('no board is found', async () => {
    const fake = new FakeBoard();
    fake.blocked = true;
    await expect(fake.clock.run(openBoard(createFramedLink(fake)))).rejects.toThrow(BoardSilentError);
  });

  it.each<[string, number, (board: Board) => Promise<unknown>]>([
    ['a request', 0, (board) => board.status()],
    ['an upload', 20, (board) => board.flash(image)],
    ['a run of inferences', 20, inferAll],
  ])('%s ends, and then the session does', async (_, blockedAfterMs, work) => {
    const { fake, board } = await open();
    await fake.clock.run(board.flash({ ...image, payload: new Uint8Array(100), imageId: 8 }));
    const block = () => {
      fake.blocked = true;
    };
    fake.clock.after(blockedAfterMs, block);
    await fake.clock.wait(0);
    await expect(fake.clock.run(work(board))).rejects.toThrow(BoardSilentError);
    await fake.clock.run(board.close());
  });

  it('an abort ends an upload, and closing takes no longer than a second', async () => {
    const { fake, board } = await open();
    const controller = new AbortController();
    fake.clock.after(20, () => {
      fake.blocked = true;
    });
    fake.clock.after(40, () => controller.abort(new Error('stopped by hand')));
    await expect(fake.clock.run(board.flash(image, { signal: controller.signal }))).rejects.toThrow('stopped by hand');
    const before = fake.clock.now();
    await fake.clock.run(board.close());
    expect(fake.clock.now() - before).toBeLessThanOrEqual(1000);
  });
});
