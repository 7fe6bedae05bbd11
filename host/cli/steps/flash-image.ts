// Sends an image to a board and reports how well the line was used.

import type { StudentImage } from '../../image/student-image.ts';
import { bar } from '../monitor/bars.ts';
import { runStep } from '../output.ts';
import type { CommandContext } from '../run-command.ts';
import { grouped, percent } from '../text/format.ts';
import { lineShareOf } from '../text/line-share.ts';
import type { Connection } from './connect.ts';

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
  /** From the first word about the image to its commit, on the link's clock: a simulated board's is its own. */
  readonly seconds: number;
  /**
   * Of the payload: its bit times over those that pass while data flows (line-share.ts). At the pins of a virtual board; of a real one as the
   * host sees it, until the last piece's answer. None for less than a KB.
   */
  readonly lineShare?: number;
  /** Whose clock `lineShare` is by. */
  readonly lineClock?: 'board' | 'host';
}

/** Fewer bytes say nothing of the line. */
const leastForShare = 1024;

/** `0.06 s at 3,000,000 baud; while data flows, payload fills 97.6 % of the bit times by the board's clock`. */
export function timeText({
  seconds,
  baud,
  lineShare,
  lineClock,
}: Pick<FlashFigures, 'seconds' | 'baud' | 'lineShare' | 'lineClock'>): string {
  const rate = baud === 0 ? '' : ` at ${grouped(baud)} baud`;
  const share =
    lineShare === undefined
      ? ''
      : `; while data flows, payload fills ${percent(lineShare, 1)} of the bit times by the ${lineClock}'s clock`;
  return `${seconds.toFixed(2)} s${rate}${share}`;
}

/** `17,960 bytes in TIME`, or `sent 4,112 of 89,232 bytes in 2 ranges: the rest was on the board already (TIME)`. */
export function sentText({ payloadBytes, sentBytes, sentRanges }: FlashFigures, time: string): string {
  if (sentBytes === payloadBytes) return `${grouped(payloadBytes)} bytes in ${time}`;
  const ranges = sentRanges === 1 ? '1 range' : `${sentRanges} ranges`;
  const sent = `sent ${grouped(sentBytes)} of ${grouped(payloadBytes)} bytes${sentBytes === 0 ? '' : ` in ${ranges}`}`;
  return `${sent}: ${sentBytes === 0 ? 'all' : 'the rest'} was on the board already (${time})`;
}

/** `██████████           50.0 %, 8,980 of 17,960 bytes acknowledged`. */
function progressText(bytes: number, total: number): string {
  return `${bar(bytes / total, 20)} ${percent(bytes / total, 1)}, ${grouped(bytes)} of ${grouped(total)} bytes acknowledged`;
}

export async function flashImage(
  { board, boards, lineFrames }: Connection,
  image: StudentImage,
  { output, signal }: CommandContext,
  { force }: { readonly force?: boolean } = {},
): Promise<FlashFigures> {
  const { flashStudent } = await import('../../board/flash-student.ts');
  return runStep(output, 'flash', async (update) => {
    const framesBefore = (await lineFrames?.())?.length ?? 0;
    const flashed = await flashStudent(board, image, {
      force,
      signal,
      onEvent: (event) => {
        if (event.kind === 'progress') update(progressText(event.bytes, event.total), event.bytes / event.total);
        if (event.kind === 'compared') update(`${grouped(event.bytes)} bytes differ`);
        if (event.kind === 'lost') update('the board was lost; looking for it');
      },
    });
    const { bytes, skipped, sentBytes, sentRanges, baud, seconds, uploadMs, frames: dataFrames } = flashed;
    const frames = (await lineFrames?.())?.slice(framesBefore);
    const upload = { sentBytes, dataFrames, cyclesPerBit: board.identity.clockHz / baud };
    const measured = frames ? lineShareOf(frames, upload) : (sentBytes * 10 * 1000) / (uploadMs * baud);
    const lineShare = sentBytes < leastForShare || baud === 0 ? undefined : measured;
    const lineClock = lineShare === undefined ? undefined : frames ? ('board' as const) : ('host' as const);
    const figures = { payloadBytes: bytes, skipped, sentBytes, sentRanges, baud, seconds, lineShare, lineClock };
    const toEach = boards.length > 1 ? `${boards.length} boards, each ` : '';
    const text = skipped ? 'the board holds this image already' : `${toEach}${sentText(figures, timeText(figures))}`;
    return { result: figures, text };
  });
}
