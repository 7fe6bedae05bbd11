// Opens the board that a URL names: the port, frames over it, and a session over those; or a bridge's board over MQTT.

import type { BytePort } from '../../device-bridge/link/link.ts';
import type { Board } from '../../device-bridge/session/board.ts';
import type { VirtualBoardOptions } from '../../firmware-artifacts/virtual-board/options.ts';
import { requireKnownInstructionSet } from './board-identity.ts';
import {
  BoardUrlError,
  type MqttTarget,
  parseBoardUrl,
  type SerialTarget,
  type UsbTarget,
  type VirtualTarget,
} from './board-url.ts';
import type { LineFrames } from './line-share.ts';

/** One that this process opens itself. */
export type LocalTarget = VirtualTarget | SerialTarget | UsbTarget;

/** One with a core. */
export type PhysicalTarget = LocalTarget | MqttTarget;

/** For commands that make no sense without a core. @throws BoardUrlError */
export function requirePhysical(url: string): PhysicalTarget {
  const target = parseBoardUrl(url);
  if (target.kind === 'reference')
    throw new BoardUrlError(url, 'the integer model holds no image; name a real or virtual board');
  return target;
}

/** For whoever owns boards. @throws BoardUrlError */
export function requireLocal(url: string): LocalTarget {
  const target = requirePhysical(url);
  if (target.kind === 'mqtt') throw new BoardUrlError(url, 'a bridge cannot serve the boards of another bridge');
  return target;
}

export interface Connection {
  readonly board: Board;
  readonly lineFrames?: LineFrames;
}

/**
 * The caller closes the board.
 * @throws UnknownInstructionSetError, and what the port's and the session's opening throw
 */
export async function connectBoard(target: PhysicalTarget, signal: AbortSignal): Promise<Connection> {
  const connection = await openConnection(target, signal);
  const { board } = connection;
  try {
    requireKnownInstructionSet(board.name, board.identity);
    return connection;
  } catch (error) {
    await board.close();
    throw error;
  }
}

async function openConnection(target: PhysicalTarget, signal: AbortSignal): Promise<Connection> {
  const { openBoard } = await import('../../device-bridge/session/board.ts');
  if (target.kind === 'mqtt') {
    const { openMqttLink } = await import('../../device-bridge/link/mqtt-link.ts');
    return { board: await openBoard(await openMqttLink({ ...target, signal }), { signal }) };
  }
  const { createFramedLink } = await import('../../device-bridge/link/framed-link.ts');
  const { port, lineFrames } = await openPort(target);
  return { board: await openBoard(createFramedLink(port), { targetBaud: target.baud, signal }), lineFrames };
}

async function openPort(target: LocalTarget): Promise<{ readonly port: BytePort; readonly lineFrames?: LineFrames }> {
  if (target.kind === 'serial' || target.kind === 'usb') {
    const { openSerialPort } = await import('../../device-bridge/link/serial-port.ts');
    return { port: await openSerialPort(await pathOf(target)) };
  }
  const { openVirtualBoardPort } = await import('../../firmware-artifacts/virtual-board/in-process-port.ts');
  const port = await openVirtualBoardPort(virtualBoardOptions(target));
  return { port, lineFrames: () => port.board.frames() };
}

async function pathOf(target: SerialTarget | UsbTarget): Promise<string> {
  if (target.kind === 'serial') return target.path;
  const { choosePort, listAttachedBoards } = await import('../../device-bridge/link/usb-boards.ts');
  return choosePort(target.board, await listAttachedBoards());
}

/** A URL's parameters as the virtual board takes them. */
export function virtualBoardOptions(target: Omit<VirtualTarget, 'kind' | 'baud'>): VirtualBoardOptions {
  return {
    board: target.board,
    pace: target.pace,
    dropRate: target.drop,
    corruptFrameRate: target.corrupt,
    latencyMs: target.latency,
    seed: target.seed,
    ...(target.wasm === undefined ? {} : { wasmPath: target.wasm }),
  };
}
