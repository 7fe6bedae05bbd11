// Runs this machine's ffmpeg on a device and gives the bytes that it writes. What they mean is its callers' matter (hear.ts, see.ts).

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { RetortError } from '../../../proto/retort-error.ts';

/** ffmpeg is not there or does not deliver, or the student does not take what it delivers. */
abstract class CaptureError extends RetortError {
  readonly category = 'environment';
}

export class MicrophoneError extends CaptureError {
  readonly code = 'CLI_MICROPHONE';
  override readonly name = 'MicrophoneError';
}

export class CameraError extends CaptureError {
  readonly code = 'CLI_CAMERA';
  override readonly name = 'CameraError';
}

export interface Capture {
  /** For people. */
  readonly device: 'microphone' | 'camera';
  /** `FORMAT:DEVICE`, ffmpeg's `-f` and `-i` */
  readonly source: string;
  /** Further options of the input, and those of the output. */
  readonly input?: readonly string[];
  readonly output: readonly string[];
}

const errorOf = { microphone: MicrophoneError, camera: CameraError } as const;

/**
 * Chunks until ffmpeg ends or the caller stops.
 * @throws MicrophoneError, CameraError; the signal's reason when aborted
 */
export async function* capture(
  { device, source, input = [], output }: Capture,
  signal: AbortSignal,
): AsyncGenerator<Buffer, void, void> {
  const [format, name] = [source.slice(0, source.indexOf(':')), source.slice(source.indexOf(':') + 1)];
  const quietly = ['-hide_banner', '-loglevel', 'error', '-nostdin'];
  const child = spawn('ffmpeg', [...quietly, '-f', format, ...input, '-i', name, ...output, 'pipe:1'], {
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
    yield* child.stdout as AsyncIterable<Buffer>;
    const end = await ended;
    signal.throwIfAborted();
    if (end instanceof Error) throw notStarted(device, end);
    if (end !== 0) {
      const reason = said.trim().split('\n').at(-1) || `it ended with code ${end}`;
      throw new errorOf[device](
        `ffmpeg cannot read ${source}: ${reason}; "ffmpeg -devices" lists formats, "ffmpeg -sources FORMAT" their devices`,
      );
    }
  } finally {
    child.kill();
  }
}

function notStarted(device: Capture['device'], error: NodeJS.ErrnoException): CaptureError {
  const problem = error.code === 'ENOENT' ? 'is not installed' : `does not start (${error.code})`;
  return new errorOf[device](
    `ffmpeg, which reads the ${device}, ${problem}; install it and make sure it is on the PATH`,
  );
}
