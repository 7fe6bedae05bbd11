// Opens the board that a URL names: the port, frames over it, and a session over those.

import type { BytePort } from '../../device-bridge/link/link.ts';
import type { Board } from '../../device-bridge/session/board.ts';
import { BoardUrlError, parseBoardUrl, type SerialTarget, type VirtualTarget } from './board-url.ts';

export type PhysicalTarget = VirtualTarget | SerialTarget;

/** For commands that make no sense without a core. @throws BoardUrlError */
export function requirePhysical(url: string): PhysicalTarget {
  const target = parseBoardUrl(url);
  if (target.kind === 'reference')
    throw new BoardUrlError(url, 'the integer model holds no image; name a real or virtual board');
  return target;
}

/** The caller closes the board. Throws what the port's and the session's opening throw. */
export async function connectBoard(target: PhysicalTarget, signal: AbortSignal): Promise<Board> {
  const { createFramedLink } = await import('../../device-bridge/link/framed-link.ts');
  const { openBoard } = await import('../../device-bridge/session/board.ts');
  return openBoard(createFramedLink(await openPort(target)), { targetBaud: target.baud, signal });
}

async function openPort(target: PhysicalTarget): Promise<BytePort> {
  if (target.kind === 'serial') {
    const { openSerialPort } = await import('../../device-bridge/link/serial-port.ts');
    return openSerialPort(target.path);
  }
  const { openVirtualBoardPort } = await import('../../firmware-artifacts/virtual-board/in-process-port.ts');
  return openVirtualBoardPort(virtualBoardOptions(target));
}

/** A URL's parameters as the virtual board takes them. */
export function virtualBoardOptions(target: Omit<VirtualTarget, 'kind' | 'baud'>) {
  return {
    pace: target.pace,
    dropRate: target.drop,
    corruptRate: target.corrupt,
    latencyMs: target.latency,
    seed: target.seed,
    ...(target.wasm === undefined ? {} : { wasmPath: target.wasm }),
  };
}
