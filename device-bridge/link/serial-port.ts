// A real serial port, or a pseudo-terminal, as a BytePort. Owns the device through ./port-lock.ts; knows nothing of frames.

import { existsSync } from 'node:fs';
import { SerialPort } from 'serialport';
import { grouped } from '../../proto/numbers.ts';
import { RetortError } from '../../proto/retort-error.ts';
import { type BytePort, LinkClosedError, systemClock } from './link.ts';
import { listPorts } from './list-ports.ts';
import { findPortOwner, lockPort, PortBusyError } from './port-lock.ts';

/** How soon a pulled cable is noticed. */
const watchMs = 250;

/** What was written before a change of rate has left by then, however slow the line. */
const drainMs = 3000;

/** No such device. */
export class PortMissingError extends RetortError {
  readonly code = 'PORT_MISSING';
  readonly category = 'board';
  override readonly name = 'PortMissingError';
  readonly path: string;
  readonly available: readonly string[];

  /** @param available `undefined` where ports cannot be listed */
  constructor(path: string, available: readonly string[] | undefined) {
    const listed = available?.length ? `: there are ${available.join(', ')}` : available && ': this computer has none';
    super(`no port ${path}${listed ?? ''}; make sure the board is plugged in, or use --on virtual:up5k`);
    this.path = path;
    this.available = available ?? [];
  }
}

/** The device is there but this user may not open it. */
class PortPermissionError extends RetortError {
  readonly code = 'PORT_PERMISSION';
  readonly category = 'board';
  override readonly name = 'PortPermissionError';
  readonly path: string;

  constructor(path: string, cause: unknown) {
    const user = process.env.USER ?? '$USER';
    super(`no permission to open ${path}: join its group ("sudo usermod -aG dialout ${user}", then log in again)`, {
      cause,
    });
    this.path = path;
  }
}

/** The operating system refused the port for another reason, such as a rate that the adapter cannot do. */
class PortFailedError extends RetortError {
  readonly code = 'PORT_FAILED';
  readonly category = 'board';
  override readonly name = 'PortFailedError';
  readonly path: string;

  constructor(path: string, doing: string, cause: Error) {
    super(`${path} failed while ${doing}: ${cause.message}; unplug it and plug it in again, or name another port`, {
      cause,
    });
    this.path = path;
  }
}

/**
 * Opens the device at `path`, 8 data bits, no parity, one stop bit, at `baud`, 115,200 where absent.
 * @throws PortMissingError, PortBusyError, PortPermissionError, PortFailedError
 * @example
 * import { createFramedLink, openBoardOn, openSerialPort } from 'retort-fpga/bridge';
 *
 * const port = await openSerialPort('/dev/ttyUSB1');
 * const board = await openBoardOn(createFramedLink(port), { targetBaud: 921_600 });
 * await board.close();
 */
export async function openSerialPort(path: string, { baud = 115_200 }: { baud?: number } = {}): Promise<BytePort> {
  if (process.platform !== 'win32' && !existsSync(path)) throw new PortMissingError(path, await listPaths());
  const unlock = process.platform === 'win32' ? () => {} : lockPort(path);
  const port = new SerialPort({ path, baudRate: baud, autoOpen: false });
  try {
    await settle((done) => port.open(done));
  } catch (error) {
    unlock();
    throw await explainOpening(path, error as Error);
  }
  await askForLowLatency(port);
  return serialBytePort(port, path, unlock);
}

/**
 * An adapter holds back what it has received, in case more comes: an FT231X for 16 ms unless told otherwise (FTDI's FT_000565). On Linux this asks
 * for 1 ms. A port that has no such setting, like a pseudo-terminal, is used as it is.
 */
async function askForLowLatency(port: SerialPort): Promise<void> {
  if (process.platform !== 'linux') return;
  const settings = { lowLatency: true, dtr: true, rts: true }; // both lines as opening leaves them
  await settle((done) => port.set(settings, done)).catch(() => {});
}

function serialBytePort(port: SerialPort, path: string, unlock: () => void): BytePort {
  const name = `serial:${path}`;
  let failure: Error | undefined;
  port.on('error', (error) => {
    failure = error;
  });
  const failed = (doing: string) => (error: Error) => {
    throw port.isOpen ? new PortFailedError(path, doing, error) : new LinkClosedError(name, failure ?? error);
  };
  return {
    name,
    clock: systemClock,
    start(events) {
      const watch = watchDevice(path, () => port.close(undefined, new Error('its device is gone')));
      port.on('data', (chunk: Buffer) => events.bytes(chunk));
      port.once('close', (error: Error | null | undefined) => {
        clearInterval(watch);
        unlock();
        events.closed(error ?? undefined);
      });
    },
    async write(bytes) {
      if (!port.isOpen) throw new LinkClosedError(name, failure);
      await settle((done) => port.write(bytes, undefined, done)).catch(failed('writing'));
    },
    async setBaudRate(rate) {
      if (!port.isOpen) throw new LinkClosedError(name, failure);
      await within(
        drainMs,
        settle((done) => port.drain(done)),
      ).catch(failed('emptying its buffer'));
      await settle((done) => port.update({ baudRate: rate }, done)).catch(failed(`setting ${grouped(rate)} baud`));
    },
    async close() {
      if (port.isOpen) await settle((done) => port.close(done));
      unlock();
    },
  };
}

/** serialport may read nothing for ever, without an error, where the cable is pulled during a read; but then the device's name is gone too. */
function watchDevice(path: string, gone: () => void): NodeJS.Timeout | undefined {
  if (process.platform === 'win32') return undefined;
  const watch = setInterval(() => {
    if (existsSync(path)) return;
    clearInterval(watch);
    gone();
  }, watchMs);
  return watch.unref();
}

/** A callback of serialport's as a promise. */
function settle(call: (done: (error?: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => call((error) => (error ? reject(error) : resolve())));
}

/** Rejects where `work` takes longer. */
function within(milliseconds: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no result after ${grouped(milliseconds)} ms`)), milliseconds);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

async function explainOpening(path: string, error: Error): Promise<Error> {
  if (/cannot lock|busy|temporarily unavailable/i.test(error.message))
    return new PortBusyError(path, findPortOwner(path), error);
  if (/permission denied|access denied/i.test(error.message)) return new PortPermissionError(path, error);
  if (/no such file|file not found/i.test(error.message)) return new PortMissingError(path, await listPaths());
  return new PortFailedError(path, 'opening', error);
}

/** `undefined` where ports cannot be listed. */
async function listPaths(): Promise<string[] | undefined> {
  try {
    return (await listPorts()).map(({ path }) => path);
  } catch {
    return undefined;
  }
}
