// Several virtual boards, each in its thread, against one: the same predictions, in order, whatever the lines do.
import { expect, it } from 'vitest';
import { createFramedLink } from '../../device-bridge/link/framed-link.ts';
import { openBoard } from '../../device-bridge/session/board.ts';
import { poolBoards } from '../../device-bridge/session/board-pool.ts';
import { openVirtualBoardPort } from '../../firmware-artifacts/virtual-board/in-process-port.ts';
import { connectBoard, requirePhysical } from '../../host/cli/steps/connect.ts';
import { encodeInput } from '../../host/image/encode-input.ts';
import type { Prediction } from '../../proto/prediction.ts';
import { makeDemoStudent } from '../support/demo-student.ts';

const PICTURES = 23; // not the same number for each of two or three
const student = makeDemoStudent(PICTURES);

async function samplesOf() {
  const { image, inputs } = await student;
  return inputs.map((input, sampleId) => ({ sampleId, input: encodeInput(image, input) }));
}

async function runOn(url: string) {
  const { image } = await student;
  const { board } = await connectBoard(requirePhysical(url), new AbortController().signal);
  try {
    const { bytes, sentBytes, skipped } = await board.flash(image);
    const again = await board.flash(image);
    expect(again).toMatchObject({ skipped: true, sentBytes: 0 });
    const predictions: Prediction[] = [];
    const options = { inFlight: image.memory.slotCount, cycles: image.cycleLimit };
    for await (const one of board.infer(await samplesOf(), options)) predictions.push(one);
    const { imageId, inferences } = await board.status();
    expect(imageId).toBe(image.imageId);
    expect(inferences).toBeGreaterThanOrEqual(PICTURES);
    return { flashed: { bytes, sentBytes, skipped }, predictions, health: board.health, name: board.name };
  } finally {
    await board.close();
  }
}

it('two boards, and three on lines that spoil frames, predict what one does, in order', async () => {
  const one = await runOn('virtual:up5k?boards=1');
  const two = await runOn('virtual:up5k?boards=2');
  expect(two.predictions.map(({ sampleId }) => sampleId)).toEqual(Array.from({ length: PICTURES }, (_, i) => i));
  expect(two.predictions).toEqual(one.predictions);
  expect(two.flashed).toEqual(one.flashed);
  expect(two.health).toMatchObject({ requestsRepeated: 0, inferencesRepeated: 0, recoveries: 0, badMessages: 0 });
  const lossy = await runOn('virtual:up5k?boards=3&corrupt=0.03');
  expect(lossy.predictions).toEqual(one.predictions);
  expect(lossy.health.frames!.badCobs + lossy.health.frames!.badCrc).toBeGreaterThan(0);
  expect([one.name, two.name, lossy.name]).toEqual(Array(3).fill('virtual:up5k'));
});

it('a board whose line ends is named, and what was predicted before stands', async () => {
  const { image } = await student;
  const names = ['board 1 of 2', 'board 2 of 2'];
  const ports = await Promise.all(names.map((name, index) => openVirtualBoardPort({ seed: index + 1 }, name)));
  const boards = await Promise.all(ports.map((port) => openBoard(createFramedLink(port))));
  const pool = poolBoards('two', boards);
  try {
    await pool.flash(image);
    const seen: number[] = [];
    const run = async () => {
      for await (const { sampleId } of pool.infer(await samplesOf(), { inFlight: image.memory.slotCount })) {
        seen.push(sampleId);
        if (sampleId === 5) await ports[1].close();
      }
    };
    await expect(run()).rejects.toMatchObject({
      code: 'LINK_CLOSED',
      message: expect.stringMatching(/^board 2 of 2 /),
    });
    expect(seen).toEqual(Array.from(seen, (_, i) => i));
    expect(seen.length).toBeGreaterThan(5);
    expect(await boards[0].status()).toMatchObject({ imageId: image.imageId });
  } finally {
    await pool.close();
  }
});
