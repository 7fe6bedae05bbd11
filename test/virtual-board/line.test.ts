// What the line between a host and a virtual board does: latency, faults, and simulated time.

import type crypto from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { encodeFrame } from '../../device-bridge/framing/frame.ts';
import { createFramedLink } from '../../device-bridge/link/framed-link.ts';
import { LinkClosedError } from '../../device-bridge/link/link.ts';
import { openBoard } from '../../device-bridge/session/board.ts';
import { Adapter } from '../../firmware-artifacts/virtual-board/adapter.ts';
import { LineFaults } from '../../firmware-artifacts/virtual-board/faults.ts';
import { openLockstepPort } from '../../firmware-artifacts/virtual-board/lockstep-port.ts';
import type { VirtualBoardOptions } from '../../firmware-artifacts/virtual-board/options.ts';
import { connectBoard, requirePhysical } from '../../host/cli/steps/connect.ts';
import { boards, up5k } from '../../host/image/core-description.ts';
import { createEchoImage } from '../support/echo-image.ts';
import { frameOf } from './asked-board.ts';

const identify = frameOf('identify', {});

describe('faults on a line', () => {
  const frame = encodeFrame(Uint8Array.from({ length: 200 }, (_, i) => i));
  const frames = (count: number) => new Uint8Array(Buffer.concat(Array.from({ length: count }, () => frame)));
  const differences = (options: VirtualBoardOptions, count: number) => {
    const sent = frames(count);
    const arrived = new LineFaults(options, 'to board').pass(sent);
    return { sent, arrived, changed: sent.filter((byte, at) => byte !== arrived[at]).length };
  };

  it('do not touch a line that has none', () => {
    expect(differences({}, 20)).toMatchObject({ changed: 0 });
  });

  it('change one byte in the given share of frames', () => {
    const { changed, sent, arrived } = differences({ corruptFrameRate: 0.1, seed: 4 }, 2000);
    expect(arrived).toHaveLength(sent.length);
    expect(changed).toBeGreaterThan(160);
    expect(changed).toBeLessThan(240);
  });

  it('change every frame once at a share of 1', () => {
    expect(differences({ corruptFrameRate: 1 }, 300).changed).toBe(300);
  });

  it('change and lose the given shares of bytes', () => {
    const { sent, arrived } = differences({ dropRate: 0.05 }, 200);
    expect(1 - arrived.length / sent.length).toBeCloseTo(0.05, 2);
    expect(differences({ corruptRate: 0.05 }, 200).changed / sent.length).toBeCloseTo(0.05, 2);
  });

  it('come from the seed alone, however the bytes are cut, and differ by direction', () => {
    const options = { dropRate: 0.02, corruptRate: 0.02, corruptFrameRate: 0.2, seed: 9 };
    const sent = frames(30);
    const whole = new LineFaults(options, 'to board').pass(sent);
    const inPieces = new LineFaults(options, 'to board');
    const pieces = Array.from(sent, (_, at) => inPieces.pass(sent.subarray(at, at + 1)));
    expect(Buffer.compare(Buffer.concat(pieces), whole)).toBe(0);
    expect(new LineFaults(options, 'from board').pass(sent)).not.toEqual(whole);
    expect(new LineFaults({ ...options, seed: 10 }, 'to board').pass(sent)).not.toEqual(whole);
  });
});

describe('an adapter', () => {
  /** Milliseconds until the first byte of the answer arrives. */
  const roundTrip = (options: VirtualBoardOptions) => {
    const adapter = new Adapter(options);
    adapter.board.setBitTime(up5k.clockHz / 115_200);
    adapter.write(identify);
    expect(adapter.run(up5k.clockHz, true).length).toBeGreaterThan(0);
    return adapter.now;
  };

  it('holds bytes back for its latency, each way', () => {
    expect(roundTrip({ latencyMs: 16 }) - roundTrip({})).toBeCloseTo(32, 0);
  });

  it('loses what is under way when the cable is pulled', () => {
    const adapter = new Adapter({ latencyMs: 16 });
    adapter.write(identify);
    adapter.cut();
    expect(adapter.run(up5k.clockHz, true)).toHaveLength(0);
    expect(adapter.waiting).toBe(0);
  });
});

// Ids of requests start at random, and a frame's bytes decide what a changed byte does to it.
vi.mock('node:crypto', async (original) => ({ ...(await original<typeof crypto>()), randomInt: () => 1234 }));

describe('simulated time', () => {
  const fly = async (options: VirtualBoardOptions) => {
    const port = openLockstepPort(options);
    const board = await openBoard(createFramedLink(port), { targetBaud: 921_600 });
    await board.flash(createEchoImage(4096));
    const predictions = [];
    const samples = Array.from({ length: 20 }, (_, sampleId) => ({
      sampleId,
      input: new Uint8Array(8).fill(sampleId),
    }));
    for await (const prediction of board.infer(samples, { inFlight: 2 })) predictions.push(prediction);
    const { cycle } = port.adapter.board;
    const memory = await board.readMemory(0, 5000);
    await board.close();
    return { predictions, memory, cycle, frames: port.adapter.board.frames() };
  };

  it('gives the same bytes in the same cycles from the same seed, on a line with faults and latency', async () => {
    const options = { dropRate: 0.0005, corruptFrameRate: 0.03, latencyMs: 2, seed: 7 };
    const first = await fly(options);
    expect(await fly(options)).toEqual(first);
    expect((await fly({ ...options, seed: 8 })).cycle).not.toBe(first.cycle);
    expect(first.predictions).toHaveLength(20);
  });

  it('passes while the host waits, and only then', async () => {
    const port = openLockstepPort();
    const wait = (milliseconds: number) => new Promise<void>((resolve) => port.clock.after(milliseconds, resolve));
    await wait(0.5);
    await wait(60_000);
    expect(port.clock.now()).toBeCloseTo(60_000.5, 1);
    const before = port.adapter.board.cycle;
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(port.adapter.board.cycle).toBe(before);
    await port.close();
  });

  it('calls timers in the order in which they are due, but not those that were cancelled', async () => {
    const port = openLockstepPort();
    const order: string[] = [];
    port.clock.after(30, () => order.push('third'));
    port.clock.after(10, () => order.push('first'));
    port.clock.after(20, () => order.push('second'));
    port.clock.after(25, () => order.push('cancelled'))();
    await new Promise<void>((resolve) => port.clock.after(40, resolve));
    expect(order).toEqual(['first', 'second', 'third']);
    await port.close();
  });

  it('lets a writer wait while much is under way, and no byte be lost', async () => {
    const port = openLockstepPort();
    const total = 30_000;
    await port.setBaudRate(3_000_000);
    const started = port.adapter.board.cycle;
    for (let sent = 0; sent < total; sent += 1000) {
      await port.write(new Uint8Array(1000));
      expect(port.adapter.waiting).toBeLessThanOrEqual(4096 + 1000);
    }
    await new Promise<void>((resolve) => port.clock.after(500, resolve));
    const onLine = (total * 10 * up5k.clockHz) / 3_000_000;
    expect(port.adapter.board.cycle - started).toBeGreaterThan(onLine);
    expect(port.adapter.waiting).toBe(0);
    await port.close();
  });

  it('ends with the port: later writes are refused, timers never called', async () => {
    const port = openLockstepPort();
    let closings = 0;
    port.start({ bytes() {}, closed: () => closings++ });
    port.clock.after(1, () => expect.unreachable());
    await port.close();
    await port.close();
    expect(closings).toBe(1);
    await expect(port.write(identify)).rejects.toThrow(LinkClosedError);
  });
});

it.each(boards.map(({ name }) => name))('%s answers on its fastest line, without anything said again', async (name) => {
  const target = requirePhysical(`virtual:${name}?baud=fastest`);
  const { board } = await connectBoard(target, new AbortController().signal);
  try {
    expect(target).toMatchObject({ baud: board.baud });
    expect(board.baud).toBeGreaterThanOrEqual(6_000_000);
    const payload = Uint8Array.from({ length: 3000 }, (_, i) => (i * 31) & 0xff);
    const flashing = board.flash({ payload, imageId: 1, core: board.identity.core });
    await expect(flashing).rejects.toMatchObject({ boardCodeName: 'BAD_PROGRAM' }); // it is no program, but arrived
    expect(await board.readMemory(0, payload.length)).toEqual(payload);
    expect(board.health).toMatchObject({ requestsRepeated: 0, chunksRepeated: 0, recoveries: 0, badMessages: 0 });
  } finally {
    await board.close();
  }
});
