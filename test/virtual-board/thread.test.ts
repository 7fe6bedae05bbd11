// A virtual board in a thread of its own: what it does beyond what every wire does (../device-bridge/link-suite.ts).
import { afterEach, describe, expect, it } from 'vitest';
import { FrameDecoder } from '../../device-bridge/framing/frame.ts';
import { decodeReply, type Reply } from '../../device-bridge/framing/message.ts';
import { LinkClosedError } from '../../device-bridge/link/link.ts';
import { openVirtualBoardPort, type VirtualBoardPort } from '../../firmware-artifacts/virtual-board/in-process-port.ts';
import type { VirtualBoardOptions } from '../../firmware-artifacts/virtual-board/options.ts';
import { VirtualBoardModelError } from '../../firmware-artifacts/virtual-board/virtual-board.ts';
import { frameOf } from './asked-board.ts';

const identify = frameOf('identify', {});
const ports: VirtualBoardPort[] = [];
afterEach(async () => {
  for (const port of ports.splice(0)) await port.close();
});

async function open(options: VirtualBoardOptions = {}) {
  const port = await openVirtualBoardPort(options);
  ports.push(port);
  const decoder = new FrameDecoder();
  const waiting: ((reply: Reply) => void)[] = [];
  const closings: (Error | undefined)[] = [];
  port.start({
    bytes(chunk) {
      for (const message of decoder.push(chunk)) waiting.shift()?.(decodeReply(message));
    },
    closed: (error) => closings.push(error),
  });
  const ask = async (frame: Uint8Array) => {
    const reply = new Promise<Reply>((resolve) => waiting.push(resolve));
    await port.write(frame);
    return reply;
  };
  return { port, ask, closings };
}

const cpuMs = () => process.cpuUsage().user / 1000;

describe('a virtual board in a thread', () => {
  it('costs no processor time while there is nothing to do', async () => {
    const { ask } = await open();
    await ask(frameOf('setBaudRate', { cyclesPerBit: 26 }));
    const before = cpuMs();
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(cpuMs() - before).toBeLessThan(200);
  });

  it('keeps its raised rate on a host that is long silent', async () => {
    const { port, ask } = await open();
    await ask(frameOf('setBaudRate', { cyclesPerBit: 8 }));
    await port.setBaudRate(3_000_000);
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(await ask(identify)).toMatchObject({ kind: 'identity' });
  });

  it('is found again at the starting rate by a host that went back to it', async () => {
    const { port, ask } = await open();
    await ask(frameOf('setBaudRate', { cyclesPerBit: 8 }));
    await port.write(identify);
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(await ask(identify)).toMatchObject({ kind: 'identity' });
  });

  it('forgets its rate on a reset', async () => {
    const { port, ask } = await open();
    await ask(frameOf('setBaudRate', { cyclesPerBit: 100 }));
    port.board.reset();
    expect(await ask(identify)).toMatchObject({ kind: 'identity' });
  });

  it('loses its memory when power is cut', async () => {
    const { port, ask } = await open();
    const crc = frameOf('rangeCrc', { address: 0, length: 4096 });
    const before = await ask(crc);
    port.board.reset();
    expect(await ask(crc)).toEqual(before);
    port.board.powerCut();
    expect(await ask(crc)).not.toEqual(before);
  });

  it('keeps to real time when asked to, and never runs ahead of it', async () => {
    const { ask } = await open({ pace: true, latencyMs: 100 });
    const started = performance.now();
    await ask(identify);
    expect(performance.now() - started).toBeGreaterThan(195);
  });

  it('lets a writer wait while much is under way', async () => {
    const { port } = await open();
    await port.setBaudRate(3_000_000);
    let written = false;
    const writing = port.write(new Uint8Array(40_000)).then(() => {
      written = true;
    });
    await Promise.resolve();
    expect(written).toBe(false);
    await writing;
  });

  it('ends with its port, without an error, and takes no bytes afterwards', async () => {
    const { port, closings } = await open();
    const threads = process.getActiveResourcesInfo().filter((kind) => kind === 'MessagePort').length;
    expect(threads).toBeGreaterThan(0);
    await Promise.all([port.close(), port.close()]);
    expect(closings).toEqual([undefined]);
    await expect(port.write(identify)).rejects.toThrow(LinkClosedError);
    expect(process.getActiveResourcesInfo().filter((kind) => kind === 'MessagePort').length).toBeLessThan(threads);
  });

  it('is closed while it works, too', async () => {
    const { port, closings } = await open();
    const writing = port.write(new Uint8Array(60_000));
    await port.close();
    await writing.catch((error: unknown) => expect(error).toBeInstanceOf(LinkClosedError));
    expect(closings).toEqual([undefined]);
  });

  it('refuses a file that holds no model', async () => {
    await expect(openVirtualBoardPort({ wasmPath: 'package.json' })).rejects.toThrow(VirtualBoardModelError);
  });
});
