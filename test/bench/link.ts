// How much of the line an upload uses, and what an interruption costs: sessions with the board's RTL in lockstep, counted in its cycles.
//   npm run bench -- link [--json]

import { decodeRequest } from '../../device-bridge/framing/message.ts';
import { createFramedLink } from '../../device-bridge/link/framed-link.ts';
import type { Link } from '../../device-bridge/link/link.ts';
import { openBoard } from '../../device-bridge/session/board.ts';
import type { FlashEvent } from '../../device-bridge/session/flash.ts';
import { Adapter } from '../../firmware-artifacts/virtual-board/adapter.ts';
import { openLockstepPort } from '../../firmware-artifacts/virtual-board/lockstep-port.ts';
import type { VirtualBoardOptions } from '../../firmware-artifacts/virtual-board/options.ts';
import { up5k } from '../../host/image/core-description.ts';
import { createEchoImage } from '../support/echo-image.ts';

const payloadBytes = 65_536;
const latencyMs = 16;
const fastestBaud = 3_000_000;
/** No other frame of a session is this long, and of a data frame that a changed byte cuts in two the longer part is. */
const shortestDataFrame = 100;

export interface ShareRow {
  readonly kind: 'share';
  readonly baud: number;
  /** Payload bits over the bit times from the first start bit to the last stop bit of the data frames at the board's pins. */
  readonly share: number;
  readonly handshakeMs: number;
  readonly commitMs: number;
  readonly frames: number;
}

export interface CorruptedRow {
  readonly kind: 'corrupted';
  readonly baud: number;
  readonly corruptFrameRate: number;
  readonly seeds: number;
  readonly meanShare: number;
  readonly leastShare: number;
}

export interface ResumeRow {
  readonly kind: 'resume';
  readonly after: Interruption;
  /** Of the payload, sent more than once in all. */
  readonly bytesSentAgain: number;
  readonly windowBytes: number;
  readonly resumedAt: number;
}

export type LinkRow = ShareRow | CorruptedRow | ResumeRow;
type Interruption = 'host killed' | 'cable pulled' | 'board reset';

export async function benchLink({ seeds = 200 }: { seeds?: number } = {}): Promise<LinkRow[]> {
  const rows: LinkRow[] = [];
  for (const baud of [115_200, 921_600, fastestBaud]) rows.push(await measureShare(baud));
  rows.push(await measureCorrupted(seeds));
  for (const after of ['host killed', 'cable pulled', 'board reset'] as const) rows.push(await measureResume(after));
  return rows;
}

export async function measureShare(baud: number, faults: VirtualBoardOptions = {}): Promise<ShareRow> {
  const port = openLockstepPort({ latencyMs, ...faults });
  const board = await openBoard(createFramedLink(port), { targetBaud: baud });
  try {
    const { handshakeMs, commitMs } = await board.flash(createEchoImage(payloadBytes));
    const data = port.adapter.board.frames().filter(({ bytes }) => bytes >= shortestDataFrame);
    const cycles = data[data.length - 1].lastStopBit - data[0].firstStartBit;
    const share = (payloadBytes * 10 * up5k.clockHz) / board.baud / cycles;
    return { kind: 'share', baud: board.baud, share, handshakeMs, commitMs, frames: data.length };
  } finally {
    await board.close();
  }
}

export async function measureCorrupted(seeds: number): Promise<CorruptedRow> {
  const corruptFrameRate = 0.01;
  const shares: number[] = [];
  for (let seed = 1; seed <= seeds; seed++) {
    shares.push((await measureShare(fastestBaud, { corruptFrameRate, seed })).share);
  }
  const meanShare = shares.reduce((sum, share) => sum + share, 0) / seeds;
  return { kind: 'corrupted', baud: fastestBaud, corruptFrameRate, seeds, meanShare, leastShare: Math.min(...shares) };
}

/** Interrupts an upload half-way and has it finished. */
export async function measureResume(after: Interruption): Promise<ResumeRow> {
  const adapter = new Adapter({ latencyMs });
  const image = createEchoImage(payloadBytes);
  const counts = { sentBytes: 0 };
  const open = async () => {
    const port = openLockstepPort({ latencyMs }, adapter);
    return { port, board: await openBoard(countChunks(createFramedLink(port), counts)) };
  };
  const first = await open();
  const controller = new AbortController();
  const interrupt = () => {
    if (after === 'board reset') adapter.reset();
    if (after === 'cable pulled') adapter.cut();
    if (after !== 'board reset') controller.abort(new Error(after));
  };
  let interrupted = false;
  let resumedAt = 0;
  const note = (event: FlashEvent) => {
    if (event.kind === 'compared') resumedAt = payloadBytes - event.bytes;
    if (interrupted || event.kind !== 'progress' || event.bytes < payloadBytes / 2) return;
    interrupted = true;
    interrupt();
  };
  const flashing = first.board.flash(image, { signal: controller.signal, onEvent: note });
  const result = await flashing.catch(async (error: unknown) => {
    if (!controller.signal.aborted) throw error;
    await first.port.close();
    const second = await open();
    return second.board.flash(image, { onEvent: note }).finally(() => second.board.close());
  });
  if (!controller.signal.aborted) await first.board.close();
  const { windowBytes } = result;
  return { kind: 'resume', after, bytesSentAgain: counts.sentBytes - payloadBytes, windowBytes, resumedAt };
}

/** Counts the payload's bytes that go out over `link`. */
function countChunks(link: Link, counts: { sentBytes: number }): Link {
  return {
    ...link,
    send(message) {
      const request = decodeRequest(message);
      if (request.kind === 'chunk') counts.sentBytes += request.value.data.length;
      return link.send(message);
    },
  };
}
