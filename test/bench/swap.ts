// How long a board is busy with a new student: sessions with its RTL in lockstep, counted in its cycles.
import { decodeReply, decodeRequest } from '../../device-bridge/framing/message.ts';
import { createFramedLink } from '../../device-bridge/link/framed-link.ts';
import type { Link } from '../../device-bridge/link/link.ts';
import { usbBridgeOf } from '../../device-bridge/link/usb-identities.ts';
import { openBoard } from '../../device-bridge/session/board.ts';
import { openLockstepPort } from '../../firmware-artifacts/virtual-board/lockstep-port.ts';
import type { StudentImage } from '../../host/image/student-image.ts';

export interface SwapRow {
  readonly network: string;
  readonly board: string;
  readonly baud: number;
  /** For which the adapter holds bytes back, both ways together. */
  readonly adapterMilliseconds: number;
  /** Of the payload. */
  readonly bytes: number;
  /** For those bytes alone, ten bits each. */
  readonly lineMilliseconds: number;
  /** From the first byte of `Begin` to the last of `Committed`, at the host. */
  readonly boardMilliseconds: number;
  readonly sourceDigest: string;
}

export type SwapSettings = Pick<SwapRow, 'network' | 'board' | 'baud' | 'adapterMilliseconds' | 'sourceDigest'>;

/**
 * What FTDI's FT231X, the ULX3S's USB bridge, does at most, and how long it holds back what it has received: 1 ms where its driver is asked
 * for that, which Retort does on Linux, else 16 ms (data sheet FT_000565).
 */
export const bridge = { mostBaud: usbBridgeOf('ulx3s')!.mostBaud, promptMilliseconds: 1, idleMilliseconds: 16 };

export async function measureSwap(settings: SwapSettings, image: StudentImage): Promise<SwapRow> {
  const { board: name, baud, adapterMilliseconds } = settings;
  const port = openLockstepPort({ board: name, latencyMs: adapterMilliseconds / 2 });
  const cycles = { begun: 0, ready: 0 };
  const noted = noteCycles(createFramedLink(port), cycles, () => port.adapter.board.cycle);
  const board = await openBoard(noted, { targetBaud: baud });
  try {
    if (board.baud !== baud) throw new Error(`${name} cannot do ${baud} baud`);
    await board.flash(image);
    const bytes = image.payload.length;
    const boardMilliseconds = (1000 * (cycles.ready - cycles.begun)) / board.identity.clockHz;
    return { ...settings, bytes, lineMilliseconds: (10_000 * bytes) / baud, boardMilliseconds };
  } finally {
    await board.close();
  }
}

function noteCycles(link: Link, cycles: { begun: number; ready: number }, now: () => number): Link {
  return {
    ...link,
    send(message) {
      if (decodeRequest(message).kind === 'begin') cycles.begun = now();
      return link.send(message);
    },
    start(events) {
      link.start({
        ...events,
        message(bytes) {
          if (decodeReply(bytes).kind === 'committed') cycles.ready = now();
          events.message(bytes);
        },
      });
    },
  };
}
