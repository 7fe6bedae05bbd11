// The cable between a program and a virtual board: a raw pseudo-terminal, whose path the program opens like a serial port. It carries
// bytes, not bits, so the baud rate set on it has no effect. Knows nothing of boards.

import { execFileSync } from 'node:child_process';
import { closeSync, write } from 'node:fs';
import { createRequire } from 'node:module';
import { ReadStream } from 'node:tty';
import { promisify } from 'node:util';
import { RetortError } from '../../proto/retort-error.ts';

const writeSome = promisify(write);

/** What a program has not read beyond this is lost, as with an adapter. */
const UNREAD_BYTES = 65_536;

export class PseudoTerminalUnavailableError extends RetortError {
  readonly code = 'VIRTUAL_BOARD_NO_PSEUDO_TERMINAL';
  readonly category = 'board';
  override readonly name = 'PseudoTerminalUnavailableError';

  constructor(cause: unknown) {
    const reason = cause instanceof Error ? cause.message.split('\n')[0] : String(cause);
    super(
      `no pseudo-terminal can be opened on ${process.platform} (${reason}): name the board virtual:up5k, which needs none`,
      { cause },
    );
  }
}

export interface Cable {
  /** What to open: `/dev/pts/7`. */
  readonly path: string;
  /** Towards the program; does not wait until it reads. */
  write(bytes: Uint8Array): void;
  /** Whether the program's bytes wait in its own buffer. */
  hold(held: boolean): void;
  /** Pulls it out: a program that has it open sees it close. */
  close(): Promise<void>;
}

/** File descriptors, both non-blocking, and the slave's path. */
interface Pair {
  readonly master: number;
  readonly slave: number;
  readonly pty: string;
}

interface NodePty {
  requireBinary(name: 'pty.node'): { open(columns: number, rows: number): Pair };
}

/** @throws PseudoTerminalUnavailableError */
export function openCable(received: (bytes: Uint8Array) => void): Cable {
  const pair = openPair();
  const master = new ReadStream(pair.master);
  master.on('data', received);
  // EIO once the last slave is closed, which only close() below does.
  master.on('error', () => master.destroy());

  let open = true;
  let unread = 0;
  let writing = Promise.resolve();
  const writeAll = async (bytes: Uint8Array) => {
    let patienceMs = 1;
    for (let at = 0; open && at < bytes.length; ) {
      try {
        at += (await writeSome(pair.master, bytes, at, bytes.length - at, null)).bytesWritten;
        patienceMs = 1;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') break;
        // The kernel's buffer (4 KB) is full until the program reads; a write that waited would block a thread, or the stream everything.
        await new Promise((resolve) => setTimeout(resolve, patienceMs));
        patienceMs = Math.min(2 * patienceMs, 32);
      }
    }
    unread -= bytes.length;
  };
  return {
    path: pair.pty,
    write(bytes) {
      if (!open || unread + bytes.length > UNREAD_BYTES) return;
      unread += bytes.length;
      writing = writing.then(() => writeAll(bytes));
    },
    hold(held) {
      if (held) master.pause();
      else master.resume();
    },
    async close() {
      if (!open) return;
      open = false;
      // Its number must not become another file's while a write to it is under way.
      await writing;
      master.destroy();
      closeSync(pair.slave);
    },
  };
}

/** Both ends, in raw mode. The slave stays open, unread: without any the master reports an error instead of waiting for a program. */
function openPair(): Pair {
  try {
    // node-pty's own open() wraps the slave in a stream that takes the program's bytes and cannot be closed without a leak.
    const { requireBinary } = createRequire(import.meta.url)('@lydell/node-pty/requireBinary.js') as NodePty;
    const pair = requireBinary('pty.node').open(80, 24);
    execFileSync('stty', ['raw', '-echo'], { stdio: [pair.slave, 'ignore', 'pipe'] });
    return pair;
  } catch (error) {
    throw new PseudoTerminalUnavailableError(error);
  }
}
