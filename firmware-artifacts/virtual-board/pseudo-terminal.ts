// A virtual board behind a real pseudo-terminal, which any program opens like a serial port. A pseudo-terminal carries bytes, not bits:
// the baud rate set on it has no effect, and the line runs at whatever rate the board uses.
import { closeSync, constants, openSync, write } from 'node:fs';
import { symlink, unlink } from 'node:fs/promises';
import type { ReadStream } from 'node:tty';
import { promisify } from 'node:util';
import type { VirtualBoardOptions } from './options.ts';
import type { LineFrame } from './virtual-board.ts';
import { WorkerBoard } from './worker-board.ts';

const writeSome = promisify(write);

export class PseudoTerminalUnavailableError extends Error {
  readonly code = 'VIRTUAL_BOARD_NO_PSEUDO_TERMINAL';

  constructor(cause: unknown) {
    super(
      `no pseudo-terminal can be opened on ${process.platform} (${cause instanceof Error ? cause.message.split('\n')[0] : cause}): name the board virtual:up5k, which needs none`,
      { cause },
    );
    this.name = 'PseudoTerminalUnavailableError';
  }
}

export interface ServedBoard {
  /** What to open: `/dev/pts/7`. After plug() another one; `link` stays. */
  readonly path: string;
  /** The reset button: registers lost, memory kept. */
  reset(): void;
  powerCut(): void;
  /** Pulls the cable: programs that have the port open see it close. */
  unplug(): Promise<void>;
  plug(): Promise<void>;
  frames(): Promise<readonly LineFrame[]>;
  close(): Promise<void>;
}

/** One end of the cable: bytes in and out of a pseudo-terminal's master. */
interface Cable {
  readonly path: string;
  write(bytes: Uint8Array): void;
  close(): void;
}

/** node-pty's own types leave out what open() gives. */
interface OpenedPair {
  readonly master: ReadStream;
  readonly slave: ReadStream;
  readonly fd: number;
  readonly ptsName: string;
}

/**
 * @param options.link a path at which to keep a symbolic link to the port, across unplug() and plug().
 * @throws PseudoTerminalUnavailableError
 */
export async function serveVirtualBoard(options: VirtualBoardOptions & { link?: string } = {}): Promise<ServedBoard> {
  let cable: Cable | undefined;
  let ended: Error | undefined;
  const board = new WorkerBoard(options, true, {
    bytes: (chunk) => cable?.write(chunk),
    taken: () => {},
    closed(error) {
      ended = error;
      cable?.close();
    },
  });

  const plug = async () => {
    cable ??= await openCable((bytes) => board.write(bytes));
    if (options.link !== undefined) {
      await unlink(options.link).catch(ignoreMissing);
      await symlink(cable.path, options.link);
    }
  };
  const unplug = async () => {
    cable?.close();
    cable = undefined;
    board.cut();
    if (options.link !== undefined) await unlink(options.link).catch(ignoreMissing);
  };

  try {
    await plug();
  } catch (error) {
    await board.close();
    throw error;
  }
  return {
    get path() {
      return cable?.path ?? '';
    },
    reset: () => board.reset(),
    powerCut: () => board.powerCut(),
    unplug,
    plug,
    frames: () => board.frames(),
    async close() {
      await unplug();
      await board.close();
      if (ended) throw ended;
    },
  };
}

async function openCable(received: (bytes: Uint8Array) => void): Promise<Cable> {
  const pair = await openPair();
  const path = pair.ptsName;
  // Held open, unread: without any open slave the master reports an error instead of waiting for the next program.
  pair.slave.setRawMode(true);
  const held = openSync(path, constants.O_RDWR | constants.O_NOCTTY);
  pair.slave.destroy();
  pair.master.on('data', received);
  // EIO once the last slave is closed, which only close() below does.
  pair.master.on('error', () => pair.master.destroy());

  let open = true;
  let writing = Promise.resolve();
  const writeAll = async (bytes: Uint8Array) => {
    for (let at = 0; open && at < bytes.length; ) {
      try {
        at += (await writeSome(pair.fd, bytes, at, bytes.length - at, null)).bytesWritten;
      } catch (error) {
        // The kernel's buffer (4 KB) is full until the other side reads.
        if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return;
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
    }
  };
  return {
    path,
    write(bytes) {
      writing = writing.then(() => writeAll(bytes));
    },
    close() {
      if (!open) return;
      open = false;
      pair.master.destroy();
      closeSync(held);
    },
  };
}

async function openPair(): Promise<OpenedPair> {
  try {
    const { open } = (await import('@lydell/node-pty')) as unknown as { open(options: object): OpenedPair };
    return open({ encoding: null });
  } catch (error) {
    throw new PseudoTerminalUnavailableError(error);
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
