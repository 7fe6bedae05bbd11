// Frames out of a stream of binary PPMs, one behind the other, in chunks of any size. The bytes are read as hostile input.

import { grouped } from '../../../proto/numbers.ts';
import { type Frame, mostPixels } from '../../dataset/picture.ts';
import { CameraError } from './capture.ts';

/** `P6`, columns, rows and the largest value, each followed by one white space. */
const header = /^P6\s(\d{1,6})\s(\d{1,6})\s255\s/;
const mostHeaderBytes = 32;

/**
 * @param source named in errors
 * @throws CameraError where the bytes are not frames, or end within one
 */
export async function* splitFrames(chunks: AsyncIterable<Buffer>, source: string): AsyncGenerator<Frame, void, void> {
  let rest = Buffer.alloc(0);
  let begun: { readonly frame: Frame; filled: number } | undefined;
  for await (const chunk of chunks) {
    let bytes = Buffer.concat([rest, chunk]);
    for (;;) {
      if (!begun) {
        const found = readHeader(bytes, source);
        if (!found) break;
        begun = { frame: found.frame, filled: 0 };
        bytes = bytes.subarray(found.headerBytes);
      }
      const taken = bytes.copy(begun.frame.rgb, begun.filled);
      bytes = bytes.subarray(taken);
      begun.filled += taken;
      if (begun.filled < begun.frame.rgb.length) break;
      yield begun.frame;
      begun = undefined;
    }
    rest = bytes;
  }
  if (begun || rest.length > 0)
    throw new CameraError(`ffmpeg ended in the middle of a frame of ${source}; run the command again`);
}

/** Undefined while there are too few bytes. */
function readHeader(
  bytes: Buffer,
  source: string,
): { readonly frame: Frame; readonly headerBytes: number } | undefined {
  const text = bytes.toString('latin1', 0, mostHeaderBytes);
  const found = header.exec(text);
  if (!found) {
    if (text.length < mostHeaderBytes) return undefined;
    throw new CameraError(
      `ffmpeg sent something other than frames of ${source}; check that the first ffmpeg on the PATH is the real one`,
    );
  }
  const [columns, rows] = [Number(found[1]), Number(found[2])];
  if (columns * rows === 0 || columns * rows > mostPixels) {
    throw new CameraError(
      `the frames of ${source} are ${grouped(columns)}×${grouped(rows)} pixels, not 1 to ${grouped(mostPixels)} in all; choose another size of the camera`,
    );
  }
  return { frame: { rows, columns, rgb: Buffer.allocUnsafe(3 * rows * columns) }, headerBytes: found[0].length };
}
