// A camera frame by frame, through ffmpeg, which says the size of each.

import type { Frame } from '../../dataset/picture.ts';
import { capture } from './capture.ts';
import { splitFrames } from './split-frames.ts';

/** Most cameras of a Mac refuse the 29.97 per second that ffmpeg asks for by itself. */
const avfoundation = ['-framerate', '30'];

/**
 * Every frame at the camera's own rate, until ffmpeg ends or the caller stops. A file is played at its own speed.
 * @param source `FORMAT:DEVICE`
 * @param rate frames per second instead of the camera's own
 * @throws CameraError; the signal's reason when aborted
 */
export async function* see(
  source: string,
  rate: number | undefined,
  signal: AbortSignal,
): AsyncGenerator<Frame, void, void> {
  const input = source.startsWith('avfoundation:') ? avfoundation : [];
  const paced = rate === undefined ? 'realtime' : `realtime,fps=${rate}`;
  const asCome = rate === undefined ? ['-fps_mode', 'passthrough'] : [];
  const asPpm = ['-an', '-pix_fmt', 'rgb24', '-c:v', 'ppm', '-f', 'image2pipe'];
  const output = ['-vf', paced, ...asCome, ...asPpm];
  yield* splitFrames(capture({ device: 'camera', source, input, output }, signal), source);
}
