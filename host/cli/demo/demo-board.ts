// The demo's boards: the named ones, or virtual ones, one per CPU core, each on a pseudo-terminal, or in this process
// if there are none.

import { openAll } from '../../../device-bridge/session/board-pool.ts';
import type { ServedBoard } from '../../../firmware-artifacts/virtual-board/pseudo-terminal.ts';
import type { CommandContext } from '../run-command.ts';
import { virtualBaud } from '../steps/board-url.ts';
import { boardsPerCore, type Connection, connectBoards } from '../steps/connect.ts';

export interface DemoBoard extends AsyncDisposable {
  readonly url: string;
  /** For people. */
  readonly name: string;
  /** Of virtual boards whose URL does not say how many. */
  readonly boards: number;
  /** In place of the URL. */
  connect?(signal: AbortSignal): Promise<Connection>;
}

const dispose = { [Symbol.asyncDispose]: async () => {} };

export async function startDemoBoard(
  on: string | undefined,
  samples: number,
  { output }: CommandContext,
): Promise<DemoBoard> {
  const boards = boardsPerCore(samples);
  if (on !== undefined) return { url: on, name: on, boards, ...dispose };
  const { PseudoTerminalUnavailableError, serveVirtualBoard } = await import(
    '../../../firmware-artifacts/virtual-board/pseudo-terminal.ts'
  );
  const url = 'virtual:up5k';
  try {
    const serving = Array.from({ length: boards }, (_, index) => serveVirtualBoard({ seed: index + 1 }));
    const served = await openAll(serving, (board) => board.close());
    const paths = served.map(({ path }) => path);
    output.note(`virtual board${boards > 1 ? 's' : ''} up5k on ${paths.join(' and ')}`);
    return {
      url,
      name: url,
      boards,
      connect: (signal) => connectServed(url, served, signal),
      async [Symbol.asyncDispose]() {
        await Promise.all(served.map((board) => board.close()));
      },
    };
  } catch (error) {
    if (!(error instanceof PseudoTerminalUnavailableError)) throw error;
    output.note(`${error.message}; this demo uses the in-process link`);
    return { url, name: `${url}, in process`, boards, ...dispose };
  }
}

async function connectServed(name: string, served: readonly ServedBoard[], signal: AbortSignal): Promise<Connection> {
  const baud = virtualBaud('up5k');
  const targets = served.map(({ path }) => ({ kind: 'serial', path, baud }) as const);
  const connection = await connectBoards(name, targets, signal);
  return { ...connection, lineFrames: () => served[0].frames() };
}
