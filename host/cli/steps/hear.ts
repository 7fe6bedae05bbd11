// Reads a microphone, second by second, through this machine's ffmpeg.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { RetortError } from '../../../proto/retort-error.ts';
import type { Clip } from '../../dataset/wav.ts';

/** ffmpeg is not there, or does not deliver. */
export class MicrophoneError extends RetortError {
  readonly code = 'CLI_MICROPHONE';
  readonly category = 'environment';
  override readonly name = 'MicrophoneError';
}

const bytesEach = 2;

/**
 * Clips of one second, one behind the other, until ffmpeg ends or the caller stops.
 * @param source `FORMAT:DEVICE`, ffmpeg's `-f` and `-i`
 * @param rate samples per second
 * @throws MicrophoneError; the signal's reason when aborted
 */
export async function* hear(source: string, rate: number, signal: AbortSignal): AsyncGenerator<Clip, void, void> {
  const [format, device] = [source.slice(0, source.indexOf(':')), source.slice(source.indexOf(':') + 1)];
  const input = ['-f', format, '-i', device];
  const output = ['-ac', '1', '-ar', String(rate), '-f', 's16le', 'pipe:1'];
  const child = spawn('ffmpeg', ['-hide_banner', '-loglevel', 'error', '-nostdin', ...input, ...output], {
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-2_000);
  });
  const ended = once(child, 'close').then(
    ([code]) => code as number | null,
    (error: NodeJS.ErrnoException) => error,
  );
  try {
    let rest = Buffer.alloc(0);
    for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
      rest = Buffer.concat([rest, chunk]);
      for (; rest.length >= bytesEach * rate; rest = rest.subarray(bytesEach * rate)) yield clipOf(rest, rate);
    }
    const end = await ended;
    signal.throwIfAborted();
    if (end instanceof Error) throw notStarted(end);
    if (end !== 0) {
      const reason = said.trim().split('\n').at(-1) || `it ended with code ${end}`;
      throw new MicrophoneError(
        `ffmpeg cannot read ${source}: ${reason}; "ffmpeg -devices" lists formats, "ffmpeg -sources FORMAT" their devices`,
      );
    }
  } finally {
    child.kill();
  }
}

function clipOf(bytes: Buffer, rate: number): Clip {
  return { rate, samples: Float64Array.from({ length: rate }, (_, i) => bytes.readInt16LE(bytesEach * i) / 2 ** 15) };
}

function notStarted(error: NodeJS.ErrnoException): MicrophoneError {
  const problem = error.code === 'ENOENT' ? 'is not installed' : `does not start (${error.code})`;
  return new MicrophoneError(
    `ffmpeg, which reads the microphone, ${problem}; install it and make sure it is on the PATH`,
  );
}
