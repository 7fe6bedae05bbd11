// A board that runs a program without an end, flashed past every check of the host: the core's limit and an abort set it free.
import { describe, expect, it } from 'vitest';
import { createFramedLink } from '../../../device-bridge/link/framed-link.ts';
import { openBoard } from '../../../device-bridge/session/board.ts';
import { openLockstepPort } from '../../../firmware-artifacts/virtual-board/lockstep-port.ts';
import { createEchoImage } from '../../support/echo-image.ts';

const inputOf = (sampleId: number) => new Uint8Array(8).fill(sampleId);
const samples = Array.from({ length: 6 }, (_, sampleId) => ({ sampleId, input: inputOf(sampleId) }));

/** 65,535 × 65,535 outputs, all at one place. */
function createEndlessImage(cycleLimit = 0) {
  const image = createEchoImage(1024, { seed: 7 });
  const view = new DataView(image.payload.buffer);
  view.setUint32(40, cycleLimit, true);
  for (const field of [20, 22]) view.setUint16(64 + field, 0xffff, true);
  view.setUint16(64 + 30, 0, true);
  view.setUint32(64 + 68, 0, true);
  return image;
}

async function withBoard(work: (board: Awaited<ReturnType<typeof openBoard>>) => Promise<void>): Promise<void> {
  const board = await openBoard(createFramedLink(openLockstepPort()));
  try {
    await work(board);
  } finally {
    await board.close();
  }
}

async function expectEcho(board: Awaited<ReturnType<typeof openBoard>>): Promise<void> {
  await board.flash(createEchoImage(1024));
  for await (const { sampleId, logits } of board.infer(samples)) expect([...logits]).toEqual([...inputOf(sampleId)]);
}

describe('a program without an end', () => {
  it('is ended at the image’s limit, which the run says', () =>
    withBoard(async (board) => {
      await board.flash(createEndlessImage(20_000));
      const run = board.infer(samples)[Symbol.asyncIterator]();
      await expect(run.next()).rejects.toThrow(
        'the board refused "infer" (CYCLE_LIMIT): descriptor 0 of the program was running when the image\'s cycle limit was reached: pack the student again',
      );
      await expectEcho(board);
    }));

  it('is ended by the caller’s signal, and the board takes another image at once', () =>
    withBoard(async (board) => {
      await board.flash(createEndlessImage());
      const stop = new AbortController();
      const run = board.infer(samples, { signal: stop.signal })[Symbol.asyncIterator]();
      const first = run.next();
      expect((await board.status()).inferences).toBe(0);
      stop.abort(new Error('enough'));
      await expect(first).rejects.toThrow('enough');
      expect((await board.status()).imageId).toBe(0x1007);
      await expectEcho(board);
      expect(board.health.requestsRepeated).toBe(0);
    }));

  it('leaves nothing running where a caller stops taking predictions', () =>
    withBoard(async (board) => {
      await board.flash(createEchoImage(1024));
      for await (const _ of board.infer(samples, { inFlight: 4 })) break;
      await expectEcho(board);
    }));
});

describe('a line that drops a byte in a thousand', () => {
  it.each([
    [3_000_000, 1],
    [3_000_000, 2],
    [3_000_000, 3],
    [921_600, 1],
  ])('gives 40 predictions, each once (%i baud, seed %i)', async (targetBaud, seed) => {
    const link = createFramedLink(openLockstepPort({ dropRate: 0.001, seed }));
    const board = await openBoard(link, { targetBaud });
    await board.flash(createEchoImage(2048));
    const many = Array.from({ length: 40 }, (_, sampleId) => ({ sampleId, input: inputOf(sampleId) }));
    const seen: number[] = [];
    for await (const { sampleId, logits } of board.infer(many)) {
      expect([...logits]).toEqual([...inputOf(sampleId)]);
      seen.push(sampleId);
    }
    expect(seen.sort((a, b) => a - b)).toEqual(many.map(({ sampleId }) => sampleId));
    await board.close();
  });
});
