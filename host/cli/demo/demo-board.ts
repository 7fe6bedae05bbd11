// The demo's board: the one that was named, or a virtual one behind a pseudo-terminal, or without those one in this process.

import { virtualBaud } from '../board-url.ts';
import type { LineFrames } from '../line-share.ts';
import type { CommandContext } from '../run-command.ts';

export interface DemoBoard extends AsyncDisposable {
  readonly url: string;
  /** For people. */
  readonly name: string;
  readonly lineFrames?: LineFrames;
}

export async function startDemoBoard(on: string | undefined, { output }: CommandContext): Promise<DemoBoard> {
  if (on !== undefined) return { url: on, name: on, [Symbol.asyncDispose]: async () => {} };
  const { PseudoTerminalUnavailableError, serveVirtualBoard } = await import(
    '../../../firmware-artifacts/virtual-board/pseudo-terminal.ts'
  );
  try {
    const board = await serveVirtualBoard({});
    output.note(`virtual board up5k on ${board.path}`);
    return {
      url: `serial:${board.path}?baud=${virtualBaud('up5k')}`,
      name: 'virtual:up5k',
      lineFrames: () => board.frames(),
      [Symbol.asyncDispose]: () => board.close(),
    };
  } catch (error) {
    if (!(error instanceof PseudoTerminalUnavailableError)) throw error;
    output.note(`${error.message}; this demo uses the in-process link`);
    return {
      url: 'virtual:up5k',
      name: 'virtual:up5k, in process',
      [Symbol.asyncDispose]: async () => {},
    };
  }
}
