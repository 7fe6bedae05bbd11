// A board that is only a Link, behind a pseudo-terminal: for commands, which open ports.
import { encodeFrame, FrameDecoder } from '../../device-bridge/framing/frame.ts';
import { decodeRequest, type Request } from '../../device-bridge/framing/message.ts';
import type { Link } from '../../device-bridge/link/link.ts';
import { openCable } from '../../firmware-artifacts/virtual-board/cable.ts';

export interface ServedLink {
  /** What to open: `/dev/pts/7`. */
  readonly path: string;
  /** The kinds of the requests so far. */
  readonly asked: readonly Request['kind'][];
  close(): Promise<void>;
}

export function serveLink(link: Link): ServedLink {
  const decoder = new FrameDecoder();
  const asked: Request['kind'][] = [];
  const cable = openCable((bytes) => {
    for (const message of decoder.push(bytes)) {
      asked.push(decodeRequest(message).kind);
      void link.send(message);
    }
  });
  link.start({ message: (bytes) => cable.write(encodeFrame(bytes)), closed: () => {} });
  return { path: cable.path, asked, close: () => cable.close() };
}
