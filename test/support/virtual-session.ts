// A session with a virtual board in this process, for tests that ask one board many things.
import type { Board } from '../../device-bridge/session/board.ts';
import type { CommandContext } from '../../host/cli/run-command.ts';
import { connectBoard, requirePhysical } from '../../host/cli/steps/connect.ts';

/** Opens `virtual:NAME`, and closes it whatever `work` does. */
export async function withVirtualBoard<Result>(name: string, work: (board: Board) => Promise<Result>): Promise<Result> {
  const { board } = await connectBoard(requirePhysical(`virtual:${name}`), new AbortController().signal);
  try {
    return await work(board);
  } finally {
    await board.close();
  }
}

/** A command's surroundings, of which nothing is seen. */
export function quietContext(): CommandContext {
  const step = { update: () => {}, done: () => {}, fail: () => {} };
  return { output: { note: () => {}, step: async () => step }, signal: new AbortController().signal };
}
