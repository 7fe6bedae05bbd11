import { describe, expect, it } from 'vitest';
import { decodeWav, WavError } from '../../host/dataset/wav.ts';
import { grouped } from '../../proto/numbers.ts';
import { chunk, formatChunk, int16Of, riff, tone, wavOf } from '../support/write-wav.ts';

const path = 'yes/1.wav';
const decode = (bytes: Uint8Array) => decodeWav(bytes, path);

describe('a WAV file is read', () => {
  const half32 = Buffer.alloc(8);
  half32.writeInt32LE(-(2 ** 30), 0);
  half32.writeInt32LE(2 ** 30, 4);
  const floats = Buffer.alloc(8);
  floats.writeFloatLE(-0.5, 0);
  floats.writeFloatLE(0.5, 4);

  it.each([
    ['PCM of 8 bits', { bits: 8 }, Buffer.from([64, 192])],
    ['PCM of 16 bits', { bits: 16 }, Buffer.from([0, 0xc0, 0, 0x40])],
    ['PCM of 24 bits', { bits: 24 }, Buffer.from([0, 0, 0xc0, 0, 0, 0x40])],
    ['PCM of 32 bits', { bits: 32 }, half32],
    ['32-bit float', { bits: 32, encoding: 3 }, floats],
    ['extensible PCM of 24 bits', { bits: 24, extensible: true }, Buffer.from([0, 0, 0xc0, 0, 0, 0x40])],
    ['extensible float', { bits: 32, encoding: 3, extensible: true }, floats],
  ] as const)('%s', (_, fields, samples) => {
    expect(decode(wavOf(samples, { ...fields, rate: 16_000 }))).toEqual({
      samples: Float64Array.of(-0.5, 0.5),
      rate: 16_000,
    });
  });

  it('to the ends of its range', () => {
    const extremes = wavOf(Buffer.from([0, 0, 0x80, 0xff, 0xff, 0x7f, 0xff, 0xff, 0xff]), { bits: 24 });
    expect([...decode(extremes).samples]).toEqual([-1, 1 - 2 ** -23, -(2 ** -23)]);
  });

  it('past other chunks, also of odd length, and before them', () => {
    const samples = int16Of([0.25]);
    const list = chunk('LIST', Buffer.from('odd'));
    const plain = decode(wavOf(samples));
    expect(decode(wavOf(samples, { before: [list] }))).toEqual(plain);
    expect(decode(riff(list, formatChunk(), chunk('data', samples), list))).toEqual(plain);
  });

  it('from a view that begins anywhere', () => {
    const file = wavOf(int16Of([0.25, -0.25]));
    const shifted = Buffer.concat([Buffer.from([1, 2, 3]), file]).subarray(3);
    expect(decode(shifted)).toEqual(decode(file));
  });
});

describe('a WAV file is refused', () => {
  const good = wavOf(int16Of(tone(440, 0.01)));
  const nan = Buffer.alloc(8);
  nan.writeFloatLE(Number.NaN, 4);

  it.each([
    ['that is empty', Buffer.alloc(0), 'is empty; record it again'],
    ['that is something else', Buffer.from('ID3 and then music'), 'is not a RIFF/WAVE file; convert it to WAV'],
    ['that is RIFF of another kind', Buffer.from('RIFF\x04\0\0\0AVI '), 'is not a RIFF/WAVE file'],
    ['without a format', riff(), 'has no format (fmt chunk)'],
    [
      'with a short format',
      riff(chunk('fmt ', Buffer.alloc(14))),
      'has a format (fmt chunk) of 14 bytes instead of 16',
    ],
    ['without samples', riff(formatChunk()), 'has no samples (data chunk)'],
    ['with samples before their format', riff(chunk('data', Buffer.alloc(2))), 'has samples before its format'],
    ['of no samples', wavOf(Buffer.alloc(0)), 'has no samples; record it again'],
    [
      'cut off in its samples',
      good.subarray(0, -1),
      `is truncated: ${grouped(good.length - 1)} bytes instead of ${grouped(good.length)}`,
    ],
    ['cut off in its header', good.subarray(0, 30), 'is truncated: 30 bytes instead of 36'],
    ['cut off between chunks', good.subarray(0, 40), 'is truncated: 40 bytes instead of 44'],
    ['with half a sample', wavOf(Buffer.alloc(3)), 'has 3 bytes of samples, not a multiple of 2'],
    ['in stereo', wavOf(Buffer.alloc(4), { channels: 2 }), 'has 2 channels; convert it to mono'],
    ['of no channel', wavOf(Buffer.alloc(4), { channels: 0 }), 'has 0 channels; convert it to mono'],
    ['that is too slow', wavOf(Buffer.alloc(4), { rate: 3999 }), 'has 3,999 samples per second; convert it'],
    ['that is too fast', wavOf(Buffer.alloc(4), { rate: 96_000 }), 'has 96,000 samples per second; convert it'],
    [
      'compressed (A-law)',
      wavOf(Buffer.alloc(4), { encoding: 6, bits: 8 }),
      'has samples of 8 bits in 1 bytes, encoding 6; convert it to PCM',
    ],
    ['of 64-bit floats', wavOf(Buffer.alloc(8), { encoding: 3, bits: 64 }), 'has samples of 64 bits in 8 bytes'],
    ['of over 60 s', wavOf(Buffer.alloc(2 * 480_001)), 'is 60.0 s long; cut it into clips of at most 60 s'],
    ['with a sample that is no number', wavOf(nan, { encoding: 3, bits: 32 }), 'has NaN as sample 1'],
  ] as const)('%s', (_, bytes, message) => {
    expect(() => decode(bytes)).toThrow(WavError);
    expect(() => decode(bytes)).toThrow(`${path} ${message}`);
  });

  it('wherever it is cut off, and never otherwise than by that error', () => {
    for (let length = 0; length < good.length; length++) {
      expect(() => decode(good.subarray(0, length))).toThrow(WavError);
    }
  });
});
