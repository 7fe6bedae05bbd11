// Opens the board that a URL names: the port, frames over it, and a session over those.

import type { BytePort } from '../../device-bridge/link/link.ts';
import type { Board } from '../../device-bridge/session/board.ts';
import type { VirtualBoardOptions } from '../../firmware-artifacts/virtual-board/options.ts';
import { BoardUrlError, parseBoardUrl, type SerialTarget, type VirtualTarget } from './board-url.ts';
import type { LineFrames } from './line-share.ts';

export type PhysicalTarget = VirtualTarget | SerialTarget;

/** For commands that make no sense without a core. @throws BoardUrlError */
export function requirePhysical(url: string): PhysicalTarget {
  const target = parseBoardUrl(url);
  if (target.kind === 'reference')
    throw new BoardUrlError(url, 'the integer model holds no image; name a real or virtual board');
  return target;
}

export interface Connection {
  readonly board: Board;
  readonly lineFrames?: LineFrames;
}

/** The caller closes the board. Throws what the port's and the session's opening throw. */
export async function connectBoard(target: PhysicalTarget, signal: AbortSignal): Promise<Connection> {
  const { createFramedLink } = await import('../../device-bridge/link/framed-link.ts');
  const { openBoard } = await import('../../device-bridge/session/board.ts');
  const { port, lineFrames } = await openPort(target);
  return { board: await openBoard(createFramedLink(port), { targetBaud: target.baud, signal }), lineFrames };
}

async function openPort(
  target: PhysicalTarget,
): Promise<{ readonly port: BytePort; readonly lineFrames?: LineFrames }> {
  if (target.kind === 'serial') {
    const { openSerialPort } = await import('../../device-bridge/link/serial-port.ts');
    return { port: await openSerialPort(target.path) };
  }
  const { openVirtualBoardPort } = await import('../../firmware-artifacts/virtual-board/in-process-port.ts');
  const port = await openVirtualBoardPort(virtualBoardOptions(target));
  return { port, lineFrames: () => port.board.frames() };
}

/** A URL's parameters as the virtual board takes them. */
export function virtualBoardOptions(target: Omit<VirtualTarget, 'kind' | 'baud'>): VirtualBoardOptions {
  return {
    pace: target.pace,
    dropRate: target.drop,
    corruptFrameRate: target.corrupt,
    latencyMs: target.latency,
    seed: target.seed,
    ...(target.wasm === undefined ? {} : { wasmPath: target.wasm }),
  };
}
