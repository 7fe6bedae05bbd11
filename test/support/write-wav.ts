// WAV files as bytes, and tones as samples, for tests.
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

export interface WavFields {
  /** 1 is PCM, 3 float. */
  readonly encoding?: number;
  readonly channels?: number;
  readonly rate?: number;
  readonly bits?: number;
  /** Writes the encoding as WAVE_FORMAT_EXTENSIBLE does, in a GUID. */
  readonly extensible?: boolean;
  /** Chunks before the samples. */
  readonly before?: readonly Buffer[];
}

export function chunk(tag: string, data: Uint8Array): Buffer {
  const head = Buffer.alloc(8);
  head.write(tag, 'latin1');
  head.writeUInt32LE(data.length, 4);
  return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
}

export function riff(...chunks: readonly Uint8Array[]): Buffer {
  return chunk('RIFF', Buffer.concat([Buffer.from('WAVE'), ...chunks]));
}

export function formatChunk({ encoding = 1, channels = 1, rate = 8000, bits = 16, extensible }: WavFields = {}) {
  const frameBytes = (channels * bits) / 8;
  const data = Buffer.alloc(extensible ? 40 : 16);
  data.writeUInt16LE(extensible ? 0xfffe : encoding, 0);
  data.writeUInt16LE(channels, 2);
  data.writeUInt32LE(rate, 4);
  data.writeUInt32LE(rate * frameBytes, 8);
  data.writeUInt16LE(frameBytes, 12);
  data.writeUInt16LE(bits, 14);
  if (extensible) data.writeUInt16LE(encoding, 24);
  return chunk('fmt ', data);
}

/** `samples` are the file's own, one channel after the other for each time. */
export function wavOf(samples: Uint8Array, fields: WavFields = {}): Buffer {
  return riff(formatChunk(fields), ...(fields.before ?? []), chunk('data', samples));
}

/** Of −1 … 1, as little-endian 16-bit samples. */
export function int16Of(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(2 * values.length);
  for (const [i, value] of values.entries()) bytes.writeInt16LE(Math.round(32767 * value), 2 * i);
  return bytes;
}

export function tone(hertz: number, seconds = 0.5, rate = 8000, amplitude = 0.3): number[] {
  const phase = (2 * Math.PI * hertz) / rate;
  return Array.from({ length: Math.round(seconds * rate) }, (_, i) => amplitude * Math.sin(phase * i));
}

/** Makes the file's folder too. */
export async function writeTone(path: string, hertz: number, rate = 8000): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, wavOf(int16Of(tone(hertz, 0.5, rate)), { rate }));
}
