// Weights in the order in which the core reads them: a word holds what 8 lanes (output channels) multiply one input byte, or one tap's
// word, by. Channels and filters that are not there have weight 0.
import { WORD } from './tensor-layout.ts';

/** [filters, taps, channels] as words [group of 8 filters, tap, channel], `channelPitch` channels a tap. */
export function orderConvolutionWeights(
  weights: Int8Array,
  filters: number,
  channels: number,
  channelPitch: number,
): Uint8Array {
  const taps = weights.length / (filters * channels);
  const ordered = new Uint8Array(Math.ceil(filters / WORD) * taps * channelPitch * WORD);
  let from = 0;
  for (let filter = 0; filter < filters; filter++) {
    const group = Math.floor(filter / WORD);
    for (let tap = 0; tap < taps; tap++) {
      const word = (group * taps + tap) * channelPitch;
      for (let channel = 0; channel < channels; channel++) {
        ordered[(word + channel) * WORD + (filter % WORD)] = weights[from++];
      }
    }
  }
  return ordered;
}

/** Runs of `from` values as runs of `to`, zeros behind. */
export function repitch<T extends Int8Array | Uint8Array>(values: T, from: number, to: number): T {
  if (from === to) return values;
  const runs = values.length / from;
  const repitched = new (values.constructor as new (length: number) => T)(runs * to);
  for (let run = 0; run < runs; run++) repitched.set(values.subarray(run * from, (run + 1) * from), run * to);
  return repitched;
}

/** [taps, channels] as words [group of 8 channels, tap]. */
export function orderDepthwiseWeights(weights: Int8Array, channels: number): Uint8Array {
  const taps = weights.length / channels;
  return orderByChannel(weights, channels, taps, (tap) => tap);
}

/** [rows, columns, channels] as words [group of 8 channels, row, column from the last to the first], `banks` words a row, zeros behind. */
export function orderSlideWeights(
  weights: Int8Array,
  channels: number,
  [rows, columns]: readonly [rows: number, columns: number],
  banks: number,
): Uint8Array {
  const wordOf = (tap: number) => Math.floor(tap / columns) * banks + (columns - 1 - (tap % columns));
  return orderByChannel(weights, channels, rows * banks, wordOf);
}

/** [taps, channels] as words [group of 8 channels, `words`], a tap's at `wordOf` of it. */
function orderByChannel(weights: Int8Array, channels: number, words: number, wordOf: (tap: number) => number) {
  const ordered = new Uint8Array(Math.ceil(channels / WORD) * words * WORD);
  for (const [i, weight] of weights.entries()) {
    const channel = i % channels;
    const word = Math.floor(channel / WORD) * words + wordOf(Math.floor(i / channels));
    ordered[word * WORD + (channel % WORD)] = weight;
  }
  return ordered;
}

/** Depthwise weights [taps, outputs], output o of input channel ⌊o / multiplier⌋, as a convolution's [outputs, taps, inputs]. */
export function spreadDepthwiseWeights(weights: Int8Array, inputs: number, outputs: number): Int8Array {
  const taps = weights.length / outputs;
  const multiplier = outputs / inputs;
  const spread = new Int8Array(outputs * taps * inputs);
  for (let output = 0; output < outputs; output++) {
    const input = Math.floor(output / multiplier);
    for (let tap = 0; tap < taps; tap++)
      spread[(output * taps + tap) * inputs + input] = weights[tap * outputs + output];
  }
  return spread;
}

/** Σ w of each filter of [filters, …]. */
export function sumByFilter(weights: Int8Array, filters: number): Int32Array {
  const length = weights.length / filters;
  return Int32Array.from({ length: filters }, (_, filter) =>
    weights.subarray(filter * length, (filter + 1) * length).reduce((sum, weight) => sum + weight, 0),
  );
}

/** Σ w of each channel of [taps, channels]. */
export function sumByChannel(weights: Int8Array, channels: number): Int32Array {
  const sums = new Int32Array(channels);
  for (const [i, weight] of weights.entries()) sums[i % channels] += weight;
  return sums;
}
