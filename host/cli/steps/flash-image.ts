// Sends an image to a board and reports how well the line was used.

import type { StudentImage } from '../../image/student-image.ts';
import type { Connection } from '../connect.ts';
import { grouped, percent } from '../format.ts';
import { lineShareOf } from '../line-share.ts';
import { runStep } from '../output.ts';
import type { CommandContext } from '../run-command.ts';

export interface FlashFigures {
  readonly payloadBytes: number;
  /** This image was in effect already, so nothing was sent and `lineShare` is absent. */
  readonly skipped: boolean;
  /** Of the payload, what was sent; the board's memory held the rest. Through a bridge: what was sent to the bridge. */
  readonly sentBytes: number;
  /** In which the sent bytes lie. */
  readonly sentRanges: number;
  /** 0 where the link has none. */
  readonly baud: number;
  /** From the first word about the image to its commit, on the link's clock. */
  readonly seconds: number;
  /** See line-share.ts. At the pins of a virtual board; of a real one as the host sees it, until the last piece's answer. None for less than a KB. */
  readonly lineShare?: number;
}

/** Fewer bytes say nothing of the line. */
const leastForShare = 1024;

/** `0.06 s at 3,000,000 baud, 97.6 % of the line`. */
export function timeText({ seconds, baud, lineShare }: Pick<FlashFigures, 'seconds' | 'baud' | 'lineShare'>): string {
  const rate = baud === 0 ? '' : ` at ${grouped(baud)} baud`;
  const share = lineShare === undefined ? '' : `, ${percent(lineShare, 1)} of the line`;
  return `${seconds.toFixed(2)} s${rate}${share}`;
}

/** `17,960 bytes in TIME`, or `sent 4,112 of 89,232 bytes in 2 ranges: the rest was on the board already (TIME)`. */
export function sentText({ payloadBytes, sentBytes, sentRanges }: FlashFigures, time: string): string {
  if (sentBytes === payloadBytes) return `${grouped(payloadBytes)} bytes in ${time}`;
  const ranges = sentRanges === 1 ? '1 range' : `${sentRanges} ranges`;
  const sent = `sent ${grouped(sentBytes)} of ${grouped(payloadBytes)} bytes${sentBytes === 0 ? '' : ` in ${ranges}`}`;
  return `${sent}: ${sentBytes === 0 ? 'all' : 'the rest'} was on the board already (${time})`;
}

export async function flashImage(
  { board, boards, lineFrames }: Connection,
  image: StudentImage,
  { output, signal }: CommandContext,
  { force }: { readonly force?: boolean } = {},
): Promise<FlashFigures> {
  const { requireCore, requireMemory } = await import('../../image/read.ts');
  const { payload, imageId, core, memory } = image;
  requireCore(image, board.identity.core);
  requireMemory(image, board.identity.memoryBytes);
  return runStep(output, 'flash', async (update) => {
    const framesBefore = (await lineFrames?.())?.length ?? 0;
    const flashed = await board.flash(
      { payload, imageId, core, memoryBytes: memory.bytesNeeded },
      {
        force,
        signal,
        onEvent: (event) => {
          if (event.kind === 'progress') update(`${grouped(event.bytes)} of ${grouped(event.total)} bytes`);
          if (event.kind === 'compared') update(`${grouped(event.bytes)} bytes differ`);
          if (event.kind === 'lost') update('the board was lost; looking for it');
        },
      },
    );
    const { bytes, skipped, sentBytes, sentRanges, baud, seconds, uploadMs, frames: dataFrames } = flashed;
    const frames = (await lineFrames?.())?.slice(framesBefore);
    const upload = { sentBytes, dataFrames, cyclesPerBit: board.identity.clockHz / baud };
    const measured = frames ? lineShareOf(frames, upload) : (sentBytes * 10 * 1000) / (uploadMs * baud);
    const lineShare = sentBytes < leastForShare || baud === 0 ? undefined : measured;
    const figures = { payloadBytes: bytes, skipped, sentBytes, sentRanges, baud, seconds, lineShare };
    const toEach = boards.length > 1 ? `, to each of ${boards.length} boards` : '';
    const text = skipped ? 'the board holds this image already' : sentText(figures, `${timeText(figures)}${toEach}`);
    return { result: figures, text };
  });
}
