// Puts an image onto a board, and says how well the line was used.

import type { Board } from '../../../device-bridge/session/board.ts';
import type { StudentImage } from '../../image/student-image.ts';
import { grouped, percent } from '../format.ts';
import { runStep } from '../output.ts';
import type { CommandContext } from '../run-command.ts';

export interface FlashFigures {
  readonly payloadBytes: number;
  /** The board held this image already: nothing was sent, and there is no share. */
  readonly skipped: boolean;
  readonly baud: number;
  /** From the first word about the image to its commit, on the link's clock. */
  readonly seconds: number;
  /**
   * Payload bytes × 10 bit times ÷ bit times from the first start bit to the last stop bit of the data frames: 1 would be a line that
   * carries nothing but payload without a pause. Measured on the link's clock, from the first piece's start to the last one's answer.
   */
  readonly lineShare?: number;
}

export async function flashImage(
  board: Board,
  image: StudentImage,
  { output, signal }: CommandContext,
  { force }: { readonly force?: boolean } = {},
): Promise<FlashFigures> {
  const { payload, imageId, core, memory } = image;
  return runStep(output, 'flash', async (update) => {
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
    const { bytes, skipped, baud, seconds, uploadMs } = flashed;
    const lineShare = skipped ? undefined : (bytes * 10 * 1000) / (uploadMs * baud);
    const share = lineShare === undefined ? '' : `, ${percent(lineShare, 1)} of the line`;
    const text = skipped
      ? 'the board holds this image already'
      : `${grouped(bytes)} bytes in ${seconds.toFixed(2)} s at ${grouped(baud)} baud${share}`;
    return { result: { payloadBytes: bytes, skipped, baud, seconds, lineShare }, text };
  });
}
