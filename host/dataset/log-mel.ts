// One second of sound as a picture: a log-mel spectrogram in bytes. Its constants are fixed, so that one clip always gives the same picture,
// whatever the data set.
import FFT from 'fft.js';
import type { Shape } from './dataset.ts';
import type { Clip } from './wav.ts';

/** What a picture shows of a clip. */
export const clipSeconds = 1;

const bands = 40;
const frames = 32;
/** Of a window; frames begin 1/32 s apart. */
const windowSeconds = 0.032;
const lowestHertz = 20;

/** Decibels below a sine of amplitude 1, which is 0 dB: byte 0 and byte 255. */
const quietest = -90;
const loudest = -10;

/** [bands, frames, 1]: the highest band is the first row, time runs to the right. */
export const logMelShape: Shape = [bands, frames, 1];

/** Bytes of `logMelShape`: −90 dB and less is 0, −10 dB and more is 255, and each step between is as many decibels. */
export function drawLogMel(clip: Clip): Uint8Array {
  return Uint8Array.from(logMel(clip), (decibels) => {
    const level = (decibels - quietest) / (loudest - quietest);
    return Math.round(255 * Math.min(1, Math.max(0, level)));
  });
}

/**
 * [bands, frames] in decibels, the highest band first; 0 dB is a sine of amplitude 1 in the middle of a band, silence is −Infinity.
 *
 * The second in the middle of the clip, zeros around a shorter one, in 32 frames: window f is 32 ms long (Hann), centred on (f + ½)/32 s, and
 * padded with zeros to a power of two for the Fourier transform. The power at each frequency is added up over triangles of height 1 whose
 * corners lie evenly on HTK's mel scale, 2595 · log10(1 + hertz/700), from 20 Hz to half the rate.
 */
export function logMel({ samples, rate }: Clip): Float64Array {
  const { length, window, fft, filters } = frontEnd(rate);
  const first = Math.floor((samples.length - rate) / 2);
  const input = new Array<number>(fft.size).fill(0);
  const spectrum = fft.createComplexArray();
  const result = new Float64Array(bands * frames);
  for (let frame = 0; frame < frames; frame++) {
    const start = first + Math.round(((frame + 0.5) * rate) / frames - length / 2);
    for (let i = 0; i < length; i++) {
      const at = start + i;
      const isWithin = at >= Math.max(0, first) && at < Math.min(samples.length, first + rate);
      input[i] = isWithin ? samples[at] * window[i] : 0;
    }
    fft.realTransform(spectrum, input);
    for (const [band, weights] of filters.entries()) {
      let power = 0;
      for (const { bin, weight } of weights) power += weight * (spectrum[2 * bin] ** 2 + spectrum[2 * bin + 1] ** 2);
      result[(bands - 1 - band) * frames + frame] = 10 * Math.log10(power);
    }
  }
  return result;
}

interface FrontEnd {
  /** Of a window, in samples. */
  readonly length: number;
  /** [length]: scaled so that a sine of amplitude 1 has a power of 1 at its frequency. */
  readonly window: Float64Array;
  readonly fft: FFT;
  /** By band, the lowest first. */
  readonly filters: readonly (readonly { readonly bin: number; readonly weight: number }[])[];
}

const frontEnds = new Map<number, FrontEnd>();

function frontEnd(rate: number): FrontEnd {
  const made = frontEnds.get(rate) ?? createFrontEnd(rate);
  frontEnds.set(rate, made);
  return made;
}

function createFrontEnd(rate: number): FrontEnd {
  const length = Math.round(windowSeconds * rate);
  const size = 2 ** Math.ceil(Math.log2(length));
  const hann = Float64Array.from({ length }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / length));
  const sum = hann.reduce((total, value) => total + value);
  const [lowest, highest] = [melOf(lowestHertz), melOf(rate / 2)];
  const corner = (at: number) => hertzOf(lowest + ((highest - lowest) * at) / (bands + 1));
  const filters = Array.from({ length: bands }, (_, band) => {
    const [low, middle, high] = [corner(band), corner(band + 1), corner(band + 2)];
    return Array.from({ length: size / 2 }, (_, bin) => {
      const hertz = (bin * rate) / size;
      return { bin, weight: Math.min((hertz - low) / (middle - low), (high - hertz) / (high - middle)) };
    }).filter(({ weight }) => weight > 0);
  });
  return { length, window: hann.map((value) => (2 * value) / sum), fft: new FFT(size), filters };
}

function melOf(hertz: number): number {
  return 2595 * Math.log10(1 + hertz / 700);
}

function hertzOf(mel: number): number {
  return 700 * (10 ** (mel / 2595) - 1);
}
