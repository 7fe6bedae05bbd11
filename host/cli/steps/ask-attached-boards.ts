// Queries which bitstream runs on the boards attached over USB.

import type { AttachedBoard } from '../../../device-bridge/link/usb-boards.ts';
import { RetortError } from '../../../proto/retort-error.ts';
import { type BoardBuild, describeBuild } from './board-identity.ts';
import { connectBoard } from './connect.ts';

export interface AskedBoard extends AttachedBoard {
  /** Null where it was not asked, or gave no usable answer. */
  readonly build: BoardBuild | null;
  /** Why it gave none; null where it did, and where it was not asked. */
  readonly problem: string | null;
}

/** Only those that their words name: what else has the same adapter may not like to be spoken to. @throws the signal's reason */
export function askAttachedBoards(attached: readonly AttachedBoard[], signal: AbortSignal): Promise<AskedBoard[]> {
  return Promise.all(
    attached.map(async (board) => {
      if (!board.certain) return { ...board, build: null, problem: null };
      try {
        return { ...board, build: await askBuild(board.path, signal), problem: null };
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof RetortError)) throw error;
        return { ...board, build: null, problem: error.message };
      }
    }),
  );
}

async function askBuild(path: string, signal: AbortSignal): Promise<BoardBuild> {
  const { board } = await connectBoard({ kind: 'serial', path, baud: 115_200 }, signal);
  await board.close();
  return describeBuild(board.identity);
}
