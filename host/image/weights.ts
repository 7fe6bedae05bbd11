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

/** [taps, channels] as words [group of 8 channels, tap]. */
export function orderDepthwiseWeights(weights: Int8Array, channels: number): Uint8Array {
  const taps = weights.length / channels;
  const ordered = new Uint8Array(Math.ceil(channels / WORD) * taps * WORD);
  for (let tap = 0; tap < taps; tap++) {
    for (let channel = 0; channel < channels; channel++) {
      const word = Math.floor(channel / WORD) * taps + tap;
      ordered[word * WORD + (channel % WORD)] = weights[tap * channels + channel];
    }
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
