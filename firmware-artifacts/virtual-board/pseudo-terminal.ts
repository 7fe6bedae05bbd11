// A virtual board behind a real pseudo-terminal (cable.ts), which any program opens like a serial port. Bits have no say there: the line
// runs at whatever rate the board uses.
import { symlink, unlink } from 'node:fs/promises';
import { type Cable, openCable } from './cable.ts';
import type { VirtualBoardOptions } from './options.ts';
import type { LineFrame } from './virtual-board.ts';
import { WorkerBoard } from './worker-board.ts';

export { PseudoTerminalUnavailableError } from './cable.ts';

/** A program's bytes wait in its own buffer while more than this is under way to the board's pin. */
const BUFFER_BYTES = 16_384;

export interface ServedBoard {
  /** What to open: `/dev/pts/7`. After plug() another one; `link` stays. */
  readonly path: string;
  /** The reset button: registers lost, memory kept. */
  reset(): void;
  powerCut(): void;
  /** Pulls the cable, not the power: programs that have the port open see it close. */
  unplug(): Promise<void>;
  plug(): Promise<void>;
  frames(): Promise<readonly LineFrame[]>;
  close(): Promise<void>;
}

/**
 * Resolves when the board answers.
 * @param options.link a path at which to keep a symbolic link to the port, across unplug() and plug().
 * @throws PseudoTerminalUnavailableError, VirtualBoardModelError
 */
export async function serveVirtualBoard(options: VirtualBoardOptions & { link?: string } = {}): Promise<ServedBoard> {
  let cable: Cable | undefined;
  let ended: Error | undefined;
  let underWay = 0;
  const count = (bytes: number) => {
    underWay += bytes;
    cable?.hold(underWay > BUFFER_BYTES);
  };
  const board = await WorkerBoard.start(options, {
    bytes: (chunk) => cable?.write(chunk),
    taken: (bytes) => count(-bytes),
    closed(error) {
      ended = error;
      void cable?.close();
    },
  });

  const plug = async () => {
    cable ??= openCable((bytes) => {
      board.write(bytes);
      count(bytes.length);
    });
    if (options.link !== undefined) {
      await unlink(options.link).catch(ignoreMissing);
      await symlink(cable.path, options.link);
    }
  };
  const unplug = async () => {
    const pulled = cable;
    cable = undefined;
    await pulled?.close();
    board.cut();
    if (options.link !== undefined) await unlink(options.link).catch(ignoreMissing);
  };

  try {
    await plug();
  } catch (error) {
    await unplug();
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

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
