// `virtual:NAME`: a BytePort to a virtual board in a thread of this process. It is a real line as far as bits go: at the wrong baud
// rate nothing sensible arrives.
import { type BytePort, type BytePortEvents, LinkClosedError } from '../../device-bridge/link/link.ts';
import { BoardClock } from './board-clock.ts';
import type { VirtualBoardOptions } from './options.ts';
import { WorkerBoard } from './worker-board.ts';

/** write() waits while more than this is under way to the board's pin: little, since whoever waits for an answer starts to count then. */
const BUFFER_BYTES = 2048;

export interface VirtualBoardPort extends BytePort {
  readonly board: WorkerBoard;
}

/** Resolves when the board answers, at 115,200 baud until setBaudRate. @throws VirtualBoardModelError */
export async function openVirtualBoardPort(
  options: VirtualBoardOptions = {},
  name = `virtual:${options.board ?? 'up5k'}`,
): Promise<VirtualBoardPort> {
  const clock = new BoardClock();
  const roomWaiters: (() => void)[] = [];
  let events: BytePortEvents | undefined;
  let closed = false;
  let failure: Error | undefined;
  let underWay = 0;

  const letIn = () => {
    while (roomWaiters.length > 0 && (closed || underWay <= BUFFER_BYTES)) roomWaiters.shift()?.();
  };
  const board = await WorkerBoard.start(options, {
    bytes: (chunk) => events?.bytes(chunk),
    taken(bytes) {
      underWay -= bytes;
      letIn();
    },
    worked: (milliseconds) => clock.pass(milliseconds),
    idle: () => clock.rest(),
    closed(error) {
      clock.stop();
      closed = true;
      failure = error;
      letIn();
      events?.closed(error);
    },
  });
  board.setBitTime(board.clockHz / 115_200);

  return {
    name,
    clock,
    board,
    start(handlers) {
      events = handlers;
    },
    async write(bytes) {
      if (closed) throw new LinkClosedError(name, failure);
      underWay += bytes.length;
      clock.start();
      board.write(bytes);
      if (underWay > BUFFER_BYTES) await new Promise<void>((resolve) => roomWaiters.push(resolve));
    },
    async setBaudRate(baud) {
      board.setBitTime(board.clockHz / baud);
    },
    close: () => board.close(),
  };
}
