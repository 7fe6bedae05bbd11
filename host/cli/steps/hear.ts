// A microphone second by second, through ffmpeg.

import type { Clip } from '../../dataset/wav.ts';
import { capture } from './capture.ts';

const bytesEach = 2;

/**
 * Clips of one second, one behind the other, until ffmpeg ends or the caller stops.
 * @param source `FORMAT:DEVICE`
 * @param rate samples per second
 * @throws MicrophoneError; the signal's reason when aborted
 */
export async function* hear(source: string, rate: number, signal: AbortSignal): AsyncGenerator<Clip, void, void> {
  const output = ['-ac', '1', '-ar', String(rate), '-f', 's16le'];
  let rest = Buffer.alloc(0);
  for await (const chunk of capture({ device: 'microphone', source, output }, signal)) {
    rest = Buffer.concat([rest, chunk]);
    for (; rest.length >= bytesEach * rate; rest = rest.subarray(bytesEach * rate)) yield clipOf(rest, rate);
  }
}

function clipOf(bytes: Buffer, rate: number): Clip {
  return { rate, samples: Float64Array.from({ length: rate }, (_, i) => bytes.readInt16LE(bytesEach * i) / 2 ** 15) };
}
