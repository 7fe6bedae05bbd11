// Cycles that are not evaluated (bit_timers.h), against a board whose every cycle is: the whole state after each slice, and what comes out.
import { expect, it } from 'vitest';
import { crc32 } from '../../device-bridge/framing/crc32.ts';
import { VirtualBoard } from '../../firmware-artifacts/virtual-board/virtual-board.ts';
import { boards } from '../../host/image/core-description.ts';
import { createEchoImage } from '../support/echo-image.ts';
import { createPicker, pickGarbage } from '../support/generated-cases.ts';
import { frameOf } from './asked-board.ts';

/** Cycles; not a multiple of a bit's, so that slices end anywhere in a byte. */
const SLICE = 997;

const { payload, imageId, core, inputBytes } = createEchoImage(512);
const input = new Uint8Array(inputBytes).fill(0x55);
const flash = [
  frameOf('begin', { imageId, length: payload.length, core }),
  frameOf('chunk', { offset: 0, data: payload }),
  frameOf('commit', { imageId, crc: crc32(payload) }),
];
const requests = [
  frameOf('identify', {}),
  frameOf('getStatus', {}),
  frameOf('readMemory', { address: 64, length: 200 }),
  frameOf('rangeCrc', { address: 0, length: 2048 }),
  frameOf('infer', { offset: 0, more: 0, stopAfter: 0, input }),
];

/** Returns the bytes that came from the board, which both boards sent. */
function compare(name: string, cyclesPerBit: number, seed: number, slices: number): number {
  const [skipping, evaluated] = [new VirtualBoard({ board: name }), new VirtualBoard({ board: name })];
  evaluated.evaluateAll();
  const pick = createPicker(seed);
  let came = 0;
  const both = <T>(work: (board: VirtualBoard) => T): T => {
    const result = work(skipping);
    expect(result).toEqual(work(evaluated));
    return result;
  };
  const write = (bytes: Uint8Array) => both((board) => board.write(bytes));
  write(frameOf('setBaudRate', { cyclesPerBit }));
  both((board) => board.run(400_000)); // at the starting rate
  for (const frame of flash) write(frame);
  for (let slice = 0; slice < slices; slice++) {
    const what = pick(30);
    if (what < requests.length) write(requests[what]);
    if (what === 5) write(pickGarbage(pick));
    if (what === 6) both((board) => board.setBitTime(cyclesPerBit * 1.01));
    if (what === 7) both((board) => board.setBitTime('follow'));
    if (what === 8 && slice > 0.8 * slices) both((board) => board.reset());
    if (what === 9 && slice > 0.8 * slices) both((board) => board.powerCut());
    both((board) => board.run(SLICE));
    expect(Buffer.compare(skipping.state(), evaluated.state()), `state after slice ${slice}`).toBe(0);
    both(({ cycle, idle, waiting, ownBitTime }) => ({ cycle, idle, waiting, ownBitTime }));
    came += both((board) => board.read()).length;
  }
  both((board) => board.frames());
  return came;
}

it.each(boards.map(({ name }) => name))('%s is in each state in which it would be', (name) => {
  const came = [4, 5, 8, 26].map((cyclesPerBit, seed) => compare(name, cyclesPerBit, seed + 1, 200));
  expect(came.reduce((sum, bytes) => sum + bytes)).toBeGreaterThan(4000);
});
