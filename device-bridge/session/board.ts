// A board as its users see it: flash an image, infer, look into it. One flash or run at a time.

import { grouped } from '../../proto/numbers.ts';
import type { Prediction } from '../../proto/prediction.ts';
import type { FrameCounters } from '../framing/frame.ts';
import { type Identity, MessageError, type Status } from '../framing/message.ts';
import type { Link } from '../link/link.ts';
import type { LinkHealth } from './connection.ts';
import { BoardInUseError } from './errors.ts';
import { type FlashImage, type FlashOptions, type FlashResult, flash, readingMs } from './flash.ts';
import { infer } from './infer.ts';
import { LayerRunner } from './run-layers.ts';
import type { InferOptions, Sample } from './sample.ts';
import { Session } from './session.ts';
import { defaultTiming, type Timing } from './timing.ts';

const readBytes = 1024;

export interface Board {
  /** Such as `serial:/dev/ttyUSB1`. */
  readonly name: string;
  /** As of the last time that the board was found. */
  readonly identity: Identity;
  /** Of the line: the one asked for, or 115,200 where the board or the adapter cannot do it; 0 where the link has none. */
  readonly baud: number;
  readonly health: Readonly<LinkHealth & { frames?: FrameCounters }>;
  status(): Promise<Status>;
  /** Throws what ./flash.ts throws; the board then has no image, or the one it had where nothing was begun. */
  flash(image: FlashImage, options?: FlashOptions): Promise<FlashResult>;
  /** See ./infer.ts. */
  infer(samples: AsyncIterable<Sample> | Iterable<Sample>, options?: InferOptions): AsyncIterable<Prediction>;
  /** Runs the first `stopAfter` descriptors of the program (0: all) on one input; their outputs are then in the memory. */
  runLayers(input: Uint8Array, stopAfter: number): Promise<Prediction>;
  rangeCrc(address: number, length: number): Promise<number>;
  readMemory(address: number, length: number): Promise<Uint8Array>;
  /** Also closes the link. */
  close(): Promise<void>;
}

export interface OpenBoardOptions {
  readonly targetBaud?: number;
  readonly timing?: Partial<Timing>;
  readonly signal?: AbortSignal;
}

/**
 * Finds the board on `link` and raises the rate to `targetBaud`, staying at 115,200 where the board does not answer there.
 * @throws BoardSilentError, WrongBaudError, BaudRateError, LinkClosedError, the signal's reason; the link is then closed
 * @example
 * import { openBoardOn, openMqttLink } from 'retort-fpga/bridge';
 *
 * const link = await openMqttLink({ broker: 'mqtt://127.0.0.1', group: 'retort', bridge: 'bench', board: 'b1' });
 * const board = await openBoardOn(link);
 * console.log(board.identity.clockHz);
 * await board.close();
 */
export async function openBoard(link: Link, options: OpenBoardOptions = {}): Promise<Board> {
  const { targetBaud = 3_000_000, timing, signal } = options;
  const ofLink = link.answerMs === undefined ? {} : { answerMs: link.answerMs };
  const session = await Session.open(link, targetBaud, { ...defaultTiming, ...ofLink, ...timing }, signal);
  return boardOf(session);
}

function boardOf(session: Session): Board {
  let running: string | undefined;
  const layerRunner = new LayerRunner(session);
  const start = (work: string) => {
    if (running) throw new BoardInUseError(running, work);
    running = work;
  };
  const board: Board = {
    name: session.connection.link.name,
    get identity() {
      return session.identity;
    },
    get baud() {
      return session.baud;
    },
    get health() {
      return { ...session.connection.health, frames: session.connection.link.counters };
    },
    status: () => session.request('getStatus', {}),
    async flash(image, flashOptions) {
      start('flash');
      try {
        return await flash(session, image, flashOptions);
      } finally {
        running = undefined;
      }
    },
    async *infer(samples, inferOptions) {
      start('infer');
      try {
        yield* infer(session, samples, inferOptions);
      } finally {
        running = undefined;
      }
    },
    async runLayers(input, stopAfter) {
      start('infer');
      try {
        return await layerRunner.run(input, stopAfter);
      } finally {
        running = undefined;
      }
    },
    async rangeCrc(address, length) {
      const options = { extraMs: readingMs(session, length) };
      return (await session.request('rangeCrc', { address, length }, options)).crc;
    },
    async readMemory(address, length) {
      const bytes = new Uint8Array(length);
      for (let at = 0; at < length; at += readBytes) {
        const piece = { address: address + at, length: Math.min(readBytes, length - at) };
        const extraMs = session.connection.lineMs(piece.length);
        const { data } = await session.request('readMemory', piece, { extraMs });
        if (data.length !== piece.length)
          throw new MessageError(data.length, `${grouped(piece.length)} bytes of memory were requested`);
        bytes.set(data, at);
      }
      return bytes;
    },
    close: () => session.close(),
  };
  return board;
}
