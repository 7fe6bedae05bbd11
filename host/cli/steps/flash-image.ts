// Puts an image onto a board, and says how well the line was used.

import type { StudentImage } from '../../image/student-image.ts';
import type { Connection } from '../connect.ts';
import { grouped, percent } from '../format.ts';
import { lineShareOf } from '../line-share.ts';
import { runStep } from '../output.ts';
import type { CommandContext } from '../run-command.ts';

export interface FlashFigures {
  readonly payloadBytes: number;
  /** The board held this image already: nothing was sent, and there is no share. */
  readonly skipped: boolean;
  /** 0 where the link has none. */
  readonly baud: number;
  /** From the first word about the image to its commit, on the link's clock. */
  readonly seconds: number;
  /** See line-share.ts. At the pins of a virtual board; of a real one as the host sees it, until the last piece's answer. */
  readonly lineShare?: number;
}

/** `0.06 s at 3,000,000 baud, 97.6 % of the line`. */
export function timeText({ seconds, baud, lineShare }: Pick<FlashFigures, 'seconds' | 'baud' | 'lineShare'>): string {
  const rate = baud === 0 ? '' : ` at ${grouped(baud)} baud`;
  const share = lineShare === undefined ? '' : `, ${percent(lineShare, 1)} of the line`;
  return `${seconds.toFixed(2)} s${rate}${share}`;
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
          if (event.kind === 'resumed') update(`resumed at byte ${grouped(event.offset)}`);
          if (event.kind === 'lost') update('the board was lost; looking for it');
        },
      },
    );
    const { bytes, skipped, baud, seconds, uploadMs, frames: dataFrames } = flashed;
    const frames = (await lineFrames?.())?.slice(framesBefore);
    const upload = { payloadBytes: bytes, dataFrames, cyclesPerBit: board.identity.clockHz / baud };
    const measured = frames ? lineShareOf(frames, upload) : (bytes * 10 * 1000) / (uploadMs * baud);
    const lineShare = skipped || baud === 0 ? undefined : measured;
    const text = skipped
      ? 'the board holds this image already'
      : `${grouped(bytes)} bytes${boards.length > 1 ? ` to each of ${boards.length} boards` : ''} in ${timeText({ seconds, baud, lineShare })}`;
    return { result: { payloadBytes: bytes, skipped, baud, seconds, lineShare }, text };
  });
}
