// Reads a WAV file: strict, mono, PCM or float. What it does not take, such as stereo, is an error that says how to convert it.
import { grouped } from '../../proto/numbers.ts';
import { UnusableFileError } from './errors.ts';

/** Whether a file of this name is taken for a WAV file. */
export function isWavName(name: string): boolean {
  return /\.wave?$/i.test(name);
}

/** A file that is not a usable recording. */
export class WavError extends UnusableFileError {
  readonly code = 'WAV_INVALID';
  override readonly name = 'WavError';

  /** @param problem with the next step: it depends on what is wrong */
  constructor(path: string, problem: string, cause?: unknown) {
    super(path, problem, undefined, cause);
  }
}

/** One channel. */
export interface Clip {
  /** −1 … 1; floats as they are in the file. */
  readonly samples: Float64Array;
  /** Samples per second. */
  readonly rate: number;
}

const leastRate = 4_000;
const mostRate = 48_000;
const mostSeconds = 60;

interface Format {
  readonly encoding: number;
  readonly channels: number;
  readonly rate: number;
  readonly frameBytes: number;
  readonly bits: number;
}

const pcm = 1;
const float = 3;
/** The encoding stands further on, in the first two bytes of a GUID. */
const extensible = 0xfffe;

/** By `encoding/bits`: one sample. */
const readers: Readonly<Record<string, (view: DataView, at: number) => number>> = {
  [`${pcm}/8`]: (view, at) => (view.getUint8(at) - 128) / 2 ** 7,
  [`${pcm}/16`]: (view, at) => view.getInt16(at, true) / 2 ** 15,
  [`${pcm}/24`]: (view, at) => (view.getUint16(at, true) + view.getInt8(at + 2) * 2 ** 16) / 2 ** 23,
  [`${pcm}/32`]: (view, at) => view.getInt32(at, true) / 2 ** 31,
  [`${float}/32`]: (view, at) => view.getFloat32(at, true),
};

/**
 * RIFF/WAVE of one channel: PCM of 8, 16, 24 or 32 bits, or 32-bit float; 4,000 to 48,000 Hz, at most 60 s. `path` is named in errors.
 * @throws WavError
 */
export function decodeWav(bytes: Uint8Array, path: string): Clip {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length === 0) throw new WavError(path, 'is empty; record it again, or leave it out');
  if (tagAt(view, 0) !== 'RIFF' || tagAt(view, 8) !== 'WAVE') {
    throw new WavError(path, 'is not a RIFF/WAVE file; convert it to WAV');
  }
  const [format, data] = findChunks(view, path);
  const readSample = checkFormat(format, path);
  const count = data.byteLength / format.frameBytes;
  if (!Number.isInteger(count)) {
    throw new WavError(
      path,
      `has ${grouped(data.byteLength)} bytes of samples, not a multiple of ${grouped(format.frameBytes)}; write it again`,
    );
  }
  if (count === 0) throw new WavError(path, 'has no samples; record it again, or leave it out');
  if (count > mostSeconds * format.rate) {
    const seconds = (count / format.rate).toFixed(1);
    throw new WavError(path, `is ${seconds} s long; cut it into clips of at most ${mostSeconds} s`);
  }
  const samples = Float64Array.from({ length: count }, (_, i) => readSample(data, i * format.frameBytes));
  const wrong = samples.findIndex((sample) => !Number.isFinite(sample));
  if (wrong >= 0) throw new WavError(path, `has ${samples[wrong]} as sample ${wrong}; write it again, or leave it out`);
  return { samples, rate: format.rate };
}

function tagAt(view: DataView, at: number): string {
  if (at + 4 > view.byteLength) return '';
  return String.fromCharCode(...[0, 1, 2, 3].map((i) => view.getUint8(at + i)));
}

/** The first of each kind. Others are skipped; a chunk of odd length is followed by a pad byte. */
function findChunks(view: DataView, path: string): [format: Format, data: DataView] {
  let format: Format | undefined;
  for (let at = 12; at < view.byteLength; ) {
    if (at + 8 > view.byteLength) throw truncated(path, at + 8, view);
    const tag = tagAt(view, at);
    const size = view.getUint32(at + 4, true);
    const start = at + 8;
    if (start + size > view.byteLength) throw truncated(path, start + size, view);
    const chunk = new DataView(view.buffer, view.byteOffset + start, size);
    if (tag === 'fmt ') format ??= readFormat(chunk, path);
    if (tag === 'data') {
      if (!format) throw new WavError(path, 'has samples before its format (fmt chunk); write it again');
      return [format, chunk];
    }
    at = start + size + (size % 2);
  }
  throw new WavError(path, `has no ${format ? 'samples (data chunk)' : 'format (fmt chunk)'}; write it again`);
}

function truncated(path: string, expected: number, { byteLength }: DataView): WavError {
  return new WavError(
    path,
    `is truncated: ${grouped(byteLength)} bytes instead of ${grouped(expected)} or more; download or write it again`,
  );
}

function readFormat(chunk: DataView, path: string): Format {
  const isExtensible = chunk.byteLength >= 16 && chunk.getUint16(0, true) === extensible;
  const least = isExtensible ? 40 : 16;
  if (chunk.byteLength < least) {
    throw new WavError(
      path,
      `has a format (fmt chunk) of ${grouped(chunk.byteLength)} bytes instead of ${grouped(least)}; write it again`,
    );
  }
  return {
    encoding: chunk.getUint16(isExtensible ? 24 : 0, true),
    channels: chunk.getUint16(2, true),
    rate: chunk.getUint32(4, true),
    frameBytes: chunk.getUint16(12, true),
    bits: chunk.getUint16(14, true),
  };
}

/** The reader of one sample. */
function checkFormat({ encoding, channels, rate, frameBytes, bits }: Format, path: string) {
  if (channels !== 1) throw new WavError(path, `has ${channels} channels; convert it to mono`);
  if (rate < leastRate || rate > mostRate) {
    throw new WavError(
      path,
      `has ${grouped(rate)} samples per second; convert it to a rate of ${grouped(leastRate)} to ${grouped(mostRate)} Hz`,
    );
  }
  const reader = readers[`${encoding}/${bits}`];
  if (!reader || frameBytes !== bits / 8) {
    throw new WavError(
      path,
      `has samples of ${bits} bits in ${frameBytes} bytes, encoding ${encoding}; convert it to PCM of 8, 16, 24 or 32 bits, or 32-bit float`,
    );
  }
  return reader;
}
