import { describe, expect, it } from 'vitest';
import { crc32 } from '../../../device-bridge/framing/crc32.ts';
import { createFramedLink } from '../../../device-bridge/link/framed-link.ts';
import { type Board, openBoard } from '../../../device-bridge/session/board.ts';
import { BoardError, BoardInUseError, ImageTooLargeError } from '../../../device-bridge/session/errors.ts';
import type { FlashEvent, FlashOptions } from '../../../device-bridge/session/flash.ts';
import { planInFlight } from '../../../device-bridge/session/upload.ts';
import { FakeBoard, type FakeBoardOptions } from '../../support/fake-board.ts';
import { createPicker } from '../../support/generated-cases.ts';

const pick = createPicker(11);
const payload = Uint8Array.from({ length: 40_000 }, () => pick(256));
const image = { payload, imageId: 77, core: 0x0003_0102 };

async function open(options: FakeBoardOptions = {}): Promise<{ fake: FakeBoard; board: Board }> {
  const fake = new FakeBoard({ latencyMs: 16, ...options });
  return { fake, board: await fake.clock.run(openBoard(createFramedLink(fake))) };
}
const isFlashed = (fake: FakeBoard) =>
  fake.imageId === 77 && Buffer.compare(fake.memory.subarray(0, payload.length), payload) === 0;

describe('flashing', () => {
  it('leaves the image in the memory and committed, sending each byte once', async () => {
    const { fake, board } = await open();
    const result = await fake.clock.run(board.flash(image));
    expect(isFlashed(fake)).toBe(true);
    expect(result).toMatchObject({
      bytes: 40_000,
      skipped: false,
      sentBytes: 40_000,
      sentRanges: 1,
      resentBytes: 0,
      frames: 40,
    });
    expect(result.handshakeMs + result.uploadMs + result.commitMs).toBeLessThanOrEqual(result.seconds * 1000);
  });

  it.each([115_200, 921_600, 3_000_000])(
    'keeps the line busy at %i baud with 16 ms of latency each way',
    async (targetBaud) => {
      const fake = new FakeBoard({ latencyMs: 16 });
      const board = await fake.clock.run(openBoard(createFramedLink(fake), { targetBaud }));
      const { uploadMs } = await fake.clock.run(board.flash(image));
      // From the first bit to the last: without the way there and the answer's way back.
      expect((payload.length * 10_000) / targetBaud / (uploadMs - 32.5)).toBeGreaterThan(0.97);
    },
  );

  it('tells its progress up to the whole', async () => {
    const { fake, board } = await open();
    const events: FlashEvent[] = [];
    await fake.clock.run(board.flash(image, { onEvent: (event) => events.push(event) }));
    const bytes = events.map((event) => (event.kind === 'progress' ? event.bytes : Number.NaN));
    expect(bytes).toEqual([...bytes].sort((a, b) => a - b));
    expect(events.at(-1)).toEqual({ kind: 'progress', bytes: 40_000, total: 40_000 });
  });

  it('sends only the lost pieces again', async () => {
    let chunks = 0;
    const { fake, board } = await open({
      loses: (direction, { kind }) => direction === 'toBoard' && kind === 'chunk' && [3, 4, 20, 40].includes(++chunks),
    });
    const result = await fake.clock.run(board.flash(image));
    expect(isFlashed(fake)).toBe(true);
    expect(result.frames).toBe(44);
    expect(board.health.chunksRepeated).toBe(4);
  });

  it('does not send a piece again when only the answers to it were lost', async () => {
    let answers = 0;
    const { fake, board } = await open({
      loses: (direction, { kind }) => direction === 'toHost' && kind === 'chunkWritten' && ++answers % 5 === 0,
    });
    const result = await fake.clock.run(board.flash(image));
    expect(isFlashed(fake)).toBe(true);
    expect(result.resentBytes).toBeLessThanOrEqual(1024);
  });

  it('finishes on a line that spoils every tenth frame', async () => {
    const spoil = createPicker(5);
    const { fake, board } = await open({ loses: () => spoil(10) === 0 });
    await fake.clock.run(board.flash(image));
    expect(isFlashed(fake)).toBe(true);
  });

  it('takes a repeated commit whose first answer was lost for a commit', async () => {
    let lost = 0;
    const { fake, board } = await open({
      loses: (direction, { kind }) => direction === 'toHost' && kind === 'committed' && ++lost === 1,
    });
    await fake.clock.run(board.flash(image));
    expect(isFlashed(fake)).toBe(true);
    expect(lost).toBe(1);
  });

  it('skips what the board has already, unless forced', async () => {
    const { fake, board } = await open();
    await fake.clock.run(board.flash(image));
    expect(await fake.clock.run(board.flash(image))).toMatchObject({ skipped: true, sentBytes: 0, resentBytes: 0 });
    expect(await fake.clock.run(board.flash(image, { force: true }))).toMatchObject({
      skipped: false,
      sentBytes: 40_000,
    });
  });

  it('does not skip an image of the same id whose bytes differ', async () => {
    const { fake, board } = await open();
    await fake.clock.run(board.flash(image));
    fake.memory[30_000] ^= 1;
    const result = await fake.clock.run(board.flash(image));
    expect(result).toMatchObject({ skipped: false, sentBytes: 16, sentRanges: 1 });
    expect(isFlashed(fake)).toBe(true);
  });

  it('uploads everything again when the memory is not what was sent', async () => {
    let fake: FakeBoard | undefined;
    let commits = 0;
    const opened = await open({
      loses(direction, { kind }) {
        if (direction === 'toBoard' && kind === 'commit' && ++commits === 1) fake!.memory[5] ^= 1;
        return false;
      },
    });
    fake = opened.fake;
    const result = await fake.clock.run(opened.board.flash(image));
    expect(isFlashed(fake)).toBe(true);
    expect(result.resentBytes).toBe(40_000);
  });
});

describe('a flash over another student', () => {
  const chunkBytesOf = (fake: FakeBoard) =>
    fake.requests.reduce((sum, { kind, value }) => sum + (kind === 'chunk' ? value.data.length : 0), 0);
  const changed = (from: number, to: number, imageId = 78) => {
    const other = payload.map((byte, at) => (at >= from && at < to ? byte ^ 0x5a : byte));
    return { ...image, imageId, payload: other };
  };
  const holds = (fake: FakeBoard, { payload: bytes, imageId }: typeof image) =>
    fake.imageId === imageId && Buffer.compare(fake.memory.subarray(0, bytes.length), bytes) === 0;

  it('sends what differs, and says how much and in how many ranges', async () => {
    const { fake, board } = await open();
    await fake.clock.run(board.flash(image));
    fake.requests.length = 0;
    const other = changed(20_000, 23_200);
    const events: FlashEvent[] = [];
    const result = await fake.clock.run(board.flash(other, { onEvent: (event) => events.push(event) }));
    expect(holds(fake, other)).toBe(true);
    expect(result).toMatchObject({ skipped: false, bytes: 40_000, sentBytes: 3200, sentRanges: 1, resentBytes: 0 });
    expect(chunkBytesOf(fake)).toBe(3200);
    expect(events[0]).toEqual({ kind: 'compared', bytes: 3200, ranges: 1 });
    expect(events.at(-1)).toEqual({ kind: 'progress', bytes: 40_000, total: 40_000 });
  });

  it('sends nothing but the commit where only the id differs, and where the board was reset', async () => {
    const { fake, board } = await open();
    await fake.clock.run(board.flash(image));
    fake.requests.length = 0;
    const same = { ...image, imageId: 78 };
    expect(await fake.clock.run(board.flash(same))).toMatchObject({ skipped: false, sentBytes: 0, sentRanges: 0 });
    fake.reset();
    expect(await fake.clock.run(board.flash(same))).toMatchObject({ skipped: false, sentBytes: 0, sentRanges: 0 });
    expect(holds(fake, same)).toBe(true);
    expect(chunkBytesOf(fake)).toBe(0);
  });

  it('takes the old student away before the first byte is written', async () => {
    const { fake, board } = await open();
    await fake.clock.run(board.flash(image));
    fake.requests.length = 0;
    await fake.clock.run(board.flash(changed(100, 30_000)));
    const kinds = [...new Set(fake.requests.map(({ kind }) => kind))];
    expect(kinds).toEqual(['getStatus', 'begin', 'rangeCrc', 'chunk', 'commit']);
  });

  it('leaves the new student for any two images, a longer or a shorter one too, on a line that spoils frames', async () => {
    const spoil = createPicker(9);
    const { fake, board } = await open({ loses: () => spoil(40) === 0, latencyMs: 1 });
    for (let i = 0; i < 40; i++) {
      const length = 8 * (1 + pick(1500));
      const bytes = fake.memory.slice(0, length);
      for (let changes = pick(5); changes > 0; changes--) {
        const from = pick(length);
        const end = Math.min(length, from + 1 + pick(pick(2) ? 20 : 3000));
        for (let at = from; at < end; at++) bytes[at] = pick(256);
      }
      const next = { ...image, imageId: 1000 + i, payload: bytes };
      await fake.clock.run(board.flash(next));
      expect(holds(fake, next)).toBe(true);
    }
    // A piece left out would have been refused at the commit, and all of the image sent.
    expect(fake.requests.filter(({ kind }) => kind === 'commit').length).toBeLessThan(50);
  });

  it('sends all of it where a board’s checksums are not those of its memory, since the commit is refused', async () => {
    const other = changed(20_000, 23_200);
    let lies = 0;
    let fake: FakeBoard | undefined;
    const opened = await open({
      rewrite(reply) {
        const request = fake?.requests.at(-1);
        const isInside = request?.kind === 'rangeCrc' && request.value.address >> 10 === 21;
        if (!isInside || fake?.upload.imageId !== other.imageId) return [reply];
        lies += 1;
        const { address, length } = request.value;
        const crc = crc32(other.payload.subarray(address, address + length));
        return [{ id: reply.id, kind: 'rangeCrcValue', value: { crc } }];
      },
    });
    fake = opened.fake;
    const { board } = opened;
    await fake.clock.run(board.flash(image));
    fake.requests.length = 0;
    const result = await fake.clock.run(board.flash(other));
    expect(lies).toBeGreaterThan(1); // such a lone piece is asked for again in parts
    expect(holds(fake, other)).toBe(true);
    expect(fake.requests.filter(({ kind }) => kind === 'commit')).toHaveLength(2);
    expect(result).toMatchObject({ sentBytes: 40_000, sentRanges: 1 });
  });

  it('does not take what an earlier upload brought for an answer to a piece that was lost', async () => {
    let chunks = Number.NEGATIVE_INFINITY;
    const { fake, board } = await open({
      loses: (direction, { kind }) => direction === 'toBoard' && kind === 'chunk' && ++chunks === 1,
    });
    const controller = new AbortController();
    fake.clock.after(140, () => controller.abort(new Error('cut')));
    await expect(fake.clock.run(board.flash(image, { signal: controller.signal }))).rejects.toThrow('cut');
    await fake.clock.wait(60);
    expect(fake.upload.received).toBeGreaterThan(8192);
    fake.memory[3000] ^= 1;
    fake.requests.length = 0;
    chunks = 0;
    await fake.clock.run(board.flash(image));
    expect(holds(fake, image)).toBe(true);
    expect(fake.requests.filter(({ kind }) => kind === 'commit')).toHaveLength(1);
  });

  it('asks for all checksums of a level at once', async () => {
    const { fake, board } = await open({ latencyMs: 16 });
    await fake.clock.run(board.flash(image));
    const { seconds } = await fake.clock.run(board.flash(changed(20_000, 23_200)));
    // Status, Begin, three levels, four pieces, Commit: 7 round trips of 32 ms.
    expect(seconds).toBeLessThan(0.26);
  });
});

describe('a flash that is cut short', () => {
  /** Flashes until `cut` has happened at `atMs` into the upload, then again, and gives the second flash's result. */
  async function flashTwice(atMs: number, cut: (fake: FakeBoard, stop: () => void) => void) {
    const { fake, board } = await open();
    const controller = new AbortController();
    fake.clock.after(atMs, () => cut(fake, () => controller.abort(new Error('killed'))));
    await expect(fake.clock.run(board.flash(image, { signal: controller.signal }))).rejects.toThrow();
    // What is under way still arrives.
    await fake.clock.wait(60);
    const before = fake.requests.filter(({ kind }) => kind === 'chunk').length;
    fake.plugged = true;
    const again = await fake.clock.run(openBoard(createFramedLink(fake)));
    const result = await fake.clock.run(again.flash(image));
    expect(isFlashed(fake)).toBe(true);
    return { ...result, received: before };
  }

  it.each([80, 110, 140, 170])('resumes where the board is after its host was killed at %i ms', async (atMs) => {
    const result = await flashTwice(atMs, (_, stop) => stop());
    expect(result.sentBytes).toBe(payload.length - result.received * 1024);
    expect(result.resentBytes).toBe(0);
  });

  it('resumes where the board is after the cable was pulled', async () => {
    const result = await flashTwice(140, (fake) => {
      fake.plugged = false;
      fake.fail(new Error('device disconnected'));
    });
    expect(result.sentBytes).toBe(payload.length - result.received * 1024);
  });

  it.each([80, 110, 140, 170])(
    'goes on by itself after a reset of the board at %i ms, within one window',
    async (atMs) => {
      const { fake, board } = await open();
      const events: string[] = [];
      fake.clock.after(atMs, () => fake.reset());
      const result = await fake.clock.run(board.flash(image, { onEvent: ({ kind }) => events.push(kind) }));
      expect(isFlashed(fake)).toBe(true);
      expect(events).toContain('lost');
      expect(result.resentBytes).toBeLessThanOrEqual(result.windowBytes);
      expect(board.health.recoveries).toBe(1);
    },
  );

  it('resumes by itself after the cable was unplugged for a second', async () => {
    const { fake, board } = await open();
    fake.clock.after(120, () => {
      fake.plugged = false;
    });
    fake.clock.after(1120, () => {
      fake.plugged = true;
    });
    const result = await fake.clock.run(board.flash(image));
    expect(isFlashed(fake)).toBe(true);
    expect(result.resentBytes).toBeLessThanOrEqual(result.windowBytes);
  });

  it('starts over on a board that lost its memory', async () => {
    const { fake, board } = await open();
    fake.clock.after(140, () => fake.reset({ keepMemory: false }));
    await fake.clock.run(board.flash(image));
    expect(isFlashed(fake)).toBe(true);
  });
});

describe('a flash that cannot be', () => {
  const refusal = async (wrong: Partial<typeof image> & { memoryBytes?: number }, options: FlashOptions = {}) => {
    const { fake, board } = await open();
    return fake.clock.run(board.flash({ ...image, ...wrong }, options)).catch((error: unknown) => error);
  };

  it('is refused with the board’s code, its name and what to do', async () => {
    const error = await refusal({ core: 5 });
    expect(error).toBeInstanceOf(BoardError);
    expect(error).toMatchObject({
      boardCodeName: 'WRONG_CORE',
      detail: 0x0003_0102,
      message:
        'the board refused "begin" (WRONG_CORE): the image is for another kind of board; this one\'s core has instruction set 3: pack the student for this board, ' +
        "or load a bitstream of the image's instruction set ('retort board program NAME')",
    });
  });

  it('is refused before anything is sent when it needs more memory than there is', async () => {
    const error = await refusal({ memoryBytes: 131_080 });
    expect(error).toBeInstanceOf(ImageTooLargeError);
    expect(error).toMatchObject({ message: expect.stringContaining('the board has 131,072 (8 too few)') });
  });

  it('is refused while another one is under way', async () => {
    const { fake, board } = await open();
    const first = board.flash(image);
    await expect(board.flash(image)).rejects.toThrow(BoardInUseError);
    await fake.clock.run(first);
  });
});

describe('planInFlight', () => {
  it('covers the round trip, between 4 and 13 pieces', () => {
    expect(planInFlight(115_200, 40)).toBe(4);
    expect(planInFlight(921_600, 33)).toBe(5);
    expect(planInFlight(3_000_000, 33)).toBe(12);
  });
});
