// Talks to a virtual board without a session: frames onto its pin, replies from it, in the board's own time.
import { encodeFrame, FrameDecoder } from '../../device-bridge/framing/frame.ts';
import {
  type Commands,
  decodeReply,
  encodeRequest,
  type Reply,
  type Request,
} from '../../device-bridge/framing/message.ts';
import type { VirtualBoard } from '../../firmware-artifacts/virtual-board/virtual-board.ts';

/** A request as it travels. */
export function frameOf<K extends keyof Commands>(kind: K, value: Commands[K], id = 1): Uint8Array {
  return encodeFrame(encodeRequest({ id, kind, value } as Request));
}

/** Every reply to `bytes`, once the board is idle again. */
export function ask(board: VirtualBoard, bytes: Uint8Array): Reply[] {
  board.write(bytes);
  board.run(24_000_000, { whenIdle: true });
  return new FrameDecoder().push(board.read()).map(decodeReply);
}

/** What the board's memory holds there. */
export function memoryOf(board: VirtualBoard, address: number, length: number): Uint8Array {
  const [reply] = ask(board, frameOf('readMemory', { address, length }));
  if (reply?.kind !== 'memory') throw new Error(`the board answered ${JSON.stringify(reply)}`);
  return Uint8Array.from(reply.value.data);
}
