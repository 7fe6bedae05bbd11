import { describe, expect, it } from 'vitest';
import { createFramedLink } from '../../../device-bridge/link/framed-link.ts';
import { openBoard } from '../../../device-bridge/session/board.ts';
import { openLockstepPort } from '../../../firmware-artifacts/virtual-board/lockstep-port.ts';
import { createEchoImage } from '../../support/echo-image.ts';

describe('a session with the RTL on a line that spoils frames', () => {
  it.each([1, 2, 3])('flashes, and answers for each sample once (seed %i)', async (seed) => {
    const board = await openBoard(createFramedLink(openLockstepPort({ corruptFrameRate: 0.04, latencyMs: 2, seed })));
    const image = createEchoImage(20_000);
    await board.flash(image);
    expect(await board.rangeCrc(0, 64)).toBeGreaterThan(0);
    const inputOf = (sampleId: number) => new Uint8Array(8).fill(sampleId % 128);
    const samples = Array.from({ length: 300 }, (_, sampleId) => ({ sampleId, input: inputOf(sampleId) }));
    const ids: number[] = [];
    for await (const { sampleId, logits } of board.infer(samples, { inFlight: 4 })) {
      expect([...logits]).toEqual([...inputOf(sampleId)]);
      ids.push(sampleId);
    }
    expect(ids.sort((a, b) => a - b)).toEqual(samples.map(({ sampleId }) => sampleId));
    expect(board.health.inferencesRepeated).toBeGreaterThan(5);
    await board.close();
  });

  it('finds a board at the wrong rate again, where the line carries bits', async () => {
    const port = openLockstepPort();
    const board = await openBoard(createFramedLink(port));
    await port.setBaudRate(921_600);
    expect((await board.status()).imageId).toBe(0);
    expect(board.health.recoveries).toBe(1);
    expect(board.baud).toBe(3_000_000);
    await board.close();
  });
});
