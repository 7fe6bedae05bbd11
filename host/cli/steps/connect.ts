// Opens the board named by a URL: the port, frames over it, and a session over those; or a bridge's board over MQTT.

import { availableParallelism } from 'node:os';
import type { BytePort, Link } from '../../../device-bridge/link/link.ts';
import type { Board } from '../../../device-bridge/session/board.ts';
import type { VirtualBoardOptions } from '../../../firmware-artifacts/virtual-board/options.ts';
import type { LineFrames } from '../text/line-share.ts';
import { requireKnownInstructionSet } from './board-identity.ts';
import {
  BoardUrlError,
  MOST_BOARDS,
  type MqttTarget,
  parseBoardUrl,
  type SerialTarget,
  type UsbTarget,
  type VirtualTarget,
} from './board-url.ts';

/** A board that this process opens itself. */
export type LocalTarget = VirtualTarget | SerialTarget | UsbTarget;

/** One with a core. */
export type PhysicalTarget = LocalTarget | MqttTarget;

/** For commands that need a core. @throws BoardUrlError */
export function requirePhysical(url: string): PhysicalTarget {
  const target = parseBoardUrl(url);
  if (target.kind === 'reference')
    throw new BoardUrlError(url, 'the integer reference has no memory for an image; name a real or virtual board');
  return target;
}

/** For commands that own boards. @throws BoardUrlError */
export function requireLocal(url: string): LocalTarget {
  const target = requireSingle(url, requirePhysical(url));
  if (target.kind === 'mqtt') throw new BoardUrlError(url, 'a bridge cannot serve the boards of another bridge');
  return target;
}

/** For commands that look into a board's memory, or own boards one by one. @throws BoardUrlError */
export function requireSingle<Target extends PhysicalTarget>(url: string, target: Target): Target {
  const count = boardCountOf(target);
  if (count > 1)
    throw new BoardUrlError(url, `it names ${count} boards, but this command needs one; leave boards=${count} out`);
  return target;
}

function boardCountOf(target: PhysicalTarget): number {
  return target.kind === 'virtual' ? (target.boards ?? 1) : 1;
}

/** One virtual board per core, each with at least one of the samples: where a whole split is classified and nobody says how many. */
export function boardsPerCore(samples: number): number {
  return Math.max(1, Math.min(availableParallelism(), samples, MOST_BOARDS));
}

export interface Connection {
  readonly board: Board;
  /** Those behind `board`: itself, or several. */
  readonly boards: readonly Board[];
  /** Of the first of `boards`. */
  readonly lineFrames?: LineFrames;
}

/** What stands between a session and its board, such as a recorder: of a line its port, of a bridge's board its link. */
export interface Wire {
  port(port: BytePort): BytePort;
  link(link: Link): Link;
}

const plainWire: Wire = { port: (port) => port, link: (link) => link };

/**
 * The caller closes the board.
 * @param wire for a single board only
 * @throws UnknownInstructionSetError, and what the port's and the session's opening throw
 */
export async function connectBoard(target: PhysicalTarget, signal: AbortSignal, wire?: Wire): Promise<Connection> {
  const count = boardCountOf(target);
  if (target.kind !== 'virtual' || count === 1) return connectOne(target, signal, { wire });
  // Each has its own memory at power-on and its own faults on the line.
  const targets = Array.from({ length: count }, (_, index) => ({ ...target, seed: (target.seed + index) % 2 ** 32 }));
  return connectBoards(`virtual:${target.board}`, targets, signal);
}

/**
 * Several boards behind one, which the caller closes; `name` is for people.
 * @throws BoardsDifferError, and what connectBoard throws
 */
export async function connectBoards(
  name: string,
  targets: readonly LocalTarget[],
  signal: AbortSignal,
): Promise<Connection> {
  const { openAll, poolBoards } = await import('../../../device-bridge/session/board-pool.ts');
  const { signalForAll } = await import('../../../device-bridge/session/signal-for-all.ts');
  const shared = signalForAll([signal]);
  const opening = targets.map((target, index) => connectOne(target, shared, { name: `board ${index + 1} of ${name}` }));
  const connections = await openAll(opening, ({ board }) => board.close());
  const boards = connections.map(({ board }) => board);
  try {
    return { board: poolBoards(name, boards), boards, lineFrames: connections[0].lineFrames };
  } catch (error) {
    await Promise.all(boards.map((board) => board.close()));
    throw error;
  }
}

interface ConnectOptions {
  /** Overrides a virtual board's own name. */
  readonly name?: string;
  readonly wire?: Wire;
}

async function connectOne(target: PhysicalTarget, signal: AbortSignal, options: ConnectOptions): Promise<Connection> {
  const { board, lineFrames } = await openConnection(target, signal, options);
  try {
    requireKnownInstructionSet(board.name, board.identity);
    return { board, boards: [board], lineFrames };
  } catch (error) {
    await board.close();
    throw error;
  }
}

async function openConnection(
  target: PhysicalTarget,
  signal: AbortSignal,
  { name, wire = plainWire }: ConnectOptions,
): Promise<Omit<Connection, 'boards'>> {
  const { openBoard } = await import('../../../device-bridge/session/board.ts');
  if (target.kind === 'mqtt') {
    const { openMqttLink } = await import('../../../device-bridge/link/mqtt-link.ts');
    return { board: await openBoard(wire.link(await openMqttLink({ ...target, signal })), { signal }) };
  }
  const { createFramedLink } = await import('../../../device-bridge/link/framed-link.ts');
  const { port, lineFrames } = await openPort(target, name);
  return { board: await openBoard(createFramedLink(wire.port(port)), { targetBaud: target.baud, signal }), lineFrames };
}

async function openPort(
  target: LocalTarget,
  name: string | undefined,
): Promise<{ readonly port: BytePort; readonly lineFrames?: LineFrames }> {
  if (target.kind === 'serial' || target.kind === 'usb') {
    const { openSerialPort } = await import('../../../device-bridge/link/serial-port.ts');
    return { port: await openSerialPort(await pathOf(target)) };
  }
  const { openVirtualBoardPort } = await import('../../../firmware-artifacts/virtual-board/in-process-port.ts');
  const port = await openVirtualBoardPort(virtualBoardOptions(target), name);
  return { port, lineFrames: () => port.board.frames() };
}

async function pathOf(target: SerialTarget | UsbTarget): Promise<string> {
  if (target.kind === 'serial') return target.path;
  const { choosePort, listAttachedBoards } = await import('../../../device-bridge/link/usb-boards.ts');
  return choosePort(target.board, await listAttachedBoards());
}

/** A URL's parameters as the virtual board takes them. */
export function virtualBoardOptions(target: Omit<VirtualTarget, 'kind' | 'baud' | 'boards'>): VirtualBoardOptions {
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
