import { describe, expect, it } from 'vitest';
import { createRandom } from '../../host/artifact/random.ts';
import { drawLogMel, logMel, logMelShape } from '../../host/dataset/log-mel.ts';
import { tone } from '../support/write-wav.ts';

const [bands, frames] = logMelShape;

/** Written from the definition: each frequency of each window by its sum, in float64. */
function logMelByDefinition(samples: readonly number[], rate: number): number[] {
  const length = Math.round(0.032 * rate);
  const size = 2 ** Math.ceil(Math.log2(length));
  const hann = Array.from({ length }, (_, i) => Math.sin((Math.PI * i) / length) ** 2);
  const gain = 2 / hann.reduce((sum, value) => sum + value, 0);
  const first = Math.floor((samples.length - rate) / 2);
  const second = Array.from({ length: rate }, (_, i) => samples[first + i] ?? 0);
  const mel = (hertz: number) => 2595 * Math.log10(1 + hertz / 700);
  const corners = Array.from({ length: bands + 2 }, (_, i) => {
    const at = mel(20) + ((mel(rate / 2) - mel(20)) * i) / (bands + 1);
    return 700 * (10 ** (at / 2595) - 1);
  });
  const result = new Array<number>(bands * frames).fill(0);
  for (let frame = 0; frame < frames; frame++) {
    const start = Math.round(((frame + 0.5) * rate) / frames - length / 2);
    const windowed = hann.map((value, i) => gain * value * (second[start + i] ?? 0));
    const powers = Array.from({ length: size / 2 }, (_, bin) => {
      let [real, imaginary] = [0, 0];
      for (const [i, value] of windowed.entries()) {
        real += value * Math.cos((2 * Math.PI * bin * i) / size);
        imaginary -= value * Math.sin((2 * Math.PI * bin * i) / size);
      }
      return real * real + imaginary * imaginary;
    });
    for (let band = 0; band < bands; band++) {
      const [low, middle, high] = corners.slice(band, band + 3);
      let power = 0;
      for (const [bin, each] of powers.entries()) {
        const hertz = (bin * rate) / size;
        power += each * Math.max(0, Math.min((hertz - low) / (middle - low), (high - hertz) / (high - middle)));
      }
      result[(bands - 1 - band) * frames + frame] = 10 * Math.log10(power);
    }
  }
  return result;
}

describe('a log-mel spectrogram', () => {
  const random = createRandom(3);
  const noise = (count: number) => Array.from({ length: count }, () => random.integer(2001) / 1000 - 1);

  it.each([
    ['one second', 8_000, noise(8_000)],
    ['a longer clip', 8_000, noise(9_001)],
    ['a window that is no power of two', 11_025, noise(11_025)],
    ['the lowest rate', 4_000, noise(4_100)],
  ])('is what its definition gives: %s', (_, rate, samples) => {
    const given = logMel({ samples: Float64Array.from(samples), rate });
    const expected = logMelByDefinition(samples, rate);
    const furthest = Math.max(...expected.map((value, i) => Math.abs(value - given[i])));
    expect(furthest).toBeLessThan(1e-5);
  });

  it('of a tone is brightest in the band of its frequency, low bands at the bottom, in the middle of the second', () => {
    const brightest = (hertz: number) => {
      const pixels = drawLogMel({ samples: Float64Array.from(tone(hertz, 0.25)), rate: 8_000 });
      const middle = Array.from({ length: bands }, (_, row) => pixels[row * frames + frames / 2]);
      expect([0, frames - 1].map((frame) => pixels[20 * frames + frame])).toEqual([0, 0]);
      return middle.indexOf(Math.max(...middle));
    };
    // Bands are (2146 − 32)/41 mel apart from 32 mel on; 250 Hz is 344 mel, 1,000 Hz 1,000 mel, 3,000 Hz 1,876 mel.
    expect([250, 1_000, 3_000].map(brightest)).toEqual([34, 21, 4]);
  });

  it('takes the middle second of a longer clip', () => {
    const middle = tone(500, 1);
    const around = [...tone(2_000, 1), ...middle, ...tone(2_000, 1)];
    expect(drawLogMel({ samples: Float64Array.from(around), rate: 8_000 })).toEqual(
      drawLogMel({ samples: Float64Array.from(middle), rate: 8_000 }),
    );
  });

  it('of silence is black, and of a full wave white where it is', () => {
    expect(drawLogMel({ samples: new Float64Array(8_000), rate: 8_000 })).toEqual(new Uint8Array(bands * frames));
    const loud = drawLogMel({ samples: Float64Array.from(tone(1_000, 1, 8_000, 1)), rate: 8_000 });
    expect(Math.max(...loud)).toBe(255);
  });

  it('maps −90 … −10 dB to bytes', () => {
    const clip = { samples: Float64Array.from(noise(8_000), (value) => 0.01 * value), rate: 8_000 };
    const levels = Array.from(logMel(clip), (decibels) =>
      Math.min(255, Math.max(0, Math.round(((decibels + 90) * 255) / 80))),
    );
    expect([...drawLogMel(clip)]).toEqual(levels);
  });
});
