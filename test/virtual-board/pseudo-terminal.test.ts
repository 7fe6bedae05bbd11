// A virtual board behind a pseudo-terminal, as programs that open serial ports see it.
import { closeSync, constants, existsSync, openSync, readdirSync, readlinkSync, readSync, writeSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SerialPort } from 'serialport';
import { afterEach, describe, expect, it } from 'vitest';
import { FrameDecoder } from '../../device-bridge/framing/frame.ts';
import { decodeReply, type Reply } from '../../device-bridge/framing/message.ts';
import { openCable } from '../../firmware-artifacts/virtual-board/cable.ts';
import { type ServedBoard, serveVirtualBoard } from '../../firmware-artifacts/virtual-board/pseudo-terminal.ts';
import { frameOf } from './asked-board.ts';

const identify = frameOf('identify', {});
const boards: ServedBoard[] = [];
afterEach(async () => {
  for (const board of boards.splice(0)) await board.close();
});

async function serve(options: Parameters<typeof serveVirtualBoard>[0] = {}): Promise<ServedBoard> {
  const board = await serveVirtualBoard(options);
  boards.push(board);
  return board;
}

async function openPort(path: string, baudRate = 115_200): Promise<SerialPort> {
  const port = new SerialPort({ path, baudRate, autoOpen: false });
  await new Promise<void>((resolve, reject) => port.open((error) => (error ? reject(error) : resolve())));
  port.on('data', () => {}); // a port that nobody reads does not notice its end
  return port;
}

const closePort = (port: SerialPort) => new Promise<void>((resolve) => port.close(() => resolve()));
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function ask(port: SerialPort, frame: Uint8Array): Promise<Reply> {
  const decoder = new FrameDecoder();
  return new Promise<Reply>((resolve) => {
    port.on('data', function read(chunk: Buffer) {
      for (const message of decoder.push(chunk)) {
        port.off('data', read);
        resolve(decodeReply(message));
      }
    });
    port.write(frame);
  });
}

const openFiles = () =>
  readdirSync('/proc/self/fd').filter((fd) => {
    try {
      return /pt(s|mx)/.test(readlinkSync(`/proc/self/fd/${fd}`));
    } catch {
      return false; // the folder's own
    }
  }).length;

describe.skipIf(process.platform === 'win32')('a virtual board behind a pseudo-terminal', () => {
  it.each([115_200, 3_000_000])('is opened at %i baud like any serial port', async (baud) => {
    const { path } = await serve();
    const port = await openPort(path, baud);
    expect(await ask(port, identify)).toMatchObject({ kind: 'identity', value: { clockHz: 24_000_000 } });
    await closePort(port);
  });

  it('serves one program after the other', async () => {
    const { path } = await serve();
    for (let turn = 0; turn < 3; turn++) {
      const port = await openPort(path);
      expect(await ask(port, identify)).toMatchObject({ kind: 'identity' });
      await closePort(port);
    }
  });

  it('stays, and keeps its memory, when it is unplugged, and can be found by its link when it is plugged in again', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'retort-board-'));
    const link = join(folder, 'board');
    const board = await serve({ link });
    const port = await openPort(link);
    const crc = frameOf('rangeCrc', { address: 0, length: 1000 });
    const before = await ask(port, crc);
    const ended = new Promise((resolve) => port.once('close', resolve));
    // serialport 13 reads on forever when the hang-up comes in the middle of a read; when it waits for bytes, it notices.
    await pause(200);
    await board.unplug();
    await ended;
    expect(existsSync(link)).toBe(false);
    await board.plug();
    const again = await openPort(link);
    expect(await ask(again, crc)).toEqual(before);
    board.powerCut();
    expect(await ask(again, crc)).not.toEqual(before);
    await closePort(again);
    await board.close();
    expect(existsSync(link)).toBe(false);
    await rm(folder, { recursive: true });
  });

  it.skipIf(process.platform !== 'linux')('leaves no file open, plugged in or not', async () => {
    const before = openFiles();
    const board = await serve();
    await pause(50);
    expect(openFiles()).toBe(before + 2);
    await board.unplug();
    await pause(50);
    expect(openFiles()).toBe(before);
    await board.plug();
    await board.close();
    await pause(50);
    expect(openFiles()).toBe(before);
  });
});

const everyByte = Uint8Array.from({ length: 256 * 64 }, (_, i) => i & 255);

describe.skipIf(process.platform === 'win32')('a pseudo-terminal', () => {
  // Opened as a plain file: the program sets no mode of its own.
  it('carries every byte value to its program', async () => {
    const cable = openCable(() => {});
    const fd = openSync(cable.path, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK);
    cable.write(everyByte);
    const arrived: number[] = [];
    const buffer = Buffer.alloc(5000);
    for (let tries = 0; arrived.length < everyByte.length && tries < 500; tries++) {
      await pause(2);
      try {
        arrived.push(...buffer.subarray(0, readSync(fd, buffer)));
      } catch (error) {
        expect(error).toMatchObject({ code: 'EAGAIN' });
      }
    }
    expect(Buffer.compare(Buffer.from(arrived), everyByte)).toBe(0);
    closeSync(fd);
    await cable.close();
  });

  it('carries every byte value from its program, and echoes none', async () => {
    const arrived: Uint8Array[] = [];
    const cable = openCable((bytes) => arrived.push(Uint8Array.from(bytes)));
    const fd = openSync(cable.path, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK);
    for (let at = 0; at < everyByte.length; at += 256) {
      writeSync(fd, everyByte, at, 256);
      await pause(2);
    }
    await pause(50);
    expect(Buffer.compare(Buffer.concat(arrived), everyByte)).toBe(0);
    expect(() => readSync(fd, Buffer.alloc(10))).toThrow('EAGAIN');
    closeSync(fd);
    await cable.close();
  });

  it('bears that its program goes away while bytes are on their way to it', async () => {
    const cable = openCable(() => {});
    cable.write(new Uint8Array(60_000));
    await pause(20);
    await cable.close();
    cable.write(Uint8Array.of(1));
  });

  it('hardly costs processor time while its program does not read, and loses what it cannot hold', async () => {
    const cable = openCable(() => {});
    for (let block = 0; block < 1000; block++) cable.write(new Uint8Array(1000));
    await pause(100);
    const before = process.cpuUsage().user;
    await pause(400);
    expect((process.cpuUsage().user - before) / 1000).toBeLessThan(200);
    await cable.close();
  });
});
