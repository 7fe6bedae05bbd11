// What every wire to a board must do, run against each: the session's own tests use a fake board, and this shows that the others behave alike.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { crc32 } from '../../device-bridge/framing/crc32.ts';
import type { Link } from '../../device-bridge/link/link.ts';
import { type Board, openBoard } from '../../device-bridge/session/board.ts';
import { createEchoImage } from '../support/echo-image.ts';

export interface WireUnderTest {
  readonly link: Link;
  /** Lets the wire's time pass until `work` settles, where time does not pass by itself. */
  run<T>(work: Promise<T>): Promise<T>;
  /** After the link has been closed. */
  close?(): Promise<void>;
}

/** `open` gives a wire to a board that was just reset. */
export function describeWire(name: string, open: () => Promise<WireUnderTest>): void {
  describe(`a board over ${name}`, () => {
    let wire: WireUnderTest;
    let board: Board;
    const image = createEchoImage(5000);

    beforeEach(async () => {
      wire = await open();
      board = await wire.run(openBoard(wire.link));
    });
    afterEach(async () => {
      await wire.run(board.close());
      await wire.close?.();
    });

    it('says what it is, at a raised rate where there are rates', async () => {
      expect(board.identity).toMatchObject({
        core: 0x0003_0102,
        memoryBytes: 131_072,
        clockHz: 24_000_000,
        imageId: 0,
      });
      expect(board.baud).toBe(wire.link.hasBaudRate ? 3_000_000 : 0);
    });

    it('counts the frames that it reads, and finds none bad at a rate that both have', async () => {
      const before = await wire.run(board.status());
      const after = await wire.run(board.status());
      expect(after.goodFrames).toBeGreaterThan(before.goodFrames);
      expect(after.badFrames).toBe(before.badFrames);
    });

    it('holds what was flashed, and tells its CRC', async () => {
      await wire.run(board.flash(image));
      expect((await wire.run(board.status())).imageId).toBe(image.imageId);
      expect(await wire.run(board.rangeCrc(0, 5000))).toBe(crc32(image.payload));
      const memory = await wire.run(board.readMemory(1000, 3000));
      expect(Buffer.compare(memory, image.payload.subarray(1000, 4000))).toBe(0);
      expect(await wire.run(board.flash(image))).toMatchObject({ skipped: true });
    });

    it('answers for each of a hundred samples once, by its id', async () => {
      await wire.run(board.flash(image));
      const inputOf = (sampleId: number) => Uint8Array.from({ length: 8 }, (_, i) => (sampleId * (i + 3)) % 128);
      const samples = Array.from({ length: 100 }, (_, sampleId) => ({ sampleId, input: inputOf(sampleId) }));
      const collect = async () => {
        const ids: number[] = [];
        for await (const { sampleId, logits } of board.infer(samples, { inFlight: image.slots })) {
          expect([...logits]).toEqual([...inputOf(sampleId)]);
          ids.push(sampleId);
        }
        return ids;
      };
      expect(await wire.run(collect())).toEqual(samples.map(({ sampleId }) => sampleId));
    });

    it('refuses an image for another core, by its code', async () => {
      const refused = wire.run(board.flash({ ...image, core: 7 }));
      await expect(refused).rejects.toThrow('the board refused "begin" (WRONG_CORE)');
    });

    it('refuses to infer without an image, by its code', async () => {
      await expect(wire.run(board.runLayers(new Uint8Array(8), 1))).rejects.toThrow('(NO_IMAGE)');
    });
  });
}
