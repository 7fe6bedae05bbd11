// One open page: which board it follows, and what it is sent of it, five frames a second at most.
import type { WebSocket } from 'ws';
import { z } from 'zod';
import type { KeptCase } from './gallery.ts';
import type { Jobs } from './jobs.ts';
import type { PageMessage, ServerMessage, StudentChoice } from './messages.ts';
import type { WatchedBoard } from './watched-board.ts';

/** Five frames a second: with ten, a page that has little else to do takes more than a fifth of a core (npm run bench -- page). */
export const frameMs = 200;
const mapMs = 1000;
/** A page that has not yet taken this much gets no further frame: it draws what it can. */
const mostBuffered = 262_144;

const pageMessage: z.ZodType<PageMessage> = z.strictObject({ kind: z.literal('watch'), board: z.string().max(256) });

/** What the page may do with the boards. */
export interface Control {
  readonly students: readonly StudentChoice[];
  readonly jobs: Jobs;
}

export interface LiveOptions {
  readonly version: string;
  readonly boards: readonly WatchedBoard[];
  readonly control?: Control;
}

/** Serves `socket` until it closes. */
export function serveSocket(socket: WebSocket, { version, boards, control }: LiveOptions): void {
  const send = (message: ServerMessage) => socket.send(JSON.stringify(message));
  const tileOf = ({ id, summary }: WatchedBoard) => ({ ...summary, job: control?.jobs.running(id)?.title });
  const sendMap = () => send({ kind: 'map', boards: boards.map(tileOf) });
  let followed: FollowedBoard | undefined;
  const follow = (board: WatchedBoard | undefined) => {
    followed?.end();
    followed = board && new FollowedBoard(board, socket, send);
    if (board) sendJobs(board.id);
  };
  const sendJobs = (board: string) => {
    if (control && followed?.id === board) send({ kind: 'jobs', board, jobs: control.jobs.of(board) });
  };
  const ends = boards.map((board) => board.listen({ onInfo: () => send({ kind: 'board', board: board.info }) }));
  if (control) ends.push(control.jobs.listen(sendJobs));
  const timers = [setInterval(sendMap, mapMs), setInterval(() => followed?.draw(), frameMs)];
  send({ kind: 'hello', version, boards: boards.map(({ info }) => info), students: control?.students });
  sendMap();
  socket.on('message', (bytes) => {
    const message = parseMessage(String(bytes));
    if (!message) socket.close(1007, 'not a message of this page');
    else follow(boards.find(({ id }) => id === message.board));
  });
  socket.on('error', () => socket.terminate());
  socket.on('close', () => {
    for (const timer of timers) clearInterval(timer);
    for (const end of ends) end();
    follow(undefined);
  });
}

function parseMessage(text: string): PageMessage | undefined {
  try {
    return pageMessage.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

class FollowedBoard {
  readonly #board: WatchedBoard;
  readonly #socket: WebSocket;
  readonly #send: (message: ServerMessage) => void;
  readonly #endListening: () => void;
  #found: KeptCase[] = [];
  #drawnUpTo: number;
  #notDrawn = 0;

  constructor(board: WatchedBoard, socket: WebSocket, send: (message: ServerMessage) => void) {
    this.#board = board;
    this.#socket = socket;
    this.#send = send;
    const { id } = board;
    const gallery = board.cases.map((found) => board.showCase(found));
    send({ kind: 'history', board: id, seconds: board.seconds, events: board.events, gallery });
    this.#endListening = board.listen({
      onSecond: (second) => send({ kind: 'second', board: id, second }),
      onEvent: (event) => send({ kind: 'event', board: id, event }),
      onCase: (found) => void this.#found.push(found),
    });
    this.#drawnUpTo = board.frame.predictions;
    this.draw();
  }

  get id(): string {
    return this.#board.id;
  }

  draw(): void {
    if (this.#socket.bufferedAmount > mostBuffered) return;
    const board = this.#board;
    const { frame } = board;
    this.#notDrawn += Math.max(0, frame.predictions - this.#drawnUpTo - 1);
    this.#drawnUpTo = frame.predictions;
    this.#send({ kind: 'frame', board: board.id, frame: { ...frame, notDrawn: this.#notDrawn } });
    const items = this.#found.slice(-mostAtOnce).map((found) => board.showCase(found));
    this.#found = [];
    if (items.length > 0) this.#send({ kind: 'gallery', board: board.id, items });
  }

  end(): void {
    this.#endListening();
  }
}

/** Of a gallery, between two frames. */
const mostAtOnce = 16;
